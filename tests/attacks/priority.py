#: tries = "Comes before everybody else on the host: by a better nice value, and by real-time scheduling."
#: looks = "Both are refused."
#: limits = ["capabilities", "system-calls"]
#: unsafe = "It takes root and a capability at once: no single part gives both."

import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
# gVisor's kernel, which is the sandbox's own, puts it before nobody but itself.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"
FIFO = 1
ways = {
    "nice": lambda: libc.setpriority(0, 0, -20),
    "real-time": lambda: libc.sched_setscheduler(0, FIFO, ctypes.byref(ctypes.c_int(50))),
}
said = []
for name, way in ways.items():
    if way() >= 0 and (name != "nice" or os.getpriority(os.PRIO_PROCESS, 0) < 0):
        if IS_GVISOR:
            said.append(f"{name}: the sandbox's own kernel's")
        else:
            print("escaped: by " + name)
    elif (error := ctypes.get_errno()) in (errno.EPERM, errno.EACCES, errno.ENOSYS) or IS_GVISOR:
        said.append(f"{name}: {os.strerror(error)}")
    else:
        print(f"broken: {name}: {os.strerror(error)}")
print("contained: " + ", ".join(said))
