#: tries = "Sets the clock, which all of the host shares; to what it shows."
#: looks = "The call is refused."
#: limits = ["system-calls", "capabilities"]
#: unsafe = "Root alone may, so that two parts stop it; and it is the clock of the host."

import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
# Of gVisor's kernel, which is the sandbox's own, nothing is the host's.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"

now = (ctypes.c_long * 2)()
libc.clock_gettime(0, now)

got = libc.clock_settime(0, now)
error = ctypes.get_errno()
if got < 0 and error in (errno.EPERM, errno.EACCES, errno.ENOSYS):
    print("contained: " + os.strerror(error))
elif got < 0:
    print("broken: " + os.strerror(error))
elif IS_GVISOR:
    print("contained: it is the sandbox's own kernel that answers")
else:
    print("escaped: the clock was set")
