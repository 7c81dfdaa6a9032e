//! Which of the kernel's files a container does not see, and which it cannot write.
//!
//! An engine's own list hides what a container could do harm with; this one hides too what tells of the host: its
//! boot options, modules, disks and devices, and all of `/sys`, which no program for learners needs. Pseudo-terminals are
//! none of them, and yet the kernel's: it has so many for all containers together (`kernel.pty.max`).

/// What reads as empty. A file that this kernel does not have is no error.
pub const MASKED: &[&str] = &[
    "/dev/pts/ptmx",
    "/proc/acpi",
    "/proc/asound",
    "/proc/bootconfig",
    "/proc/buddyinfo",
    "/proc/cmdline",
    "/proc/config.gz",
    "/proc/crypto",
    "/proc/devices",
    "/proc/diskstats",
    "/proc/driver",
    "/proc/dma",
    "/proc/interrupts",
    "/proc/iomem",
    "/proc/ioports",
    "/proc/kallsyms",
    "/proc/kcore",
    "/proc/key-users",
    "/proc/keys",
    "/proc/kmsg",
    "/proc/kpagecgroup",
    "/proc/kpagecount",
    "/proc/kpageflags",
    "/proc/latency_stats",
    "/proc/mdstat",
    "/proc/modules",
    "/proc/pagetypeinfo",
    "/proc/partitions",
    "/proc/pressure",
    "/proc/sched_debug",
    "/proc/schedstat",
    "/proc/scsi",
    "/proc/slabinfo",
    "/proc/softirqs",
    "/proc/timer_list",
    "/proc/timer_stats",
    "/proc/vmallocinfo",
    "/proc/zoneinfo",
    "/sys",
];

/// What can be read and not written. All of `/proc` comes first: what a process says of itself there is more than its
/// own business. An engine that itself lacks `CAP_SYS_RESOURCE` gives a container an OOM score which the container could lower.
pub const READ_ONLY: &[&str] = &[
    "/proc",
    "/proc/bus",
    "/proc/fs",
    "/proc/irq",
    "/proc/sys",
    "/proc/sysrq-trigger",
];
