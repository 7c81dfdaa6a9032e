#: tries = "Looks for programs that give their owner's power (set-user-id, capabilities), and whether the kernel would grant it."
#: looks = "There is none, and the kernel would not."
#: limits = ["no-new-privileges", "scratch-mount"]
#: unsafe = "Without it a kernel takes the list of system calls from root alone, before root is given up; and no container starts so."

import ctypes
import os
import stat

PR_GET_NO_NEW_PRIVS = 39

found, seen = [], 0
for folder, folders, names in os.walk("/"):
    folders[:] = [name for name in folders if os.path.join(folder, name) not in ("/proc", "/sys", "/dev")]
    for name in names:
        path = os.path.join(folder, name)
        try:
            mode = os.lstat(path).st_mode
            seen += 1
            if stat.S_ISREG(mode) and (mode & (stat.S_ISUID | stat.S_ISGID) or "security.capability" in os.listxattr(path)):
                found.append(path)
        except OSError:
            continue
granted = ctypes.CDLL(None).prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0)
if found:
    print(f"escaped: {found[:5]}")
elif granted == 0:
    print("escaped: the kernel would grant the power of such a program")
elif granted == 1 and seen > 100:
    print(f"contained: none among {seen} files, and the kernel would not grant it")
else:
    print(f"broken: {seen} files, {granted}")
