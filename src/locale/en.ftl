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
reason-did-not-compile = The code cannot run yet: it has a mistake.
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
header-minutes = { $minutes } min left
header-time-over = time is up
progress = { $passed } of { $total }
files-more = +{ $count }
file-readonly = ⊘ read-only

# Cards.
card-exercise = Exercise
card-example = Example
card-untried = not tried yet
card-failing = { $failing } of { $total } not passing
card-passed = passed
card-passed-before = passed; its checks have changed since
card-open = { $key } opens it in the editor
card-is-open = open in the editor

# The editor.
editor-nothing = Nothing is open. Select an exercise in the lesson and press { $key }.
editor-was-reset = The starter is back. { $key } brings your code back.
editor-find = Find: { $text }
editor-found = { $current } of { $count }
editor-found-none = not found
editor-copied = Copied.
editor-found-some = { $count } found
editor-replace = Replace with: { $text }
editor-replaced =
    { $count ->
        [0] Nothing was found to replace.
        [one] Replaced in one place. { $key } takes it back.
       *[other] Replaced in { $count } places. { $key } takes it back.
    }
editor-line = Line: { $text }
editor-lines = 1 to { $count }, and 12:5 for a column
editor-no-line = That is no place: type a line such as 12, or a line and a column such as 12:5.
editor-no-comments = How to write a comment in this file is not known.
editor-readonly = { $file } is read-only: it is part of each run as it is.
outside-back = What you changed is here. { $key } brings back what was.
outside-same = Nothing was changed in your editor.
outside-title = Your own editor
outside-unnamed =
    No editor is named. Say which is yours, and start tutorbox again:

    export EDITOR=nano
outside-not-handed-over = Your code could not be handed over: { $why }. It is as it was.
outside-failed = { $editor } did not end well ({ $why }), so your code is as it was.
outside-unreadable = What your editor wrote cannot be read ({ $why }), so your code is as it was.
outside-kept = What was written is kept in { $folder }.
format-running = Formatting … { $key } stops it.
format-done = Formatted. { $key } brings back what was.
format-same = It is formatted already.
format-stopped = Stopped: nothing was formatted.
format-stale = You went on meanwhile, so nothing was formatted. { $key } formats what is there now.
format-refused = Not formatted: { $why }
format-refused-at = Not formatted, line { $line }: { $why }
format-no-text = Not formatted: what the formatter printed is no text.
format-none = No formatter is known for { $name }.
format-not-yet = Nothing can be run yet, so nothing can be formatted. { $key } says why.
scratch-title = Scratch pad
scratch-opened = A scratch pad: it is run without checks, and kept. { $key } goes back.
editor-starter-changed = starter changed · { $key }
editor-overwrote = ! other window · { $key }

# Results.
results-nothing = Press { $key } to run what is in the editor.
results-waiting-image = Your run starts as soon as the image is ready.
results-compile = It cannot run yet: the code has a mistake.
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
results-next = { $back } reads on, { $key } goes on to the next exercise.
results-lesson-done = That was the last exercise of this lesson. { $back } reads it to its end, { $key } goes on.
results-course-done = That was the last exercise of the course. Well done. { $back } reads on.

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
image-layers = Preparing { $title }: unpacking what the pack brought along
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
notice-last-left = All the others are passed: this exercise is what is left.
notice-all-passed = Every exercise is passed. Well done.
notice-first-lesson = This is the first lesson.
notice-last-lesson = This is the last lesson.
notice-stale = These results are from before your last change.
notice-starter-changed = The starter has changed since you began. { $compare } compares, { $reset } takes it.
notice-solution-closed = The solution is not open yet.
notice-is-starter = What is in the editor is the starter.

# The rules of a pack.
lesson-locked =
    { $left ->
        [one] Lesson { $lesson } is locked: pass lesson { $first } first (one exercise left).
       *[other] Lesson { $lesson } is locked: pass lesson { $first } first ({ $left } exercises left).
    }
hints-after =
    { $runs ->
        [one] Hints open after one more failed run.
       *[other] Hints open after { $runs } more failed runs.
    }
notice-same-code = The same code as before: this does not count as another failed run.
hints-open = Hints are open now: { $key }.
solution-open = The solution is open now: { $key }.
hints-never = This pack gives no hints.
solution-after =
    { $runs ->
        [one] The solution opens after one more failed run.
       *[other] The solution opens after { $runs } more failed runs.
    }
