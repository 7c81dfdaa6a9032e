#: tries = "Takes memory until the host has none left."
#: looks = "The kernel kills it at the container's limit, and it alone."
#: limits = ["memory", "swap"]
#: ends = ["exited", "out-of-memory"]
#: lift = "memory"

import os
import signal

MIB = 400

child = os.fork()
if child == 0:
    kept = []
    for n in range(MIB):
        kept.append(bytearray(b"x") * 2**20)
    os._exit(0)
code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
if code == 0:
    print(f"escaped: {MIB} MiB were used")
elif code == -signal.SIGKILL or code == 1:
    print("contained: killed, or refused, short of that" if code == 1 else "contained: killed")
else:
    print(f"broken: it ended with {code}")
