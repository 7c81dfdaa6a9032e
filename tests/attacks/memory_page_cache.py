#: tries = "Reads all of the system's files again and again, to fill the host's memory with what it keeps of them."
#: looks = "What is kept is the container's own and given back: it goes on, and no more than its limit is taken."
#: limits = ["memory", "wall-clock"]
#: ends = ["exited"]
#: unsafe = "Memory that the kernel keeps of files is given back when it is needed: there is nothing to be seen without the limit."

import os
import time

read, ends = 0, time.monotonic() + 3
while time.monotonic() < ends:
    for folder, _, names in os.walk("/usr"):
        for name in names:
            try:
                with open(os.path.join(folder, name), "rb") as file:
                    while piece := file.read(2**20):
                        read += len(piece)
            except OSError:
                continue
        if time.monotonic() > ends:
            break
print(f"contained: {read // 2**20} MiB were read, and it was not ended for it" if read else "broken: nothing was read")