time-over = The time is up. Nothing is taken away: finish what you are at.
rules-sequential = A lesson opens when all exercises of the one before are passed.
rules-hints =
    { $runs ->
        [one] The hints of an exercise open after a failed run.
       *[other] The hints of an exercise open after { $runs } failed runs.
    }
rules-solutions =
    { $runs ->
        [0] Solutions are open from the start.
        [one] The solution opens after a failed run.
       *[other] The solution opens after { $runs } failed runs.
    }
rules-minutes =
    { $minutes ->
        [one] The time for all of it is one minute, from its first opening; nothing is taken away at the end.
       *[other] The time for all of it is { $minutes } minutes, from its first opening; nothing is taken away at the end.
    }

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
help-editor-replace = replace what is found; { $key } all of it
help-about = Every run goes to a fresh container without network, which is used once and thrown away.
help-limits =
    { $cpus ->
        [one] A run may use { $seconds } s, 1 CPU, { $memory } of memory, { $pids } processes and threads, { $scratch } of files and { $output } of output.
       *[other] A run may use { $seconds } s, { $cpus } CPUs, { $memory } of memory, { $pids } processes and threads, { $scratch } of files and { $output } of output.
    }
help-waiting = The next runs' containers wait, booted already; together they may use { $memory } of memory.
outline-title = The course
picker-actions = Actions
picker-in-pane = { $pane }: { $action }
picker-places = Go to
picker-links = Links
picker-bookmarks = Bookmarks
picker-themes = Themes
theme-for-light = for a light terminal
theme-for-dark = for a dark terminal
notice-no-links = This lesson has no links.
notice-theme = The screen looks like this from now on: { $name }.
notice-theme-now = { $name }, until you leave. The next start looks as --theme, TUTORBOX_THEME or config.toml says.
notice-no-bookmarks = There are no bookmarks. { $key } in the lesson sets one.
notice-bookmark = Bookmark set: { $name }
notice-bookmark-gone = The bookmark is gone.
notice-address = Copied: { $address }
notice-nothing-behind = There is nothing to go back to.
notice-nothing-ahead = There is nothing to go forward to.
picker-nothing = Nothing fits.
lesson-end-run =
    { $run ->
        [1] at the first run
       *[other] at run { $run }
    }
lesson-end-revealed = solution seen
lesson-end-minutes =
    { $minutes ->
        [one] You were at it for about a minute.
       *[other] You were at it for about { $minutes } minutes.
    }
lesson-end-course = { $passed } of { $total } exercises of the course
lesson-end-course-done = That was the whole course. You can do things now that you could not do when you began.
lesson-end-next = Next: { $title } · { $minutes } min to read
outline-locked = locked
outline-locked-preview = locked for learners
hint-title = Hint { $number } of { $count }
hint-more = { $key }: the next hint
hint-solution = { $key }: the solution
solution-title = The solution
welcome-title = Welcome
glossary-title = Glossary
outline-asks-changed = checks changed since
outline-minutes = { $count } min
difficulty-easy = easy
difficulty-medium = medium
difficulty-hard = hard
compare-title = Your code and the starter
compare-starter = starter
compare-yours = yours
compare-gone = The exercise has this file no longer. What you wrote in it is kept.
compare-title-solution = Your code and the solution
compare-solution = solution
compare-same = There is no difference.
compare-turn = { $key } turns between the starter and the solution.
compare-take = { $key } takes the starter; Ctrl+Z then brings your code back.

# What keys do.
key-run = run
key-stop = stop
key-back = back
key-next-pane = next pane
key-to-lesson = lesson
key-to-editor = editor
key-to-results = results
key-next-unsolved = next exercise
key-read-on = read on
key-help = help
key-outline = course
key-commands = actions
key-go-to = go to
key-follow = links
key-themes = themes
key-bookmark = bookmark
key-bookmarks = bookmarks
key-go-on = go on
key-stay = stay here
key-go-back = back
key-go-forward = forward
key-hint = hint
key-next-hint = next hint
key-jump = to the problem
key-next-file = next file
key-reset = start over
key-compare = compare with the starter
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
key-go-to-line = go to line
key-comment = comment
key-undo = undo
key-redo = redo
key-edit-outside = your own editor
key-format = format
key-scratch = scratch pad
key-replace = replace
key-replace-all = replace all
key-replace-field = replace with
key-find-field = find
key-other-side = starter, solution
key-find-next = next
key-find-previous = previous
key-find-erase = erase
key-clear = erase all
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
header-time-box = { $minutes } min
preview-after =
    { $runs ->
        [one] Learners see this after a failed run.
       *[other] Learners see this after { $runs } failed runs.
    }
