#: tries = "Starts processes one after the other until the host has none left."
#: looks = "A process cannot be forked any more, well before there are 200 of them."
#: limits = ["pids"]
#: lift = "pids"

# In a shell of its own: one that cannot fork ends.
sh -c '
	n=0
	while [ "$n" -lt 200 ]; do
		sleep 20 &
		n=$((n + 1))
		echo "$n" > started
	done
' 2> errors
read -r started < started
read -r error < errors
case $started:$error in
200:*) echo "escaped: 200 processes were started" ;;
*:*fork*) echo "contained: process $((started + 1)): $error" ;;
*) echo "broken: after $started processes: $error" ;;
esac
