# The Python runner: speaks the container contract (docker/README.md, version 1) from inside the container.
#
# It is process 1. It imports what programs use, reads its job, and forks: the child runs the program, in an interpreter that
# is warm, and ends as `python FILE` ends; the runner waits for it and says how. Another child runs the tests. From top to bottom:
#
#   records    what the host is told
#   job        what the host sends
#   program    a child: what runs in it, and how its end is told to the runner
#   facts      what the learner's source calls, and which constructs it uses
#   failures   why a test failed: what was expected, what came, and where
#   tests      a child: pytest, and the plugin that says how each test goes
#   suite      the parent of that child: whatever ends it ends one test
#   runner     the parent: cases, what is left, reports
#
# The nonce is in memory that a child clears before it does anything else, never in the interpreter's own, and nobody but
# root may look into this process. Whatever a child leaves behind is killed before anything more is said, so that nothing
# can write into a record.

import ast, base64, builtins, ctypes, gc, importlib, io, json, mmap, os, select, signal, stat, sys, tarfile, tempfile, time
import traceback, types
from importlib.machinery import SourceFileLoader

# What programs use most, so that it is there when they ask for it. There is no bytecode in the image: each of these takes the
# boot some milliseconds, which nobody waits for, and the machine as well.
import bisect, collections, contextlib, copy, dataclasses, datetime, decimal, enum, fractions, functools, heapq, itertools, math
import operator, pathlib, pprint, random, re, statistics, string, subprocess, textwrap, threading, typing

# What a run of tests takes besides, in pieces: in the order in which pytest brings them in, and then its plugins.
LATER = [
    "unittest", "pluggy", "_pytest._code", "_pytest.assertion", "_pytest.cacheprovider", "_pytest.config", "_pytest.capture",
    "_pytest.debugging", "_pytest.doctest", "_pytest.fixtures", "_pytest.legacypath", "_pytest.logging", "_pytest.main",
    "_pytest.mark", "_pytest.monkeypatch", "_pytest.nodes", "_pytest.pytester", "_pytest.python", "_pytest.python_api",
    "_pytest.recwarn", "_pytest.reports", "_pytest.runner", "_pytest.terminal", "_pytest.tmpdir", "pytest", "_pytest.helpconfig",
    "_pytest.junitxml", "_pytest.python_path", "_pytest.setuponly", "_pytest.setupplan", "_pytest.skipping", "_pytest.stepwise",
    "_pytest.threadexception", "_pytest.unittest", "_pytest.unraisableexception", "_pytest.warnings", "unittest.mock",
]  # fmt: skip

BOX = "/box"
JOB_LIMIT = 16 * 1024 * 1024
RECORD_LIMIT = 64 * 1024
TEXT_LIMIT = 8 * 1024
CHUNK = 32 * 1024
CONTENT_LIMIT = 64 * 1024
PR_SET_DUMPABLE = 4

# --- records -----------------------------------------------------------------------------------------------------------------

