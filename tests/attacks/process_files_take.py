#: tries = "Takes an open file out of another process (pidfd_getfd)."
#: looks = "The call is refused."
#: limits = ["system-calls"]
#: lift = "system-calls"

import ctypes
import errno
import os
import signal

libc = ctypes.CDLL(None, use_errno=True)
# Of gVisor's kernel, which is the sandbox's own, nothing is the host's.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"

child = os.fork()
if child == 0:
    signal.pause()

got = libc.syscall(438, libc.syscall(434, child, 0), 0, 0)
error = ctypes.get_errno()
if got < 0 and error in (errno.EPERM, errno.EACCES, errno.ENOSYS):
    print("contained: " + os.strerror(error))
elif got < 0:
    print("broken: " + os.strerror(error))
elif IS_GVISOR:
    print("contained: it is the sandbox's own kernel that answers")
else:
    print("escaped: an open file of another process was taken")
os.kill(child, signal.SIGKILL)
