//! The policy in Docker's words: the request that creates a container.

use std::collections::HashMap;
use std::time::Duration;

use bollard::models::{
    ContainerCreateBody, HealthConfig, HostConfig, HostConfigCgroupnsModeEnum, HostConfigLogConfig,
    ResourcesUlimits, RestartPolicy, RestartPolicyNameEnum,
};

use super::runtime::Runtime;
use crate::sandbox::policy::{HOSTNAME, MASKED, READ_ONLY, SCRATCH, SECCOMP};
use crate::sandbox::{Boot, Limit, Policy, Wall};

/// What to ask of the engine for a container of `boot` under `policy`.
pub fn body(
    boot: &Boot,
    policy: &Policy,
    runtime: &Runtime,
    labels: HashMap<String, String>,
) -> ContainerCreateBody {
    let (uid, gid) = policy.user;
    let env = boot.environment(policy, &[]).into_iter();
    ContainerCreateBody {
        image: Some(boot.image.clone()),
        labels: Some(labels),
        hostname: policy.holds(Limit::HostName).then(|| HOSTNAME.to_owned()),
        user: Some(format!("{uid}:{gid}")),
        working_dir: Some(SCRATCH.to_owned()),
        env: Some(env.map(|(k, v)| format!("{k}={v}")).collect()),
        // As the entry point: one that the image declares would come before a mere command.
        entrypoint: Some(boot.command.clone()),
        healthcheck: Some(HealthConfig {
            test: Some(vec!["NONE".to_owned()]),
            ..Default::default()
        }),
        stop_timeout: Some(0),
        network_disabled: Some(policy.holds(Limit::Network)),
        tty: Some(false),
        attach_stdin: Some(true),
        attach_stdout: Some(true),
        attach_stderr: Some(true),
        open_stdin: Some(true),
        // What makes the end of our side the end of file of its standard input.
        stdin_once: Some(true),
        host_config: Some(host_config(boot, policy, runtime)),
        ..Default::default()
    }
}

fn host_config(boot: &Boot, policy: &Policy, runtime: &Runtime) -> HostConfig {
    let limits = &policy.limits;
    let pids = runtime.wall.tasks(limits.pids);
    HostConfig {
        runtime: runtime.asked.clone(),
        privileged: Some(false),
        security_opt: Some(security(policy)),
        readonly_rootfs: Some(policy.holds(Limit::ReadOnlyRoot)),
        tmpfs: Some(tmpfs(boot, policy, runtime.wall)),
        memory: Some(signed(limits.memory)),
        memory_swap: Some(signed(limits.memory)),
        oom_kill_disable: Some(false),
        oom_score_adj: Some(policy.oom_score.into()),
        nano_cpus: Some(i64::from(limits.millicpus) * 1_000_000),
        pids_limit: Some(pids.into()),
        ulimits: Some(ulimits(policy, runtime.wall)),
        log_config: Some(HostConfigLogConfig {
            typ: Some("none".to_owned()),
            config: None,
        }),
        restart_policy: Some(RestartPolicy {
            name: Some(RestartPolicyNameEnum::NO),
            maximum_retry_count: None,
        }),
        init: Some(false),
        // It would take the exit code with it.
        auto_remove: Some(false),
        ..namespaces(policy)
    }
}

/// What a container sees of the host. Whatever is lifted is as Docker has it when nobody asks, or the host's own.
fn namespaces(policy: &Policy) -> HostConfig {
    let unless = |limit, text: &str| (!policy.holds(limit)).then(|| text.to_owned());
    let either = |limit, held: &str, lifted: &str| {
        let text = if policy.holds(limit) { held } else { lifted };
        Some(text.to_owned())
    };
    // An empty list is not none: none leaves Docker's own list.
    let paths = |paths| match policy.holds(Limit::KernelFiles) {
        true => Some(texts(paths)),
        false => Some(Vec::new()),
    };
    HostConfig {
        network_mode: either(Limit::Network, "none", "host"),
        ipc_mode: either(Limit::Ipc, "none", "private"),
        cgroupns_mode: Some(match policy.holds(Limit::CgroupNamespace) {
            true => HostConfigCgroupnsModeEnum::PRIVATE,
            false => HostConfigCgroupnsModeEnum::HOST,
        }),
        pid_mode: unless(Limit::Processes, "host"),
        uts_mode: unless(Limit::HostName, "host"),
        cap_drop: policy
            .holds(Limit::Capabilities)
            .then(|| vec!["ALL".to_owned()]),
        masked_paths: paths(MASKED),
        readonly_paths: paths(READ_ONLY),
        ..Default::default()
    }
}

fn security(policy: &Policy) -> Vec<String> {
    let calls = match policy.holds(Limit::SystemCalls) {
        true => SECCOMP,
        false => "unconfined",
    };
    let mut options = vec![format!("seccomp={calls}")];
    if policy.holds(Limit::NoNewPrivileges) {
        options.insert(0, "no-new-privileges".to_owned());
    }
    options
}

fn texts(paths: &[&str]) -> Vec<String> {
    paths.iter().map(|path| (*path).to_owned()).collect()
}

/// What is mounted as files in memory.
fn tmpfs(boot: &Boot, policy: &Policy, wall: Wall) -> HashMap<String, String> {
    let options = scratch(boot, policy);
    let mut all = HashMap::from([(SCRATCH.to_owned(), options.clone())]);
    if wall == Wall::Gvisor {
        // Where nobody asks for one, gVisor mounts one of its own over the image's link to the scratch folder, without a limit.
        all.insert("/tmp".to_owned(), options);
    }
    all
}

/// The options with which the scratch folder is mounted.
fn scratch(boot: &Boot, policy: &Policy) -> String {
    let (uid, gid) = policy.user;
    let flags = match (policy.holds(Limit::ScratchMount), boot.scratch_exec) {
        (true, false) => "nosuid,nodev,noexec",
        (true, true) => "nosuid,nodev,exec",
        (false, _) => "suid,dev,exec",
    };
    format!(
        "size={},nr_inodes={},uid={uid},gid={gid},mode=0700,{flags}",
        policy.limits.scratch, policy.scratch_inodes
    )
}

/// Limits of each process, the soft one as the hard one.
fn ulimits(policy: &Policy, wall: Wall) -> Vec<ResourcesUlimits> {
    let processes = match wall {
        // It is counted by user id on the whole host, where others may bear this one. The cgroup counts right.
        Wall::SharedKernel => None,
        Wall::Gvisor => Some(("nproc", u64::from(policy.limits.pids))),
    };
    [
        ("core", policy.core),
        ("cpu", whole_seconds(policy.cpu_time)),
        ("fsize", policy.limits.file_size),
        ("msgqueue", policy.message_queues),
        ("nofile", policy.open_files),
        ("sigpending", policy.pending_signals),
    ]
    .into_iter()
    .chain(processes)
    .map(|(name, value)| ResourcesUlimits {
        name: Some(name.to_owned()),
        soft: Some(signed(value)),
        hard: Some(signed(value)),
    })
    .collect()
}

/// Rounded up: none would be no time at all.
pub fn whole_seconds(time: Duration) -> u64 {
    time.as_secs() + u64::from(time.subsec_nanos() > 0)
}

/// Docker's sizes are signed, and a negative one lifts the limit: what is too large becomes the largest.
fn signed(size: u64) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}