# The header, as it was read; the nonce is the part of it between these two places. Private: a child's copy is its own.
header = mmap.mmap(-1, 64 * 1024, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
nonce = slice(0, 0)


def emit(record, fd=1):
    """Writes a record. The nonce goes from where it lies to the kernel."""
    text = encode(record, TEXT_LIMIT)
    if "type" in record and record["type"] == "ready":
        send(fd, [b"\x1e" + text.encode() + b"\n"])
    else:
        begin = b"\x1e" + text[:-1].encode() + b', "nonce": "'
        send(fd, [begin, memoryview(header)[nonce], b'"}\n'])


def mark(record):
    """Writes a record on both streams: a mark between pieces of output."""
    for fd in (1, 2):
        emit(record, fd)


def encode(record, limit):
    text = json.dumps({key: fit(key, value, limit) for key, value in record.items() if value is not None})
    # Escapes make a text up to six times as long. The nonce needs room as well.
    return encode(record, limit // 2) if len(text) > RECORD_LIMIT - 256 and limit else text


def fit(key, value, limit):
    if not isinstance(value, str) or key == "base64":
        return value
    # A file system's name may hold what is no text, and a program's text half a character.
    value = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if len(encoded := value.encode()) > limit:
        return encoded[:limit].decode("utf-8", "ignore") + "…"
    return value


def send(fd, parts):
    parts = [memoryview(part) for part in parts]
    while parts:
        try:
            sent = os.writev(fd, parts)
        except BlockingIOError:
            # The program has made the pipe, which is ours too, one that does not wait.
            os.set_blocking(fd, True)
            continue
        while parts and sent >= len(parts[0]):
            sent -= len(parts.pop(0))
        if sent:
            parts[0] = parts[0][sent:]


# --- the job -----------------------------------------------------------------------------------------------------------------


class BadJob(Exception):
    pass


class Job:
    """What the host sends, but for the learner's files, which are on disk."""

    def __init__(self, entry, tar):
        self.entry = entry
        self.files, self.tests, self.reports, self.cases, self.facts = [], {}, [], {}, False
        with tarfile.open(fileobj=io.BytesIO(tar), mode="r:") as archive:
            for member in archive:
                if member.isfile():
                    self.add(member.name, archive.extractfile(member).read())

    def add(self, name, content):
        if not name.startswith(".tutorbox/"):
            write(name, content)
            self.files.append(name)
            return
        name = name.removeprefix(".tutorbox/")
        if name == "files":
            self.reports = content.decode("utf-8", "surrogateescape").splitlines()
        elif name == "source":
            self.facts = True
        elif name.startswith("tests/"):
            self.tests[name.removeprefix("tests/")] = content
        elif name.startswith("cases/"):
            self.cases[int(name.removeprefix("cases/"))] = content


def write(name, content):
    if name.startswith("/") or ".." in name.split("/"):
        raise BadJob(f"a file outside of the scratch: {name}")
    path = os.path.join(BOX, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


def read_job():
    """Reads a job from stdin, to the byte; None where there is none."""
    global nonce
    end = 0
    while end == 0 or header[end - 1] != ord("\n"):
        if end == len(header):
            raise BadJob("not a job of contract 1")
        if os.readv(0, [memoryview(header)[end : end + 1]]) == 0:
            if end == 0:
                return None
            raise BadJob("the job ended inside its header")
        end += 1
    first = header.find(b" ", 0, end)
    second = header.find(b" ", first + 1, end)
    third = header.find(b" ", second + 1, end)
    length = header[second + 1 : third]
    if header[: first + 1] != b"tutorbox/1 " or not 0 < second < third < end - 2 or not length.isdigit():
        raise BadJob("not a job of contract 1")
    if (length := int(length)) > JOB_LIMIT:
        raise BadJob(f"a job of {length} bytes is too long")
    nonce = slice(first + 1, second)
    tar = bytearray()
    while len(tar) < length:
        if not (some := os.read(0, length - len(tar))):
            raise BadJob(f"the job ended before its {length} bytes")
        tar += some
    try:
        return Job(os.fsdecode(header[third + 1 : end - 1]), tar)
    except tarfile.TarError as error:
        raise BadJob(f"the job's files cannot be unpacked: {error}")


# --- the program: the child --------------------------------------------------------------------------------------------------


def dumpable(may):
    """Whether others of the same user may look into this process."""
    if ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, may, 0, 0, 0) != 0:
        raise OSError("prctl refuses PR_SET_DUMPABLE")


def become_program(job):
    """Makes the interpreter look as it does when `python ENTRY` begins. Returns the new `__main__`."""
    header[:] = bytes(len(header))
    dumpable(1)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    path = os.path.join(BOX, job.entry)
    sys.argv = [job.entry]
    sys.path[0] = os.path.dirname(path)
    sys.stdout.reconfigure(line_buffering=True)
    # A file of the learner's comes before a module of its name, however warm.
    own = {name.removesuffix(".py").split("/")[0] for name in job.files}
    for name in [name for name in sys.modules if name.split(".")[0] in own and name not in sys.builtin_module_names]:
        del sys.modules[name]
    main = types.ModuleType("__main__")
    main.__builtins__ = __builtins__
    main.__file__ = path
    main.__cached__ = None
    main.__loader__ = SourceFileLoader("__main__", path)
    sys.modules["__main__"] = main
    return main


def program(job, report):
    """Runs the program. What it raises is shown as the interpreter shows it, and told to the runner."""
    main = become_program(job)
    code = None
    try:
        with open(main.__file__, "rb") as file:
            source = file.read()
        code = compile(source, main.__file__, "exec", dont_inherit=True)
        del source
        exec(code, main.__dict__)
    except SystemExit:
        raise
    except BaseException as error:
        trace = error.__traceback__
        while trace and code and trace.tb_frame.f_code is not code:
            trace = trace.tb_next
        error = error.with_traceback(trace if code else None)
        tell(report, error, job)
        sys.excepthook(type(error), error, error.__traceback__)
        sys.exit(130 if isinstance(error, KeyboardInterrupt) else 1)


def tell(report, error, job):
    """Says to the runner what was raised, and where: at the innermost line that is the learner's."""
    names = {os.path.join(BOX, name): name for name in job.files}
    told = {"compile": False, "message": "".join(traceback.format_exception_only(error)).strip()}
    if isinstance(error, SyntaxError) and error.filename in names:
        told |= {"compile": True, "file": names[error.filename], "line": error.lineno, "column": error.offset}
        told["message"] = f"{type(error).__name__}: {error.msg}"
    else:
        for frame, line in traceback.walk_tb(error.__traceback__):
            if frame.f_code.co_filename in names:
                told |= {"file": names[frame.f_code.co_filename], "line": line}
    told["message"] = told["message"][:TEXT_LIMIT]
    try:
        os.write(report, json.dumps(told).encode() + b"\n")
    except OSError:
        # The program has closed it. The exit code says enough.
        pass


# --- facts -------------------------------------------------------------------------------------------------------------------

CONSTRUCTS = {
    ast.For: "for", ast.AsyncFor: "for", ast.While: "while", ast.If: "if", ast.IfExp: "if", ast.Match: "match", ast.Try: "try",
    ast.TryStar: "try", ast.ExceptHandler: "except", ast.Raise: "raise", ast.Assert: "assert", ast.With: "with",
    ast.AsyncWith: "with", ast.Import: "import", ast.ImportFrom: "import", ast.FunctionDef: "def", ast.AsyncFunctionDef: "def",
    ast.ClassDef: "class", ast.Lambda: "lambda", ast.Return: "return", ast.Yield: "yield", ast.YieldFrom: "yield",
    ast.Await: "await", ast.Break: "break", ast.Continue: "continue", ast.Pass: "pass", ast.Delete: "del", ast.Global: "global",
    ast.Nonlocal: "nonlocal", ast.ListComp: "comprehension", ast.SetComp: "comprehension", ast.DictComp: "comprehension",
    ast.GeneratorExp: "comprehension", ast.NamedExpr: ":=", ast.Slice: "slice", ast.JoinedStr: "f-string", ast.And: "and",
    ast.Or: "or", ast.Not: "not", ast.In: "in", ast.NotIn: "in", ast.Is: "is", ast.IsNot: "is",
}  # fmt: skip
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
# Names that are known without being said, and those of which a mere mention is no call: of a type.
BUILTINS = {f"builtins.{name}" for name in dir(builtins) if callable(getattr(builtins, name))}
UNCAPTURED = {f"builtins.{name}" for name in dir(builtins) if isinstance(getattr(builtins, name), type)}


def facts(job):
    """Says what the learner's files do. One that is no Python says so itself when it is run."""
    for name in sorted(job.files):
        if name.endswith(".py"):
            try:
                with open(os.path.join(BOX, name), "rb") as file:
                    lines = file.read()
                Facts(name, lines).visit(ast.parse(lines))
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                pass


class Facts(ast.NodeVisitor):
    """Walks a file and says what it finds. What a name means is looked up through the scopes that it stands in: an import and
    a function of the learner's have a dotted name, anything else that is assigned has none."""

    def __init__(self, file, source):
        self.file = file
        self.module = file.removesuffix(".py").replace("/", ".")
        self.lines = source.splitlines()
        self.line, self.said = 1, set()
        self.scopes, self.classes, self.within = [], [], []

    def say(self, kind, name):
        if (kind, name, self.line) not in self.said:
            self.said.add((kind, name, self.line))
            emit({"type": "fact", "kind": kind, "name": name, "file": self.file, "line": self.line})

    def visit(self, node):
        outer, self.line = self.line, getattr(node, "lineno", self.line)
        if name := CONSTRUCTS.get(type(node)):
            self.say("construct", "elif" if name == "if" and self.is_elif(node) else name)
        if getattr(node, "finalbody", None):
            self.say("construct", "finally")
        super().visit(node)
        self.line = outer

    def is_elif(self, node):
        return self.lines[node.lineno - 1][node.col_offset :].startswith(b"elif")

    def generic_visit(self, node):
        for field, value in ast.iter_fields(node):
            # What is said of types is no use of them.
            if field in ("annotation", "returns"):
                continue
            if field == "orelse" and isinstance(value, list) and value and not self.is_elif(value[0]):
                outer, self.line = self.line, value[0].lineno
                self.say("construct", "else")
                self.line = outer
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    self.visit(child)

    # What names mean.

    def visit_Module(self, node):
        self.scopes.append(self.bound(node.body, self.module))
        self.generic_visit(node)

    def bound(self, body, prefix):
        """The names that these statements give meanings to, and which. Nobody knows in which order they are given."""
        scope, rest = {}, list(body)
        while rest:
            node = rest.pop()
            if isinstance(node, ast.Import):
                for alias in node.names:
                    first = alias.name.split(".")[0]
                    scope.setdefault(alias.asname or first, set()).add(alias.name if alias.asname else first)
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    name = f"{node.module or ''}.{alias.name}".lstrip(".")
                    scope.setdefault(alias.asname or alias.name, set()).add(name)
            elif isinstance(node, NAMED):
                scope.setdefault(node.name, set()).add(f"{prefix}.{node.name}")
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda) and isinstance(node.targets[0], ast.Name):
                scope.setdefault(node.targets[0].id, set()).add(f"{prefix}.{node.targets[0].id}")
            else:
                name = node.id if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) else getattr(node, "name", None)
                if isinstance(name, str):
                    scope.setdefault(name, set())
                if not isinstance(node, ast.Lambda):
                    rest.extend(ast.iter_child_nodes(node))
        return scope

    def meanings(self, node):
        """The dotted names of the functions that may be named here."""
        if isinstance(node, ast.Attribute):
            return {f"{base}.{node.attr}" for base in self.meanings(node.value)}
        if not isinstance(node, ast.Name):
            return set()
        for scope in reversed(self.scopes):
            if node.id in scope:
                return scope[node.id]
        return {f"builtins.{node.id}"} & BUILTINS

    # Functions and classes: scopes.

    def visit_FunctionDef(self, node):
        self.function(node, node.name, node.body)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node, name=None):
        self.function(node, name, [node.body])

    def visit_Assign(self, node):
        target = node.targets[0]
        if isinstance(node.value, ast.Lambda) and isinstance(target, ast.Name):
            self.say("construct", "lambda")
            self.visit_Lambda(node.value, target.id)
        else:
            self.generic_visit(node)

    def function(self, node, name, body):
        for child in [*getattr(node, "decorator_list", []), *node.args.defaults, *filter(None, node.args.kw_defaults)]:
            self.visit(child)
        prefix = self.classes[-1] if self.classes else self.prefix()
        own = name and f"{prefix}.{name}"
        classes, self.classes = self.classes, []
        arguments = {argument.arg: set() for argument in ast.walk(node.args) if isinstance(argument, ast.arg)}
        self.within.append((own, classes[-1] if classes else None))
        self.scopes.append(arguments | self.bound(body, self.prefix()))
        for child in body:
            self.visit(child)
        self.within.pop()
        self.scopes.pop()
        self.classes = classes

    def prefix(self):
        """What stands before the names of the functions that are defined here."""
        return next((own for own, _ in reversed(self.within) if own), self.module)

    def visit_ClassDef(self, node):
        for child in [*node.decorator_list, *node.bases, *node.keywords]:
            self.visit(child)
        self.classes.append(f"{self.classes[-1] if self.classes else self.module}.{node.name}")
        for child in node.body:
            self.visit(child)
        self.classes.pop()

    # Calls, and what is as good as one.

    def visit_Call(self, node):
        variable = any(isinstance(argument, ast.Starred) for argument in node.args) or any(not k.arg for k in node.keywords)
        arity = "" if variable else f"/{len(node.args) + len(node.keywords)}"
        names = self.meanings(node.func)
        for name in names:
            self.say("call", name + arity)
        if not names and isinstance(node.func, ast.Attribute):
            self.say("call", f".{node.func.attr}{arity}")
            self.visit(node.func.value)
        elif not names:
            self.visit(node.func)
        if self.is_recursion(node.func, names):
            self.say("construct", "recursion")
        for child in [*node.args, *node.keywords]:
            self.visit(child)

    def is_recursion(self, func, names):
        """Whether a function within which this stands calls itself: by its name, or as a method of its object or class."""
        for own, of_class in self.within:
            by_object = isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name) and func.value.id in ("self", "cls")
            if own and (own in names or of_class and by_object and f"{of_class}.{func.attr}" == own):
                return True
        return False

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Load):
            self.capture(self.meanings(node))

    def visit_Attribute(self, node):
        names = self.meanings(node)
        self.capture(names)
        if not names:
            self.visit(node.value)

    def capture(self, names):
        for name in names - UNCAPTURED:
            self.say("call", name)


