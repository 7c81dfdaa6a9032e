//! What of the policy an engine cannot enforce, by what it says of itself and of each container.

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

/// What of the policy the engine has dropped, by what it says of a container that it has created. Its words are not an
/// interface; what is not understood is for the log.
pub fn dropped(warnings: &[String]) -> Option<Weak> {
    warnings.iter().find_map(|warning| {
        let said = warning.to_lowercase();
        let limit = [
            ("swap", Limit::Swap),
            ("memory", Limit::Memory),
            ("pids", Limit::Pids),
            ("cpu", Limit::Cpus),
            ("seccomp", Limit::SystemCalls),
            // Podman, of all of them.
            ("resource limits", Limit::Memory),
        ]
        .into_iter()
        .find_map(|(word, limit)| said.contains(word).then_some(limit))?;
        let drops = ["discard", "without", "ignored", "not support", "not apply"];
        drops.iter().any(|word| said.contains(word)).then(|| Weak {
            limit,
            why: format!("the engine says: {}", warning.trim()),
            remedy:
                "use an engine whose cgroups are delegated to it, with cgroup v2 if it is rootless"
                    .to_owned(),
        })
    })
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

    #[test]
    fn what_was_dropped_of_one_container_is_named() {
        let of = |warning: &str| dropped(&[warning.to_owned()]).map(|weak| weak.limit);
        for (warning, limit) in [
            (
                "Your kernel does not support swap limit capabilities or the cgroup is not mounted. \
                 Memory limited without swap.",
                Some(Limit::Swap),
            ),
            (
                "Your kernel does not support memory limit capabilities or the cgroup is not mounted. \
                 Limitation discarded.",
                Some(Limit::Memory),
            ),
            (
                "Your kernel does not support pids limit capabilities or the cgroup is not mounted. \
                 PIDs limit discarded.",
                Some(Limit::Pids),
            ),
            (
                "Resource limits are not supported and ignored on cgroups V1 rootless systems",
                Some(Limit::Memory),
            ),
            (
                "Published ports are discarded when using host network mode",
                None,
            ),
        ] {
            assert_eq!(of(warning), limit, "{warning}");
        }
    }
}
