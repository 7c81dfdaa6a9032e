#: tries = "Types into the terminal from which it was started (TIOCSTI), and takes the console."
#: looks = "It has no terminal: its streams are pipes."
#: limits = ["screen"]
#: unsafe = "There is no terminal, whatever is left out: nothing could be seen."

import errno
import fcntl
import os
import termios

TIOCSTI, TIOCLINUX, TIOCCONS = 0x5412, 0x541C, 0x541D
REFUSED = (errno.ENOTTY, errno.ENXIO, errno.EPERM, errno.EACCES, errno.EIO, errno.EINVAL, errno.ENOENT, errno.EBADF)

tried = 0
for path in ["/dev/stdin", "/dev/stdout", "/dev/stderr", "/dev/tty", "/dev/console", "/dev/tty0", "/dev/tty1", "/dev/pts/0", "/dev/vcs"]:
    tried += 1
    try:
        terminal = os.open(path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        for call, argument in [(TIOCSTI, b"x"), (TIOCLINUX, b"\x03"), (termios.TIOCSCTTY, b"\x01")]:
            fcntl.ioctl(terminal, call, argument)
            print(f"escaped: {path}")
    except OSError as error:
        if error.errno not in REFUSED:
            print(f"broken: {path}: {error.strerror}")
print(f"contained: none of {tried} is a terminal of the host's")
