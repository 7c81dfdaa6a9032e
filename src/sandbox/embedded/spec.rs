//! The policy in the words of an OCI runtime: the `config.json` of a bundle.
//!
//! Two parts are not in it, since libcontainer would not hold them as they are meant: cgroups (`cgroup`) and
//! system calls (`seccomp`). The network namespace is made by the keeper, which brings its loopback up.

use rustix::process::{Resource, getrlimit};
use serde_json::{Value, json};

use crate::sandbox::policy::{HOSTNAME, MASKED, READ_ONLY, SCRATCH};
use crate::sandbox::{Boot, Limit, Policy};

/// What Docker gives those who set none, and where Debian has its programs.
const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// What Docker leaves a container where nobody drops them; whoever is not root has them in no set that counts.
const CAPABILITIES: &[&str] = &[
    "CAP_AUDIT_WRITE",
    "CAP_CHOWN",
    "CAP_DAC_OVERRIDE",
    "CAP_FOWNER",
    "CAP_FSETID",
    "CAP_KILL",
    "CAP_MKNOD",
    "CAP_NET_BIND_SERVICE",
    "CAP_NET_RAW",
    "CAP_SETFCAP",
    "CAP_SETGID",
    "CAP_SETPCAP",
    "CAP_SETUID",
    "CAP_SYS_CHROOT",
];

/// The `config.json` for `boot` under `policy`. `user` is the policy's, unless the host has no other than us.
pub fn config(boot: &Boot, policy: &Policy, user: (u32, u32)) -> Value {
    let mut config = json!({
        "ociVersion": "1.0.2",
        "root": { "path": "rootfs", "readonly": policy.holds(Limit::ReadOnlyRoot) },
        "process": {
            "terminal": false,
            "user": { "uid": user.0, "gid": user.1, "umask": 0o022 },
            "args": boot.command,
            "env": environment(boot, policy),
            "cwd": SCRATCH,
            "capabilities": capabilities(policy),
            "rlimits": rlimits(policy),
            "noNewPrivileges": policy.holds(Limit::NoNewPrivileges),
            "oomScoreAdj": policy.oom_score,
        },
        "mounts": mounts(boot, policy, user),
        "linux": { "namespaces": namespaces(policy) },
    });
    if policy.holds(Limit::HostName) {
        config["hostname"] = json!(HOSTNAME);
    }
    if policy.holds(Limit::KernelFiles) {
        config["linux"]["maskedPaths"] = json!(MASKED);
        config["linux"]["readonlyPaths"] = json!(READ_ONLY);
    }
    config
}

/// The environment: what the language needs, and the three that Docker sees to as well.
fn environment(boot: &Boot, policy: &Policy) -> Vec<String> {
    let mut usual = vec![("PATH", PATH), ("HOME", SCRATCH)];
    if policy.holds(Limit::HostName) {
        usual.push(("HOSTNAME", HOSTNAME));
    }
    let all = boot.environment(policy, &usual).into_iter();
    all.map(|(name, value)| format!("{name}={value}")).collect()
}

fn capabilities(policy: &Policy) -> Value {
    if policy.holds(Limit::Capabilities) {
        return json!({
            "bounding": [], "effective": [], "inheritable": [], "permitted": [], "ambient": [],
        });
    }
    json!({
        "bounding": CAPABILITIES, "effective": CAPABILITIES, "inheritable": CAPABILITIES,
        "permitted": CAPABILITIES, "ambient": [],
    })
}

/// Limits of each process, the soft one as the hard one.
fn rlimits(policy: &Policy) -> Vec<Value> {
    let whole_seconds = policy.cpu_time.as_secs() + u64::from(policy.cpu_time.subsec_nanos() > 0);
    [
        ("RLIMIT_CORE", Resource::Core, policy.core),
        ("RLIMIT_CPU", Resource::Cpu, whole_seconds),
        ("RLIMIT_FSIZE", Resource::Fsize, policy.limits.file_size),
        ("RLIMIT_MSGQUEUE", Resource::Msgqueue, policy.message_queues),
        ("RLIMIT_NOFILE", Resource::Nofile, policy.open_files),
        (
            "RLIMIT_SIGPENDING",
            Resource::Sigpending,
            policy.pending_signals,
        ),
    ]
    .map(|(name, resource, wanted)| {
        // We ourselves may have less, and nobody can give more than that.
        let most = getrlimit(resource).maximum.unwrap_or(u64::MAX);
        let limit = wanted.min(most);
        json!({ "type": name, "soft": limit, "hard": limit })
    })
    .into()
}

/// Its own of everything. The user and the network namespace are made by the keeper.
fn namespaces(policy: &Policy) -> Vec<Value> {
    let of_a_limit = [
        ("pid", Limit::Processes),
        ("uts", Limit::HostName),
        ("cgroup", Limit::CgroupNamespace),
    ];
    let kept = of_a_limit
        .into_iter()
        .filter(|(_, limit)| policy.holds(*limit))
        .map(|(kind, _)| kind);
    ["mount", "ipc"]
        .into_iter()
        .chain(kept)
        .map(|kind| json!({ "type": kind }))
        .collect()
}

