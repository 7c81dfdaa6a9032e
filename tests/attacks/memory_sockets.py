#: tries = "Fills the buffers of sockets and pipes, memory of the kernel that no process seems to have."
#: looks = "They count to the container's memory, or are refused."
#: limits = ["memory", "open-files", "swap"]
#: ends = ["exited", "out-of-memory"]
#: unsafe = "Kernels bound such buffers by user as well, over all of the host: a learner's own programs would miss them."

import errno
import os
import signal
import socket

MIB = 400

reader, writer = os.pipe()
child = os.fork()
if child == 0:
    held, sent, piece, code = [], 0, bytes(2**16), 0
    try:
        while sent < MIB * 2**20:
            pair = socket.socketpair()
            held.append(pair)
            pair[0].setblocking(False)
            try:
                while True:
                    sent += pair[0].send(piece)
            except BlockingIOError:
                pass
    except OSError as error:
        code = error.errno
    os.write(writer, str(sent // 2**20).encode())
    os._exit(code)
os.close(writer)
code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
sent = os.read(reader, 64).decode()
if code == 0:
    print(f"escaped: {sent} MiB lie in buffers of the kernel")
elif code == -signal.SIGKILL:
    print("contained: killed")
elif code in (errno.EMFILE, errno.ENOBUFS, errno.ENOMEM, errno.EPERM):
    print(f"contained: {os.strerror(code)}, after {sent} MiB")
else:
    print(f"broken: it ended with {code}, after {sent} MiB")
