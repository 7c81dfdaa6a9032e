#: tries = "Looks for an open file of the host's that was left to it, and climbs out by it (CVE-2024-21626)."
#: looks = "It was left its three streams, which are pipes; its folder is the scratch; and `..` ends at the root."
#: limits = ["process-namespace", "read-only-root"]
#: unsafe = "It is the engine that closes its files: no part of the policy would leave them open."

import os
import stat

escaped = []
root = os.stat("/")
listing = os.open("/proc/self/fd", os.O_RDONLY)
for name in os.listdir(listing):
    number = int(name)
    try:
        mode = os.fstat(number).st_mode
    except OSError:
        # The one by which they were listed.
        continue
    if number == listing:
        continue
    # The runner's pipe, by which it hears how the program ended, is one as well.
    if not (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)) and not (stat.S_ISCHR(mode) and number < 3):
        escaped.append(f"{number}: {os.readlink(f'/proc/self/fd/{number}')}")
if os.path.realpath("/proc/self/cwd") != "/box" or not os.getcwd().startswith("/box"):
    escaped.append(os.getcwd())
# A folder that is kept open, and left: up from it is where it was.
for path in ["/..", "/../../../..", "/proc/self/cwd/../../..", "/proc/self/root/.."]:
    up = os.stat(path)
    if (up.st_dev, up.st_ino) != (root.st_dev, root.st_ino):
        escaped.append(path)
for process in [name for name in os.listdir("/proc") if name.isdigit()]:
    try:
        there = os.stat(f"/proc/{process}/root/")
        if (there.st_dev, there.st_ino) != (root.st_dev, root.st_ino):
            escaped.append(f"the root of {process}")
    except OSError:
        pass
print(f"escaped: {escaped}" if escaped else "contained: pipes, the scratch, and a root that has nothing above it")
