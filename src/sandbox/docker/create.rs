//! The policy in Docker's words: the request that creates a container.

use std::collections::HashMap;
use std::time::Duration;

use bollard::models::{
    ContainerCreateBody, HealthConfig, HostConfig, HostConfigCgroupnsModeEnum, HostConfigLogConfig,
    ResourcesUlimits, RestartPolicy, RestartPolicyNameEnum,
};

use crate::sandbox::policy::{HOSTNAME, MASKED, READ_ONLY, SCRATCH, SECCOMP};
use crate::sandbox::{Boot, Policy};

/// What to ask of the engine for a container of `boot` under `policy`.
pub fn body(boot: &Boot, policy: &Policy, labels: HashMap<String, String>) -> ContainerCreateBody {
    let (uid, gid) = policy.user;
    ContainerCreateBody {
        image: Some(boot.image.clone()),
        labels: Some(labels),
        hostname: Some(HOSTNAME.to_owned()),
        user: Some(format!("{uid}:{gid}")),
        working_dir: Some(SCRATCH.to_owned()),
        env: Some(boot.env.iter().map(|(k, v)| format!("{k}={v}")).collect()),
        // As the entry point: one that the image declares would come before a mere command.
        entrypoint: Some(boot.command.clone()),
        healthcheck: Some(HealthConfig {
            test: Some(vec!["NONE".to_owned()]),
            ..Default::default()
        }),
        stop_timeout: Some(0),
        network_disabled: Some(true),
        tty: Some(false),
        attach_stdin: Some(true),
        attach_stdout: Some(true),
        attach_stderr: Some(true),
        open_stdin: Some(true),
        // What makes the end of our side the end of file of its standard input.
        stdin_once: Some(true),
        host_config: Some(host_config(boot, policy)),
        ..Default::default()
    }
}

fn host_config(boot: &Boot, policy: &Policy) -> HostConfig {
    let limits = &policy.limits;
    HostConfig {
        network_mode: Some("none".to_owned()),
        ipc_mode: Some("none".to_owned()),
        cgroupns_mode: Some(HostConfigCgroupnsModeEnum::PRIVATE),
        privileged: Some(false),
        cap_drop: Some(vec!["ALL".to_owned()]),
        security_opt: Some(vec![
            "no-new-privileges".to_owned(),
            format!("seccomp={SECCOMP}"),
        ]),
        readonly_rootfs: Some(true),
        masked_paths: Some(texts(MASKED)),
        readonly_paths: Some(texts(READ_ONLY)),
        tmpfs: Some(HashMap::from([(SCRATCH.to_owned(), scratch(boot, policy))])),
        memory: Some(signed(limits.memory)),
        memory_swap: Some(signed(limits.memory)),
        oom_kill_disable: Some(false),
        oom_score_adj: Some(policy.oom_score.into()),
        nano_cpus: Some(i64::from(limits.millicpus) * 1_000_000),
        pids_limit: Some(limits.pids.into()),
        ulimits: Some(ulimits(policy)),
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
        ..Default::default()
    }
}

fn texts(paths: &[&str]) -> Vec<String> {
    paths.iter().map(|path| (*path).to_owned()).collect()
}

/// The options with which the scratch folder is mounted.
fn scratch(boot: &Boot, policy: &Policy) -> String {
    let (uid, gid) = policy.user;
    let exec = if boot.scratch_exec { "exec" } else { "noexec" };
    format!(
        "size={},nr_inodes={},uid={uid},gid={gid},mode=0700,nosuid,nodev,{exec}",
        policy.limits.scratch, policy.scratch_inodes
    )
}

/// Limits of each process, the soft one as the hard one.
fn ulimits(policy: &Policy) -> Vec<ResourcesUlimits> {
    [
        ("core", policy.core),
        ("cpu", whole_seconds(policy.cpu_time)),
        ("fsize", policy.limits.file_size),
        ("msgqueue", policy.message_queues),
        ("nofile", policy.open_files),
        ("sigpending", policy.pending_signals),
    ]
    .map(|(name, value)| ResourcesUlimits {
        name: Some(name.to_owned()),
        soft: Some(signed(value)),
        hard: Some(signed(value)),
    })
    .into()
}

/// Rounded up: none would be no time at all.
fn whole_seconds(time: Duration) -> u64 {
    time.as_secs() + u64::from(time.subsec_nanos() > 0)
}

/// Docker's sizes are signed, and a negative one lifts the limit: what is too large becomes the largest.
fn signed(size: u64) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}
