# What `check.py` does: a small `tutorbox check`. In the exercises it lies in `data/`, so
# that nobody has to read past it.

import ast, difflib, glob, json, os, re, runpy, signal, sys, tempfile, tomllib, traceback

ID = re.compile(r"[a-z0-9-]+")
VERSION = re.compile(r"\d+\.\d+\.\d+([-+][\w.+-]+)?")
FENCE = re.compile(r" {0,3}(`{3,}|~{3,}) *(.*?) *$")
HEADING = re.compile(r"(#{1,6}) +(.*?)[ #]*$")
WORD = re.compile(r'([^\s="]*)=("(?:[^"\\]|\\.)*"|[^\s"]*)(?=\s|$)|(\S+)')

KEYS = "id title version language prose authors license description title_i18n limits workshop"
ROLES = ["exercise", "test", "solution", "hint", "checks", "wrong", "words"]
BESIDE = {
    "file": ["exercise", "test", "solution", "wrong"],
    "dir": ["exercise"],
    "title": ["exercise"],
    "difficulty": ["exercise"],
    "fails": ["wrong"],
}
DIFFICULTIES = ["easy", "medium", "hard"]
TEXT = ["equals", "contains", "matches"]
KINDS = {
    "stdout": TEXT,
    "exit": ["code"],
    "file": ["path", *TEXT],
    "cases": ["case"],
    "source": ["require", "forbid"],
}
KEEP_SECRETS = ["stdout", "file", "cases"]
LIMITS = {
    "wall_s": (1, 60),
    "memory_mib": (16, 1024),
    "pids": (1, 64),
    "millicpus": (100, 1000),
    "scratch_mib": (1, 32),
    "file_size_mib": (1, 64),
    "output_kib": (1, 256),
}
RULES = {"unlock": "free", "hints": 0, "solutions": "never", "minutes": None, "welcome": None}
ID_HELP = "an id is made of a to z, 0 to 9 and `-`"

mistakes, warnings = [], []
# What the checks of this guide look at: a small file each, in `seen/`.
seen = {}


class Mistake(Exception):
    # Told as one of the program that was run.
    __module__ = "__main__"


class Place:
    """A line that something can be wrong with."""

    def __init__(self, path, line):
        self.path, self.line = path, line

    def wrong(self, what, help):
        mistakes.append((self.path, self.line, what, help))

    def warn(self, what, help):
        warnings.append((self.path, self.line, what, help))


