#: tries = "Opens a socket for whole packets (AF_PACKET), to listen to the network and to forge."
#: looks = "The call is refused."
#: limits = ["system-calls", "capabilities", "network"]
#: unsafe = "Root alone may, so that two parts stop it."

import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
# Of gVisor's kernel, which is the sandbox's own, nothing is the host's.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"

AF_INET, SOCK_RAW, AF_PACKET = 2, 3, 17

got = max(libc.socket(AF_PACKET, SOCK_RAW, 0x300), libc.socket(AF_INET, SOCK_RAW, 255))
error = ctypes.get_errno()
if got < 0 and error in (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EAFNOSUPPORT, errno.EPROTONOSUPPORT):
    print("contained: " + os.strerror(error))
elif got < 0:
    print("broken: " + os.strerror(error))
elif IS_GVISOR:
    print("contained: it is the sandbox's own kernel that answers")
else:
    print("escaped: packets can be read and forged")
