#: tries = "Gives itself more CPU time than it was started with, to spin on where nobody is left to stop it."
#: looks = "The limit cannot be raised, lies below a minute, and the kernel ends a process that passes it."
#: limits = ["cpu-time"]
#: lift = "cpu-time"

import os
import resource
import signal

_, hard = resource.getrlimit(resource.RLIMIT_CPU)
try:
    resource.setrlimit(resource.RLIMIT_CPU, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    raised = True
except (ValueError, PermissionError):
    raised = False

child = os.fork()
if child == 0:
    # What it would take to see the limit itself is too long to wait for: the same with a second.
    resource.setrlimit(resource.RLIMIT_CPU, (1, 1))
    signal.alarm(20)
    while True:
        pass
ended = -os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

if raised or hard == resource.RLIM_INFINITY:
    print("escaped: CPU time is unlimited")
elif hard > 60:
    print(f"escaped: a process may spin for {hard} s")
elif ended not in (signal.SIGXCPU, signal.SIGKILL):
    print(f"escaped: the kernel does not see to the limit: signal {ended}")
else:
    print(f"contained: {hard} s and no more: {signal.Signals(ended).name}")
