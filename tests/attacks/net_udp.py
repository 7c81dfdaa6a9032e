#: tries = "Sends datagrams: to an address of the world, to all of the local network, and to a group."
#: looks = "There is no way to any of them: ENETUNREACH."
#: limits = ["network"]
#: lift = "network"

import errno
import os
import socket

REFUSED = (errno.ENETUNREACH, errno.EPERM, errno.EACCES, errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL)
if os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016":
    # gVisor says so where there is no way; Linux, where there is one and nobody at its end.
    REFUSED += (errno.EHOSTUNREACH,)

said = []
for address in ["192.0.2.1", "255.255.255.255", "224.0.0.251", "10.0.0.1", "172.17.0.1", "192.168.0.1"]:
    try:
        with socket.socket(type=socket.SOCK_DGRAM) as datagrams:
            datagrams.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
            # To connect a datagram socket finds the way and sends nothing.
            datagrams.connect((address, 9))
            print(f"escaped: there is a way to {address}")
    except OSError as error:
        if error.errno not in REFUSED:
            print(f"broken: {address}: {error.strerror}")
        said.append(error.strerror)
if said:
    print("contained: " + said[0])