# --- failures ----------------------------------------------------------------------------------------------------------------

# What a relation is called where an assertion of unittest's compares two things, and where it looks at one.
EQUAL = {
    "Equal", "Is", "AlmostEqual", "CountEqual", "DictEqual", "ListEqual", "MultiLineEqual", "SequenceEqual", "SetEqual", "TupleEqual",
}  # fmt: skip
RELATIONS = {
    "NotEqual": "!=", "IsNot": "is not", "NotAlmostEqual": "not about", "Less": "<", "LessEqual": "<=", "Greater": ">",
    "GreaterEqual": ">=", "In": "in", "NotIn": "not in", "IsInstance": "an instance of", "NotIsInstance": "no instance of",
    "Regex": "what matches", "NotRegex": "what does not match",
}  # fmt: skip
LOOKS = {"True": "a true value", "False": "a false value", "IsNone": "None", "IsNotNone": "anything but None"}


class Failure:
    """Why a test went wrong, as records have it: `message`, `expected`, `actual`, `file`, `line`."""

    def __init__(self, error, job, compared=None):
        self.error, self.compared = error, compared
        self.names = {os.path.join(BOX, name): name for name in [*job.files, *job.tests]}
        self.learners = {os.path.join(BOX, name) for name in job.files} - {os.path.join(BOX, name) for name in job.tests}
        self.frames = list(traceback.walk_tb(error.__traceback__))

    def place(self):
        """The innermost line of the learner's, or else of the tests'."""
        if isinstance(self.error, SyntaxError) and self.error.filename in self.names and self.error.lineno:
            return {"file": self.names[self.error.filename], "line": self.error.lineno}
        places = [(frame.f_code.co_filename, line) for frame, line in self.frames if frame.f_code.co_filename in self.names]
        for path, line in reversed([at for at in places if at[0] in self.learners] or places):
            return {"file": self.names[path], "line": line}
        return {}

    def story(self):
        """The traceback, as far as it is about the learner's files and the tests'."""
        told = traceback.TracebackException.from_exception(self.error)
        rest = [told]
        while rest:
            one = rest.pop()
            one.stack[:] = [frame for frame in one.stack if frame.filename in self.names]
            rest += [other for other in (one.__cause__, one.__context__) if other]
        return "".join(told.format() if told.stack else told.format_exception_only()).strip()

    def assertion(self):
        """What a failed assertion says: sides where it has some, and otherwise its words."""
        sides = self.sides()
        return {"message": (self.said() if sides else None) or str(self.error) or self.story()} | sides

    def asserting(self):
        """Where the test asserts: its frame, its line, and the frame of unittest's assertion that it calls, if it does."""
        for index, (frame, line) in reversed(list(enumerate(self.frames))):
            if frame.f_code.co_filename in self.names:
                inner = self.frames[index + 1][0] if index + 1 < len(self.frames) else None
                return frame, line, inner if inner and "__unittest" in inner.f_globals else None
        return None, None, None

    def said(self):
        """The author's own words about it, or else the assertion as it is written."""
        frame, line, inner = self.asserting()
        if inner and isinstance(message := inner.f_locals.get("msg"), str):
            return message
        node = statement(frame.f_code.co_filename, line) if frame else None
        if isinstance(node, ast.Assert):
            return str(self.error).split("\n")[0] if node.msg else "assert " + ast.unparse(node.test)
        if isinstance(node, (ast.With, ast.AsyncWith)):
            return "with " + ", ".join(ast.unparse(item) for item in node.items)
        return node and ast.unparse(node)

    def sides(self):
        frame, line, inner = self.asserting()
        node = statement(frame.f_code.co_filename, line) if frame else None
        if inner:
            return self.of_unittest(inner, node)
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.Compare) and len(node.test.ops) == 1 and self.compared:
            operator, left, right = self.compared
            if operator in ("==", "is"):
                return equal(left, right, node.test.left, node.test.comparators[0])
            return both(f"{operator} {show(right)}", show(left))
        return self.of_pytest(str(self.error))

    def of_unittest(self, frame, node):
        name, known = frame.f_code.co_name.removeprefix("assert"), frame.f_locals
        if name == "__exit__" and (wanted := getattr(known.get("self"), "expected", None)):
            came = known.get("exc_value")
            if pattern := getattr(known["self"], "expected_regex", None):
                return both(f"{names_of(wanted)} that matches {pattern.pattern!r}", show(str(came)) if came else "nothing was raised")
            return both(names_of(wanted), "nothing was raised")
        values = [known.get(argument) for argument in frame.f_code.co_varnames[1:3]]
        if name == "CountEqual":
            # It counts them in these very variables.
            values = [known.get("first_seq", values[0]), known.get("second_seq", values[1])]
        if name.endswith("IsInstance"):
            return both(f"{RELATIONS[name]} {names_of(values[1])}", show(values[0]))
        if name.endswith("Regex"):
            return both(f"{RELATIONS[name]} {getattr(values[1], 'pattern', values[1])!r}", show(values[0]))
        if name in LOOKS:
            return both(LOOKS[name], show(values[0]))
        if name in RELATIONS:
            return both(f"{RELATIONS[name]} {show(values[1])}", show(values[0]))
        if name in EQUAL:
            arguments = node.value.args if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) else []
            return equal(*values, *(arguments[:2] if len(arguments) >= 2 else [None, None]))
        return {}

    def of_pytest(self, text):
        """Some assertions of pytest's say it in their words alone."""
        lines = [line.strip() for line in text.split("\n")]
        if text.startswith("DID NOT RAISE "):
            return both(re.sub(r"<class '([^']*)'>", r"\1", text.removeprefix("DID NOT RAISE ")), "nothing was raised")
        if len(lines) > 2 and lines[1].startswith("Regex: ") and lines[2].startswith("Input: "):
            return both("what matches " + lines[1].removeprefix("Regex: "), lines[2].removeprefix("Input: "))
        return {}


