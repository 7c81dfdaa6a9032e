# The shells' runner: speaks the container contract (docker/README.md, version 1) from inside the container.
#
#   dash -c RUNNER NAME INTERPRETER...
#
# NAME is the language's, and INTERPRETER the command that runs a file of it. Nothing in here but the facts and the search for
# syntax errors knows shell, so that it serves any language whose programs are run so, and whose tests print TAP.
#
# It is process 1. The learner's script runs in a process of its own, with the runner's own streams; the runner waits for
# it and says how it ended. Tests write into a pipe, which the runner reads. The nonce is in a variable of this process alone: it
# is in no environment and no argument, no child keeps it past its `exec`, and nobody but root may look into this process
# (see `finish`).
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

# json TEXT: the text as a JSON string, cut at `limit` bytes. What is not plain is escaped by other programs, every character
# of it: that takes no table of those which must be.
limit=8192
newline='
'
json() {
	case $1 in
	*[!\ -~"$newline"]*) strange "$1" ;;
	*) if [ "${#1}" -gt 2000 ]; then strange "$1"; else plain "$1"; fi ;;
	esac
}

plain() {
	rest=$1 escaped=
	while :; do
		case $rest in
		*[\\\""$newline"]*) ;;
		*) break ;;
		esac
		piece=${rest%%[\\\""$newline"]*}
		rest=${rest#"$piece"}
		case $rest in
		"$newline"*) escaped=$escaped$piece\\n ;;
		*) escaped=$escaped$piece\\${rest%"${rest#?}"} ;;
		esac
		rest=${rest#?}
	done
	printf '"%s"' "$escaped$rest"
}

strange() {
	more=
	[ "${#1}" -le "$limit" ] || more='\u2026'
	printf '"%s%s"' "$(printf %s "$1" | head -c "$limit" | iconv -c -f UTF-8 -t UTF-16BE | od -An -v -tx2 --endian=big |
		tr -d '\n' | sed 's/ /\\u/g')" "$more"
}

# is_number TEXT: a whole number, as JSON has them and as no one would mind.
is_number() {
	case $1 in
	'' | *[!0-9]* | 0?* | ??????????*) return 1 ;;
	esac
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
# hold bytes that a variable cannot, and so are the tests.
about() {
	files= tests= cases=0 source=
	if [ -e .tutorbox/source ]; then
		[ -n "$shell" ] || refuse "there are no facts about $0: no source check can be judged"
		source=1
	fi
	[ ! -e .tutorbox/files ] || files=$(cat .tutorbox/files)
	if [ -d .tutorbox/tests ]; then
		tests=$(cd .tutorbox/tests && find . -type f | sed 's,^\./,,' | sort)
		packed=$(printf '%s\n' "$tests" | tar -C .tutorbox/tests -c --verbatim-files-from -T - | base64 -w0)
	fi
	while [ -e ".tutorbox/cases/$((cases + 1))" ]; do
		cases=$((cases + 1))
		eval "case_$cases=\$(base64 -w0 .tutorbox/cases/$cases)"
	done
	rm -rf .tutorbox
	own=$(find . -type f | sed 's,^\./,,' | sort)
}

# is_own FILE: whether it is the learner's.
is_own() {
	case "$newline$own$newline" in *"$newline$1$newline"*) ;; *) return 1 ;; esac
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

# run: runs ENTRY as `sh ENTRY` does, and sets `code` and `ending`: ok, compile-error.
run() {
	$interpreter -- "$entry"
	ended "$?"
	mark "\"type\":\"program-end\",\"status\":\"$ending\""
}

# Only looks whether ENTRY can be read: tests for bats run it themselves, with arguments and input of their own.
look() {
	code=0 ending=ok
	if [ -n "$shell" ] && ! why=$($parse -- "$entry" 2>&1 > /dev/null); then
		printf '%s\n' "$why" >&2
		code=2
		diagnose
		mark '"type":"program-end","status":"compile-error"'
	fi
}

