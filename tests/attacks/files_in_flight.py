#: tries = "Sends open files into sockets and closes them: in flight, no process has them."
#: looks = "No more may be in flight than may be open: ETOOMANYREFS, or the sockets are as good as full."
#: limits = ["open-files"]
#: lift = "open-files"

import array
import errno
import os
import socket

MANY = 4000
# As many as one message takes.
AT_ONCE = 250

# Of gVisor's kernel, which is the sandbox's own, nothing is the host's.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"

null = os.open("/dev/null", os.O_RDONLY)
message = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [null] * AT_ONCE))]
sent, kept = 0, []
while sent < MANY:
    pair = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    pair[0].setblocking(False)
    kept.append(pair)
    try:
        for _ in range(4):
            pair[0].sendmsg([b"x"], message)
            sent += AT_ONCE
    except OSError as error:
        if error.errno in (errno.EAGAIN, errno.ENOBUFS):
            continue
        word = "contained" if error.errno in (errno.ETOOMANYREFS, errno.EMFILE, errno.EPERM) else "broken"
        print(f"{word}: {error.strerror} at {sent}")
        break
else:
    word = "contained" if IS_GVISOR else "escaped"
    whose = "the sandbox's own kernel has them" if IS_GVISOR else "and belong to nobody"
    print(f"{word}: {sent} files are open, {whose}")