def both(expected, actual):
    return {"expected": expected, "actual": actual}


def equal(left, right, left_node, right_node):
    """Which of two values was expected: the one that is written down, or is called so; else the second."""
    if is_expectation(left_node) and not is_expectation(right_node):
        return both(show(left), show(right))
    return both(show(right), show(left))


def is_expectation(node):
    if isinstance(node, ast.Name):
        return node.id.startswith(("expect", "want"))
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return True


def names_of(wanted):
    kinds = wanted if isinstance(wanted, tuple) else (wanted,)
    return " or ".join(getattr(kind, "__name__", str(kind)) for kind in kinds)


def show(value):
    """A value, as a learner would write it. What it says of itself is the learner's code, which may fail."""
    try:
        return repr(value) if isinstance(value, (str, bytes)) else pprint.pformat(value, width=80, sort_dicts=False)
    except Exception:
        return object.__repr__(value)


parsed = {}


def tree(path):
    """A file's syntax tree and lines; nothing where it has none."""
    if path not in parsed:
        try:
            with open(path, "rb") as file:
                text = file.read()
            parsed[path] = (ast.parse(text), text.decode("utf-8", "replace").split("\n"))
        except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
            parsed[path] = (ast.Module([], []), [])
    return parsed[path]


def statement(path, line):
    """The innermost statement that a line belongs to, or that it opens."""
    found = None
    for node in ast.walk(tree(path)[0]):
        if isinstance(node, ast.stmt) and not isinstance(node, NAMED) and node.lineno <= line <= (node.end_lineno or 0):
            found = node
    return found


