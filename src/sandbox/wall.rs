//! What stands between a container and the host's kernel.

use std::path::Path;

/// The kernel that code speaks to.
///
/// Measured, part by part, on gVisor 20240729. It holds these otherwise than runc does, and none more weakly:
///
/// - the list of system calls: no call of the guest reaches the host. gVisor's own kernel answers it, an ordinary
///   process under a list of its own. With `--oci-seccomp` ours is held inside, too.
/// - processes: its own threads count in the cgroup, so that it gets more of them ([`Wall::tasks`]); the guest is
///   limited by `RLIMIT_NPROC`, which counts for this sandbox alone, not for a user of the host.
/// - memory: the guest's and gVisor's own are one. When it runs out, the whole sandbox ends, whoever used it
///   ([`Wall::ends_whole`]).
/// - files in scratch, queued signals, message queues, core dumps: what they would take is memory of the sandbox,
///   never the host kernel's. `nr_inodes` counts for nothing there.
/// - the cgroup namespace, `/proc`, `/sys`, `/dev/shm`: they are gVisor's own, and show nothing of the host
///   ([`Wall::has_its_own_kernel`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wall {
    /// Namespaces, cgroups and seccomp of the host's kernel, which is shared.
    SharedKernel,
    /// gVisor: a kernel of its own, in user space.
    Gvisor,
}

impl Wall {
    /// That of an OCI runtime, by its name and the path of its program, as far as an engine tells of them.
    pub fn of(name: &str, path: &str) -> Self {
        let program = Path::new(path).file_name().and_then(|file| file.to_str());
        let is_gvisor = [name, program.unwrap_or_default()]
            .iter()
            .any(|text| text.contains("runsc") || text.contains("gvisor"));
        match is_gvisor {
            true => Self::Gvisor,
            false => Self::SharedKernel,
        }
    }

    /// How many tasks the cgroup may hold where the guest may have `pids`.
    pub fn tasks(self, pids: u32) -> u32 {
        match self {
            Self::SharedKernel => pids,
            // About 25 to begin with, and up to three for one of the guest's.
            Self::Gvisor => pids.saturating_mul(3).saturating_add(64),
        }
    }

    /// Whether what code sees of a kernel is not the host's: its `/proc`, `/sys` and boot options.
    pub fn has_its_own_kernel(self) -> bool {
        self == Self::Gvisor
    }

    /// Whether all of a container ends where one process in it has no memory left. Elsewhere it is that process alone.
    pub fn ends_whole(self) -> bool {
        self == Self::Gvisor
    }
}
