#: tries = "Loads a program into the kernel (bpf)."
#: looks = "The call is refused."
#: limits = ["system-calls", "capabilities"]
#: unsafe = "Most kernels refuse it to ordinary users themselves: two parts stop it."

import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
# Of gVisor's kernel, which is the sandbox's own, nothing is the host's.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"

PROGRAM_LOAD, SOCKET_FILTER = 5, 1
# "return 0", in two instructions.
code = ctypes.create_string_buffer(bytes.fromhex("b700000000000000" "9500000000000000"))
text = ctypes.create_string_buffer(b"GPL")
attributes = (ctypes.c_uint64 * 6)(SOCKET_FILTER | 2 << 32, ctypes.addressof(code), ctypes.addressof(text))

got = libc.syscall({"x86_64": 321, "aarch64": 280}[os.uname().machine], PROGRAM_LOAD, ctypes.byref(attributes), 48)
error = ctypes.get_errno()
if got < 0 and error in (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EINVAL):
    print("contained: " + os.strerror(error))
elif got < 0:
    print("broken: " + os.strerror(error))
elif IS_GVISOR:
    print("contained: it is the sandbox's own kernel that answers")
else:
    print("escaped: a program is in the kernel")