def text(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def listed(words):
    return "there are: " + ", ".join(words)


# --- TOML ----------------------------------------------------------------------------


class Toml:
    """A TOML text that stands behind `line` of a file."""

    def __init__(self, source, path, line=0):
        self.source, self.path, self.line = source, path, line
        try:
            self.table = tomllib.loads(source)
        except tomllib.TOMLDecodeError as error:
            self.table = {}
            at = re.search(r"line (\d+)", str(error))
            place = Place(path, line + int(at[1]) if at else max(line, 1))
            place.wrong(f"this is no TOML: {error}", "mend this line")

    def at(self, key):
        """Where a key stands, or the beginning."""
        for number, written in enumerate(self.source.splitlines(), self.line + 1):
            if re.match(rf"\s*\[*{re.escape(key)}\b", written):
                return Place(self.path, number)
        return Place(self.path, self.line + 1)

    def limits(self):
        limits = self.table.get("limits", {})
        for key, value in limits.items():
            if key not in LIMITS:
                self.at(key).wrong(f"unknown key `{key}`", listed(LIMITS))
            elif type(value) is not int or not LIMITS[key][0] <= value <= LIMITS[key][1]:
                bounds = "it may be {} to {}".format(*LIMITS[key])
                self.at(key).wrong(f"a pack cannot ask for `{key} = {value}`", bounds)
        return limits

    def checks(self):
        for check in self.table.get("check", []):
            kind = check.get("kind")
            if kind not in KINDS:
                what = f"there is no check of the kind `{kind}`"
                is_test = kind in ("test", "tests")
                help = "tests are blocks of their own: `test=…`" if is_test else listed(KINDS)
                self.at("kind").wrong(what, help)
                continue
            if not any(key in check for key in KINDS[kind]):
                what = f"this `{kind}` check does not say what is wanted"
                self.at("kind").wrong(what, "add one of: " + ", ".join(KINDS[kind]))
                continue
            known = [*KINDS[kind], *["secret"] * (kind in KEEP_SECRETS)]
            for key in check:
                if key not in ["kind", "name", "message", *known]:
                    what = f"unknown key `{key}` in a check of the kind `{kind}`"
                    self.at(key).wrong(what, listed(known))
            for case in check.get("case", []) if kind == "cases" else []:
                for key in case:
                    if key not in ["name", "stdin", "stdout"]:
                        help = listed(["name", "stdin", "stdout"])
                        self.at(key).wrong(f"a case has no `{key}`", help)
                for key in ["stdin", "stdout"]:
                    if key not in case:
                        self.at("check.case").wrong(f"a case lacks `{key}`", f'add `{key} = "…"`')
            if type(check.get("secret", True)) is not bool:
                self.at("secret").wrong("`secret` must be true or false", "write `secret = true`")
            yield check

    def workshop(self):
        """The rules of a pack, those that it does not name as well."""
        said = self.table.get("workshop", {})
        for key in said:
            if key not in RULES:
                self.at(key).wrong(f"`workshop` has no `{key}`", listed(RULES))
        rules = {key: said.get(key, usual) for key, usual in RULES.items()}
        if rules["unlock"] not in ("free", "sequential"):
            what = f"`{rules['unlock']}` is no way to unlock lessons"
            self.at("unlock").wrong(what, listed(["free", "sequential"]))
        for key, least, most in [("hints", 0, 100), ("solutions", 0, 100), ("minutes", 1, 1440)]:
            value, is_time = rules[key], key == "minutes"
            if value == (None if is_time else "never"):
                continue
            if type(value) is not int:
                what = "a whole number" if is_time else 'a whole number or "never"'
                self.at(key).wrong(f"`{key}` must be {what}", f"write `{key} = 2`, for example")
            elif not least <= value <= most:
                what = "no time box" if is_time else "no number of failed runs"
                help = f"it may be {least} to {most}"
                self.at(key).wrong(f"`{key} = {value}` is {what}", help)
        welcome = rules["welcome"]
        if welcome is not None and not os.path.exists(str(welcome)):
            help = "write it, or leave `welcome` out"
            self.at("welcome").wrong(f"there is no file `{welcome}`", help)
        return rules


def manifest():
    if not os.path.exists("pack.toml"):
        return {"language": "python"}
    toml = Toml(text("pack.toml"), "pack.toml")
    pack = toml.table
    if mistakes:
        return pack
    for key in KEYS.split()[:4]:
        if key not in pack:
            Place("pack.toml", 1).wrong(f"the pack lacks `{key}`", f'add `{key} = "…"`')
    for key, value in pack.items():
        if key not in KEYS.split():
            toml.at(key).wrong(f"unknown key `{key}`", listed(KEYS.split()))
        if key == "id" and not ID.fullmatch(str(value)):
            toml.at(key).wrong(f"`{value}` is no id of a pack", ID_HELP)
        if key == "version" and not VERSION.fullmatch(str(value)):
            toml.at(key).wrong(f"`{value}` is no version", "write three numbers, as in `1.0.0`")
    seen["language"] = str(pack.get("language"))
    seen["limits"] = " ".join(sorted(toml.limits()))
    seen["workshop"] = "\n".join(f"{key}: {rule}" for key, rule in toml.workshop().items())
    named = " ".join(str(pack[key]) for key in ["id", "version", "language"] if key in pack)
    print(f"pack {named} “{pack.get('title', '')}”")
    return pack


# --- a lesson's Markdown -------------------------------------------------------------


class Block(Place):
    """A block of code between two fences."""

    def __init__(self, path, line, info, body):
        super().__init__(path, line)
        self.body, self.words, self.values = body, [], {}
        for key, value, word in WORD.findall(info):
            if word:
                self.words.append(word)
            elif not key or not value:
                where = "value behind" if key else "name before"
                self.wrong(f"a `=` without a {where} it", "write `name=value`, without spaces")
            else:
                quoted = value.startswith('"')
                self.values[key] = re.sub(r"\\(.)", r"\1", value[1:-1]) if quoted else value
        named = self.words and self.words[0] not in ("run", "readonly")
        self.language = self.words.pop(0) if named else None
        self.run, self.readonly = "run" in self.words, "readonly" in self.words
        self.role = next((key for key in self.values if key in ROLES), None)
        self.understand()

    @property
    def id(self):
        return self.values[self.role]

    def understand(self):
        known = [*ROLES, *BESIDE]
        for word in self.words:
            if word in known:
                self.wrong(f"`{word}` has no value", f"write `{word}=…`, without spaces")
            elif word == "readonly" and (self.role != "exercise" or "dir" in self.values):
                help = "it belongs to a block with `exercise=` that has a file"
                self.wrong("`readonly` means nothing in this block", help)
            elif word not in ("run", "readonly"):
                help = "a value with blanks stands between quotes"
                self.wrong(f"unknown attribute `{word}`", help)
        for key in self.values:
            if key not in known:
                self.wrong(f"unknown attribute `{key}`", listed(known))
            elif key in BESIDE and self.role not in BESIDE[key]:
                help = "it belongs to a block with " + ", ".join(BESIDE[key])
                self.wrong(f"`{key}` means nothing in this block", help)
        difficulty = self.values.get("difficulty", DIFFICULTIES[0])
        if difficulty not in DIFFICULTIES:
            self.wrong(f"`{difficulty}` is no difficulty", listed(DIFFICULTIES))
        if self.role == "wrong" and not self.values.get("fails"):
            what = f"this wrong attempt at `{self.id}` does not say which check it fails"
            self.wrong(what, 'name the check that catches it: `fails="its name"`')
        wanted = {"hint": ["markdown", "md"], "checks": ["toml"], "words": ["toml"]}.get(self.role)
        if wanted and self.language and self.language not in wanted:
            what = f"a block with `{self.role}=` is written in `{wanted[0]}`"
            self.wrong(what, f"begin the info string with `{wanted[0]}`")


def read(path):
    """The headings and the blocks of a lesson."""
    headings, blocks, fence = [], [], None
    for number, line in enumerate(text(path).splitlines(), 1):
        found = FENCE.match(line)
        if fence is None and found:
            fence, at, info, body = found[1], number, found[2], ""
        elif fence is None:
            if heading := HEADING.match(line):
                headings.append((len(heading[1]), heading[2], number))
        elif found and not found[2] and found[1].startswith(fence):
            blocks.append(Block(path, at, info, body))
            fence = None
        else:
            body += line + "\n"
    if fence:
        help = f"put {fence} on a line of its own where it ends"
        Place(path, at).wrong("this block is not closed: it goes on to the end", help)
    return headings, blocks


def title(path, headings):
    if not headings or headings[0][0] != 1:
        help = "begin it with a heading of level 1: `# Its title`"
        Place(path, headings[0][2] if headings else 1).wrong("the lesson has no title", help)
        return ""
    for (above, _, _), (level, words, line) in zip(headings, headings[1:]):
        if level > above + 1:
            what = f"a heading of level {level} below one of level {above}"
            help = f"make it level {above + 1}: `{'#' * (above + 1)} {words}`"
            Place(path, line).wrong(what, help)
    return headings[0][1]


# --- exercises -----------------------------------------------------------------------


class Exercise(Place):
    def __init__(self, card, language):
        super().__init__(card.path, card.line)
        self.id = card.id
        self.title = card.values.get("title", self.id.replace("-", " ").capitalize())
        self.language = card.language or language
        self.dir, self.entry = card.values.get("dir"), card.values.get("file")
        self.files, self.tests, self.solution, self.given = {}, {}, {}, {}
        self.hints, self.checks, self.wrongs, self.wall = [], [], [], 10
        if not ID.fullmatch(self.id):
            self.wrong(f"`{self.id}` is no id of an exercise", ID_HELP)
        if self.dir:
            self.read_folder()
        self.entry = self.entry or "main.py"

    def read_folder(self):
        if not os.path.isdir(self.dir):
            help = "a folder is named relative to the pack"
            self.wrong(f"there is no folder `{self.dir}`", help)
            return
        self.files, self.tests, self.solution = map(self.inside, ["starter", "test", "solution"])
        self.given = self.inside("readonly")
        self.files |= self.given
        if not self.entry and len(self.files) == 1:
            self.entry = next(iter(self.files))
        if not self.files:
            help = "put there what the learner begins with"
            self.wrong(f"`{self.dir}` has no file in starter/", help)
        hints, checks = f"{self.dir}/hints.md", f"{self.dir}/checks.toml"
        if os.path.exists(hints):
            source = re.sub(r"^# .*", "", text(hints))
            parts = re.split(r"\n\s*\n(?:---+|\*\*\*+)\s*\n|(?m:^(?=## ))", source)
            self.hints = [part.strip() for part in parts if part.strip()]
        if os.path.exists(checks):
            self.read_checks(Toml(text(checks), checks))

    def inside(self, folder):
        folder = f"{self.dir}/{folder}"
        paths = sorted(glob.glob(f"{folder}/**/*.*", recursive=True))
        return {os.path.relpath(path, folder): text(path) for path in paths}

    def read_checks(self, toml):
        self.wall = toml.limits().get("wall_s", self.wall)
        self.checks += toml.checks()

    def add(self, block):
        if block.role == "hint":
            self.hints.append(block.body.strip())
        elif block.role == "checks":
            self.read_checks(Toml(block.body, block.path, block.line))
        elif block.role == "wrong":
            self.wrongs.append(block)
        elif block.role == "words":
            help = "move this block to a translation"
            block.wrong("the base file needs no words for its own texts", help)
        elif block.role == "exercise" and self.dir:
            if block.body.strip():
                help = f"move what stands in it to {self.dir}/starter/"
                block.wrong("a block with `dir=` must be empty", help)
        else:
            self.add_file(block)

    def add_file(self, block):
        files = {"exercise": self.files, "test": self.tests, "solution": self.solution}
        files = files[block.role]
        name = block.values.get("file", "test.py" if block.role == "test" else self.entry)
        if block.role == "solution" and name in self.given:
            help = "leave this block out, or `readonly` at the file's own block"
            block.wrong(f"`{name}` is read-only: no learner can change it", help)
        if block.role == "solution" and name not in self.files:
            help = f"did you mean `{self.entry}`?"
            block.wrong(f"exercise `{self.id}` has no file `{name}`", help)
        if name in files:
            help = "give this one another id, or another `file=`"
            block.wrong(f"exercise `{self.id}` has a file `{name}` already", help)
        files[name] = block.body
        if block.readonly:
            self.given[name] = block.body

    def see_that_it_is_whole(self):
        def lacks(what, folder, block):
            help = f"add {self.dir}/{folder}" if self.dir else f"add a block `{block}`"
            self.wrong(f"exercise `{self.id}` has no {what}", help)

        if not self.solution:
            block = f"{self.language} solution={self.id} file={self.entry}"
            lacks("solution", "solution/", block)
        if not self.hints:
            lacks("hint", "hints.md", f"markdown hint={self.id}")
        if not self.tests and not self.checks:
            lacks("test and no check", "checks.toml", f"toml checks={self.id}")

    def tell(self):
        count = lambda things, what: f"{len(things)} {what}{'s' * (len(things) != 1)}"
        parts = [count(self.hints, "hint"), count(self.checks, "check")]
        if self.wrongs:
            parts.append(count(self.wrongs, "wrong attempt"))
        if self.tests:
            parts[1] = count(self.tests, "file") + " of tests"
        print(f"  {self.line:>3}  exercise {self.id} “{self.title}”: " + ", ".join(parts))


# --- what the code does --------------------------------------------------------------


class TimeIsUp(Exception):
    pass


class Run:
    """A program, run in a folder of its own: what it printed, how it ended, what it left."""

    def __init__(self, files, entry, stdin="", wall=10):
        with tempfile.TemporaryDirectory() as folder:
            for name, content in {**files, ".0": stdin, ".1": "", ".2": ""}.items():
                path = os.path.join(folder, name)
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "w", encoding="utf-8") as file:
                    file.write(content)
            sys.stdout.flush()
            child = os.fork()
            if child == 0:
                self.become(entry, folder, wall)
            status = os.waitpid(child, 0)[1]
            if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM:
                raise TimeIsUp
            self.code = os.waitstatus_to_exitcode(status)
            self.stdout, self.stderr = (text(os.path.join(folder, name)) for name in (".1", ".2"))
            left = [name for name in os.listdir(folder) if name.endswith((".txt", ".csv"))]
            self.left = {name: text(os.path.join(folder, name)) for name in left}

    def become(self, entry, folder, wall):
        """A fork is there at once; another interpreter would take its time to start."""
        signal.setitimer(signal.ITIMER_REAL, min(wall, 5))
        os.chdir(folder)
        for fd, flags in enumerate([os.O_RDONLY, os.O_WRONLY, os.O_WRONLY]):
            os.dup2(os.open(f".{fd}", flags), fd)
        sys.path[0] = folder
        code = 0
        try:
            if entry.endswith(".py"):
                runpy.run_path(entry, run_name="__main__")
            else:
                sys.argv[1:] = [entry]
                runpy.run_module("unittest", run_name="__main__", alter_sys=True)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        except BaseException:
            traceback.print_exc()
            code = 1
        sys.stdout.flush()
        os._exit(code)


