#: tries = "Maps memory beyond the interpreter's own and writes a byte to every page."
#: looks = "The kernel kills it at the container's limit, and it alone."
#: limits = ["memory", "swap"]
#: ends = ["exited", "out-of-memory"]
#: lift = "memory"

import mmap
import os
import signal

MIB = 400

child = os.fork()
if child == 0:
    kept = []
    try:
        for _ in range(MIB // 40):
            memory = mmap.mmap(-1, 40 * 2**20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
            kept.append(memory)
            memory[:: mmap.PAGESIZE] = b"x" * (len(memory) // mmap.PAGESIZE)
    except OSError as error:
        os._exit(error.errno)
    os._exit(0)
code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
if code == 0:
    print(f"escaped: {MIB} MiB were written")
elif code == -signal.SIGKILL:
    print("contained: killed")
elif code == 12:
    print("contained: " + os.strerror(code))
else:
    print(f"broken: it ended with {code}")
