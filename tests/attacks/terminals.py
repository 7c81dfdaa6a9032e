#: tries = "Takes pseudo-terminals until the kernel has none left for any other container."
#: looks = "It gets none, or few: those that it has are its own kernel's."
#: limits = ["kernel-files", "open-files", "pids"]
#: lift = "kernel-files"

import os

# gVisor's terminals are gVisor's own, and no kernel's of the host.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"
ENOUGH = 60

taken = []
try:
    while len(taken) < ENOUGH:
        taken.append(os.openpty())
    why = ""
except OSError as error:
    why = error.strerror
if IS_GVISOR:
    print(f"contained: {len(taken)} of the sandbox's own")
elif len(taken) >= ENOUGH:
    print(f"escaped: {len(taken)} terminals")
else:
    print(f"contained: after {len(taken)}: {why}")