def fits(check, actual):
    if "equals" in check:
        return actual.removesuffix("\n") == check["equals"].removesuffix("\n")
    if "contains" in check:
        return check["contains"] in actual
    return "matches" not in check or re.search(check["matches"], actual) is not None


CONSTRUCTS = {"for": ast.For, "while": ast.While, "if": ast.If, "lambda": ast.Lambda}


def uses(name, files):
    """Whether the source calls this function or has this construct."""
    construct = CONSTRUCTS.get(name, ())
    nodes = [node for content in files.values() for node in ast.walk(ast.parse(content))]
    calls = [ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)]
    return name in calls or any(isinstance(node, construct) for node in nodes)


def failing(exercise, files):
    """What these files fail of the exercise's checks and tests."""

    def run(stdin=""):
        return Run(files, exercise.entry, stdin, exercise.wall)

    # How it may end is for an `exit` check to say; where there is none, it ends well.
    may_fail = any(check["kind"] == "exit" for check in exercise.checks)
    for check in exercise.checks:
        kind = check["kind"]
        if kind == "cases":
            for case in check["case"]:
                done = run(case.get("stdin", ""))
                if done.code or not fits({"equals": case.get("stdout", "")}, done.stdout):
                    yield case.get("name", f"it reads {case.get('stdin', '')!r}")
            continue
        if kind == "source":
            missing = [name for name in check.get("require", []) if not uses(name, files)]
            passes = not missing and not any(uses(name, files) for name in check.get("forbid", []))
        elif kind == "exit":
            passes = run().code == check["code"]
        elif kind == "file":
            done = run()
            left = done.left.get(check["path"])
            passes = left is not None and fits(check, left) and (may_fail or not done.code)
        else:
            done = run()
            passes = fits(check, done.stdout) and (may_fail or not done.code)
        if not passes:
            yield check.get("name", kind)
    for name, content in exercise.tests.items():
        run = Run(files | {name: content}, name.removesuffix(".py"), wall=exercise.wall)
        if run.code:
            yield from re.findall(r"^(?:FAIL|ERROR): (\w+)", run.stderr, re.M) or [f"the tests in {name}"]


