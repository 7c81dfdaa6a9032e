#: tries = "Looks for a capability in any of its sets, the one included which a program could give back."
#: looks = "All five sets are empty."
#: limits = ["capabilities"]
#: lift = "capabilities"

found= sets=0
while read -r key value; do
	case $key in
	Cap*) sets=$((sets + 1)) ;;
	*) continue ;;
	esac
	case $value in
	*[!0]*) found="$found $key$value" ;;
	esac
done < /proc/self/status
if [ -n "$found" ]; then
	echo "escaped:$found"
elif [ "$sets" -ge 4 ]; then
	echo "contained: $sets sets, and all of them empty"
else
	echo "broken: /proc/self/status tells of $sets sets"
fi
