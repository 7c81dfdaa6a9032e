#: tries = "Takes all that the host has for watching files (inotify), which is counted by user over all of it."
#: looks = "The call is refused."
#: limits = ["system-calls"]
#: lift = "system-calls"

import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)

# Of gVisor's kernel, which is the sandbox's own, nothing is the host's.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"

taken = 0
while taken < 32:
    if libc.inotify_init1(0) < 0:
        break
    taken += 1
error = ctypes.get_errno()
if taken and IS_GVISOR:
    print("contained: they are the sandbox's own kernel's, and none of the host's")
elif taken:
    print(f"escaped: {taken} of the host's instances are taken")
elif error in (errno.EPERM, errno.ENOSYS):
    print("contained: " + os.strerror(error))
else:
    print("broken: " + os.strerror(error))
