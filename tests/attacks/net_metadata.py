#: tries = "Reaches for the address at which a cloud tells its machines their secrets."
#: looks = "There is no way to it: ENETUNREACH."
#: limits = ["network"]
#: lift = "network"

import errno
import os
import socket

REFUSED = (errno.ENETUNREACH, errno.EPERM, errno.EACCES, errno.EAFNOSUPPORT)
if os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016":
    # gVisor says so where there is no way; Linux, where there is one and nobody at its end.
    REFUSED += (errno.EHOSTUNREACH,)

for address in ["169.254.169.254", "169.254.170.2", "100.100.100.200"]:
    with socket.socket(type=socket.SOCK_DGRAM) as datagrams:
        try:
            # To connect a datagram socket finds the way and sends nothing.
            datagrams.connect((address, 80))
            print(f"escaped: there is a way to {address}")
        except OSError as error:
            word = "contained" if error.errno in REFUSED else "broken"
            print(f"{word}: {address}: {error.strerror}")
