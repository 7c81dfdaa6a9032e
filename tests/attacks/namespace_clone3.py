#: tries = "Makes a process in namespaces of its own by clone3, whose flags no filter can look at."
#: looks = "The call is refused."
#: limits = ["system-calls"]
#: lift = "system-calls"

import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
# Of gVisor's kernel, which is the sandbox's own, nothing is the host's.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"

NEWUSER, NEWNS, NEWNET, SIGCHLD = 0x10000000, 0x20000, 0x40000000, 17
# flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls
arguments = (ctypes.c_uint64 * 8)(NEWUSER | NEWNS | NEWNET, 0, 0, 0, SIGCHLD, 0, 0, 0)

got = libc.syscall(435, ctypes.byref(arguments), ctypes.sizeof(arguments))
if got == 0:
    os._exit(0)
error = ctypes.get_errno()
if got < 0 and error in (errno.EPERM, errno.EACCES, errno.ENOSYS):
    print("contained: " + os.strerror(error))
elif got < 0:
    print("broken: " + os.strerror(error))
elif IS_GVISOR:
    print("contained: it is the sandbox's own kernel that answers")
else:
    print("escaped: a process is root of a namespace")