ended() {
	code=$1
	clear_away
	# Killed, most likely for its memory: the host knows, and asks for no more.
	[ "$code" -ne 137 ] || exit 137
	# A code says nothing of errors: that of a script is its last command's, and `grep` has one for "nothing found".
	ending=ok
	# A shell runs what stands before a syntax error, so that whether it was one is found out behind it.
	if [ -n "$shell" ] && [ "$code" -eq 2 ] && [ -f "$entry" ]; then
		why=$($parse -- "$entry" 2>&1 > /dev/null) || diagnose
	fi
}

# The shell says "ENTRY: LINE: WHY", and bash "ENTRY: line LINE: WHY", which it may say more about in a second line.
diagnose() {
	ending=compile-error
	why=${why#"$entry: "}
	why=${why#line }
	why=${why%%"$newline"*}
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
	$interpreter -- "$entry" <&3 3<&-
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

# --- facts -------------------------------------------------------------------------------------------------------------------

# The words of the learner's scripts, those that end as ENTRY does: what stands outside of quotes and comments, but for the
# `$(…)` in double quotes, which is code again. Whether a word is a command's name or its argument is not looked at.
facts() {
	printf '%s\n' "$own" | while IFS= read -r name; do
		case $name in
		"$entry" | *."${entry##*.}") ;;
		*) continue ;;
		esac
		awk "$words" "$name" | sort -u | while read -r line word; do
			kind=call
			case " $reserved " in *" $word "*) kind=construct ;; esac
			case $word in *[![:alnum:]_./:@%+,-]*) kind=construct ;; esac
			emit "\"type\":\"fact\",\"kind\":\"$kind\",\"name\":$(json "$word"),\"file\":$(json "$name"),\"line\":$line"
		done
	done
}

reserved='if then elif else fi for while until do done case esac in select function time coproc'

# Prints LINE WORD. A stack says what the text is in: code, parentheses, arithmetic, backquotes, braces, double quotes.
words='
function push(what) { within[++depth] = what; cases[depth] = 0 }
function pop() { if (depth > 0) depth-- }
function flush_word() {
	if (word == "case") cases[depth]++
	if (word == "esac" && cases[depth] > 0) cases[depth]--
	if (word != "" && !glued && word !~ /[$=]|^[0-9]+$/) print NR, word
	word = ""; glued = 0
}
function operator(text) { flush_word(); print NR, text; at += length(text) }
# The word that ends a here-document: its text begins in the next line.
function here(  strip, end) {
	strip = substr($0, at + 2, 1) == "-"
	print NR, "<<"
	at += 2 + strip
	while (substr($0, at, 1) ~ /[ \t]/) at++
	end = ""
	while (at <= length($0) && substr($0, at, 1) !~ /[ \t;|&<>()]/) end = end substr($0, at++, 1)
	gsub(/[\\"\047]/, "", end)
	ends[++awaited] = end; strips[awaited] = strip
}
function in_quotes(c, two) {
	word = ""
	if (c == "\\") at += 2
	else if (c == "\"") { pop(); glued = 1; at++ }
	else if (two == "$(") { print NR, two; push("code"); glued = 0; at += 2 }
	else if (two == "${") { push("braces"); at += 2 }
	else if (c == "`") { print NR, c; push("`"); glued = 0; at++ }
	else at++
}
function in_braces(c, two) {
	if (c == "}") { pop(); at++ }
	else if (c == "\047") { single = 1; at++ }
	else if (c == "\"") { push("quotes"); at++ }
	else in_quotes(c, two)
}
function in_code(c, two,  three) {
	three = substr($0, at, 3)
	if (c == "\\") { word = word substr($0, at + 1, 1); at += 2 }
	else if (c == "\047") { glued = 1; single = 1; at++ }
	else if (two == "$\047") { glued = 1; single = 2; at += 2 }
	else if (c == "\"") { glued = 1; push("quotes"); at++ }
	else if (three == "$((") { operator(three); push("arithmetic") }
	else if (two == "$(") { operator(two); push("code") }
	else if (two == "${") { glued = 1; push("braces"); at += 2 }
	else if (c == "`") { operator(c); if (within[depth] == "`") pop(); else push("`") }
	else if (c ~ /[ \t]/) { flush_word(); at++ }
	else if (within[depth] == "arithmetic" && two == "))") { flush_word(); pop(); at += 2 }
	else if (within[depth] == "arithmetic") { if (c ~ /[A-Za-z0-9_$]/) word = word c; else flush_word(); at++ }
	else if (c == "#" && word == "" && !glued) at = length($0) + 1
	else if (two == "((") { operator(two); push("arithmetic") }
	else if (two ~ /^[<>]\($/) { operator(two); push("code") }
	else if (c == "(") { flush_word(); push("code"); at++ }
	else if (c == ")") { flush_word(); if (!cases[depth]) pop(); at++ }
	else if (three == "<<<") operator(three)
	else if (two == "<<") { flush_word(); here() }
	else if (two ~ /^(\|\||&&|;;|>>|\|&|&>)$/) operator(two)
	else if (c ~ /[|&<>]/) operator(c)
	else if (c == ";") { flush_word(); at++ }
	else { word = word c; at++ }
}
inside {
	text = $0
	if (strips[inside]) sub(/^\t+/, "", text)
	if (text == ends[inside]) inside = inside < awaited ? inside + 1 : 0
	if (!inside) awaited = 0
	next
}
{
	at = 1
	while (at <= length($0)) {
		c = substr($0, at, 1)
		if (single) {
			if (c == "\\" && single == 2) at++
			else if (c == "\047") single = 0
			at++
		} else if (within[depth] == "quotes") in_quotes(c, substr($0, at, 2))
		else if (within[depth] == "braces") in_braces(c, substr($0, at, 2))
		else in_code(c, substr($0, at, 2))
	}
	if (!single && within[depth] != "quotes" && within[depth] != "braces") flush_word()
	if (awaited) inside = 1
}'

# --- tests -------------------------------------------------------------------------------------------------------------------

# Files for bats are run by bats. Where there are none, tests are programs that print TAP 14: those that are called tests, or
# all of them. The other files are there for the tests.
run_tests() {
	printf %s "$packed" | base64 -d | tar -xm --no-same-owner --no-same-permissions --unlink-first
	bats= open=
	if for_bats; then
		bats=1
		suite=$(choose is_for_bats)
		lines_as_arguments run_bats "$suite"
		return
	fi
	suite=$(choose is_called_test)
	lines_as_arguments run_programs "${suite:-$tests}"
}

for_bats() {
	[ -n "$(choose is_for_bats)" ]
}

choose() {
	printf '%s\n' "$tests" | while IFS= read -r name; do
		! "$1" "$name" || printf '%s\n' "$name"
	done
}

is_for_bats() {
	case $1 in *.bats) ;; *) return 1 ;; esac
}

is_called_test() {
	case ${1##*/} in
	test.* | test[0-9]*.* | test_* | test-* | *_test.* | *-test.* | *.t) ;;
	*) return 1 ;;
	esac
}

