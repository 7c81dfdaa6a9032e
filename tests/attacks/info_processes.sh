#: tries = "Looks for processes of the host and of other containers, and what they were started with."
#: looks = "Process 1 is the runner, and every other is its child."
#: limits = ["process-namespace"]
#: lift = "process-namespace"

[ -r /proc/self/stat ] || echo "broken: there is no /proc"
read -r first < /proc/1/cmdline 2> /dev/null
others=
for folder in /proc/[0-9]*; do
	parent=
	while read -r key value; do
		case $key in
		Name:) name=$value ;;
		PPid:) parent=$value ;;
		Pid:) pid=$value ;;
		esac
	done 2> /dev/null < "$folder/status" || continue
	case $pid:$parent in
	1:0 | "$$":* | *:1 | *:"$$" | :) ;;
	*) others="$others $name($pid)" ;;
	esac
done
# By its name, for one that is nobody's child: in the host's namespace process 1 is not the runner.
case $(tr '\0' ' ' 2> /dev/null < /proc/1/cmdline) in
*dash*) ;;
*) others="$others process 1" ;;
esac
if [ -n "$others" ]; then
	echo "escaped: found$others"
else
	echo "contained: nobody but us"
fi