def prove(exercise):
    try:
        bad = list(failing(exercise, exercise.files | exercise.solution))
    except TimeIsUp:
        bad = ["its time is up"]
    if bad:
        help = "mend the solution, or what is asked of it: nobody can pass this exercise"
        exercise.wrong(f"the solution of {exercise.id} does not pass: {', '.join(bad)}", help)
    else:
        print(f"the solution of {exercise.id} passes")
    try:
        bad = list(failing(exercise, exercise.files))
    except TimeIsUp:
        help = "let it come to its end and fail by a check"
        exercise.wrong(f"the starter of {exercise.id} fails by no check: its time is up", help)
        return
    if bad:
        print(f"the starter of {exercise.id} fails: {', '.join(bad)}")
    else:
        help = "leave something to do, or check for what is missing"
        exercise.wrong(f"the starter of {exercise.id} passes every check", help)


def catch(exercise, attempt):
    """A wrong attempt fails, and by just the check that it names."""
    name = attempt.values["fails"]
    files = exercise.files | exercise.solution
    path = attempt.values.get("file", exercise.entry)
    if path in exercise.given:
        help = "leave this block out, or `readonly` at the file's own block"
        attempt.wrong(f"`{path}` is read-only: no learner can change it", help)
        return
    if path not in files:
        help = f"did you mean `{exercise.entry}`?"
        attempt.wrong(f"exercise `{exercise.id}` has no file `{path}`", help)
        return
    try:
        bad = list(failing(exercise, files | {path: attempt.body}))
    except TimeIsUp:
        bad = ["its time is up"]
    if bad == [name]:
        print(f"the wrong attempt on line {attempt.line} is caught: {name}")
    elif bad:
        what = f"the wrong attempt at {exercise.id} does not fail by `{name}` alone"
        help = "name the check that catches it, or let each check look at one thing"
        attempt.wrong(f"{what}: {', '.join(bad)}", help)
    else:
        help = "let a check catch it: learners will make this mistake"
        attempt.wrong(f"the wrong attempt at {exercise.id} passes every check", help)


