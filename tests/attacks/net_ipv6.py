#: tries = "Goes by IPv6, which is left open where only the old protocol is thought of."
#: looks = "There is no way to the world, to the link, or to a group."
#: limits = ["network"]
#: unsafe = "The usual network of an engine has no IPv6 either: without the limit there is nothing to see."

import errno
import os
import socket

REFUSED = (errno.ENETUNREACH, errno.EPERM, errno.EACCES, errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL, errno.EINVAL, errno.ENODEV)
if os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016":
    # gVisor says so where there is no way; Linux, where there is one and nobody at its end.
    REFUSED += (errno.EHOSTUNREACH,)

said = []
for address in [("2001:db8::1", 9, 0, 0), ("fe80::1", 9, 0, 2), ("ff02::1", 9, 0, 2), ("::ffff:192.0.2.1", 9, 0, 0)]:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as datagrams:
            datagrams.connect(address)
            print(f"escaped: there is a way to {address[0]}")
    except OSError as error:
        if error.errno not in REFUSED:
            print(f"broken: {address[0]}: {error.strerror}")
        said.append(error.strerror)
if said:
    print("contained: " + said[0])
