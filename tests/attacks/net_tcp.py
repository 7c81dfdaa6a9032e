#: tries = "Connects to an address of the world (one that is reserved for documentation)."
#: looks = "There is no way to it: ENETUNREACH."
#: limits = ["network"]
#: lift = "network"

import errno
import os
import socket

REFUSED = (errno.ENETUNREACH, errno.EPERM, errno.EACCES, errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL)
if os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016":
    # gVisor says so where there is no way; Linux, where there is one and nobody at its end.
    REFUSED += (errno.EHOSTUNREACH,)

try:
    with socket.socket() as connection:
        connection.settimeout(1)
        connection.connect(("192.0.2.1", 80))
    print("escaped: somebody answered")
except TimeoutError:
    print("escaped: the call went out, and nobody has answered yet")
except OSError as error:
    # Whatever else it says came from the network.
    word = "contained" if error.errno in REFUSED else "escaped"
    print(f"{word}: {error.strerror}")
