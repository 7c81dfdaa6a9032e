# The Python runner: speaks the container contract (docker/README.md, version 1) from inside the container.
#
# It is process 1. It imports what programs use, reads its job, and forks: the child runs the program, in an interpreter that
# is warm, and ends as `python FILE` ends; the runner waits for it and says how. From top to bottom:
#
#   records    what the host is told
#   job        what the host sends
#   program    the child: what runs in it, and how its end is told to the runner
#   runner     the parent: cases, what is left, reports
#
# The nonce is in memory that the child clears before it does anything else, never in the interpreter's own, and nobody but
# root may look into this process. Whatever the program leaves behind is killed before anything more is said, so that nothing
# can write into a record.

import base64, ctypes, gc, io, json, mmap, os, signal, stat, sys, tarfile, time, traceback, types
from importlib.machinery import SourceFileLoader

# What programs use most, so that it is there when they ask for it. There is no bytecode in the image: each of these takes the
# boot some milliseconds, which nobody waits for, and the machine as well.
import bisect, collections, contextlib, copy, dataclasses, datetime, decimal, enum, fractions, functools, heapq, itertools, math
import operator, pathlib, random, re, statistics, string, subprocess, textwrap, threading, typing

BOX = "/box"
JOB_LIMIT = 16 * 1024 * 1024
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
    text = json.dumps({key: fit(key, value) for key, value in record.items() if value is not None})
    if "type" in record and record["type"] == "ready":
        send(fd, [b"\x1e" + text.encode() + b"\n"])
    else:
        begin = b"\x1e" + text[:-1].encode() + b', "nonce": "'
        send(fd, [begin, memoryview(header)[nonce], b'"}\n'])


def mark(record):
    """Writes a record on both streams: a mark between pieces of output."""
    for fd in (1, 2):
        emit(record, fd)


def fit(key, value):
    if not isinstance(value, str):
        return value
    # What a file system's name may hold that is no text.
    value = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if key == "message" and len(value) > TEXT_LIMIT // 2:
        return value.encode()[:TEXT_LIMIT].decode("utf-8", "ignore") + "…"
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
        self.files, self.tests, self.reports, self.cases = [], [], [], {}
        with tarfile.open(fileobj=io.BytesIO(tar), mode="r:") as archive:
            for member in archive:
                if member.isfile():
                    self.add(member.name, archive.extractfile(member).read())

    def add(self, name, content):
        if not name.startswith(".tutorbox/"):
            self.write(name, content)
            return
        name = name.removeprefix(".tutorbox/")
        if name == "files":
            self.reports = content.decode("utf-8", "surrogateescape").splitlines()
        elif name == "source":
            raise BadJob("there are no facts about Python yet: no source check can be judged")
        elif name.startswith("tests/"):
            self.tests.append(name.removeprefix("tests/"))
        elif name.startswith("cases/"):
            self.cases[int(name.removeprefix("cases/"))] = content

    def write(self, name, content):
        if name.startswith("/") or ".." in name.split("/"):
            raise BadJob(f"a file outside of the scratch: {name}")
        path = os.path.join(BOX, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content)
        self.files.append(name)


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
    status = "error" if code else "ok"
    if code and told:
        compiles, fields = told
        emit({"type": "diagnostic", "severity": "error", **fields})
        status = "compile-error" if compiles else status
    return code, status


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


def no_tests(job):
    """Nobody is told that tests have passed which nobody ran."""
    for id, name in enumerate(sorted(job.tests), 1):
        mark({"type": "test-begin", "id": id})
        mark({"type": "test-end", "id": id})
        message = "not run: tests in Python are not supported yet"
        emit({"type": "test", "id": id, "name": name, "status": "error", "message": message})


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
    gc.freeze()


def main():
    os.chdir(BOX)
    dumpable(0)
    # The kernel shields process 1 from its own kind; not every kernel does.
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    warm_up()
    version = ".".join(map(str, sys.version_info[:3]))
    emit({"type": "ready", "contract": 1, "language": "python", "version": version})
    try:
        job = read_job()
    except BadJob as bad:
        print("tutorbox runner:", bad, file=sys.stderr)
        os._exit(2)
    if job is None:
        os._exit(0)
    mark({"type": "started"})
    if job.cases:
        code, status = run_cases(job)
    else:
        code, status = run(job)
        mark({"type": "program-end", "status": status})
    if status == "ok":
        no_tests(job)
    for path in job.reports:
        report_file(path)
    mark({"type": "done", "code": code})
    os._exit(code)


try:
    main()
except Child:
    pass
