# The shell's runner: speaks the container contract (docker/README.md, version 1) from inside the container.
#
# It is process 1. The learner's script runs in a shell of its own, with the runner's own streams; the runner waits for
# it and says how it ended. The nonce is in a variable of this process alone: it is in no environment and no argument, no
# child keeps it past its `exec`, and nobody but root may look into this process (see `finish`).
#
# Whatever the script leaves behind is killed before anything more is said, so that nothing can write into a record.

set -u

# --- records -----------------------------------------------------------------------------------------------------------------

nonce=

# emit FIELDS: a record on stdout.
emit() {
	printf '\036{%s,"nonce":"%s"}\n' "$1" "$nonce"
}

# mark FIELDS: a record on both streams.
mark() {
	emit "$1"
	emit "$1" >&2
}

# json TEXT: the text as a JSON string. Every character is escaped: that takes no table of those which must be.
json() {
	printf '"%s"' "$(printf %s "$1" | head -c 8192 | iconv -c -f UTF-8 -t UTF-16BE | od -An -v -tx2 --endian=big |
		tr -d '\n' | sed 's/ /\\u/g')"
}

# --- the job -----------------------------------------------------------------------------------------------------------------

refuse() {
	echo "tutorbox runner: $1" >&2
	exit 2
}

# Reads a job, to the byte, and unpacks it into the working directory. `read` takes one byte at a time, `head` no more than
# it is told.
take() {
	header=
	IFS= read -r header || {
		[ -n "$header" ] || exit 0
		refuse "the job ended inside its header"
	}
	case $header in
	tutorbox/1\ *\ *\ ?*) ;;
	*) refuse "not a job of contract 1" ;;
	esac
	header=${header#* }
	nonce=${header%% *}
	header=${header#* }
	length=${header%% *}
	entry=${header#* }
	case $length in
	'' | *[!0-9]* | ?????????*) refuse "not a job of contract 1" ;;
	esac
	[ "$length" -le 16777216 ] || refuse "a job of $length bytes is too long"
	head -c "$length" > .tutorbox.tar
	[ "$(wc -c < .tutorbox.tar)" = "$length" ] || refuse "the job ended before its $length bytes"
	tar -xmf .tutorbox.tar --no-same-owner --no-same-permissions || refuse "the job's files cannot be unpacked"
	rm .tutorbox.tar
	about
}

# What the job asks for besides the files, which are all that stays on disk. What a case reads is kept as text, for it may
# hold bytes that a variable cannot.
about() {
	[ ! -e .tutorbox/source ] || refuse "there are no facts about shell scripts yet: no source check can be judged"
	files= tests= cases=0
	[ ! -e .tutorbox/files ] || files=$(cat .tutorbox/files)
	[ ! -d .tutorbox/tests ] || tests=$(cd .tutorbox/tests && find . -type f | sort)
	while [ -e ".tutorbox/cases/$((cases + 1))" ]; do
		cases=$((cases + 1))
		eval "case_$cases=\$(base64 -w0 .tutorbox/cases/$cases)"
	done
	rm -rf .tutorbox
}

# --- the program -------------------------------------------------------------------------------------------------------------

# Kills what the script has left, and reaps it: what is dead counts to the limit of processes until then. `jobs` is what
# makes the shell look for the dead.
clear_away() {
	# Without a namespace of our own, "all processes" would be others' too.
	[ $$ -eq 1 ] || return 0
	tries=0
	while [ "$tries" -lt 2000 ]; do
		# One call reaches all that there are; gVisor's misses what is being born.
		kill -KILL -1 2> /dev/null
		tries=$((tries + 1))
		jobs > /dev/null
		set -- /proc/[0-9]*
		[ "$#" -gt 1 ] || break
	done
}

# run: runs ENTRY as `sh ENTRY` does, and sets `code` and `ending`: ok, compile-error, error.
run() {
	sh -- "$entry"
	ended "$?"
}

ended() {
	code=$1
	clear_away
	# Killed, most likely for its memory: the host knows, and asks for no more.
	[ "$code" -ne 137 ] || exit 137
	ending=ok
	[ "$code" -eq 0 ] || ending=error
	# A shell runs what stands before a syntax error, so that whether it was one is found out behind it.
	if [ "$code" -eq 2 ] && [ -f "$entry" ]; then
		why=$(sh -n -- "$entry" 2>&1 > /dev/null) || diagnose
	fi
}

# The shell says "ENTRY: LINE: WHY".
diagnose() {
	ending=compile-error
	why=${why#"$entry: "}
	line=${why%%:*}
	case $line in
	'' | *[!0-9]*) emit "\"type\":\"diagnostic\",\"severity\":\"error\",\"message\":$(json "$why")" ;;
	*)
		emit "\"type\":\"diagnostic\",\"severity\":\"error\",\"message\":$(json "${why#*: }"),\
\"file\":$(json "$entry"),\"line\":$line"
		;;
	esac
}

# --- cases -------------------------------------------------------------------------------------------------------------------

# The cases in turn, until the script turns out to be none.
run_cases() {
	n=0
	while [ "$n" -lt "$cases" ]; do
		n=$((n + 1))
		run_case
		if [ "$ending" = compile-error ]; then
			mark '"type":"program-end","status":"compile-error"'
			return
		fi
	done
	code=0 ending=ok
}

# A case reads from a pipe, as a program does; the fifo is gone before it begins.
run_case() {
	mkfifo .tutorbox.in
	eval "bytes=\$case_$n"
	{ printf %s "$bytes" | base64 -d; } > .tutorbox.in 2> /dev/null &
	exec 3< .tutorbox.in
	rm .tutorbox.in
	mark "\"type\":\"case-begin\",\"case\":$n"
	began=$(date +%s%6N)
	sh -- "$entry" <&3 3<&-
	status=$?
	took=$(($(date +%s%6N) - began))
	exec 3<&-
	ended "$status"
	status=ok
	[ "$ending" = ok ] || status=error
	mark "\"type\":\"case-end\",\"case\":$n,\"status\":\"$status\",\"duration_ms\":$((took / 1000)).$(printf %03d $((took % 1000)))"
}

# --- what is told behind it ----------------------------------------------------------------------------------------------------

# report PATH: what has become of a file that the host asked for. What a link leads out to is none of the learner's.
report() {
	fields="\"type\":\"file\",\"path\":$(json "$1")"
	real=
	case /$1/ in
	//* | */../*) ;;
	*) real=$(realpath -e -- "$1" 2> /dev/null) ;;
	esac
	case $real in
	/box/*) ;;
	*) real= ;;
	esac
	if [ -n "$real" ] && [ ! -f "$real" ]; then
		emit "$fields,\"exists\":true"
	elif [ ! -r "$real" ]; then
		emit "$fields,\"exists\":false"
	else
		fields="$fields,\"exists\":true,\"size\":$(stat -c %s -- "$real")"
		emit "$fields,\"offset\":0,\"base64\":\"$(head -c 32768 < "$real" | base64 -w0)\""
		rest=$(tail -c +32769 < "$real" | head -c 32768 | base64 -w0)
		[ -z "$rest" ] || emit "$fields,\"offset\":32768,\"base64\":\"$rest\""
	fi
}

# Nobody is told that tests have passed which nobody ran.
no_tests() {
	id=0
	printf '%s\n' "$tests" | while IFS= read -r name; do
		id=$((id + 1))
		mark "\"type\":\"test-begin\",\"id\":$id"
		mark "\"type\":\"test-end\",\"id\":$id"
		emit "\"type\":\"test\",\"id\":$id,\"name\":$(json "${name#./}"),\"status\":\"error\",\
\"message\":\"not run: tests in shell are not supported yet\""
	done
}

# --- boot, job, end ------------------------------------------------------------------------------------------------------------

# The kernel shields process 1 from its own kind; not every kernel does. What is caught, and not ignored, is as usual in a child.
trap : HUP INT QUIT TERM USR1 USR2 PIPE ALRM TSTP TTIN TTOU XCPU XFSZ VTALRM PROF IO SYS

printf '\036{"type":"ready","contract":1,"language":"sh","version":"dash"}\n'
take
mark '"type":"started"'
if [ "$cases" -gt 0 ]; then
	run_cases
else
	run
	mark "\"type\":\"program-end\",\"status\":\"$ending\""
fi
[ -z "$tests" ] || [ "$ending" != ok ] || no_tests
printf '%s\n' "$files" | {
	while IFS= read -r path; do
		[ -z "$path" ] || report "$path"
	done
}
mark "\"type\":\"done\",\"code\":$code"
exit "$code"
