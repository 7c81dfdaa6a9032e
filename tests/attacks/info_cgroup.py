#: tries = "Learns from the names of its cgroups by whom and for what it is run, and looks for those of others."
#: looks = "Its own group is the root of all that it sees."
#: limits = ["cgroup-namespace"]
#: lift = "cgroup-namespace"

import glob
import os

# gVisor makes the names up.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"

names = set()
try:
    with open("/proc/self/cgroup") as file:
        names = {line.rstrip("\n").split(":", 2)[2] for line in file}
except FileNotFoundError:
    pass
others = [path for path in glob.glob("/sys/fs/cgroup/**/cgroup.procs", recursive=True) if path.count("/") > 5]
if others or (names - {"/"} and not IS_GVISOR):
    print(f"escaped: {sorted(names)[:3]} {others[:3]}")
else:
    print("contained: its own group is called " + " ".join(sorted(names)))
