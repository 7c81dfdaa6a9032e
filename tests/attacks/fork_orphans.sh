#: tries = "Starts processes by forking twice, so that nobody who counts children sees them."
#: looks = "A fork fails: what is counted is all that runs in the container."
#: limits = ["pids"]
#: lift = "pids"

# In a shell of its own: one that cannot fork ends.
sh -c '
	n=0
	while [ "$n" -lt 200 ]; do
		(sleep 20 > /dev/null 2>&1 &) || exit 2
		n=$((n + 1))
		echo "$n" > started
	done
' 2> errors
read -r started < started
read -r error < errors
case $started:$error in
200:*) echo "escaped: 200 orphans were started" ;;
*:*fork*) echo "contained: orphan $((started + 1)): $error" ;;
*) echo "broken: after $started orphans: $error" ;;
esac
