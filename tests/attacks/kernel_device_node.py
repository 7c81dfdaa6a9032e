#: tries = "Makes a device node: the only one that an ordinary user may make, which hides files in the layers of a root."
#: looks = "The call is refused."
#: limits = ["system-calls"]
#: lift = "system-calls"

import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
# Of gVisor's kernel, which is the sandbox's own, nothing is the host's.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"

AT_FDCWD, S_IFCHR = -100, 0o020000

got = libc.syscall({"x86_64": 259, "aarch64": 33}[os.uname().machine], AT_FDCWD, b"node", S_IFCHR | 0o600, 0)
error = ctypes.get_errno()
if got < 0 and error in (errno.EPERM, errno.EACCES, errno.ENOSYS):
    print("contained: " + os.strerror(error))
elif got < 0:
    print("broken: " + os.strerror(error))
elif IS_GVISOR:
    print("contained: it is the sandbox's own kernel that answers")
else:
    print("escaped: a device was made")
