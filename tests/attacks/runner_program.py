#: tries = "Writes to the program that runs it, the host's own in an engine that is careless (CVE-2019-5736)."
#: looks = "It cannot be opened for writing: the root is read-only, and it is not the host's."
#: limits = ["read-only-root", "user"]
#: unsafe = "The program is root's besides: without the limit it could no more be written."

import errno
import os

REFUSED = (errno.EROFS, errno.EACCES, errno.EPERM, errno.ETXTBSY, errno.ENOENT)
tried = 0
for path in ["/proc/self/exe", "/proc/1/exe", "/proc/thread-self/exe", "/proc/self/map_files", "/lib64/ld-linux-x86-64.so.2", "/bin/sh"]:
    if os.path.isdir(path):
        continue
    for how in (os.O_WRONLY, os.O_RDWR, os.O_WRONLY | os.O_TRUNC):
        tried += 1
        try:
            os.close(os.open(path, how))
            print(f"escaped: {path}")
        except OSError as error:
            if error.errno not in REFUSED:
                print(f"broken: {path}: {error.strerror}")
# By way of an open file, as that attack went.
own = os.open("/proc/self/exe", os.O_RDONLY)
try:
    os.close(os.open(f"/proc/self/fd/{own}", os.O_WRONLY))
    print("escaped: by its open file")
except OSError as error:
    print(f"contained: refused {tried + 1} times, at last: {error.strerror}")