# lines_as_arguments COMMAND LINES
lines_as_arguments() {
	command=$1
	set -f
	IFS=$newline
	set -- $2
	unset IFS
	set +f
	"$command" "$@"
}

run_bats() {
	[ "$#" -eq 1 ] || suite=bats
	if ! command -v bats > /dev/null; then
		not_run "there is no bats in this language's image: \`bash\` has it"
		return
	fi
	mkdir .tutorbox.tmp
	TMPDIR=$PWD/.tutorbox.tmp tap bats --formatter cat --timing "$@"
	rm -rf .tutorbox.tmp
}

run_programs() {
	for suite; do
		tap $interpreter -- "$suite"
	done
}

# --- tests: TAP --------------------------------------------------------------------------------------------------------------

# tap COMMAND...: runs it and reports the tests that it prints. Whatever else it prints belongs to the test that it is printed
# in: where bats says when one begins, up to the next, and otherwise up to the line with its result.
tap() {
	plan= counted=0 failed= open= number= in_yaml= bail= ended_with=
	last=$(od -An -N8 -tx8 /dev/urandom)
	mkfifo .tutorbox.tap
	{
		"$@"
		printf '%s %s\n' "$last" "$?"
	} > .tutorbox.tap 2>&1 < /dev/null &
	exec 3< .tutorbox.tap
	while IFS= read -r said <&3 || [ -n "$said" ]; do
		case $said in
		*"$last "*)
			ended_with=${said##*"$last "}
			said=${said%"$last $ended_with"}
			[ -z "$said" ] || pass_on
			break
			;;
		esac
		hear
	done
	exec 3<&-
	rm -f .tutorbox.tap
	clear_away
	[ "$ended_with" != 137 ] || exit 137
	conclude
}

