#: tries = "Opens for writing what steers the kernel: sysrq, the handler of crashes, the loader of modules, memory, interrupts."
#: looks = "They are read-only, are not there, or belong to root."
#: limits = ["kernel-files", "user"]
#: unsafe = "They belong to root besides: without the limit they could no more be written."

import errno
import glob
import os

REFUSED = (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR)
paths = [
    "/proc/sysrq-trigger", "/proc/sys/kernel/core_pattern", "/proc/sys/kernel/modprobe", "/proc/sys/kernel/sysrq",
    "/proc/sys/kernel/hostname", "/proc/sys/kernel/randomize_va_space", "/proc/sys/kernel/poweroff_cmd",
    "/proc/sys/vm/drop_caches", "/proc/sys/vm/overcommit_memory", "/proc/sys/fs/binfmt_misc/register",
    "/proc/sys/net/ipv4/ip_forward", "/proc/irq/default_smp_affinity", "/proc/kcore", "/proc/kmsg", "/proc/kpageflags",
    "/proc/mtrr", "/proc/acpi/wakeup", "/proc/bus/pci/00/00.0", "/proc/fs/nfsd", "/proc/scsi/scsi", "/proc/timer_list",
    "/proc/1/oom_score_adj", "/proc/1/mem", "/proc/1/uid_map",
    "/sys/kernel/uevent_helper", "/sys/kernel/mm/transparent_hugepage/enabled", "/sys/power/state", "/sys/class/net/lo/mtu",
    "/sys/firmware/efi/efivars", "/sys/fs/cgroup/cgroup.procs", "/sys/fs/cgroup/memory/memory.limit_in_bytes",
    "/dev/mem", "/dev/kmem", "/dev/port", "/dev/kmsg", "/dev/fuse", "/dev/kvm", "/dev/net/tun", "/dev/vda", "/dev/sda",
    *glob.glob("/dev/[lsvn]*[0-9]"),
]
# What is masked is /dev/null, and what gVisor has for devices is its own.
IS_GVISOR = os.uname().version == "#1 SMP Sun Jan 10 15:06:54 PST 2016"
null = os.stat("/dev/null").st_rdev
refused = 0
for path in paths:
    if os.path.isdir(path) or (os.path.exists(path) and os.stat(path).st_rdev == null):
        refused += 1
        continue
    if IS_GVISOR and path.startswith("/dev/"):
        refused += 1
        continue
    try:
        # Nothing is written.
        os.close(os.open(path, os.O_WRONLY | os.O_NOCTTY))
        print("escaped: " + path)
    except OSError as error:
        if error.errno not in REFUSED:
            print(f"broken: {path}: {error.strerror}")
        refused += 1
print(f"contained: {refused} of {len(paths)} could not be opened")
