#: tries = "Stops itself and its whole process group, so that nobody is left who could end."
#: looks = "The host ends the run at its deadline."
#: limits = ["wall-clock"]
#: ends = ["timed-out"]
#: unsafe = "The deadline is the host's own; without it the run would not end."

kill -STOP 1 $$
while :; do sleep 1; done
