#: tries = "Starts processes by forking twice, so that nobody who counts children sees them."
#: looks = "The second fork fails: what is counted is all that runs in the container."
#: limits = ["pids"]
#: lift = "pids"

import os
import signal

MANY = 200


def orphan():
    """Starts one process that is nobody's child; its errno where it cannot."""
    child = os.fork()
    if child == 0:
        try:
            if os.fork() == 0:
                signal.pause()
        except OSError as error:
            os._exit(error.errno)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


for n in range(MANY):
    try:
        code = orphan()
    except OSError as error:
        code = error.errno
    if code:
        print(f"contained: process {n + 1}: {os.strerror(code)}" if code == 11 else f"broken: {code}")
        break
else:
    print(f"escaped: {MANY} processes run")
