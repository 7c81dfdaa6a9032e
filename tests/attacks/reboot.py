#: tries = "Asks for what only the owner of the machine may ask for (reboot): that Ctrl+Alt+Del do nothing."
#: looks = "The call is refused."
#: limits = ["system-calls", "capabilities"]
#: unsafe = "Root alone may, so that two parts stop it; and it is the host that would reboot."

import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
# Of gVisor's kernel, which is the sandbox's own, nothing is the host's.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"

got = libc.reboot(0)
error = ctypes.get_errno()
if got < 0 and error in (errno.EPERM, errno.EACCES, errno.ENOSYS):
    print("contained: " + os.strerror(error))
elif got < 0:
    print("broken: " + os.strerror(error))
elif IS_GVISOR:
    print("contained: it is the sandbox's own kernel that answers")
else:
    print("escaped: the machine could be stopped")
