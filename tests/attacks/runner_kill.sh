#: tries = "Kills and stops process 1, the runner, and everything else that it can signal."
#: looks = "The runner lives on, and says how the run ended."
#: limits = ["process-namespace"]
#: unsafe = "Without a namespace of its own, process 1 and everything else would be the host's."

for signal in HUP INT QUIT TERM USR1 USR2 PIPE ALRM CONT TSTP TTIN CHLD URG XCPU VTALRM WINCH IO SYS; do
	kill "-$signal" 1 2> /dev/null
done
# gVisor's kernel does not shield process 1 from these two: there they would end the run, and nothing else.
case $(uname -v) in
"#1 SMP Sun Jan 10 15:06:54 PST 2016") ;;
*) kill -STOP 1; kill -KILL 1; kill -KILL -1 ;;
esac
if [ -d /proc/1 ]; then
	echo "contained: process 1 is there"
else
	echo "broken: there is no process 1"
fi
