#: tries = "Opens sockets for ICMP: a raw one, and the one by which ordinary users ping."
#: looks = "The call is refused."
#: limits = ["system-calls", "capabilities", "network"]
#: unsafe = "Whether an ordinary user may ping is a setting of the host: without the list there may be nothing to see."

import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
# Of gVisor's kernel, which is the sandbox's own, nothing is the host's.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"

AF_INET, SOCK_DGRAM, SOCK_RAW, ICMP = 2, 2, 3, 1

got = max(libc.socket(AF_INET, SOCK_RAW, ICMP), libc.socket(AF_INET, SOCK_DGRAM, ICMP))
error = ctypes.get_errno()
if got < 0 and error in (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EPROTONOSUPPORT):
    print("contained: " + os.strerror(error))
elif got < 0:
    print("broken: " + os.strerror(error))
elif IS_GVISOR:
    print("contained: it is the sandbox's own kernel that answers")
else:
    print("escaped: the network can be pinged")