hear() {
	if [ -n "$in_yaml" ]; then
		hear_yaml
		return
	fi
	case $said in
	ok | "ok "* | "not ok" | "not ok "*) hear_point ;;
	"#"*) hear_comment ;;
	"1.."[0-9]*) hear_plan ;;
	*) if [ -n "$bats" ]; then hear_bats; else hear_tap; fi ;;
	esac
}

hear_tap() {
	case $said in
	"TAP version "* | "pragma "*) ;;
	"Bail out!"*) bail=${said#Bail out!} ;;
	"  ---") if [ -n "$open" ] && [ -n "$status" ]; then in_yaml=1 block=; else pass_on; fi ;;
	*) pass_on ;;
	esac
}

# What bats says besides, to those who format it.
hear_bats() {
	case $said in
	"suite "*) ;;
	"begin "[0-9]*" "*)
		said=${said#begin }
		number=${said%% *}
		begin_test "${said#* }"
		;;
	*) pass_on ;;
	esac
}

hear_plan() {
	planned=${said#1..}
	why=${planned#"${planned%%[!0-9]*}"}
	planned=${planned%%[!0-9]*}
	if [ -n "$plan" ] || ! is_number "$planned"; then
		pass_on
		return
	fi
	plan=$planned
	case $why in *"# "*) why=${why#*\# } ;; *) why= ;; esac
	why=${why#[Ss][Kk][Ii][Pp]}
	why=${why# }
}

# "ok 1 - adds # skip not yet", and bats' "not ok 1 adds in 12ms".
hear_point() {
	result=pass rest=$said
	case $rest in "not "*) result=fail rest=${rest#not } ;; esac
	rest=${rest#ok}
	rest=${rest# }
	directive=
	case $rest in *"# "*) directive=${rest##*\# } ;; esac
	case $directive in
	[Ss][Kk][Ii][Pp]* | [Tt][Oo][Dd][Oo]*) rest=${rest%"# $directive"} ;;
	*) directive= ;;
	esac
	rest=${rest% }
	nth=${rest%%[!0-9]*}
	rest=${rest#"$nth"}
	rest=${rest# }
	rest=${rest#- }
	time=
	if [ -z "$bats" ]; then
		[ -n "$open" ] && [ -z "$status" ] || begin_test
		title=${rest:-test $((counted + 1))}
	else
		case $rest in
		*" in "*ms)
			time=${rest##* in }
			time=${time%ms}
			if is_number "$time"; then rest=${rest%" in ${time}ms"}; else time=; fi
			;;
		esac
	fi
	if [ -n "$bats" ] && { [ -z "$open" ] || [ "$nth" != "$number" ]; }; then
		# What bats calls so when no test is running is no test; what a test has printed of another is its output.
		[ "$result" = fail ] || {
			pass_on
			return
		}
		number=
		begin_test "$rest"
		result=error
	fi
	take_result
}

# All tests have been reported, and bats may have nothing more to do: it does not end while a process that a test has left
# behind holds its output open. Its own words are waited for a little.
watch_bats() {
	{
		while pgrep -f '[b]ats-exec-suite'; do
			sleep 0.05
		done
		sleep 0.2
		printf '%s ?\n' "$last" >> .tutorbox.tap
	} > /dev/null 2>&1 &
}

# A test has one result, and of several the worst: what it prints itself cannot make it pass.
take_result() {
	[ -n "$status" ] || counted=$((counted + 1))
	[ -z "$time" ] || took=$time
	case $directive in
	[Ss]*) result=error message="not run" ;;
	[Tt]*) [ "$result" = pass ] || { result=error message="to be done"; } ;;
	esac
	case $directive in *" "*) [ -z "$message" ] || message="$message: ${directive#* }" ;; esac
	[ "$result" = pass ] || failed=1
	case $status$result in *error*) status=error ;; *fail*) status=fail ;; *) status=pass ;; esac
	[ -z "$bats" ] || [ "$counted" != "$plan" ] || watch_bats
}

hear_comment() {
	if [ -z "$open" ] || [ -z "$status" ]; then
		pass_on
		return
	fi
	said=${said#\#}
	details=$details${said# }$newline
}

# A block of YAML behind a result: of all that may stand in it, the lines of a key and its value.
hear_yaml() {
	case $said in
	"  ...") in_yaml= ;;
	"    "*)
		if [ -n "$block" ]; then
			key=$block
			value=${said#    }
			keep
			return
		fi
		;;
	esac
	block=
	said=${said#"${said%%[![:blank:]]*}"}
	case $said in
	*": "*) ;;
	*) return ;;
	esac
	key=${said%%: *}
	value=${said#*: }
	case $value in
	"|"* | ">"*)
		block=$key
		return
		;;
	\'*\') value=${value#\'} value=${value%\'} ;;
	\"*\") value=${value#\"} value=${value%\"} ;;
	esac
	keep
}

# keep: a value that is said in lines, by its key.
keep() {
	case $key in
	message) message=${message:+$message$newline}$value ;;
	expected | wanted | expect) expected=${expected:+$expected$newline}$value sides=${sides}e ;;
	actual | found | got) actual=${actual:+$actual$newline}$value sides=${sides}a ;;
	file) file=$value ;;
	line) ! is_number "$value" || line=$value ;;
	duration_ms)
		case $value in
		*[!0-9.]* | *.*.* | *.) ;;
		*) ! is_number "${value%%.*}" || took=$value ;;
		esac
		;;
	esac
}

