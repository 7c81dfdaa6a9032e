//! The parts of the policy, by name: what an attack is stopped by, and what an engine cannot hold.

use std::fmt;
use std::str::FromStr;

macro_rules! limits {
    ($($(#[$doc:meta])* $limit:ident $name:literal $title:literal)*) => {
        /// One part of the policy.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Limit {
            $($(#[$doc])* $limit,)*
        }

        impl Limit {
            /// Every part.
            pub const ALL: &[Self] = &[$(Self::$limit),*];

            /// As data names it: lower case, hyphens.
            pub fn name(self) -> &'static str {
                match self { $(Self::$limit => $name,)* }
            }

            /// As a sentence names it.
            pub fn title(self) -> &'static str {
                match self { $(Self::$limit => $title,)* }
            }
        }
    };
}

limits! {
    /// No interface but loopback.
    Network "network" "no network"
    /// No capability, in any set.
    Capabilities "capabilities" "no capabilities"
    /// No setuid program and no file capability gives power.
    NoNewPrivileges "no-new-privileges" "no new privileges"
    /// The allow-list of system calls.
    SystemCalls "system-calls" "the list of system calls"
    /// The root file system cannot be written.
    ReadOnlyRoot "read-only-root" "the read-only root"
    /// What of `/proc` and `/sys` is masked or read-only.
    KernelFiles "kernel-files" "the masked files of the kernel"
    /// Scratch is mounted `nosuid,nodev`, and `noexec` unless the language needs it.
    ScratchMount "scratch-mount" "the mount options of the scratch folder"
    /// A user that is not root.
    User "user" "a user without rights"
    /// Its own processes are all that can be seen and signalled.
    Processes "process-namespace" "the process namespace"
    /// Its own host name.
    HostName "host-name" "the host name"
    /// Its own cgroups are all that can be seen.
    CgroupNamespace "cgroup-namespace" "the private cgroup namespace"
    /// No shared memory of System V or POSIX, and no `/dev/shm`.
    Ipc "ipc" "no shared memory"
    /// The environment holds what the language needs.
    Environment "environment" "the empty environment"
    /// Memory.
    Memory "memory" "the memory limit"
    /// Memory and swap together.
    Swap "swap" "the limit of memory and swap together"
    /// Share of the CPUs.
    Cpus "cpus" "the CPU limit"
    /// Processes and threads.
    Pids "pids" "the limit of processes"
    /// Bytes in scratch.
    Scratch "scratch" "the size of the scratch folder"
    /// Files in scratch.
    ScratchInodes "scratch-inodes" "the number of files in the scratch folder"
    /// Open files of a process.
    OpenFiles "open-files" "the limit of open files"
    /// Bytes of a file.
    FileSize "file-size" "the limit of a file's size"
    /// No core dumps.
    CoreDumps "core-dumps" "no core dumps"
    /// CPU seconds of a process.
    CpuTime "cpu-time" "the limit of CPU time"
    /// Queued signals of the user.
    PendingSignals "pending-signals" "the limit of queued signals"
    /// Bytes in POSIX message queues of the user.
    MessageQueues "message-queues" "no message queues"
    /// The first to go when memory runs out.
    OomScore "oom-score" "the OOM score"
    /// The wall clock, which the host keeps.
    WallClock "wall-clock" "the deadline"
    /// What is kept of output, which the host counts.
    Output "output" "the limit of output"
    /// Only text and colours reach a screen, which the host sees to.
    Screen "screen" "the screen's filter"
    /// A container serves one run and is removed with everything in it.
    OneUse "one-use" "one run a container"
    /// Records that bear the run's nonce alone are believed.
    Nonce "nonce" "the nonce of a run"
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title())
    }
}

/// No part of the policy has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} is no part of the policy")]
pub struct UnknownLimit(String);

impl FromStr for Limit {
    type Err = UnknownLimit;

    fn from_str(name: &str) -> Result<Self, UnknownLimit> {
        let found = Self::ALL.iter().find(|limit| limit.name() == name);
        found.copied().ok_or_else(|| UnknownLimit(name.to_owned()))
    }
}

/// A part of the policy that an engine cannot hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{limit}: {why}; {remedy}")]
pub struct Weak {
    /// Which part.
    pub limit: Limit,
    /// What is in the way.
    pub why: String,
    /// How to mend it.
    pub remedy: String,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_limit_is_read_back_from_its_name() {
        for limit in Limit::ALL {
            assert_eq!(limit.name().parse::<Limit>().unwrap(), *limit);
        }
        assert!("moat".parse::<Limit>().is_err());
    }
}
