#: tries = "Makes folders inside of folders, deeper than any path can name, for whoever has to remove them."
#: looks = "There is no room for another, well before there are 8000; the host removes all of it at once."
#: limits = ["scratch-inodes", "one-use"]
#: lift = "scratch-inodes"

import errno
import os

DEEP = 8000

# Of gVisor's kernel, which is the sandbox's own, nothing is the host's.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"

for depth in range(DEEP):
    try:
        os.mkdir("in")
        os.chdir("in")
    except OSError as error:
        word = "contained" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "broken"
        print(f"{word}: {error.strerror} at {depth} folders")
        break
else:
    if IS_GVISOR:
        print(f"contained: {DEEP} folders in memory of the sandbox's own kernel, which its limit counts")
    else:
        print(f"escaped: {DEEP} folders, one inside of the other")