def written(path, first):
    """The function that begins in this line: its own line, and its body as it is written."""
    root, lines = tree(path)
    for node in ast.walk(root):
        if isinstance(node, FUNCTIONS[:2]) and first == min([node.lineno, *(d.lineno for d in node.decorator_list)]):
            body = "\n".join(lines[node.body[0].lineno - 1 : node.end_lineno])
            return node.lineno, textwrap.dedent(body)
    return None, None


def tests_in(path):
    """The tests that a file seems to have: their names, lines and bodies."""
    root, _ = tree(path)
    groups = [root.body, *(node.body for node in root.body if isinstance(node, ast.ClassDef))]
    found = [node for group in groups for node in group if isinstance(node, FUNCTIONS[:2]) and node.name.startswith("test")]
    firsts = [min([node.lineno, *(d.lineno for d in node.decorator_list)]) for node in found]
    return [(node.name, *written(path, first)) for node, first in zip(found, firsts)]


# --- tests: another child ----------------------------------------------------------------------------------------------------

# Plugins of pytest's that nobody sees the work of in here.
IDLE = ["cacheprovider", "doctest", "faulthandler", "pastebin", "stepwise"]

# What pytest ends with where something stopped it in the middle, and where it could not begin.
BROKEN_OFF = (2, 3)
UNUSABLE = 4


