#: tries = "Forks and ends, again and again: whoever looks for its process finds the one before."
#: looks = "The run ends with its program, and nothing of it is left on the host."
#: limits = ["one-use", "pids"]
#: unsafe = "It is the host that ends and removes a container; what it did not remove would stay."

import os

reader, writer = os.pipe()
if os.fork() == 0:
    os.setsid()
    flown = 0
    while True:
        try:
            if os.fork():
                os._exit(0)
        except OSError:
            continue
        flown += 1
        if flown == 100:
            os.write(writer, b"on its way")
os.read(reader, 10)
print("contained: a comet was left, and the host looks for it")
