#: tries = "Takes two CPUs: two processes that compute at once get twice as far as one."
#: looks = "Both together get as far as one alone."
#: limits = ["cpus"]
#: lift = "cpus"

import os
import time

SECONDS = 1.5


def work(until):
    steps = 0
    while time.monotonic() < until:
        for _ in range(1000):
            steps += 1
    return steps


def together(processes):
    """How far so many processes get."""
    pipes, until = [], time.monotonic() + SECONDS
    for _ in range(processes):
        reader, writer = os.pipe()
        if os.fork() == 0:
            os.write(writer, str(work(until)).encode())
            os._exit(0)
        os.close(writer)
        pipes.append(reader)
    return sum(int(os.read(reader, 64)) for reader in pipes)


def granted():
    """The CPUs that this container may use, where its cgroup can be read."""
    try:
        with open("/sys/fs/cgroup/cpu.max") as file:
            quota, period = file.read().split()
    except OSError:
        try:
            with open("/sys/fs/cgroup/cpu/cpu.cfs_quota_us") as file:
                quota = file.read().strip()
            with open("/sys/fs/cgroup/cpu/cpu.cfs_period_us") as file:
                period = file.read()
        except OSError:
            return None
    return None if quota in ("max", "-1") else int(quota) / int(period)


# A machine that is busy gives less than it may: the better of two tries counts.
gains = [together(2) / together(1) for _ in range(2)]
gain, cpus = max(gains), granted()
said = f"two processes get {gain:.2f} times as far as one"
if gain > 1.5 or (cpus or 0) > 1.5:
    print(f"escaped: {said}; CPUs granted: {cpus}")
else:
    print(f"contained: {said}")
