#: tries = "Fills files that have no name and no folder (memfd), which no size of the scratch counts."
#: looks = "They count to the memory: the kernel kills it at the container's limit."
#: limits = ["memory", "swap"]
#: ends = ["exited", "out-of-memory"]
#: lift = "memory"

import errno
import os
import signal

FILES = 10
EACH = 40

child = os.fork()
if child == 0:
    piece = bytes(2**20)
    try:
        for n in range(FILES):
            file = os.memfd_create(f"file-{n}")
            for _ in range(EACH):
                os.write(file, piece)
    except OSError as error:
        os._exit(error.errno)
    os._exit(0)
code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
if code == 0:
    print(f"escaped: {FILES * EACH} MiB are in files that nobody sees")
elif code == -signal.SIGKILL:
    print("contained: killed")
elif code in (errno.EPERM, errno.ENOSYS, errno.ENOMEM, errno.ENOSPC):
    print("contained: " + os.strerror(code))
else:
    print(f"broken: it ended with {code}")
