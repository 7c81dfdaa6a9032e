#: tries = "Makes a file of 256 MiB that takes no room, for whoever copies it."
#: looks = "It can be no larger than a file may be: EFBIG."
#: limits = ["file-size"]
#: lift = "file-size"

import errno
import os
import signal

SIZE = 256 * 2**20

# The kernel sends it besides, and would end the process by it.
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
file = os.open("sparse", os.O_CREAT | os.O_RDWR)
ways = {
    "truncating": lambda: os.ftruncate(file, SIZE),
    "writing": lambda: os.pwrite(file, b"x", SIZE - 1),
}
for name, way in ways.items():
    try:
        way()
    except OSError as error:
        if error.errno == errno.EFBIG:
            continue
        print(f"broken: {name} failed with {error.strerror}")
        break
    if os.fstat(file).st_size >= SIZE:
        print(f"escaped: {name} made a file of {SIZE // 2**20} MiB")
        break
    print(f"broken: {name} did nothing")
    break
else:
    print("contained: " + os.strerror(errno.EFBIG))
