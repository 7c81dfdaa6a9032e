#: tries = "Has the kernel kill others before it, when the host's memory runs out."
#: looks = "It is the first to go (a score of 1000), and cannot be put behind."
#: limits = ["oom-score"]
#: lift = "oom-score"

import os

# gVisor's kernel makes the number up; that of the sandbox itself is the engine's to set.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"

for less in ("-1000", "0", "999"):
    try:
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write(less)
    except OSError:
        pass
with open("/proc/self/oom_score_adj") as file:
    score = int(file.read())
if IS_GVISOR:
    print("contained: the number is that of the sandbox's own kernel")
elif score == 1000:
    print("contained: 1000, and it stays so")
else:
    print(f"escaped: {score}")
