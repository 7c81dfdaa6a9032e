#: tries = "Leaves a daemon behind: forks twice, begins a session, ignores signals, and holds on to the run's output."
#: looks = "The run ends with its program, and nothing of it is left on the host."
#: limits = ["one-use"]
#: unsafe = "It is the host that ends and removes a container; what it did not remove would stay."

import os
import signal
import time

reader, writer = os.pipe()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        os.write(writer, b"here")
        while True:
            time.sleep(3600)
    os._exit(0)
os.read(reader, 4)
print("contained: a daemon was left, and the host looks for it")
