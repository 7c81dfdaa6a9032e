#: tries = "Takes memory that it never touches again, so that the kernel moves it to the host's swap and gives more."
#: looks = "There is no swap for it: the kernel kills it where memory and swap together would pass the limit."
#: limits = ["swap", "memory"]
#: ends = ["exited", "out-of-memory"]
#: lift = "swap"

import mmap
import os
import signal

MIB = 400

child = os.fork()
if child == 0:
    kept, noise = [], os.urandom(2**20)
    for n in range(MIB):
        memory = mmap.mmap(-1, 2**20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        memory.write(noise)
        memory.madvise(mmap.MADV_RANDOM)
        kept.append(memory)
    os._exit(0)
code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
if code == 0:
    print(f"escaped: {MIB} MiB were taken, in memory or in swap")
elif code == -signal.SIGKILL:
    print("contained: killed")
else:
    print(f"broken: it ended with {code}")
