#: tries = "Signals every process there may be, by its number and by its group."
#: looks = "It reaches nobody but its own: all others do not exist."
#: limits = ["process-namespace"]
#: lift = "process-namespace"

import errno
import os

ours = {1, os.getpid(), os.getppid()}
found = []
for process in range(1, 70_000):
    if process in ours:
        continue
    try:
        # No signal: whether one could be sent.
        os.kill(process, 0)
        found.append(process)
    except ProcessLookupError:
        pass
    except PermissionError:
        # It is there, and somebody else's.
        found.append(process)
groups = 0
for group in range(2, 2000):
    try:
        os.killpg(group, 0)
        groups += group not in ours and group != os.getpgrp()
    except (ProcessLookupError, PermissionError) as error:
        groups += isinstance(error, PermissionError)
if found or groups:
    print(f"escaped: {len(found)} processes and {groups} groups of others are there")
else:
    print("contained: " + os.strerror(errno.ESRCH))