fn mounts(boot: &Boot, policy: &Policy, user: (u32, u32)) -> Vec<Value> {
    let mount = |destination: &str, kind: &str, options: &[&str]| json!({ "destination": destination, "type": kind, "source": kind, "options": options });
    let bound = |path: &str| json!({ "destination": path, "type": "bind", "source": path, "options": ["rbind", "ro"] });
    // Read-only as a whole: there code would take back its OOM score, where not even root gave it for good.
    let quiet: &[&str] = if policy.holds(Limit::KernelFiles) {
        &["nosuid", "noexec", "nodev", "ro"]
    } else {
        &["nosuid", "noexec", "nodev"]
    };
    // A file system that shows a namespace can be mounted by who has that namespace alone.
    let proc = if policy.holds(Limit::Processes) {
        mount("/proc", "proc", quiet)
    } else {
        bound("/proc")
    };
    let sys = if policy.holds(Limit::Network) {
        mount("/sys", "sysfs", &["nosuid", "noexec", "nodev", "ro"])
    } else {
        bound("/sys")
    };
    let mut mounts = vec![
        proc,
        mount(
            "/dev",
            "tmpfs",
            &["nosuid", "noexec", "strictatime", "mode=755", "size=64k"],
        ),
        mount(
            "/dev/pts",
            "devpts",
            &[
                "nosuid",
                "noexec",
                "newinstance",
                "ptmxmode=0666",
                "mode=0620",
                "max=64",
            ],
        ),
        sys,
        scratch(boot, policy, user),
    ];
    if !policy.holds(Limit::Ipc) {
        let shared = ["nosuid", "noexec", "nodev", "mode=1777", "size=64m"];
        mounts.push(mount("/dev/shm", "tmpfs", &shared));
    }
    if !policy.holds(Limit::MessageQueues) {
        mounts.push(mount(
            "/dev/mqueue",
            "mqueue",
            &["nosuid", "noexec", "nodev"],
        ));
    }
    mounts
}

fn scratch(boot: &Boot, policy: &Policy, (uid, gid): (u32, u32)) -> Value {
    let mut options = vec![
        format!("size={}", policy.limits.scratch),
        format!("nr_inodes={}", policy.scratch_inodes),
        format!("uid={uid}"),
        format!("gid={gid}"),
        "mode=0700".to_owned(),
    ];
    if policy.holds(Limit::ScratchMount) {
        options.extend(["nosuid", "nodev"].map(str::to_owned));
        if !boot.scratch_exec {
            options.push("noexec".to_owned());
        }
    }
    json!({ "destination": SCRATCH, "type": "tmpfs", "source": "tmpfs", "options": options })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use libcontainer::oci_spec::runtime::Spec;

    use super::*;
    use crate::run::Limits;

    fn boot() -> Boot {
        Boot {
            image: "toy:1".to_owned(),
            command: vec!["/bin/toy".to_owned()],
            env: vec![("HOME".to_owned(), "/elsewhere".to_owned())],
            scratch_exec: false,
        }
    }

    fn lifted(limit: Limit) -> Value {
        let policy = Policy::new(Limits::default()).without(limit);
        config(&boot(), &policy, policy.user)
    }

    fn whole() -> Value {
        let policy = Policy::new(Limits::default());
        config(&boot(), &policy, policy.user)
    }

    #[test]
    fn libcontainer_reads_all_of_it() {
        let spec: Spec = serde_json::from_value(whole()).unwrap();
        let read = serde_json::to_value(&spec).unwrap();
        for part in ["process", "mounts", "linux", "root", "hostname"] {
            assert_eq!(read[part], whole()[part], "{part}");
        }
    }

    #[test]
    fn no_set_of_capabilities_is_left_to_chance() {
        let spec: Spec = serde_json::from_value(whole()).unwrap();
        let process = spec.process().as_ref().unwrap();
        let sets = process.capabilities().as_ref().unwrap();
        for set in [
            sets.bounding(),
            sets.effective(),
            sets.inheritable(),
            sets.permitted(),
            sets.ambient(),
        ] {
            assert!(set.as_ref().unwrap().is_empty());
        }
    }

    #[test]
    fn the_environment_is_the_languages_and_three_more() {
        let env = &whole()["process"]["env"];
        let path = format!("PATH={PATH}");
        assert_eq!(env, &json!([path, "HOSTNAME=tutorbox", "HOME=/elsewhere"]));
    }

    #[test]
    fn each_part_can_be_taken_away() {
        let at_most_held_elsewhere = [
            // In cgroups, in filters, in the network namespace, or by the host: not in this file.
            Limit::SystemCalls,
            Limit::Memory,
            Limit::Swap,
            Limit::Cpus,
            Limit::Pids,
            Limit::WallClock,
            Limit::Output,
            Limit::Screen,
            Limit::OneUse,
            Limit::Nonce,
        ];
        for limit in Limit::ALL {
            let changes = lifted(*limit) != whole();
            assert_eq!(
                changes,
                !at_most_held_elsewhere.contains(limit),
                "{limit:?}"
            );
        }
    }
}