# What is printed belongs to the test that is running, or to the one whose result is still to come.
pass_on() {
	if [ -z "$bats" ]; then
		[ -z "$open" ] || [ -z "$status" ] || end_test
		[ -n "$open" ] || begin_test
	fi
	printf '%s\n' "$said"
}

# begin_test TITLE
begin_test() {
	[ -z "$open" ] || end_test
	id=$((id + 1)) open=1 title=${1-}
	status= message= details= expected= actual= sides= file= line= took=
	mark "\"type\":\"test-begin\",\"id\":$id"
}

end_test() {
	open=
	mark "\"type\":\"test-end\",\"id\":$id"
	if [ -z "$status" ]; then
		# Output behind the last result is no test.
		[ -n "$bats" ] || return 0
		status=error failed=1 message="the test has ended without a result"
		counted=$((counted + 1))
	fi
	[ "$status" = pass ] || explain
	case $sides in *e*a* | *a*e*) sides=1 ;; *) sides= ;; esac
	tell_test
	if [ "${#record}" -gt 65000 ]; then
		limit=2000
		tell_test
		limit=8192
	fi
	emit "$record"
}

tell_test() {
	record="\"type\":\"test\",\"id\":$id,\"name\":$(json "$title"),\"status\":\"$status\""
	[ -z "$message" ] || record="$record,\"message\":$(json "$message")"
	[ -z "$sides" ] || record="$record,\"expected\":$(json "$expected"),\"actual\":$(json "$actual")"
	[ -z "$file" ] || [ -z "$line" ] || record="$record,\"file\":$(json "$file"),\"line\":$line"
	[ -z "$took" ] || record="$record,\"duration_ms\":$took"
}

# What there is to say of the whole: that tests are lacking, above all.
conclude() {
	[ -z "$open" ] || [ -z "$status$bats" ] || end_test
	if [ -n "$bail" ]; then
		not_run "the tests were stopped:$bail"
	elif [ "$plan" = 0 ]; then
		not_run "not run${why:+: $why}"
	elif [ -z "$plan" ] && [ "$counted" -eq 0 ]; then
		not_run "no test was reported: it printed no TAP"
	elif [ -z "$plan" ]; then
		not_run "it printed no plan (\`1..$counted\`): tests may be lacking"
	elif [ "$counted" -lt "$plan" ]; then
		not_run "$counted of $plan tests were reported"
	elif [ "$ended_with" != 0 ] && [ "$ended_with" != "?" ] && [ -z "$failed" ]; then
		not_run "it ended with exit code ${ended_with:-unknown}"
	fi
	[ -z "$open" ] || end_test
}

# What was printed behind the last result tells why.
not_run() {
	[ -n "$open" ] || begin_test
	title=$suite status=error message=$1
	end_test
}

# --- tests: what bats says of a failure ----------------------------------------------------------------------------------------

