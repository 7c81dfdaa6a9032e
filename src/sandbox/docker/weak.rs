//! What of the policy a Docker engine cannot enforce, by what it says of itself.

use bollard::ClientVersion;
use bollard::models::SystemInfo;

use crate::sandbox::{Limit, Weak};

/// The parts of the policy that the engine would silently leave out.
pub fn parts(info: &SystemInfo, api: &ClientVersion) -> Vec<Weak> {
    const CGROUPS: &str = "use an engine whose cgroups are delegated to it; \
                           a rootless one needs cgroup v2 and systemd";
    let seccomp = info
        .security_options
        .iter()
        .flatten()
        .any(|option| option.starts_with("name=seccomp"));
    let said = |flag: Option<bool>| flag.unwrap_or(false);
    [
        (said(info.memory_limit), Limit::Memory, CGROUPS),
        (
            said(info.swap_limit),
            Limit::Swap,
            "boot the kernel with swapaccount=1, or with cgroup v2",
        ),
        (said(info.cpu_cfs_quota), Limit::Cpus, CGROUPS),
        (said(info.pids_limit), Limit::Pids, CGROUPS),
        (
            seccomp,
            Limit::SystemCalls,
            "use a kernel and an engine with seccomp",
        ),
        (
            (api.major_version, api.minor_version) >= (1, 41),
            Limit::CgroupNamespace,
            "update it to 20.10 or later",
        ),
    ]
    .into_iter()
    .filter(|(enforced, ..)| !enforced)
    .map(|(_, limit, remedy)| Weak {
        limit,
        why: "the engine says that it cannot".to_owned(),
        remedy: remedy.to_owned(),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    fn info() -> SystemInfo {
        SystemInfo {
            memory_limit: Some(true),
            swap_limit: Some(true),
            cpu_cfs_quota: Some(true),
            pids_limit: Some(true),
            security_options: Some(vec!["name=seccomp,profile=default".to_owned()]),
            ..Default::default()
        }
    }

    fn api(minor_version: usize) -> ClientVersion {
        ClientVersion {
            major_version: 1,
            minor_version,
        }
    }

    #[test]
    fn a_whole_engine_has_no_weak_part() {
        assert!(parts(&info(), &api(41)).is_empty());
    }

    #[test]
    fn each_weak_part_is_named() {
        let named = |info: SystemInfo, minor| {
            let parts = parts(&info, &api(minor));
            assert_eq!(parts.len(), 1);
            parts.first().unwrap().limit
        };
        let without = |weaken: fn(&mut SystemInfo)| {
            let mut info = info();
            weaken(&mut info);
            named(info, 41)
        };
        assert_eq!(without(|i| i.memory_limit = None), Limit::Memory);
        assert_eq!(without(|i| i.swap_limit = Some(false)), Limit::Swap);
        assert_eq!(without(|i| i.cpu_cfs_quota = Some(false)), Limit::Cpus);
        assert_eq!(without(|i| i.pids_limit = Some(false)), Limit::Pids);
        assert_eq!(without(|i| i.security_options = None), Limit::SystemCalls);
        assert_eq!(named(info(), 40), Limit::CgroupNamespace);
    }
}
