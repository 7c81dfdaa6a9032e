# How a run ended.
outcome-exited-well = The program ran to its end.
outcome-exited = The program ended with exit code { $code }.
outcome-timed-out = Time is up: it was stopped after { $seconds } s. Is there a loop that does not end?
outcome-out-of-memory = Out of memory: it used more than { $limit }.
outcome-output-limit = Too much output: it was stopped after { $limit }. Is there a loop that prints forever?
outcome-cancelled = You stopped it.
outcome-engine-failed = The container engine failed, not your code: { $why }

# What a check is called.
check-stdout = what it prints
check-exit = it exits with code { $code }
check-file = it leaves the file { $name }
check-case = it reads { $name }
check-case-empty = it reads nothing
check-require = it uses { $name }
check-forbid = it does not use { $name }
check-tests = the tests

# Why a check did not pass.
reason-cut-short = This could not be checked. { $outcome }
reason-not-reported = The run ended without a word on this check.
reason-no-tests = No test was run.
reason-did-not-compile = The code does not compile yet.
reason-raised = The program raised an error before this could be checked.
reason-not-run = The program itself was not run, only its cases or tests.
reason-output-cut = The output was cut: { $size } more was printed.
reason-file-cut = Only the first { $seen } of { $size } was looked at.
reason-bad-pattern = The lesson's own pattern is wrong: { $why }
reason-lacks = Something is missing from it.
reason-no-match = It does not have the form that was asked for.
reason-exit-code = It exited with code { $code }.
reason-no-file = There is no such file after the run.
reason-source-missing = { $name } is not used.
reason-source-found = { $name } is used.
reason-source-found-at = { $name } is used on line { $line }.
reason-test-broke = The test hit an error before it could finish.

# The frame.
pane-lesson = Lesson { $number } of { $count }
pane-results = Results
lesson-not-translated = Not translated yet: this lesson is in English.
header-unsaved = not saved
progress = { $passed } of { $total }
files-more = +{ $count }

# Cards.
card-exercise = Exercise
card-example = Example
card-untried = not tried yet
card-failing = { $failing } of { $total } not passing
card-passed = passed
card-open = Enter opens it in the editor
card-is-open = open in the editor

# The editor.
editor-nothing = Nothing is open. Select an exercise in the lesson and press Enter.
editor-was-reset = The starter is back. { $key } brings your code back.
editor-find = Find: { $text }
editor-found = { $current } of { $count }
editor-found-none = not found
editor-copied = Copied.

# Results.
results-nothing = Press { $key } to run what is in the editor.
results-waiting-image = Your run starts as soon as the image is ready.
results-compile = It does not compile yet.
results-booting = Starting a container …
results-running = Running
results-elapsed = { $seconds } s
results-all-passed =
    { $total ->
        [one] The check passed.
       *[other] All { $total } checks passed.
    }
results-some-failed =
    { $total ->
        [one] The check did not pass.
       *[other] { $failing } of { $total } checks did not pass.
    }
results-expected = expected
results-actual = got
results-printed = printed
results-output = Output
results-cut = … cut here: { $size } more was printed and not kept.
results-no-output = It printed nothing.
results-warning = warning
results-error = error
results-at = { $file }:{ $line }
results-next = { $key } goes on to the next exercise.
results-lesson-done = That was the last exercise of this lesson. { $key } goes on.
results-course-done = That was the last exercise of the course. Well done.

# The engine.
engine-connecting = looking for a container engine …
engine-none = no container engine
engine-weak = not every limit is enforced
engine-none-title = No container engine answers
engine-none-help = You can read all lessons. To run code, install and start Docker, then press { $key }.
image-needed = no image yet
image-ask-title = { $title } needs its image
image-ask =
    Code runs in a container of its own, made from an image. This machine has none for { $title } yet.

    About { $size } MB come from the Debian archive that this machine's apt uses, signatures checked. It is done once, and you can read meanwhile.
