#: tries = "Opens a socket to the machine around this one (vsock), which no network namespace holds back."
#: looks = "The call is refused."
#: limits = ["system-calls", "network"]
#: lift = "system-calls"

import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
# Of gVisor's kernel, which is the sandbox's own, nothing is the host's.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"

AF_VSOCK, SOCK_STREAM = 40, 1

got = libc.socket(AF_VSOCK, SOCK_STREAM, 0)
error = ctypes.get_errno()
if got < 0 and error in (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EAFNOSUPPORT):
    print("contained: " + os.strerror(error))
elif got < 0:
    print("broken: " + os.strerror(error))
elif IS_GVISOR:
    print("contained: it is the sandbox's own kernel that answers")
else:
    print("escaped: the machine around this one can be called")