change-elsewhere = { $key }: what changed { $arrow }
hidden-test = hidden: test
hidden-solution = hidden: solution
hidden-hint = hidden until asked for: hint
hidden-checks = hidden: checks
hidden-wrong = hidden: a wrong attempt
hidden-words = hidden: what checks and tests say
problem-of-pack = the pack
problem-number = { $number } of { $count }
problem-next = { $key }: next
problem-hide = { $key }: hide
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

# The library.
library-title = Library
library-packs = Packs
library-reading = Reading the packs …
library-kind-built-in = Built in
library-kind-own = Your own
library-kind-installed = Installed
library-kind-begun = In progress
library-kind-authors = For authors
library-none-installed = No pack is installed. { $key } installs one from a file.
library-broken = cannot be read
library-signed = key { $key }
library-unsigned = not signed
library-built-in = This pack comes with tutorbox: it is not replaced or removed here.
library-own = A folder of yours; change or remove it there: { $folder }
library-preview = A preview shows one pack alone. The library is in `tutorbox play`.
library-busy = A pack is still coming in: wait until it is there.
library-unreadable = The pack cannot be read
library-not-opened = The pack was not opened
library-search = Search all packs
library-search-help = Titles, text and code of all lessons are searched, whatever the case.
library-searching = Searching …
library-found =
    { $total ->
        [0] nothing found
        [one] 1 line
       *[other] { $total } lines
    }
library-found-first = the first { $shown } of { $total } lines
library-ask-path = Install a pack from
library-ask-update = Take another version of { $pack } from
library-path-help = A .tbx file, or a pack's folder. It is verified before anything of it is kept, and nothing of it is run.
library-path-kept = What you typed is still there: { $erase } or { $complete } goes on with it, anything else that you type takes its place.
library-address = Nothing is fetched from here: `tutorbox pack install URL` does it.
library-arriving = A pack comes in
library-verifying = Verifying { $name }
library-unpacking = Unpacking { $name }
library-asks = There is a question about the pack that comes in: in the library, { $key }.
library-installed = { $pack } { $version } is installed.
library-updated = { $pack } { $version } took the place of { $before }. Your work is there still.
library-changed = { $pack } { $version } is there. What it changes for you: in the library, { $key }.
library-changed-title = { $pack } { $version }: what has changed
library-changed-begun = Of what you have begun or passed:
library-changed-starter = It has another starter now.
library-changed-asks = It has other checks now.
library-changed-both = It has another starter and other checks now.
library-changed-removed = It is no longer in the pack.
library-changed-stays = What you have written stays.
library-changed-passed = It stays passed, and you may run it again.
library-changed-kept = What you have written is kept.
library-changed-export = `tutorbox progress export { $pack } --files DIR` puts what you have written into a folder.
library-changed-new =
    { $count ->
        [one] There is 1 new exercise.
       *[other] There are { $count } new exercises.
    }
library-rebuilt = { $pack } { $version } took the place of another build of it. Your work is there still.
library-repaired = { $pack } { $version } is whole again.
library-already = { $pack } { $version } is installed already, and whole.
library-declined = Nothing was installed.
library-not-installed = Nothing was installed
library-removed = { $pack } is removed. What you have written and passed in it is kept.
library-not-removed = Nothing was removed
library-nobody = nobody
library-signer-title = A new signer
library-signer =
    { $pack } { $version } is signed by a key that is new here:

    { $key }

    Its short name is { $short }; the pack names as its authors: { $authors }. Compare the key with what its author has told you.

    Take packs of this key from now on?
library-signer-yes = take them
library-signer-no = install nothing
library-limits-title = More than usual
library-limits =
    Some runs of { $pack } ask for more than is usual:

    { $asks }

    Grant it to this pack?
library-limits-yes = grant it
library-limits-no = install nothing
library-remove-title = Remove a pack
library-remove =
    Remove { $title } ({ $pack })?

    What you have written and passed in it is kept, and is there again when you install it again.
library-remove-yes = remove it
library-remove-no = keep it
help-library = In the library
key-library = library
key-search = search
key-install = install
key-update = update
key-remove = remove
key-complete = complete

# What a lesson's text needs.
alert-note = Note
alert-tip = Tip
alert-important = Important
alert-warning = Warning
alert-caution = Caution
example-run = run
example-changed = changed
picture-label = picture

