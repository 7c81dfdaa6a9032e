#: tries = "Crashes, so that the kernel writes its memory to a file or hands it to a handler of the host's."
#: looks = "There is no dump: the limit of its size is none, and cannot be raised."
#: limits = ["core-dumps"]
#: lift = "core-dumps"

import glob
import os
import resource
import signal

_, hard = resource.getrlimit(resource.RLIMIT_CORE)
child = os.fork()
if child == 0:
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    except (ValueError, PermissionError):
        resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    signal.signal(signal.SIGABRT, signal.SIG_DFL)
    os.abort()
status = os.waitpid(child, 0)[1]
if not os.WIFSIGNALED(status):
    print(f"broken: it did not crash: {status}")
elif os.WCOREDUMP(status) or glob.glob("core*"):
    print(f"escaped: its memory was dumped: {glob.glob('core*') or 'to the host'}")
else:
    print("contained: it crashed, and nothing was dumped")
