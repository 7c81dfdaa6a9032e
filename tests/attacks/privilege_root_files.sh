#: tries = "Reads a file that only root may read."
#: looks = "It is not root: EACCES."
#: limits = ["user"]
#: lift = "user"

# The shell that runs the runner: others may execute it, and not read it.
file=/usr/libexec/dash
[ -e "$file" ] || echo "broken: there is no $file"
if [ "$(id -u)" -eq 0 ]; then
	echo "escaped: it is root"
elif [ "$(stat -c %u "$file")" -ne 0 ]; then
	# Users are mapped, and root's files are nobody's in here.
	echo "contained: nothing in here belongs to root"
elif why=$(head -c 1 "$file" 2>&1 > /dev/null); then
	echo "escaped: root's file was read"
else
	case $why in
	*"Permission denied"*) echo "contained: ${why##*: }" ;;
	*) echo "broken: $why" ;;
	esac
fi
