#: tries = "Runs a program that is in no file system (memfd), where no mount option forbids it, and gives it a set-user-id bit."
#: looks = "It runs, as any code may in here, and is held like all else: the calls of its own are refused, and it is nobody else."
#: limits = ["system-calls", "no-new-privileges"]
#: lift = "system-calls"

import errno
import os
import subprocess
import sys

IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"
# A namespace of its own is what it asks for.
SCRIPT = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
who = os.geteuid()
print(libc.unshare(0x10000000), ctypes.get_errno(), who)
"""
me = os.geteuid()
try:
    program = os.memfd_create("program")
    with open(os.path.realpath(sys.executable), "rb") as file:
        os.write(program, file.read())
    os.fchmod(program, 0o6755)
    # Whatever is open for writing cannot be run.
    runnable = os.open(f"/proc/self/fd/{program}", os.O_RDONLY)
    os.close(program)
    done = subprocess.run(
        ["python3", "-c", SCRIPT], executable=f"/proc/self/fd/{runnable}", pass_fds=[runnable], capture_output=True, text=True
    )
except OSError as error:
    word = "contained" if error.errno in (errno.EACCES, errno.EPERM) else "broken"
    print(f"{word}: {error.strerror}")
    sys.exit()
if done.returncode != 0:
    print(f"broken: {done.stderr[-100:]!r}")
    sys.exit()
got, error, who = map(int, done.stdout.split())
if who != me:
    print(f"escaped: it is user {who}")
elif got < 0 and error in (errno.EPERM, errno.ENOSYS):
    print("contained: it runs, and no further: " + os.strerror(error))
elif IS_GVISOR:
    print("contained: it is the sandbox's own kernel that answers")
else:
    print("escaped: it is root of a namespace")