class Tests:
    """A plugin of pytest's that tells the runner how each test goes, as it goes, and waits until the runner has said so."""

    def __init__(self, suite, tells, waits):
        self.job, self.suite, self.tells, self.waits = suite.job, suite, tells, waits
        self.home, self.silenced, self.classes = os.getpid(), None, {}

    def run(self, files):
        import pytest

        for name, options in HOOKS.items():
            pytest.hookimpl(**options)(getattr(Tests, name))
        self.silence()
        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        wanted = ["--rootdir", BOX, "--capture", "no", "--tb", "native", "--continue-on-collection-errors"]
        idle = [argument for plugin in IDLE for argument in ("-p", "no:" + plugin)]
        code = int(pytest.main([*wanted, *idle, *(os.path.join(BOX, name) for name in files)], plugins=[self]))
        said = self.speak()
        if code in BROKEN_OFF:
            self.tell(stopped=said or "")
            os._exit(code)
        self.tell(over=True, said=said if code == UNUSABLE else None)

    def tell(self, **told):
        if os.getpid() != self.home:
            # A test has forked, and its child comes back from the test.
            os._exit(1)
        self.flush()
        try:
            send(self.tells, [json.dumps(shortened(told)).encode() + b"\n"])
            os.read(self.waits, 1)
        except OSError:
            # A test has closed what we speak through.
            os._exit(1)

    def flush(self):
        for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
            try:
                stream.flush()
            except Exception:
                # It is the learner's by now.
                pass

    # Files are imported in silence: what the learner's own print then, the program has printed already.

    def silence(self):
        self.flush()
        self.silenced = tempfile.TemporaryFile(dir=BOX), os.dup(1), os.dup(2)
        os.dup2(self.silenced[0].fileno(), 1)
        os.dup2(self.silenced[0].fileno(), 2)

    def speak(self):
        """Ends the silence, and gives what was said in it."""
        if not self.silenced:
            return None
        self.flush()
        file, stdout, stderr = self.silenced
        self.silenced = None
        os.dup2(stdout, 1)
        os.dup2(stderr, 2)
        os.close(stdout)
        os.close(stderr)
        file.seek(0)
        said = file.read(TEXT_LIMIT).decode("utf-8", "replace").strip()
        file.close()
        return said

    # What pytest calls.

    def pytest_configure(self, config):
        from _pytest._io import TerminalWriter
        from _pytest.unittest import TestCaseFunction

        del os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"]
        config.addinivalue_line("markers", "task(taskno): the part of an exercise that a test is about")
        config.pluginmanager.unregister(name="terminalreporter")
        config.pluginmanager.register(Mute(TerminalWriter(io.StringIO())), "terminalreporter")
        TestCaseFunction.addSubTest = lambda function, case, part, error: error and self.add_part(function, case, part, error)
        TestCaseFunction.failfast = False

    def pytest_collectstart(self, collector):
        if collector.nodeid.endswith(".py"):
            self.tell(collects=self.name_of(collector.path))

    def name_of(self, path):
        return os.path.relpath(path, BOX)

    def pytest_make_collect_report(self, collector):
        report = yield
        if not report.passed and (call := getattr(report, "call", None)):
            error = call.excinfo.value
            while isinstance(error, collector.CollectError) and error.__cause__:
                error = error.__cause__
            self.broken(self.name_of(collector.path), report, error)
        return report

    def broken(self, name, report, error):
        """The tests of a file that cannot be imported are named all the same."""
        failure = Failure(error, self.job)
        if report.skipped:
            told = {"message": not_run(error)}
        else:
            told = {"message": failure.story(), **failure.place()}
        tests = tests_in(os.path.join(BOX, name))
        rows = [{"name": test, "file": name, "line": line, "test_code": code} for test, line, code in tests]
        self.tell(broken=name, rows=[{**row, **told} for row in rows or [{"name": name, **told}]])

    def pytest_collection_modifyitems(self, items):
        for item in items:
            self.classes.setdefault(item.path, set()).add(item.cls)
        items[:] = [item for item in as_written(items) if item.nodeid not in self.suite.finished]
        self.speak()

    def pytest_runtest_protocol(self, item, nextitem):
        self.reports, self.parts, self.compared = [], [], None
        about = self.about(item)
        self.tell(begins=item.nodeid, fields=about)
        result = yield
        self.tell(ends=item.nodeid, fields=about | self.result(item))
        return result

    def pytest_runtest_makereport(self, item, call):
        report = yield
        self.reports.append((report, call))
        return report

    def pytest_assertrepr_compare(self, config, op, left, right):
        self.compared = op, left, right

    # From a test to the fields of its record.

    def about(self, item):
        code = code_of(item)
        path = code.co_filename if code else None
        line, body = written(path, code.co_firstlineno) if path in self.paths() else (None, None)
        name = item.name
        if item.cls and len(self.classes[item.path]) > 1:
            name = f"{item.cls.__name__}: {name}"
        mark = item.get_closest_marker("task")
        task = mark and (mark.kwargs.get("taskno") or next(iter(mark.args), None))
        place = {"file": self.name_of(path), "line": line} if line else {}
        return {"name": name, "task_id": task, "test_code": body, **place}

    def paths(self):
        return {os.path.join(BOX, name) for name in [*self.job.tests, *self.job.files]}

    def add_part(self, function, case, part, error):
        """A part of a test (`subTest`) that has failed. The first one is what the test has failed by."""
        if not self.parts:
            function.addFailure(case, error)
        self.parts.append((part._subDescription(), error[1]))

    def result(self, item):
        took = {"duration_ms": round(1000 * sum(call.duration for report, call in self.reports if report.when == "call"), 3)}
        for report, call in self.reports:
            if report.failed:
                return took | self.failed(report, call.excinfo.value if call.excinfo else None)
            if report.skipped and not hasattr(report, "wasxfail"):
                return {"status": "error", "message": not_run(call.excinfo.value if call.excinfo else None)}
        return took | {"status": "pass"}

    def failed(self, report, error):
        if error is None:
            # It was expected to fail, and strictly so.
            return {"status": "fail", "message": str(report.longrepr)}
        told = self.told(report.when, error)
        if len(self.parts) > 1 or self.parts and self.parts[0][1] is error:
            parts = [f"{name}\n{self.told(report.when, error)['message']}" for name, error in self.parts]
            told["message"] = "\n\n".join(parts)
        return told

    def told(self, phase, error):
        import pytest

        failure = Failure(error, self.job, self.compared)
        asserted = phase == "call" and isinstance(error, (AssertionError, pytest.fail.Exception))
        told = {"status": "fail" if asserted else "error", **failure.place()}
        return told | (failure.assertion() if asserted else {"message": failure.story()})


def code_of(item):
    function = getattr(item, "function", None)
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    return getattr(function, "__code__", None)


def as_written(items):
    """In the order of the file. `unittest` has those of a class in the order of their names."""
    firsts, places = {}, []
    for index, item in enumerate(items):
        of_class = item.cls and hasattr(item.cls, "assertEqual") and (code := code_of(item))
        places.append((firsts.setdefault(item.cls, index), code.co_firstlineno) if of_class else (index, 0))
    return [item for _, item in sorted(zip(places, items), key=lambda pair: pair[0])]


class Mute:
    """In the place of what pytest writes to a terminal, for those who ask it for its writer."""

    def __init__(self, writer):
        self._tw = writer


# How pytest is to call them.
HOOKS = {
    "pytest_configure": {"trylast": True},
    "pytest_make_collect_report": {"wrapper": True},
    "pytest_collection_modifyitems": {"trylast": True},
    "pytest_runtest_protocol": {"wrapper": True, "tryfirst": True},
    "pytest_runtest_makereport": {"wrapper": True, "tryfirst": True},
}


def shortened(told):
    """The same with texts of no more than the runner has a use for: it cuts them where it must."""
    if isinstance(told, str):
        return told[: TEXT_LIMIT + 1]
    if isinstance(told, dict):
        return {key: shortened(value) for key, value in told.items()}
    return [shortened(value) for value in told] if isinstance(told, list) else told


def not_run(error):
    reason = getattr(error, "msg", None) or str(error or "")
    return f"not run: {reason}" if reason else "not run"


# --- suite: the parent of the tests ------------------------------------------------------------------------------------------

FIELDS = {"name": str, "status": str, "message": str, "expected": str, "actual": str, "test_code": str, "file": str, "line": int,
          "task_id": int, "duration_ms": float}  # fmt: skip


