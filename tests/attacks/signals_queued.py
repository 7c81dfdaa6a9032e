#: tries = "Queues signals that nobody takes: they are counted by user over all of the host, whose own would find no place."
#: looks = "The queue is full before there are 400: EAGAIN."
#: limits = ["pending-signals"]
#: lift = "pending-signals"

import ctypes
import errno
import os
import signal

MANY = 400
libc = ctypes.CDLL(None, use_errno=True)

signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGRTMIN])
for n in range(MANY):
    if libc.sigqueue(os.getpid(), int(signal.SIGRTMIN), None) != 0:
        error = ctypes.get_errno()
        word = "contained" if error in (errno.EAGAIN, errno.EPERM) else "broken"
        print(f"{word}: {os.strerror(error)} at {n}")
        break
else:
    print(f"escaped: {MANY} signals are queued")
