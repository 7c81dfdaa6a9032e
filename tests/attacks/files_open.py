#: tries = "Opens files until the host's table of them is full."
#: looks = "A process may have no more than 1024: EMFILE."
#: limits = ["open-files"]
#: lift = "open-files"

import errno
import os
import resource

MANY = 5000

# What may be raised is raised first.
try:
    resource.setrlimit(resource.RLIMIT_NOFILE, (1 << 20, 1 << 20))
except (ValueError, PermissionError):
    pass
for n in range(MANY):
    try:
        os.open("/dev/null", os.O_RDONLY)
    except OSError as error:
        word = "contained" if error.errno in (errno.EMFILE, errno.ENFILE) else "broken"
        print(f"{word}: {error.strerror} at {n}")
        break
else:
    print(f"escaped: {MANY} files are open")
