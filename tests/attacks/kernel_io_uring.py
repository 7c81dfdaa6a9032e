#: tries = "Sets up io_uring, a second way into the kernel that no filter of calls sees."
#: looks = "The call is refused."
#: limits = ["system-calls"]
#: lift = "system-calls"

import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
# Of gVisor's kernel, which is the sandbox's own, nothing is the host's.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"

got = libc.syscall(425, 8, ctypes.create_string_buffer(256))
error = ctypes.get_errno()
if got < 0 and error in (errno.EPERM, errno.EACCES, errno.ENOSYS):
    print("contained: " + os.strerror(error))
elif got < 0:
    print("broken: " + os.strerror(error))
elif IS_GVISOR:
    print("contained: it is the sandbox's own kernel that answers")
else:
    print("escaped: calls can be made that nobody filters")