def try_out(example):
    try:
        run = Run({"example.py": example.body}, "example.py")
        code, said = run.code, run.stderr.strip().splitlines()[-1:]
    except TimeIsUp:
        code, said = 1, ["its time is up"]
    if code == 0:
        print(f"the example on line {example.line} runs")
        return
    what = f"the example on line {example.line} does not run to its end"
    help = "mend it; code that should fail is shown without `run`"
    example.wrong(": ".join([what, *said]), help)


# --- the whole pack ------------------------------------------------------------------


def lesson(path, language):
    headings, blocks = read(path)
    words = title(path, headings)
    id = path.removesuffix(".md").split("-", 1)[1]
    print(f"{path}: lesson {id} “{words}”")
    seen["headings"] = "\n".join(f"{level} {words}" for level, words, _ in headings)
    exercises, examples = {}, []
    for block in blocks:
        if block.role == "exercise" and block.id not in exercises:
            exercises[block.id] = Exercise(block, language)
    for block in blocks:
        if block.role and block.id in exercises:
            exercises[block.id].add(block)
        elif block.role:
            near = [f"did you mean `{id}`?" for id in exercises if id in block.id or block.id in id]
            help = [*near, f"give an exercise the id: `exercise={block.id}`"][0]
            block.wrong(f"there is no exercise `{block.id}`", help)
        elif block.run and (block.language or language) == "python":
            examples.append(block)
            print(f"  {block.line:>3}  example")
    for exercise in exercises.values():
        exercise.see_that_it_is_whole()
        exercise.tell()
    return list(exercises.values()), examples


