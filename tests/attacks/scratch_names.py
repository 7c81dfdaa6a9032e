#: tries = "Leaves what may lead a host astray that looks at files: links out, hard links to the system's files, `..`, odd names."
#: looks = "Links lead to what is inside; no name can hold a slash; nothing outside of the scratch can be linked or named."
#: limits = ["read-only-root", "scratch-mount"]
#: unsafe = "What keeps a link inside is that the scratch is a file system of its own, and the host takes no files out of it by name."

import errno
import os

escaped = []
# To what is not there for us: it is the inside's own, or nothing.
for name, target in {"out": "../../../../../../etc/shadow", "host": "/proc/1/root/etc/shadow", "loop": "loop"}.items():
    os.symlink(target, name)
    try:
        with open(name) as file:
            escaped.append(f"{name}: {file.read(20)!r}")
    except OSError:
        pass
# A hard link would be the file itself.
for path in ["/etc/passwd", "/usr/bin/python3.13", "/proc/1/status", "/dev/null"]:
    try:
        os.link(path, "hard", follow_symlinks=False)
        escaped.append(f"a hard link to {path}")
    except OSError as error:
        if error.errno not in (errno.EXDEV, errno.EPERM, errno.EACCES, errno.ENOENT):
            print(f"broken: linking to {path}: {error.strerror}")
# Names.
for name in [b"../escape", b"/escape", b"a/../../escape"]:
    try:
        os.close(os.open(name, os.O_CREAT | os.O_WRONLY))
        escaped.append(f"the file {name!r}")
    except OSError as error:
        if error.errno not in (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOENT):
            print(f"broken: {name!r}: {error.strerror}")
for name in [b"\x1b[2J", b"new\nline", b"\xff\xfe", b"-rf *", b"%s%n", "\u202egnp.exe".encode()]:
    os.close(os.open(name, os.O_CREAT | os.O_WRONLY))
os.mkfifo("pipe")
print("escaped: " + ", ".join(escaped) if escaped else "contained: nothing that is named lies outside")
