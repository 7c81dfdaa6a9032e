#: tries = "Prints from many processes, on both streams, one byte at a time."
#: looks = "The host keeps 256 KiB and ends the run."
#: limits = ["output", "pids"]
#: ends = ["output-limit"]
#: unsafe = "What is kept is counted by the host itself; without that it would keep everything."

import os

for _ in range(4):
    os.fork()
while True:
    os.write(1, b"\n")
    os.write(2, b".")
