#: tries = "Looks for the nonce of its run, to sign records of its own: in its memory, in the runner's, in whatever is passed on."
#: looks = "It is nowhere that can be read."
#: limits = ["nonce", "process-namespace"]
#: unsafe = "It is the runner that keeps it to itself: no engine can give it away."

import os
import re

# A header or a record; other words of 32 digits are none.
SIGNED = re.compile(rb'tutorbox/1 ([0-9a-f]{32})|"nonce": ?"([0-9a-f]{32})"')
found, read, closed = set(), 0, []


def look(path, begin=0, size=-1):
    global read
    try:
        with open(path, "rb", 0) as file:
            file.seek(begin)
            content = file.read(size)
    except (OSError, ValueError, OverflowError) as error:
        if path.endswith("mem"):
            closed.append(path)
        return b""
    read += len(content)
    found.update(a or b for a, b in SIGNED.findall(content))
    return content


def memory(process):
    for line in look(f"/proc/{process}/maps").decode().splitlines():
        begin, end = (int(part, 16) for part in line.split()[0].split("-"))
        if " r" in line and end - begin < 2**28:
            look(f"/proc/{process}/mem", begin, end - begin)


memory("self")
memory("1")
look("/proc/1/mem", 0, 1)
for process in [name for name in os.listdir("/proc") if name.isdigit()] + ["self"]:
    for name in ["cmdline", "environ", "stack", "auxv", "status", "comm"]:
        look(f"/proc/{process}/{name}")
for folder, _, names in os.walk("/box"):
    for name in names:
        look(os.path.join(folder, name))
if found:
    print(f"escaped: {len(found)} words that may be it")
elif read < 2**20:
    print(f"broken: only {read} bytes were read")
elif "/proc/1/mem" not in closed:
    print("escaped: the runner's memory can be read")
else:
    print(f"contained: it is not in {read // 2**20} MiB, and the runner's memory is closed")
