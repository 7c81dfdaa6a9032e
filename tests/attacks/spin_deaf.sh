#: tries = "Ignores every signal by which it could be asked to end, and goes on."
#: looks = "The host ends the run at its deadline, and does not ask."
#: limits = ["wall-clock"]
#: ends = ["timed-out"]
#: unsafe = "The deadline is the host's own; without it the run would not end."

trap '' HUP INT QUIT TERM TSTP TTIN TTOU USR1 USR2 PIPE ALRM
kill -TERM $$
kill -HUP 0
while :; do :; done