# What a program reads, and what is found, copied and looked back on.
input-label = Input:
input-awaited = The program may be waiting for your input.
input-awaited-elsewhere = The program may be waiting for your input: { $key } goes there.
input-elsewhere = { $key } to type
input-ended = The input has ended.
input-late = The program has ended; this was not sent. { $key } goes on.
results-folded =
    { $count ->
        [one] … 1 line more ({ $key } shows it)
       *[other] … { $count } lines more ({ $key } shows them)
    }
results-waited = Time is up: it was stopped after { $seconds } s. Was it waiting for your input, or is there a loop that does not end?
notice-input-not-empty = There is something in the line: send it first, then end the input.
notice-no-search = Nothing is searched for yet.
notice-nothing-to-copy = There is nothing to copy.
notice-copied-lines =
    { $lines ->
        [one] Copied: 1 line.
       *[other] Copied: { $lines } lines.
    }
notice-no-history = The runs of examples are not kept, only those of exercises.
notice-no-runs = No run of this exercise is kept yet.
notice-overwrote = Another window had changed this code; what it wrote is in the history ({ $key } in the results).
notice-history-unread = What was run cannot be read: { $why }
notice-same-as-run = That is the code that is in the editor.
notice-restored = That code is back. { $key } brings yours back.
history-title =
    { $count ->
        [one] 1 earlier version
       *[other] { $count } earlier versions, the latest first
    }
history-now = just now
history-minutes = { $count } min ago
history-hours = { $count } h ago
history-days =
    { $count ->
        [one] 1 day ago
       *[other] { $count } days ago
    }
history-then = then
history-same = That is the code that is in the editor.
history-draft = not run, and written over
key-next-place = next problem of the run
key-previous-place = previous problem of the run
key-search-output = search the results
key-search-keep = keep what is found
key-next-found = next found
key-previous-found = previous found
key-copy-output = copy the output
key-copy-results = copy all results
key-fold = fold, unfold
key-history = earlier runs
key-restore = restore
key-send = send
key-end-input = end the input

## Mouse, and the terminal

key-narrower = make the lesson narrower
key-wider = make the lesson wider
key-lower-results = make the results lower
key-higher-results = make the results higher
key-suspend = back to the shell for a while (fg returns here)
notice-not-wide = Lesson and editor are side by side in a terminal of 100 columns or more.
notice-no-results = There are no results beside the editor to be made higher or lower.
notice-leave = { $key } once more leaves tutorbox.
notice-no-shell = There is no shell to go back to: tutorbox was not started from one.
help-mouse = With the mouse: click whatever has a name on the screen, the keys in the last line too; drag to select code, or to move a border. The first line shows what can be done, and the map of the course. Shift and the mouse select as the terminal does.
too-small = { $width }×{ $height } is too small: make the terminal 20×5 at least.

# Lines of text alone: what is said.
plain-begin = { $title }. `help` tells what you can say, `quit` leaves.
plain-how = Type a command and press Enter. `next` reads on to the next example or exercise; Enter alone does, too.
plain-guide = `show` reads this code with line numbers, `line 1` with a text changes its first line, and `run` runs it. `help` tells the other ways to change it. `next` reads on.
plain-code = Code
plain-quote = Quote
plain-image = Image
plain-section = Section
plain-subsection = Subsection
plain-file = File { $file }:
plain-file-readonly = File { $file }, read-only:
plain-exercise = Exercise { $number } of { $count }: { $title } ({ $state })
plain-example = Example { $number }, { $language }:
plain-here = { $line } - you are here
plain-end-of-lesson = This is the end of the lesson. `next` goes on to the next one.
plain-end = This is the end of the last lesson.
plain-lesson = { $number }. { $title }: { $passed } of { $total } passed
plain-lesson-empty = { $number }. { $title }
plain-lesson-locked = { $number }. { $title }: locked
plain-go-where = Say where to: the number of a lesson, a word of its name or of an exercise's, or of a heading of this lesson. `lessons` lists them.
plain-go-nowhere = There is no lesson, no exercise and no heading here called { $word }. `lessons` lists the lessons.
plain-go-near = There is no lesson, no exercise and no heading here called { $word }. Did you mean { $near }?
plain-progress = { $passed } of { $total } exercises of the course are passed; in lesson { $lesson }, { $here } of { $all }.
plain-no-glossary = This pack has no glossary.
plain-glossary-how = `glossary` with one of these words tells what it means.
plain-glossary-unknown = The glossary has no word { $word }. `glossary` alone lists its words.
plain-glossary-near = The glossary has no word { $word }. Did you mean { $near }?
plain-glossary-several = Several words have { $word } in them: { $words }.
plain-unknown = There is no command { $word }. `help` tells them all.
plain-unknown-near = There is no command { $word }. Did you mean { $near }?
plain-nothing-runs = Nothing is running. `quit` leaves.
plain-left = You have left. Everything is saved.
plain-yes = yes

