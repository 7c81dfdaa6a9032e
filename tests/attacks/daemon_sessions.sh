#: tries = "Leaves processes behind, each in a session of its own, some stopped, some spinning."
#: looks = "The run ends with its program, and nothing of it is left on the host."
#: limits = ["one-use", "pids"]
#: unsafe = "It is the host that ends and removes a container; what it did not remove would stay."

command -v setsid > /dev/null || echo "broken: there is no setsid"
n=0
while [ "$n" -lt 10 ]; do
	setsid sh -c 'trap "" HUP TERM; while :; do sleep 3600; done' > /dev/null 2>&1 &
	setsid sh -c 'kill -STOP $$' &
	setsid nohup sh -c 'while :; do :; done' > /dev/null 2>&1 &
	n=$((n + 1))
done
echo "contained: 30 sessions were left, and the host looks for them"