# From comments to a message, a place, and two sides where an assertion of bats-assert has printed them:
#
#   (from function `f' in file sum.sh, line 3,
#    in test file sum.bats, line 9)
#     `assert_output "3"' failed
#
#   -- output differs --
#   expected : 3
#   actual   : 4
#   --
explain() {
	kind= many=0 traced=
	while IFS= read -r told; do
		if [ "$many" -gt 0 ]; then
			many=$((many - 1))
			value=${told#  }
			keep_side
			continue
		fi
		case $told in
		"-- "*" --")
			kind=${told#-- }
			kind=${kind% --}
			say "$kind"
			;;
		--) kind= ;;
		"("*", line "[0-9]*[,")"] | " "*", line "[0-9]*[,")"]) trace ;;
		"  \`"*) say "${told#  }" ;;
		*) if [ -n "$kind" ]; then explain_pair; else say "$told"; fi ;;
		esac
	done <<END
$details
END
}

say() {
	[ -z "$1" ] || message=${message:+$message$newline}$1
}

# "(from function `f' in file sum.sh, line 3,": the innermost place in a file of the learner's, or else in the test file.
trace() {
	at=${told##*, line }
	at=${at%?}
	place=${told%, line *}
	case $place in
	*"in test file "*) place=${place##*in test file } ;;
	*) place=${place##*in file } ;;
	esac
	[ -z "$traced" ] && is_number "$at" || return 0
	if is_own "$place"; then
		traced=1
	else
		case $told in *"in test file "*) ;; *) return 0 ;; esac
	fi
	file=$place line=$at
}

# "expected : 3", or "expected (2 lines):" and as many lines.
explain_pair() {
	case $told in
	[a-z]*" : "* | [a-z]*" :")
		key=${told%%[ :]*}
		value=${told#*" :"}
		value=${value# }
		label="$key: "
		keep_side
		;;
	[a-z]*" ("[0-9]*" lines):")
		key=${told%% (*}
		many=${told##*(}
		many=${many% lines):}
		is_number "$many" || many=0
		label="$key: "
		;;
	*) say "$told" ;;
	esac
}

# Which side a value is depends on what is asserted; of what should not be there is no second side.
keep_side() {
	case "$kind $key" in
	*should* | *"but it was expected"*) ;;
	*" expected" | *" substring" | *" regexp")
		expected=${expected:+$expected$newline}$value sides=${sides}e
		return
		;;
	*" actual")
		actual=${actual:+$actual$newline}$value sides=${sides}a
		return
		;;
	*contain*" output" | *match*" output" | *contain*" line" | *match*" line")
		case $sides$key in
		*e*) actual=${actual:+$actual$newline}$value sides=${sides}a ;;
		*) expected=$value sides=${sides}e ;;
		esac
		return
		;;
	esac
	say "$label$value"
	label="  "
}

# --- boot, job, end ------------------------------------------------------------------------------------------------------------

# The kernel shields process 1 from its own kind; not every kernel does. What is caught, and not ignored, is as usual in a child.
trap : HUP INT QUIT TERM USR1 USR2 PIPE ALRM TSTP TTIN TTOU XCPU XFSZ VTALRM PROF IO SYS

interpreter=$* id=0 shell=
# What a script turns on for itself, nobody has turned on where it is only parsed.
case $0 in
sh) shell=1 parse="$interpreter -n" ;;
bash) shell=1 parse="$interpreter -O extglob -n" ;;
esac
version=dash
[ "$0" = sh ] || version=$($interpreter --version 2>&1 < /dev/null | grep -o '[0-9][0-9.]*[0-9]' | head -n 1)
printf '\036{"type":"ready","contract":1,"language":"%s","version":"%s"}\n' "$0" "$version"
take
mark '"type":"started"'
[ -z "$source" ] || facts
if [ "$cases" -gt 0 ]; then
	run_cases
elif for_bats; then
	look
else
	run
fi
[ -z "$tests" ] || [ "$ending" != ok ] || run_tests
printf '%s\n' "$files" | {
	while IFS= read -r path; do
		[ -z "$path" ] || report "$path"
	done
}
mark "\"type\":\"done\",\"code\":$code"
exit "$code"
