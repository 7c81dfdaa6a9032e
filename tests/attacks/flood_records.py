#: tries = "Prints what looks like the beginning of a record, again and again, for whoever waits for the rest."
#: looks = "A torn record is output like any other: the host keeps 256 KiB and ends the run."
#: limits = ["output", "nonce"]
#: ends = ["output-limit"]
#: unsafe = "What is kept is counted by the host itself; without that it would keep everything."

import os

begun = b'\x1e{"type":"test","id":1,"name":"' + 60_000 * b"x"
while True:
    os.write(1, begun)
    os.write(2, begun + b"\n")