# What is open.
plain-nothing-open = Nothing is open. `next` reads on to an example or an exercise.
plain-no-exercise = An example is open, and it has no solution.
plain-saved = Saved. `run` runs it.
plain-unchanged = Nothing was changed.
plain-no-editor = No editor is named: set VISUAL or EDITOR, for instance EDITOR=nano. `write` takes the code line by line from here.
plain-editor-failed = The editor did not do it: { $why }
plain-kept = What you wrote is kept in { $folder }.
plain-write = Type { $file } now. A line with a dot alone ends it.
plain-write-which = Say which file: { $names }.
plain-file-is = `show`, `line` and `write` are about { $file }. The files are: { $names }.
plain-file-chosen = `show`, `line` and `write` are about { $file } now.
plain-line-how = Say which line, and its new text: line 3 echo hello. `show` tells the lines with their numbers.
plain-line-changed = Saved. Line { $line } is now: { $text }
plain-lines-which = Say which line, or the first and the last: { $example }. `show` tells the lines with their numbers.
plain-no-line =
    { $count ->
        [0] There is no line { $line }: { $file } is empty. `insert` takes lines.
        [one] There is no line { $line }: { $file } has 1 line.
       *[other] There is no line { $line }: { $file } has { $count } lines.
    }
plain-insert = Type what becomes line { $line } and the lines below it now. A line with a dot alone ends it.
plain-inserted =
    { $count ->
        [one] Saved. Line { $line } is new.
       *[other] Saved. { $count } lines are new, the first is line { $line }.
    }
plain-deleted =
    { $count ->
        [one] Saved. Line { $line } is gone; `undo` brings it back.
       *[other] Saved. { $count } lines are gone, the first was line { $line }; `undo` brings them back.
    }
plain-run = { $number }. { $ago }: { $told }
plain-runs-how = `runs` with a number tells the code of that run, `restore` with a number brings it back.
plain-runs-older =
    { $count ->
        [one] 1 older run is kept, too.
       *[other] { $count } older runs are kept, too.
    }
plain-runs-which = Say which run: a number from { $first } to { $last }.
plain-run-restore = `restore { $number }` brings this code back.
plain-restored = The code of run { $number } is back. `undo` brings yours back.
plain-same-as-run = That is your code already.
plain-input = Type what the program is to read. A line with a dot alone ends it.
plain-input-kept =
    { $count ->
        [0] Nothing is kept for the program to read.
        [one] The next runs read this line.
       *[other] The next runs read these { $count } lines.
    }
plain-undone = What was there before is back. `show` shows it.
plain-nothing-to-undo = There is nothing to bring back.
plain-is-starter = Your code is the starter.
plain-line-starter = Line { $line } of the starter: { $text }
plain-line-yours = Line { $line } of yours: { $text }
plain-hints-first = There are hints that you have not read: `hint` tells the next one.
plain-hint-next = `hint` tells the next one.
plain-hint-solution = `solution` tells the solution.
plain-no-solution = This pack shows no solutions.
plain-help-is = If you are stuck, `{ $key }` helps.

# Results as sentences.
plain-running = Running.
plain-awaits = The program may be waiting for your input. Type a line and press Enter; a dot alone or Ctrl+D ends the input, and Ctrl+C stops the run.
plain-input-refused = The program has not read what it was sent before, so this line was not sent.
plain-no-verdict = What is open was not run yet. `run` runs it.
plain-onward = `next` goes on to the next exercise.
plain-lesson-done = That was the last exercise of this lesson. `next` goes on.
plain-error = Error:
plain-error-at = Error in { $file }, line { $line }:
plain-warning = Warning:
plain-warning-at = Warning in { $file }, line { $line }:
plain-check-passed = Passed: { $name }
plain-check-failed = Not passed: { $name }
plain-check-untold = Not looked at: { $name }
plain-checks-passed = { $passed } of { $total } passed; `verdict` tells them all.
plain-checks-untold =
    { $count ->
        [one] 1 check was not looked at.
       *[other] { $count } checks were not looked at.
    }