def translation(path, base, exercises):
    """A translation has the exercises of its base, and nothing that proves them."""
    print(f"{path}: a translation of {base}")
    headings, blocks = read(path)
    words = title(path, headings)
    there = {exercise.id: exercise for exercise in exercises if exercise.path == base}
    cards, seen_words = {}, {}
    for block in blocks:
        if block.role in ("test", "solution", "checks", "wrong"):
            named = "wrong attempt" if block.role == "wrong" else block.role.removesuffix("s")
            what = named + "s come from the base file alone"
            block.wrong(what, "leave this block out of the translation")
        elif block.role and block.id not in there:
            help = f"a translation has the exercises of {base}, no others"
            block.wrong(f"{base} has no exercise `{block.id}`", help)
        elif block.role == "exercise":
            cards.setdefault(block.id, block)
            if block.readonly:
                help = "leave this block out of the translation"
                block.wrong("read-only files come from the base file alone", help)
        elif block.role == "words":
            read_words(block, there[block.id], seen_words.setdefault(block.id, {}))
    for id, exercise in there.items():
        if id not in cards:
            help = f"add its block, as in {base}:{exercise.line}"
            Place(path, 1).wrong(f"the translation lacks the exercise `{id}`", help)
            continue
        lacking = [text for text in said(exercise) if text not in seen_words.get(id, {})]
        seen["unworded"] = "\n".join([*seen.get("unworded", "").splitlines(), *lacking])
        if lacking:
            lines = [json.dumps(text, ensure_ascii=False) for text in lacking]
            what = "\n    ".join([f"the translation of {id} has no words for", *lines])
            help = f'add them to a block `toml words={id}`, as `"text" = "what is shown"`'
            cards[id].warn(what, help)
    titles = [f"{id}: {card.values.get('title', '')}" for id, card in cards.items()]
    hints = [f"a hint of {block.id}" for block in blocks if block.role == "hint"]
    seen["translated"] = "\n".join([words, *titles, *hints])


