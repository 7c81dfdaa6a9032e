#: tries = "Reads the memory of another process (process_vm_readv)."
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

class Piece(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


# A child's memory begins as a copy of ours: the address is the same.
secret, seen = ctypes.create_string_buffer(b"secret"), ctypes.create_string_buffer(6)
local, remote = Piece(ctypes.addressof(seen), 6), Piece(ctypes.addressof(secret), 6)
child = os.fork()
if child == 0:
    signal.pause()

got = libc.process_vm_readv(child, ctypes.byref(local), 1, ctypes.byref(remote), 1, 0)
error = ctypes.get_errno()
if got < 0 and error in (errno.EPERM, errno.EACCES, errno.ENOSYS):
    print("contained: " + os.strerror(error))
elif got < 0:
    print("broken: " + os.strerror(error))
elif IS_GVISOR:
    print("contained: it is the sandbox's own kernel that answers")
else:
    print("escaped: the memory of another process was read")
os.kill(child, signal.SIGKILL)
