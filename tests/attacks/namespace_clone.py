#: tries = "Makes a process in a user namespace of its own (clone), where it is root."
#: looks = "The call is refused."
#: limits = ["system-calls"]
#: lift = "system-calls"

import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
# Of gVisor's kernel, which is the sandbox's own, nothing is the host's.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"

NEWUSER, SIGCHLD = 0x10000000, 17

got = libc.syscall({"x86_64": 56, "aarch64": 220}[os.uname().machine], NEWUSER | SIGCHLD, 0, 0, 0, 0)
if got == 0:
    os._exit(0)
error = ctypes.get_errno()
if got < 0 and error in (errno.EPERM, errno.EACCES, errno.ENOSYS):
    print("contained: " + os.strerror(error))
elif got < 0:
    print("broken: " + os.strerror(error))
elif IS_GVISOR:
    print("contained: it is the sandbox's own kernel that answers")
else:
    print("escaped: a process is root of a namespace")
