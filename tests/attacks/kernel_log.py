#: tries = "Reads the kernel's log (syslog), which tells of the host, and empties it."
#: looks = "The call is refused."
#: limits = ["system-calls", "capabilities"]
#: unsafe = "Many hosts refuse it to ordinary users themselves (dmesg_restrict): two parts stop it."

import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
# Of gVisor's kernel, which is the sandbox's own, nothing is the host's.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"

SYSLOG_ACTION_READ_ALL = 3

got = libc.klogctl(SYSLOG_ACTION_READ_ALL, ctypes.create_string_buffer(4096), 4096)
error = ctypes.get_errno()
if got < 0 and error in (errno.EPERM, errno.EACCES, errno.ENOSYS):
    print("contained: " + os.strerror(error))
elif got < 0:
    print("broken: " + os.strerror(error))
elif IS_GVISOR:
    print("contained: it is the sandbox's own kernel that answers")
else:
    print("escaped: the kernel's log was read")
