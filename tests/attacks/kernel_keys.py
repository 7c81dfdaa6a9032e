#: tries = "Puts a key into a keyring of the kernel's (add_key), which knows no container."
#: looks = "The call is refused."
#: limits = ["system-calls"]
#: lift = "system-calls"

import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
# Of gVisor's kernel, which is the sandbox's own, nothing is the host's.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"

# That of this process, which ends with it.
PROCESS_KEYRING = -2

got = libc.syscall({"x86_64": 248, "aarch64": 217}[os.uname().machine], b"user", b"tutorbox", b"x", 1, PROCESS_KEYRING)
error = ctypes.get_errno()
if got < 0 and error in (errno.EPERM, errno.EACCES, errno.ENOSYS):
    print("contained: " + os.strerror(error))
elif got < 0:
    print("broken: " + os.strerror(error))
elif IS_GVISOR:
    print("contained: it is the sandbox's own kernel that answers")
else:
    print("escaped: the kernel keeps a key")
