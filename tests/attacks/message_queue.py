#: tries = "Makes a POSIX message queue, memory of the kernel that outlives its process: by its call, and as a file."
#: looks = "The call is refused, and the file cannot be made: no byte of it is allowed."
#: limits = ["message-queues", "system-calls", "ipc"]
#: lift = "message-queues"

import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)

# Of gVisor's kernel, which is the sandbox's own, nothing is the host's.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"
# `mq_open` is the C library's.
try:
    opened = libc.mq_open(b"/queue", os.O_CREAT | os.O_RDWR, 0o600, None)
except AttributeError:
    opened = None
error = ctypes.get_errno()
if opened is not None and opened >= 0:
    if IS_GVISOR:
        print("contained: it is memory of the sandbox's own kernel, and ends with it")
    else:
        print("escaped: a message queue was made")
elif opened is not None and error not in (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EMFILE):
    print("broken: mq_open: " + os.strerror(error))

try:
    os.close(os.open("/dev/mqueue/queue", os.O_CREAT | os.O_RDWR, 0o600))
    os.unlink("/dev/mqueue/queue")
    print("escaped: a message queue was made as a file")
except OSError as failure:
    refusals = (errno.EMFILE, errno.ENOENT, errno.EACCES, errno.EPERM, errno.EROFS)
    word = "contained" if failure.errno in refusals else "broken"
    print(f"{word}: {failure.strerror}")