def said(exercise):
    """What the checks and tests of an exercise are called, and what they say."""
    texts = re.findall(r"def (test_\w+)", "".join(exercise.tests.values()))
    for check in exercise.checks:
        named = check.get("case", []) if check["kind"] == "cases" else [check]
        texts += [each["name"] for each in named if "name" in each]
        texts += [check["message"]] if "message" in check else []
    return list(dict.fromkeys(texts))


def read_words(block, exercise, so_far):
    toml = Toml(block.body, block.path, block.line)
    known = said(exercise)
    for text, words in toml.table.items():
        lines = enumerate(block.body.splitlines(), block.line + 1)
        place = Place(block.path, next((n for n, line in lines if text in line), block.line))
        if text in so_far:
            place.wrong(f"there are words for `{text}` already", "leave one of them out")
        elif not str(words).strip():
            help = "write what learners are to read in its place"
            place.wrong(f"the words for `{text}` are empty", help)
        elif text.count("{}") != str(words).count("{}"):
            help = "what stands for a `{}` is carried across, one after the other"
            place.wrong(f"`{text}` has not as many `{{}}` as the words for it", help)
        elif not exercise.tests and "{}" not in text and text not in known:
            near = difflib.get_close_matches(text, known, 1)
            help = f"did you mean `{near[0]}`?" if near else listed(f"`{each}`" for each in known)
            place.wrong(f"no check of this exercise says `{text}`", help)
        so_far[text] = words


def look():
    language = manifest().get("language", "python")
    exercises, examples = [], []
    # A base comes before its translations.
    for path in sorted(glob.glob("[0-9]*.md"), key=lambda path: path.removesuffix(".md")):
        stem, _, lang = path.removesuffix(".md").partition(".")
        if lang:
            translation(path, f"{stem}.md", exercises)
        else:
            more = lesson(path, language)
            exercises += more[0]
            examples += more[1]
    remember(exercises, examples)
    if mistakes or not (exercises or examples):
        return
    print()
    for example in examples:
        try_out(example)
    for exercise in exercises:
        if exercise.language == "python":
            prove(exercise)
            for attempt in exercise.wrongs:
                catch(exercise, attempt)


def remember(exercises, examples):
    checks = [check for exercise in exercises for check in exercise.checks]
    tests = [test for exercise in exercises for test in exercise.tests.values()]
    seen["exercises"] = "\n".join(f"{each.id}: {each.title}" for each in exercises)
    seen["examples"] = str(len(examples))
    seen["folders"] = "\n".join(each.dir for each in exercises if each.dir)
    seen["hints"] = "\n---\n".join(hint for each in exercises for hint in each.hints)
    keys = [[key for key in check if str(check[key]).strip()] for check in checks]
    seen["checks"] = "\n".join(" ".join([check["kind"], *of]) for check, of in zip(checks, keys))
    seen["cases"] = str(sum(len(check.get("case", [])) for check in checks))
    attempts = [attempt for each in exercises for attempt in each.wrongs]
    seen["attempts"] = "\n".join(f"{a.id}: {a.values.get('fails')}\n{a.body}" for a in attempts)
    seen["tests"] = str(len(re.findall(r"def test_", "".join(tests))))
    os.makedirs("seen", exist_ok=True)
    for name, content in seen.items():
        with open(f"seen/{name}", "w", encoding="utf-8") as file:
            file.write(content + "\n")


def main():
    look()
    print()
    mistakes.sort(key=lambda mistake: mistake[:2])
    # What is worth a look comes once nothing is wrong.
    for level, found in [("error", mistakes), ("warning", [] if mistakes else warnings)]:
        for path, line, what, help in found:
            print(f"{level}: {what}\n  --> {path}:{line}\n  help: {help}")
    if not mistakes:
        print("The pack is sound.")
        return
    print(f"{len(mistakes)} error{'s' * (len(mistakes) > 1)}.")
    # All of it has been said, so no traceback. The first is raised as if in its own line:
    # then the editor marks it, and F4 goes there.
    sys.excepthook = lambda *error: None
    path, line, what, help = mistakes[0]
    raising = compile("\n" * (line - 1) + "raise mistake", os.path.abspath(path), "exec")
    exec(raising, {"mistake": Mistake(f"{what}\nhelp: {help}")})