class Suite:
    """The tests of a job, and how far they have come. A child runs them. Where a test ends the child, that test has gone
    wrong, and another child runs the rest: `finished` says what need not be run again."""

    def __init__(self, job):
        self.job, self.id, self.finished = job, 0, set()
        self.files = [name for name in job.tests if is_test_file(name)]
        self.collecting, self.running, self.over, self.why = None, None, False, ""

    def run(self):
        for name, content in self.job.tests.items():
            self.lay(name, content)
        if not self.files and not self.id:
            for name in self.job.tests:
                self.row({"name": name, "message": "not run: tests of Python are files whose names end in .py"})
        if self.files:
            # Where it is not there yet. A second child needs it as well.
            importlib.import_module("pytest")
        while self.files and not self.over:
            code = self.attempt()
            if not self.over:
                self.broke_off(code)

    def lay(self, name, content):
        """Puts a test file beside the learner's. The program may have left something in its place."""
        try:
            if os.path.lexists(path := os.path.join(BOX, name)):
                os.unlink(path)
            write(name, content)
        except OSError as error:
            self.drop(name, [{"name": name, "message": f"not run: it cannot be written: {error.strerror}"}])

    def attempt(self):
        """Lets a child run what is left, and gives its exit code; None where it had to be stopped."""
        hears, tells = os.pipe()
        waits, allows = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(hears)
            os.close(allows)
            self.become(tells, waits)
        os.close(tells)
        os.close(waits)
        os.set_blocking(hears, False)
        os.set_blocking(allows, False)
        code = self.listen(child, hears, allows)
        if code is None:
            os.kill(child, signal.SIGKILL)
            wait_for(child)
        clear_away()
        os.close(hears)
        os.close(allows)
        if code == 128 + signal.SIGKILL:
            os._exit(code)
        return code

    def become(self, tells, waits):
        become_program(self.job)
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 0)
        try:
            Tests(self, tells, waits).run(self.files)
        except BaseException:
            traceback.print_exc()
        os._exit(1)

    def listen(self, child, hears, allows):
        """Hears the child until it is through, or has ended, or cannot be heard any more."""
        heard, code = b"", None
        while not self.over:
            ready, _, _ = select.select([hears], [], [], 0.02 if code is None else 0)
            if ready:
                some = os.read(hears, CHUNK)
                if not some:
                    return code if code is not None else ended_soon(child)
                *lines, heard = (heard + some).split(b"\n")
                for line in lines:
                    self.hear(line)
                    try:
                        os.write(allows, b"\n")
                    except OSError:
                        # It does not wait. What it says counts for as much.
                        pass
                if len(heard) > 16 * RECORD_LIMIT:
                    break
            elif code is not None:
                break
            else:
                code = ended(child)
        return code

    def hear(self, line):
        """What the child tells. A test may have written it: it deceives nobody but who runs it, and ends nothing here."""
        try:
            told = json.loads(line)
            if "collects" in told:
                self.collecting = str(told["collects"])
            elif "begins" in told:
                self.collecting = None
                self.begin(str(told["begins"]), valid(told["fields"]))
            elif "ends" in told and self.running and told["ends"] == self.running[0]:
                self.end(valid(told["fields"]))
            elif "broken" in told:
                self.collecting = None
                self.drop(str(told["broken"]), [valid(row) for row in told["rows"]])
            elif "stopped" in told:
                self.why = str(told["stopped"]).split("\n")[-1]
            elif "over" in told:
                self.over = True
                if told["said"] is not None:
                    self.row({"name": "tests", "message": f"not run: {told['said']}"})
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            pass

    def begin(self, key, fields):
        if self.running:
            self.end({**self.running[1], "status": "error", "message": "the test was not reported"})
        self.id += 1
        self.running = key, fields
        mark({"type": "test-begin", "id": self.id})

    def end(self, fields):
        self.finished.add(self.running[0])
        self.running = None
        mark({"type": "test-end", "id": self.id})
        emit({"type": "test", "id": self.id, "status": "error", **fields})

    def row(self, fields):
        """A test that was not run."""
        self.begin("", {})
        self.end({**fields, "status": "error"})

    def drop(self, name, rows):
        self.files = [file for file in self.files if file != name]
        for row in rows:
            self.row(row)

    def broke_off(self, code):
        """The child has not come to its end: something that it ran is to blame, and the rest may go on."""
        if code is None:
            how = "and cannot be heard any more"
        else:
            how = f"with exit code {code}" if code < 128 else f"by signal {code - 128}"
        if self.running:
            self.end({**self.running[1], "message": f"the test has ended the interpreter, {how}", "status": "error"})
        elif self.collecting in self.files:
            tests = tests_in(os.path.join(BOX, self.collecting)) or [(self.collecting, None, None)]
            message = f"not run: the interpreter has ended, {how}, while {self.collecting} was imported"
            rows = [{"name": test, "file": self.collecting, "line": line, "message": message} for test, line, _ in tests]
            self.drop(self.collecting, rows)
        else:
            message = f"the tests were broken off: {self.why or 'the interpreter has ended, ' + how}"
            self.row({"name": "tests", "message": message})
            self.files = []


def is_test_file(name):
    return name.endswith(".py") and os.path.basename(name) not in ("conftest.py", "__init__.py")


def valid(fields):
    """The fields that a record may have, each of its kind."""
    known = {key: value for key, value in fields.items() if type(value) is FIELDS.get(key)}
    if known.get("status", "pass") not in ("pass", "fail", "error"):
        del known["status"]
    return known


