#: tries = "Counts what the processor does (perf_event_open), which tells of others on the machine."
#: looks = "The call is refused."
#: limits = ["system-calls"]
#: lift = "system-calls"

import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
# Of gVisor's kernel, which is the sandbox's own, nothing is the host's.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"

# A software event of this process in user space: all that an ordinary user may ask for.
event = ctypes.create_string_buffer(128)
event[0:8] = (1).to_bytes(4, "little") + (128).to_bytes(4, "little")
event[40:48] = 0b1100001.to_bytes(8, "little")

got = libc.syscall({"x86_64": 298, "aarch64": 241}[os.uname().machine], event, 0, -1, -1, 0)
error = ctypes.get_errno()
if got < 0 and error in (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.ENOENT, errno.ENODEV):
    print("contained: " + os.strerror(error))
elif got < 0:
    print("broken: " + os.strerror(error))
elif IS_GVISOR:
    print("contained: it is the sandbox's own kernel that answers")
else:
    print("escaped: the processor is watched")
