#: tries = "Crashes, so that the kernel writes its memory to a file or hands it to a handler of the host's."
#: looks = "There is no dump, whatever it makes of its own limit for one."
#: limits = ["core-dumps", "system-calls"]
#: lift = "core-dumps"

import glob
import os
import resource
import signal


def crash(limit):
    """Whether a process that crashes under this limit was dumped; None where it did not crash."""
    child = os.fork()
    if child == 0:
        try:
            if limit is not None:
                resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))
        except (ValueError, PermissionError):
            pass
        os.abort()
    status = os.waitpid(child, 0)[1]
    if not os.WIFSIGNALED(status) or os.WTERMSIG(status) != signal.SIGABRT:
        return None
    return os.WCOREDUMP(status) or bool(glob.glob("core") + glob.glob("core.*"))


# As it is; as much as there is; none, which stops no handler.
dumped = [crash(limit) for limit in (None, resource.RLIM_INFINITY, 0)]
if None in dumped:
    print("broken: it did not crash")
elif any(dumped):
    print(f"escaped: its memory was dumped: {glob.glob('core*') or 'to the host'}")
else:
    print("contained: it crashed, and nothing was dumped")
