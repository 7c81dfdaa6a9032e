#: tries = "Lets every process start two more, the classic fork bomb, up to seven generations: 254 of them."
#: looks = "Some of them cannot be forked, and the run goes on."
#: limits = ["pids"]
#: lift = "pids"

cat > bomb <<'END'
: >> "alive-$$"
if [ "$1" -eq 0 ]; then
	exec sleep 4
fi
sh bomb "$(($1 - 1))" 2>> errors &
sh bomb "$(($1 - 1))" 2>> errors &
wait
END
: > errors
sh bomb 6 2>> errors &
sh bomb 6 2>> errors &
wait
error=
while read -r line; do
	case $line in
	*fork*) error=$line ;;
	esac
done < errors
set -- alive-*
if [ "$#" -ge 254 ]; then
	echo "escaped: $# processes were started"
elif [ -n "$error" ]; then
	echo "contained: $# of 254 processes were started: $error"
else
	echo "broken: $# processes were started, and none was refused"
fi
