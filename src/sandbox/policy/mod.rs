//! The policy: one value that every engine applies whole.
//!
//! Code may do what it likes inside its container; this says what it may do outside, and how much it may
//! use. It knows no engine: each translates it, and refuses ([`Weak`]) what it cannot hold.

mod kernel_files;
mod limit;

use std::time::Duration;

use crate::run::Limits;

pub use kernel_files::{MASKED, READ_ONLY};
pub use limit::{Limit, UnknownLimit, Weak};

/// The scratch folder, the working directory: the one place that can be written.
pub const SCRATCH: &str = "/box";

/// The container's host name. It is fixed, so that code cannot learn the host's.
pub const HOSTNAME: &str = "tutorbox";

/// The system calls that code may make, as a profile in Docker's format: whatever it does not name is
/// refused with EPERM. It stops attacks on the kernel that is shared with the host.
pub const SECCOMP: &str = include_str!("../../../docker/seccomp.json");

/// What code may do outside its container, and how much it may use.
///
/// Only what has a size is a field. The rest has no other setting, and every engine enforces it:
///
/// | part | what it stops |
/// | --- | --- |
/// | no network | talking to the world, the local network, or the engine itself |
/// | all capabilities dropped | mounts, raw sockets, devices, other users' files |
/// | no new privileges | setuid programs and file capabilities |
/// | no system calls but those in `docker/seccomp.json` | kernel interfaces that a program for learners never needs |
/// | read-only root | leaving something behind; filling the host's disk |
/// | scratch `nosuid,nodev`, and `noexec` unless the language needs it | planting programs and devices |
/// | no IPC namespace mount (`/dev/shm`) | memory that no limit of the scratch counts |
/// | swap none: memory + swap == memory | pushing the host into swap |
/// | private PID, mount, UTS and cgroup namespaces | seeing or signalling what runs on the host |
/// | no log driver | filling the host's disk with output |
/// | no init, no restart, no health check | processes that are not the learner's |
/// | an empty environment but for the language's own | reading the host's settings and secrets |
/// | files in `kernel_files.rs` hidden or read-only | `/proc` and `/sys` as a way out, and as a window on the host |
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// What a run may use: memory, processes, CPUs, scratch, the largest file.
    pub limits: Limits,
    /// User and group id; not root, so that an escape has no power over the host's files.
    pub user: (u32, u32),
    /// Open files a process. Stops exhaustion of the kernel's file table; bounds what BEAM preallocates,
    /// which is gigabytes where it is unlimited.
    pub open_files: u64,
    /// CPU time a process, rounded up to seconds. The second net: the kernel ends code that spins even
    /// where nobody is left to enforce the wall clock.
    pub cpu_time: Duration,
    /// Files and folders in scratch. Stops exhaustion of kernel memory by empty files, which have no size.
    pub scratch_inodes: u64,
    /// Queued signals. They are counted by user id on the whole host: stops starving a host user of our id.
    pub pending_signals: u64,
    /// Bytes in POSIX message queues; `/dev/mqueue` can be written whatever seccomp says. None: stops
    /// kernel memory that outlives its process.
    pub message_queues: u64,
    /// Bytes of a core dump. One: a crash writes no file, for none is so small; and where the host's `core_pattern` is a pipe
    /// its handler is not started, which the kernel spares this limit alone (`do_coredump` in its `fs/coredump.c`). The
    /// filter of system calls keeps code from setting another, 0 too.
    pub core: u64,
    /// How gladly the kernel kills this first when memory runs out, -1000 to 1000. The most: a memory
    /// bomb never takes a program of the host with it.
    pub oom_score: i32,
    /// The one part that is taken away, to prove that it is this part which stops an attack. No command and
    /// no configuration reaches it.
    lifted: Option<Limit>,
}

impl Policy {
    /// The policy under which a job of these limits runs: every default is here.
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            user: (1000, 1000),
            open_files: 1024,
            cpu_time: cpu_time(&limits),
            scratch_inodes: 4096,
            pending_signals: 64,
            message_queues: 0,
            core: 1,
            oom_score: 1000,
            lifted: None,
        }
    }

    /// The same without this one part, as far as that can be tried in safety: a size becomes several times as
    /// large and never unlimited. What the host sees to itself ([`Limit::WallClock`], [`Limit::Output`] and what
    /// follows them) is not lifted here.
    pub fn without(mut self, limit: Limit) -> Self {
        const MANY: u64 = 8;
        match limit {
            Limit::Memory | Limit::Swap => self.limits.memory *= 3,
            Limit::Cpus => self.limits.millicpus = 2000,
            Limit::Pids => self.limits.pids *= 8,
            Limit::Scratch => self.limits.scratch *= 3,
            Limit::ScratchInodes => self.scratch_inodes *= MANY,
            Limit::OpenFiles => self.open_files *= MANY,
            Limit::FileSize => self.limits.file_size *= MANY,
            Limit::CoreDumps => self.core = self.limits.file_size,
            Limit::CpuTime => self.cpu_time *= 8,
            Limit::PendingSignals => self.pending_signals *= MANY,
            Limit::MessageQueues => self.message_queues = 819_200,
            Limit::OomScore => self.oom_score = 0,
            Limit::User => self.user = (0, 0),
            _ => {}
        }
        self.lifted = Some(limit);
        self
    }

    /// Whether an engine is to hold this part.
    pub fn holds(&self, limit: Limit) -> bool {
        self.lifted != Some(limit)
    }
}

/// Every CPU busy for the whole run, and then what booting a language takes.
fn cpu_time(limits: &Limits) -> Duration {
    const BOOT: Duration = Duration::from_secs(10);
    limits.wall * limits.millicpus.div_ceil(1000).max(1) + BOOT
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    #[test]
    fn cpu_time_outlasts_the_wall_clock_on_every_cpu() {
        let limits = Limits {
            wall: Duration::from_secs(10),
            millicpus: 1500,
            ..Limits::default()
        };
        assert_eq!(Policy::new(limits).cpu_time, Duration::from_secs(30));
    }
}
