#: tries = "Takes hold of the runner: traces it, reads and writes its memory, takes its files, enters its namespaces."
#: looks = "Nobody may look into process 1."
#: limits = ["nonce", "system-calls"]
#: unsafe = "The runner is closed to others of its user besides: several parts stop it."

import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
REFUSED = (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EROFS, errno.ENOENT)
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"
ATTACH, SEIZE = 16, 0x4206
buffer, length = ctypes.create_string_buffer(64), ctypes.c_size_t()
piece = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), 64)
number = {"x86_64": {"kcmp": 312, "robust": 274}, "aarch64": {"kcmp": 272, "robust": 100}}[os.uname().machine]


def opened(path, how):
    try:
        os.close(os.open(path, how))
        return 0
    except OSError as error:
        ctypes.set_errno(error.errno)
        return -1


ways = {
    "ptrace attach": lambda: libc.ptrace(ATTACH, 1, None, None),
    "ptrace seize": lambda: libc.ptrace(SEIZE, 1, None, None),
    "process_vm_readv": lambda: libc.process_vm_readv(1, piece, 1, piece, 1, 0),
    "process_vm_writev": lambda: libc.process_vm_writev(1, piece, 1, piece, 1, 0),
    "pidfd_getfd": lambda: libc.syscall(438, libc.syscall(434, 1, 0), 0, 0),
    "kcmp": lambda: libc.syscall(number["kcmp"], 1, os.getpid(), 0, 0, 0),
    "robust list": lambda: libc.syscall(number["robust"], 1, ctypes.byref(ctypes.c_void_p()), ctypes.byref(length)),
    "mem": lambda: opened("/proc/1/mem", os.O_RDWR),
    "exe": lambda: opened("/proc/1/exe", os.O_WRONLY),
    "cwd": lambda: opened("/proc/1/cwd/pwned", os.O_WRONLY | os.O_CREAT),
    "root": lambda: opened("/proc/1/root/pwned", os.O_WRONLY | os.O_CREAT),
    "namespace": lambda: libc.setns(os.open("/proc/self/ns/mnt", os.O_RDONLY), 0),
}
if IS_GVISOR:
    # Its robust lists and namespaces are numbers of its own; it keeps memory closed, which is what counts.
    ways = {name: way for name, way in ways.items() if name in ("ptrace attach", "ptrace seize", "process_vm_readv", "mem", "exe")}
for name, way in ways.items():
    try:
        got = way()
        error = ctypes.get_errno()
    except OSError as failure:
        got, error = -1, failure.errno
    if got >= 0:
        print("escaped: by " + name)
    elif error not in REFUSED:
        print(f"broken: {name}: {os.strerror(error)}")
print(f"contained: {len(ways)} ways are refused")
