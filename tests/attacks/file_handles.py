#: tries = "Opens a file by its number instead of its name (open_by_handle_at), which led out of containers once."
#: looks = "The call is refused."
#: limits = ["system-calls", "capabilities"]
#: unsafe = "Root alone may open by number, so that two parts stop it; which files have one is the file system's to say."

import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
# Of gVisor's kernel, which is the sandbox's own, nothing is the host's.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"

# Eight bytes, of a kind that most file systems know, for inode 2: the root of the host's.
handle = (ctypes.c_uint * 4)(8, 1, 2, 0)
here = os.open("/etc/hostname", os.O_RDONLY)
identity = ctypes.create_string_buffer(256)
if libc.name_to_handle_at(-100, b"/", identity, ctypes.byref(ctypes.c_int()), 0) == 0 and not IS_GVISOR:
    print("escaped: the number of a file was told")

got = libc.open_by_handle_at(here, handle, 0)
error = ctypes.get_errno()
if got < 0 and error in (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EBADF, errno.EOPNOTSUPP):
    print("contained: " + os.strerror(error))
elif got < 0:
    print("broken: " + os.strerror(error))
elif IS_GVISOR:
    print("contained: it is the sandbox's own kernel that answers")
else:
    print("escaped: a file was opened by its number")
