#: tries = "Shares the memory out among many small processes, none of which is worth killing."
#: looks = "They are counted together: some are killed before all of them have their part."
#: limits = ["memory", "swap"]
#: ends = ["exited", "out-of-memory"]
#: lift = "memory"

import os
import select
import signal

PROCESSES = 40
EACH = 10

ready, done = os.pipe(), os.pipe()
children = []
for _ in range(PROCESSES):
    child = os.fork()
    if child == 0:
        kept = bytearray(b"x") * (EACH * 2**20)
        os.write(ready[1], b".")
        os.close(done[1])
        os.read(done[0], 1)
        os._exit(0)
    children.append(child)

there = dead = 0
# It ends when all are there, or one of them is dead.
while there < PROCESSES and not dead:
    if select.select([ready[0]], [], [], 0.1)[0]:
        there += len(os.read(ready[0], PROCESSES))
    pid, status = os.waitpid(-1, os.WNOHANG)
    dead += pid != 0 and status == signal.SIGKILL
if there == PROCESSES:
    print(f"escaped: {PROCESSES} processes hold {PROCESSES * EACH} MiB")
else:
    print(f"contained: {there} of {PROCESSES} processes lived to hold {EACH} MiB each")
for child in children:
    try:
        os.kill(child, signal.SIGKILL)
    except ProcessLookupError:
        pass
