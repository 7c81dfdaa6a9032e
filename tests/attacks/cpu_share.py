#: tries = "Takes two CPUs: three processes compute at once."
#: looks = "In no second do they get more time together than one CPU has."
#: limits = ["cpus"]
#: lift = "cpus"

import os
import time

PROCESSES = 3
SECONDS = 5


def spent(processes):
    """CPU seconds that they have used so far."""
    ticks = 0
    for process in processes:
        with open(f"/proc/{process}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


processes = []
for _ in range(PROCESSES):
    child = os.fork()
    if child == 0:
        while True:
            pass
    processes.append(child)

# A machine that is busy gives less than it may: the best second counts.
most, before, began = 0, spent(processes), time.monotonic()
for _ in range(SECONDS):
    time.sleep(1)
    now, used = time.monotonic(), spent(processes)
    most = max(most, (used - before) / (now - began))
    before, began = used, now

for process in processes:
    os.kill(process, 9)
    os.waitpid(process, 0)

said = f"{most:.2f} seconds of CPU in the best second"
# The limit is counted in tenths of a second, and the clock of a process in hundredths.
print(f"escaped: {said}" if most > 1.35 else f"contained: {said}")
