#: tries = "Opens a socket to the kernel's ciphers (AF_ALG), a surface with a history."
#: looks = "The call is refused."
#: limits = ["system-calls"]
#: unsafe = "Not every kernel has it: without the list there may be nothing to see."

import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
# Of gVisor's kernel, which is the sandbox's own, nothing is the host's.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"

AF_ALG, SOCK_SEQPACKET = 38, 5

got = libc.socket(AF_ALG, SOCK_SEQPACKET, 0)
error = ctypes.get_errno()
if got < 0 and error in (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EAFNOSUPPORT):
    print("contained: " + os.strerror(error))
elif got < 0:
    print("broken: " + os.strerror(error))
elif IS_GVISOR:
    print("contained: it is the sandbox's own kernel that answers")
else:
    print("escaped: the kernel's ciphers answer")
