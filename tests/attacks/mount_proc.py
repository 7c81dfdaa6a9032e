#: tries = "Mounts the kernel's files anew, without what is hidden of them."
#: looks = "The call is refused."
#: limits = ["system-calls", "capabilities", "kernel-files"]
#: unsafe = "The kernel refuses a second /proc where a part of the first is hidden: two parts stop it."

import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
# Of gVisor's kernel, which is the sandbox's own, nothing is the host's.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"

NEWNS, NEWUSER = 0x20000, 0x10000000


def in_a_namespace():
    """Root of a user namespace may mount in it. Where there is none, it is tried as it is."""
    user, group = os.getuid(), os.getgid()
    if libc.unshare(NEWUSER | NEWNS) == 0:
        for name, text in {"setgroups": "deny", "uid_map": f"0 {user} 1", "gid_map": f"0 {group} 1"}.items():
            try:
                with open("/proc/self/" + name, "w") as file:
                    file.write(text)
            except OSError:
                # It has the namespace's powers all the same.
                pass


in_a_namespace()
os.mkdir("anew")

got = libc.mount(b"proc", b"anew", b"proc", 0, None)
error = ctypes.get_errno()
if got < 0 and error in (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EBUSY):
    print("contained: " + os.strerror(error))
elif got < 0:
    print("broken: " + os.strerror(error))
elif IS_GVISOR:
    print("contained: it is the sandbox's own kernel that answers")
else:
    print("escaped: all of /proc is to be seen")