def ended(child):
    """The exit code of a child that has ended, as a shell has it. Reaps what else has."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return 1
        if pid in (0, child):
            code = os.waitstatus_to_exitcode(status)
            return None if pid == 0 else code if code >= 0 else 128 - code


def ended_soon(child):
    """The same of one that can say nothing more, which is so when it ends, and when a test has closed what it speaks through."""
    patience = time.monotonic() + 1
    while (code := ended(child)) is None and time.monotonic() < patience:
        time.sleep(0.002)
    return code


# --- the runner: the parent --------------------------------------------------------------------------------------------------


def start(job, stdin, report):
    """Forks the program. In the child this returns 0, and the child is to fall off the end of the script."""
    child = os.fork()
    if child == 0:
        if stdin is not None:
            os.dup2(stdin, 0)
            os.close(stdin)
        program(job, report)
    return child


def feed(content):
    """A pipe that `content` comes out of, and then its end."""
    reader, writer = os.pipe()
    if os.fork() == 0:
        os.close(reader)
        try:
            send(writer, [content] if content else [])
        except OSError:
            pass
        os._exit(0)
    os.close(writer)
    return reader


def wait_for(child):
    """Waits for the program and reaps what else dies meanwhile. Its exit code, as a shell has it."""
    while True:
        pid, status = os.waitpid(-1, 0)
        if pid == child:
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else 128 - code


def clear_away():
    """Kills what the program has left, and reaps it: what is dead counts to the limit of processes until then. One call
    reaches all that there are; gVisor's misses what is being born, which has a parent that dies and is waited for."""
    if os.getpid() != 1:
        # No namespace of our own: "all processes" would be others' too.
        return
    try:
        while True:
            os.kill(-1, signal.SIGKILL)
            os.waitpid(-1, 0)
    except (ProcessLookupError, ChildProcessError):
        pass


def heard(reader):
    """What the program has told of its end, if it did. It may have written anything: it deceives itself alone."""
    os.set_blocking(reader, False)
    try:
        told = json.loads(os.read(reader, CONTENT_LIMIT).split(b"\n")[0])
        places = {key: told[key] for key in ("line", "column") if isinstance(told.get(key), int) and told[key] > 0}
        texts = {key: told[key] for key in ("message", "file") if isinstance(told.get(key), str)}
        return (bool(told["compile"]), texts | places) if "message" in texts else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


class Child(BaseException):
    """We are the program, and it has ended well."""


def run(job, stdin=None):
    """Runs the program once: its exit code, and its status as records have it."""
    reader, writer = os.pipe()
    child = start(job, stdin, writer)
    if child == 0:
        raise Child
    os.close(writer)
    code = wait_for(child)
    clear_away()
    if code == 128 + signal.SIGKILL:
        # For its memory, most likely: the host knows, and asks for no more.
        os._exit(code)
    told = heard(reader)
    os.close(reader)
    # A code alone says nothing of errors: it is how a program answers who has started it.
    if not (code and told):
        return code, "ok"
    compiles, fields = told
    emit({"type": "diagnostic", "severity": "error", **fields})
    return code, "compile-error" if compiles else "error"


def run_cases(job):
    """The cases in turn, until the program turns out to be none."""
    for case, content in sorted(job.cases.items()):
        stdin = feed(content)
        mark({"type": "case-begin", "case": case})
        began = time.monotonic()
        code, status = run(job, stdin)
        took = 1000 * (time.monotonic() - began)
        os.close(stdin)
        said = "ok" if status == "ok" else "error"
        mark({"type": "case-end", "case": case, "status": said, "duration_ms": round(took, 3)})
        if status == "compile-error":
            mark({"type": "program-end", "status": status})
            return code, status
    return 0, "ok"


def report_file(path):
    """What has become of a file that the host asked for. What a link leads out to is none of the learner's."""
    said = {"type": "file", "path": path}
    real = os.path.realpath(os.path.join(BOX, path))
    inside = not path.startswith("/") and ".." not in path.split("/") and real.startswith(BOX + "/")
    try:
        if not inside:
            raise FileNotFoundError
        if not stat.S_ISREG(os.stat(real).st_mode):
            emit({**said, "exists": True})
            return
        with open(real, "rb") as file:
            size, content = os.fstat(file.fileno()).st_size, file.read(CONTENT_LIMIT)
    except (OSError, ValueError):
        emit({**said, "exists": False})
        return
    for offset in range(0, max(len(content), 1), CHUNK):
        chunk = base64.b64encode(content[offset : offset + CHUNK]).decode()
        emit({**said, "exists": True, "size": size, "offset": offset, "base64": chunk})


def warm_up():
    """Goes the way of every program once, silently, and leaves its memory to be shared."""
    sys.stderr, stderr = io.StringIO(), sys.stderr
    try:
        exec(compile("def f(n):\n    return f'{n / 0}'\nf(1)\n", "<warm>", "exec"), {})
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    sys.stderr = stderr
    json.loads(json.dumps({"warm": ["…", 1.5, None]}))
    gc.collect()
    share()


def share():
    """Leaves what there is to be shared by every process to come: no collection touches it, and what compiling and importing took and
    does not need any more goes back. gVisor has each child pay for that, 4 MB, and a crowd of them ran out of memory."""
    ctypes.CDLL(None).malloc_trim(0)
    gc.freeze()


def warm_further():
    """Imports what tests take, which is more than all else, as long as no job is there. One that comes meanwhile waits for a
    module at most."""
    for name in LATER:
        if select.select([0], [], [], 0)[0]:
            return
        importlib.import_module(name)
    share()


def main():
    os.chdir(BOX)
    dumpable(0)
    # The kernel shields process 1 from its own kind; not every kernel does.
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    warm_up()
    version = ".".join(map(str, sys.version_info[:3]))
    emit({"type": "ready", "contract": 1, "language": "python", "version": version})
    warm_further()
    try:
        job = read_job()
    except BadJob as bad:
        print("tutorbox runner:", bad, file=sys.stderr)
        os._exit(2)
    if job is None:
        os._exit(0)
    mark({"type": "started"})
    if job.facts:
        facts(job)
    if job.cases:
        code, status = run_cases(job)
    else:
        code, status = run(job)
        mark({"type": "program-end", "status": status})
    if status == "ok" and job.tests:
        Suite(job).run()
    for path in job.reports:
        report_file(path)
    mark({"type": "done", "code": code})
    os._exit(code)


try:
    main()
except Child:
    pass
