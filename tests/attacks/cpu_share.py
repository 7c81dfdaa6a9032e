#: tries = "Takes more than one CPU, by two processes that compute at once."
#: looks = "Both together are given the time of one."
#: limits = ["cpus"]
#: lift = "cpus"

import mmap
import os
import signal
import statistics
import struct
import time

# Shares are counted in periods of 100 ms: a window holds several of them, and one begun at either end.
WINDOW = 0.5
counts = mmap.mmap(-1, 16)


def work(place):
    steps = 0
    while True:
        for _ in range(200):
            steps += 1
        struct.pack_into("q", counts, 8 * place, steps)


def start(place):
    child = os.fork()
    if child == 0:
        work(place)
    return child


def rate(now):
    """How much `now` grows in a second."""
    before, began = now(), time.monotonic()
    time.sleep(WINDOW)
    return (now() - before) / (time.monotonic() - began)


def by_the_clock(children):
    """The CPUs that the processes are given, in the best of several windows: a busy machine gives less than it may."""
    # The clock of a process's CPU time, as the kernel numbers it.
    used = lambda: sum(time.clock_gettime(~child << 3 | 2) for child in children)
    best = 0
    for _ in range(16):
        best = max(best, rate(used))
        if best > 1.3:
            break
    return best


def by_what_is_done(children):
    """How far two get for what one does. A kernel that is a process itself takes its time for theirs."""
    one, two = [], []
    for _ in range(6):
        os.kill(children[1], signal.SIGSTOP)
        time.sleep(0.05)
        one.append(rate(lambda: struct.unpack_from("q", counts)[0]))
        os.kill(children[1], signal.SIGCONT)
        two.append(rate(lambda: sum(struct.unpack("qq", counts))))
    return statistics.median(two) / max(one)


is_gvisor = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"
children = [start(0), start(1)]
cpus = by_what_is_done(children) if is_gvisor else by_the_clock(children)
word = "escaped" if cpus > 1.3 else "contained"
print(f"{word}: two processes were given {cpus:.2f} CPUs")
