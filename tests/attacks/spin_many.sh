#: tries = "Spins in as many processes as it can start, and waits for none of them."
#: looks = "The host ends the run at its deadline, and all of them with it."
#: limits = ["wall-clock", "cpus", "one-use"]
#: ends = ["timed-out"]
#: unsafe = "The deadline is the host's own; without it the run would not end."

n=0
while [ "$n" -lt 40 ]; do
	sh -c 'while :; do :; done' &
	n=$((n + 1))
done
while :; do :; done