image-ask-yes = fetch it
image-ask-no = not now
image-resolve = Preparing { $title }: asking the archive
image-wait = Preparing { $title }: waiting for another tutorbox to do it
image-fetch = Preparing { $title }: fetching { $package }
image-unpack = Preparing { $title }: unpacking { $package }
image-finish = Preparing { $title }: finishing
image-import = Preparing { $title }: handing it to { $engine }
image-cancel = { $key } stops it
image-cancelled = Stopped. { $key } asks again.
image-failed-title = The image was not prepared
image-prepared = { $title } is ready.

# Warnings at the start.
warnings-title = Some settings do not count
warnings-help = Nothing was changed on disk. What is wrong counts as not written; all the rest counts.

# Notices.
notice-not-saved = Your progress cannot be saved: { $why }
notice-no-hints = There are no hints for what is open.
notice-no-problem = There is no problem to go to.
notice-all-passed = Every exercise is passed. Well done.
notice-first-lesson = This is the first lesson.
notice-last-lesson = This is the last lesson.
notice-stale = These results are from before your last change.

# Pages.
help-title = Keys
help-everywhere = Everywhere
help-lesson = In the lesson
help-editor = In the editor
help-results = In the results
help-editor-select = select
help-editor-undo = undo, redo
help-editor-clipboard = copy, cut, paste, select all
help-editor-words = by word
help-editor-indent = indent, dedent
help-editor-line = start and end of the line
help-about = Every run goes to a fresh container without network, which is used once and thrown away.
help-limits =
    { $cpus ->
        [one] A run may use { $seconds } s, 1 CPU, { $memory } of memory, { $pids } processes and threads, { $scratch } of files and { $output } of output.
       *[other] A run may use { $seconds } s, { $cpus } CPUs, { $memory } of memory, { $pids } processes and threads, { $scratch } of files and { $output } of output.
    }
help-waiting = The next runs' containers wait, booted already; together they may use { $memory } of memory.
outline-title = The course
hint-title = Hint { $number } of { $count }
hint-more = { $key }: the next hint

# What keys do.
key-run = run
key-stop = stop
key-back = back
key-next-pane = next pane
key-to-lesson = lesson
key-to-editor = editor
key-to-results = results
key-next-unsolved = next exercise
key-help = help
key-outline = course
key-hint = hint
key-jump = to the problem
key-next-file = next file
key-reset = start over
key-cancel = stop preparing
key-quit = quit
key-scroll-down = down
key-scroll-up = up
key-page-down = page down
key-page-up = page up
key-top = top
key-bottom = bottom
key-next-card = next card
key-previous-card = previous card
key-open = open
key-next-lesson = next lesson
key-previous-lesson = previous lesson
key-find = find
key-find-next = next
key-find-previous = previous
key-find-erase = erase
key-yes = yes
key-no = no
key-close = close
key-next = next
key-previous = previous

# What an author sees.
header-preview = preview
header-width = { $width } columns
header-reveals = hidden blocks shown
header-sound = well written
change-elsewhere = { $key }: what changed { $arrow }
hidden-test = hidden: test
hidden-solution = hidden: solution
hidden-hint = hidden until asked for: hint
hidden-checks = hidden: checks
problem-of-pack = the pack
problem-keys = { $number } of { $count } · { $next }: next · { $close }: hide
preview-nothing = Nothing to show yet
preview-nothing-help = As soon as there is a lesson beside pack.toml, called 01-hello.md or the like, it is shown here.
notice-solution = The solution is filled in; once more puts the starter back.
notice-starter = The starter is back.
notice-no-solution = What is open has no solution.
notice-one-language = There is no translation: a lesson's is called 01-hello.ko.md or the like.
notice-narrow = The terminal has { $width } columns; there is no narrower one to try.
notice-sound = Nothing is wrong with what is written.
notice-no-change = Nothing in this lesson was changed last.
help-preview = In a preview
key-solution = solution
key-reveal = hidden blocks
key-next-problem = next problem
key-to-change = what changed
key-language = language
key-width = width

# What a lesson's text needs.
alert-note = Note
alert-tip = Tip
alert-important = Important
alert-warning = Warning
alert-caution = Caution
example-run = run
