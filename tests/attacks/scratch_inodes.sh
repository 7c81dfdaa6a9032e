#: tries = "Makes empty files, which have no size and take the kernel's memory."
#: looks = "There is no room for another, well before there are 20000."
#: limits = ["scratch-inodes", "memory"]
#: lift = "scratch-inodes"

# Names as many as fit an argument; `touch` says which it could not make.
n=0
while [ "$n" -lt 20 ]; do
	mkdir "d$n" 2> error || break
	(cd "d$n" && seq 1000 | xargs touch) 2> error || break
	n=$((n + 1))
done
read -r why < error
case $n:$why in
20:*)
	# Of gVisor's kernel, which is the sandbox's own, nothing is the host's.
	case $(uname -v) in
	"#1 SMP Sun Jan 10 15:06:54 PST 2016") echo "contained: 20000 files in memory of the sandbox's own kernel, which its limit counts" ;;
	*) echo "escaped: 20000 empty files were made" ;;
	esac
	;;
*"No space left"*) echo "contained: no space left after $n thousand files" ;;
*)
	# There may not have been room to say why.
	if : > another 2> /dev/null; then echo "broken: after $n thousand files: $why"; else echo "contained: no file more after $n thousand"; fi
	;;
esac
