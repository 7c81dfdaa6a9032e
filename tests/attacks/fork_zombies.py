#: tries = "Starts processes that end at once and are never waited for, so that the dead fill the table of processes."
#: looks = "Fork fails with EAGAIN: the dead count as well."
#: limits = ["pids"]
#: lift = "pids"

import errno
import os

MANY = 200

for n in range(MANY):
    try:
        child = os.fork()
    except OSError as error:
        word = "contained" if error.errno == errno.EAGAIN else "broken"
        print(f"{word}: process {n + 1}: {error.strerror}")
        break
    if child == 0:
        os._exit(0)
else:
    print(f"escaped: {MANY} dead processes are kept")
