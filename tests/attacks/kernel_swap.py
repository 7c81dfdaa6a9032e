#: tries = "Gives the host a file of its own to swap to (swapon), counts its processes (acct), and sets quotas."
#: looks = "The call is refused."
#: limits = ["system-calls", "capabilities"]
#: unsafe = "Root alone may, so that two parts stop it; and the host would keep the file."

import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
# Of gVisor's kernel, which is the sandbox's own, nothing is the host's.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"

with open("swap", "wb") as file:
    file.truncate(2**20)

got = max(libc.swapon(b"swap", 0), libc.acct(b"swap"), libc.quotactl(0x800002 << 8, None, 0, None))
error = ctypes.get_errno()
if got < 0 and error in (errno.EPERM, errno.EACCES, errno.ENOSYS):
    print("contained: " + os.strerror(error))
elif got < 0:
    print("broken: " + os.strerror(error))
elif IS_GVISOR:
    print("contained: it is the sandbox's own kernel that answers")
else:
    print("escaped: the host was given a file to swap to")