plain-more-lines =
    { $count ->
        [one] 1 line more; `verdict` tells all of it.
       *[other] { $count } lines more; `verdict` tells all of it.
    }
plain-expected = Expected:
plain-actual = Got:
plain-at = Look at { $file }, line { $line }.
plain-printed = It printed:
plain-output = Output:

# Images, in lines of text alone.
plain-image-why = Code runs in a container of its own, made from an image, and this machine has none for { $title } yet. About { $size } MB come from the Debian archive that this machine's apt uses, signatures checked. It is done once, and Ctrl+C stops it.
plain-image-ask = Fetch it now? Answer yes or no.
plain-image-declined = The image was not fetched, so nothing was run. `run` asks again.
plain-image-wait = Preparing { $title }: waiting for another tutorbox to do it.
plain-image-resolve = Preparing { $title }: asking the archive.
plain-image-fetch = Preparing { $title }: fetching packages, { $percent } percent.
plain-image-unpack = Preparing { $title }: unpacking packages, { $percent } percent.
plain-image-finish = Preparing { $title }: finishing.
plain-image-layers = Preparing { $title }: unpacking what the pack brought along, { $percent } percent.
plain-image-import = Preparing { $title }: handing it to the engine, { $percent } percent.

# Commands by word, and what each does.
plain-topic-reading = Reading
plain-topic-running = Running
plain-topic-code = Your code
plain-topic-help = Help
plain-word-next = next
plain-does-next = reads on to the next example or exercise; Enter alone does, too
plain-word-back = back
plain-does-back = reads the part before
plain-word-again = again
plain-does-again = reads this part once more
plain-word-outline = outline
plain-does-outline = what is in this lesson, and how far each exercise is
plain-word-lessons = lessons
plain-does-lessons = all lessons of the pack
plain-word-go = go
plain-does-go = goes to a lesson by its number, to a lesson or an exercise by a word of its name, or to a heading of this lesson: go 3
plain-word-code = code
plain-does-code = reads the code that is open, as it is now
plain-word-show = show
plain-does-show = reads the code with line numbers; some lines of it: show 3, show 3 7
plain-word-file = file
plain-does-file = which of several files show, line, insert, delete and write are about; another one: file cart.exs
plain-word-line = line
plain-does-line = puts another text in the place of one line: line 3 echo hello
plain-word-insert = insert
plain-does-insert = puts a line before one: insert 3 echo hello; without a text it takes several, up to a line with a dot alone; without a number they go to the end
plain-word-delete = delete
plain-does-delete = takes a line away, or those from one to another: delete 3, delete 3 5
plain-word-edit = edit
plain-does-edit = opens that code in your editor (VISUAL or EDITOR), and saves it when you leave
plain-word-write = write
plain-does-write = takes the whole code anew, line by line, up to a line with a dot alone; of several files, name one: write cart.exs
plain-word-run = run
plain-does-run = runs it, and says what came of it; while the program waits for input, type it; Ctrl+C stops the run
plain-word-verdict = verdict
plain-does-verdict = tells all that came of the last run, what passed, too
plain-word-input = input
plain-does-input = takes what the program is to read, line by line, up to a line with a dot alone, for every run of what is open; where nothing was taken, a program reads what you type while it waits
plain-word-runs = runs
plain-does-runs = the earlier runs of this exercise; the code of one by its number: runs 2
plain-word-hint = hint
plain-does-hint = tells a hint, and then the next one
plain-word-solution = solution
plain-does-solution = tells the solution, where the pack shows it
plain-word-compare = compare
plain-does-compare = which lines are others than the starter's
plain-word-reset = reset
plain-does-reset = puts the starter back
plain-word-restore = restore
plain-does-restore = brings the code of an earlier run back: restore 2
plain-word-undo = undo
plain-does-undo = brings back what was there before
plain-word-progress = progress
plain-does-progress = how far you are
plain-word-glossary = glossary
plain-does-glossary = the words of the pack that are explained; what one of them means: glossary path
plain-word-help = help
plain-does-help = the commands; what one of them does: help write
plain-word-quit = quit
plain-does-quit = leaves; everything is saved
plain-help = `help` with a command tells what it does: help write. The first letters of a command are enough: `n` is next, `re` is reset.
