#: tries = "Takes a segment of System V's shared memory, which belongs to no process and outlives them all."
#: looks = "The call is refused."
#: limits = ["system-calls", "ipc"]
#: lift = "system-calls"

import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
IPC_PRIVATE, IPC_CREAT, IPC_RMID = 0, 0o1000, 0

# Of gVisor's kernel, which is the sandbox's own, nothing is the host's.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"

segment = libc.shmget(IPC_PRIVATE, ctypes.c_size_t(64 * 2**20), IPC_CREAT | 0o600)
error = ctypes.get_errno()
if segment >= 0:
    libc.shmctl(segment, IPC_RMID, None)
    if IS_GVISOR:
        print("contained: it is memory of the sandbox's own kernel, and ends with it")
    else:
        print("escaped: 64 MiB of shared memory, which nobody's end would have freed")
elif error in (errno.EPERM, errno.EACCES, errno.ENOSYS):
    print("contained: " + os.strerror(error))
else:
    print("broken: " + os.strerror(error))
