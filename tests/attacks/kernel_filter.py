#: tries = "Sets up a filter of calls that asks itself for the answers (seccomp's user notification)."
#: looks = "The call is refused."
#: limits = ["system-calls"]
#: lift = "system-calls"

import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
# Of gVisor's kernel, which is the sandbox's own, nothing is the host's.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"

SET_MODE_FILTER, NEW_LISTENER = 1, 8


class Instruction(ctypes.Structure):
    _fields_ = [("code", ctypes.c_ushort), ("jt", ctypes.c_ubyte), ("jf", ctypes.c_ubyte), ("k", ctypes.c_uint)]


class Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.POINTER(Instruction))]


# One instruction: everything is allowed.
program = Program(1, ctypes.pointer(Instruction(6, 0, 0, 0x7FFF0000)))

got = libc.syscall({"x86_64": 317, "aarch64": 277}[os.uname().machine], SET_MODE_FILTER, NEW_LISTENER, ctypes.byref(program))
error = ctypes.get_errno()
if got < 0 and error in (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EINVAL):
    print("contained: " + os.strerror(error))
elif got < 0:
    print("broken: " + os.strerror(error))
elif IS_GVISOR:
    print("contained: it is the sandbox's own kernel that answers")
else:
    print("escaped: a filter of its own answers calls")
