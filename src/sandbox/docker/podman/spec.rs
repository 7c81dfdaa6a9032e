//! The policy in Podman's own words: the request that creates a container.

use std::collections::HashMap;

use rustix::process::{Resource, getrlimit};
use serde_json::{Value, json};

use crate::sandbox::docker::create::whole_seconds;
use crate::sandbox::policy::{HOSTNAME, MASKED, SCRATCH};
use crate::sandbox::{Boot, Limit, Policy};

/// What to ask of Podman for a container of `boot` under `policy`; `calls` is what it is to read the list of system calls
/// from.
///
/// Docker's words for the same would lose: the private cgroup namespace, `nr_inodes`, `uid` and `gid` of the scratch; and
/// would gain `/tmp`, `/run` and `/var/tmp`, which nothing limits.
pub fn body(boot: &Boot, policy: &Policy, labels: &HashMap<String, String>, calls: &str) -> Value {
    let (uid, gid) = policy.user;
    let env: HashMap<_, _> = boot.environment(policy, &[]).into_iter().collect();
    let mut body = json!({
        "image": super::image(&boot.image),
        "image_volume_mode": "ignore",
        "labels": labels,
        "entrypoint": boot.command,
        "command": [],
        "env": env,
        "env_host": false,
        "httpproxy": false,
        // Podman would put together a list of hosts: all that the host has in its own, its address besides.
        "use_image_hosts": true,
        "use_image_resolve_conf": true,
        // What Podman itself would add: `container`, `TERM`.
        "unsetenvall": true,
        "user": format!("{uid}:{gid}"),
        "work_dir": SCRATCH,
        "stdin": true,
        "terminal": false,
        "stop_timeout": 0,
        "restart_policy": "no",
        "init": false,
        "systemd": "false",
        "sdnotifyMode": "ignore",
        "healthconfig": {"Test": ["NONE"]},
        "log_configuration": {"driver": "none"},
        "privileged": false,
        "no_new_privileges": policy.holds(Limit::NoNewPrivileges),
        "seccomp_profile_path": calls,
        "read_only_filesystem": policy.holds(Limit::ReadOnlyRoot),
        "mounts": [scratch(boot, policy)],
        "resource_limits": resources(policy),
        "r_limits": rlimits(policy),
        "oom_score_adj": policy.oom_score,
    });
    if let (Some(body), Value::Object(parts)) = (body.as_object_mut(), namespaces(policy)) {
        body.extend(parts);
    }
    body
}

/// What a container sees of the host. Whatever is lifted is as Podman has it when nobody asks, or the host's own.
fn namespaces(policy: &Policy) -> Value {
    let either = |limit, held: &str, lifted: &str| {
        let mode = if policy.holds(limit) { held } else { lifted };
        json!({"nsmode": mode})
    };
    let mut parts = json!({
        "ipcns": either(Limit::Ipc, "none", "private"),
        "cgroupns": either(Limit::CgroupNamespace, "private", "host"),
        "pidns": either(Limit::Processes, "private", "host"),
        "utsns": either(Limit::HostName, "private", "host"),
        "netns": either(Limit::Network, "none", "default"),
    });
    if policy.holds(Limit::HostName) {
        parts["hostname"] = HOSTNAME.into();
    }
    if policy.holds(Limit::Capabilities) {
        parts["cap_drop"] = json!(["all"]);
    }
    // Besides its own list, which has all of `READ_ONLY` but `/proc` itself: that it cannot be asked for.
    match policy.holds(Limit::KernelFiles) {
        true => parts["mask"] = json!(MASKED),
        false => parts["unmask"] = json!(["ALL"]),
    }
    parts
}

/// The mount of the scratch folder.
fn scratch(boot: &Boot, policy: &Policy) -> Value {
    let (uid, gid) = policy.user;
    let flags = match (policy.holds(Limit::ScratchMount), boot.scratch_exec) {
        (true, false) => ["nosuid", "nodev", "noexec"],
        (true, true) => ["nosuid", "nodev", "exec"],
        (false, _) => ["suid", "dev", "exec"],
    };
    let size = policy.limits.scratch;
    let inodes = policy.scratch_inodes;
    // Podman knows `size` and `mode`, and refuses what else the kernel's tmpfs has. It looks no further than the first
    // `=` of an option, and the OCI runtime joins them all by commas.
    let size = format!("size={size},nr_inodes={inodes},uid={uid},gid={gid}");
    let mut options = vec![size.as_str(), "mode=0700", "notmpcopyup"];
    options.extend(flags);
    json!({"destination": SCRATCH, "type": "tmpfs", "source": "tmpfs", "options": options})
}

fn resources(policy: &Policy) -> Value {
    const PERIOD: u64 = 100_000;
    let limits = &policy.limits;
    json!({
        "memory": {"limit": limits.memory, "swap": limits.memory},
        "cpu": {"period": PERIOD, "quota": u64::from(limits.millicpus) * PERIOD / 1000},
        "pids": {"limit": limits.pids},
    })
}

/// Limits of each process, the soft one as the hard one.
fn rlimits(policy: &Policy) -> Value {
    [
        ("core", policy.core),
        ("cpu", whole_seconds(policy.cpu_time)),
        ("fsize", policy.limits.file_size),
        ("msgqueue", policy.message_queues),
        ("nofile", policy.open_files),
        ("nproc", processes()),
        ("sigpending", policy.pending_signals),
    ]
    .map(|(name, value)| json!({"type": name, "soft": value, "hard": value}))
    .into()
}

/// Podman sets a number of its own where it is given none, and more than it may have itself cannot be set: that is what
/// the user may have, and no more than there can be process ids. It is counted by user id on the whole host, so it limits
/// nothing here: the cgroup does.
fn processes() -> u64 {
    const MOST: u64 = 1 << 20;
    let ids = std::fs::read_to_string("/proc/sys/kernel/pid_max").ok();
    let ids = ids.and_then(|text| text.trim().parse().ok());
    getrlimit(Resource::Nproc)
        .maximum
        .unwrap_or(MOST)
        .min(ids.unwrap_or(MOST))
        .min(MOST)
}
