#: tries = "Gives itself what it was not given: capabilities, root's user and groups, a file that belongs to root."
#: looks = "Every call is refused, and it is who it was."
#: limits = ["capabilities", "system-calls", "user"]
#: unsafe = "Whoever is not root and has no capability is refused by the kernel as well: several parts stop it."

import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
open("file", "w").close()
# All capabilities, by the third version of the call.
header = (ctypes.c_uint * 2)(0x20080522, 0)
everything = (ctypes.c_uint * 6)(*[0xFFFFFFFF] * 6)
PR_CAP_AMBIENT, RAISE, PR_SET_SECUREBITS, CAP_SYS_ADMIN = 47, 2, 28, 21
ways = {
    "capset": lambda: libc.capset(header, everything),
    "ambient": lambda: libc.prctl(PR_CAP_AMBIENT, RAISE, CAP_SYS_ADMIN, 0, 0),
    "securebits": lambda: libc.prctl(PR_SET_SECUREBITS, 1, 0, 0, 0),
    "setuid": lambda: libc.setuid(0),
    "setresuid": lambda: libc.setresuid(0, 0, 0),
    "setgid": lambda: libc.setgid(0),
    "setgroups": lambda: libc.setgroups(1, ctypes.byref(ctypes.c_uint(0))),
    "chown": lambda: libc.chown(b"file", 0, 0),
    "setxattr": lambda: libc.setxattr(b"file", b"security.capability", bytes.fromhex("0100000201000000000000000000000000000000"), 20, 0),
}
REFUSED = (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP)
for name, way in ways.items():
    if way() >= 0:
        print("escaped: by " + name)
    elif ctypes.get_errno() not in REFUSED:
        print(f"broken: {name}: {os.strerror(ctypes.get_errno())}")
if 0 in (*os.getresuid(), *os.getresgid(), *os.getgroups()):
    print("escaped: it is root")
print(f"contained: {len(ways)} ways are refused")
