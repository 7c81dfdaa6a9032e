//! What Podman says of itself, and what of the policy it cannot hold by that.

use serde::Deserialize;

use crate::sandbox::{Limit, Weak};

/// `libpod/info`, as far as we read it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Facts {
    host: Host,
    version: Version,
    /// What it does not say itself: whether its service may set OOM scores that a container cannot lower.
    #[serde(skip)]
    pub sets_least_scores: bool,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Host {
    cgroup_manager: String,
    cgroup_version: String,
    #[serde(default)]
    cgroup_controllers: Vec<String>,
    kernel: String,
    oci_runtime: OciRuntime,
    security: Security,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct OciRuntime {
    name: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Security {
    rootless: bool,
    seccomp_enabled: bool,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Version {
    #[serde(rename = "Version")]
    version: String,
}

impl Facts {
    /// `4.3.1`.
    pub fn version(&self) -> &str {
        &self.version.version
    }

    /// 1 or 2.
    pub fn cgroups(&self) -> Option<u8> {
        self.host
            .cgroup_version
            .trim_start_matches('v')
            .parse()
            .ok()
    }

    /// The OCI runtime that all its containers get: it takes no other by request.
    pub fn runtime(&self) -> &str {
        &self.host.oci_runtime.name
    }

    /// Whether it runs under the kernel that we run under. A socket here may lead into a virtual machine.
    pub fn is_here(&self) -> bool {
        let here = rustix::system::uname();
        here.release().to_str() == Ok(self.host.kernel.as_str())
    }

    /// What of the policy it would silently leave out.
    pub fn weak(&self) -> Vec<Weak> {
        let host = &self.host;
        let mut weak = Vec::new();
        if !host.security.seccomp_enabled {
            weak.push(Weak {
                limit: Limit::SystemCalls,
                why: "Podman says that it has no seccomp".to_owned(),
                remedy: "use a kernel and a Podman with seccomp".to_owned(),
            });
        }
        if host.security.rootless || !self.sets_least_scores {
            weak.push(Weak {
                limit: Limit::OomScore,
                why: "Podman without CAP_SYS_RESOURCE sets a score that code can lower again, and makes \
                      no /proc read-only"
                    .to_owned(),
                remedy: "use Docker or the embedded engine, or root's Podman outside of a container"
                    .to_owned(),
            });
        }
        for (limit, controller) in [
            (Limit::Memory, "memory"),
            (Limit::Swap, "memory"),
            (Limit::Cpus, "cpu"),
            (Limit::Pids, "pids"),
        ] {
            if let Some((why, remedy)) = self.without(controller) {
                weak.push(Weak { limit, why, remedy });
            }
        }
        weak
    }

    /// Why this controller of cgroups limits nothing, and how to mend that; `None` where it does.
    fn without(&self, controller: &str) -> Option<(String, String)> {
        let host = &self.host;
        let rootless = host.security.rootless;
        // It accepts limits there, and drops them.
        if rootless && self.cgroups() != Some(2) {
            return Some((
                "rootless Podman drops it on cgroup v1".to_owned(),
                "boot with cgroup v2 (`systemd.unified_cgroup_hierarchy=1` on the kernel's command line), \
                 or use root's Podman (CONTAINER_HOST=unix:///run/podman/podman.sock)"
                    .to_owned(),
            ));
        }
        if rootless && host.cgroup_manager != "systemd" {
            return Some((
                format!(
                    "rootless Podman drops it with the cgroup manager {}",
                    host.cgroup_manager
                ),
                "run Podman in a session of systemd".to_owned(),
            ));
        }
        let delegated = host
            .cgroup_controllers
            .iter()
            .any(|name| name == controller);
        (!delegated).then(|| {
            (
                format!("the cgroup controller {controller} is not delegated to Podman"),
                "delegate it: `Delegate=cpu memory pids` for user@.service \
                 (https://rootlesscontaine.rs/getting-started/common/cgroup2/)"
                    .to_owned(),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// Podman's own words, shortened.
    fn facts(change: impl Fn(&mut serde_json::Value)) -> Facts {
        let mut said = serde_json::json!({
            "host": {
                "arch": "amd64",
                "cgroupManager": "systemd",
                "cgroupVersion": "v2",
                "cgroupControllers": ["cpu", "memory", "pids"],
                "kernel": "0.0.0-of-nowhere",
                "ociRuntime": {"name": "crun"},
                "security": {"rootless": false, "seccompEnabled": true},
            },
            "version": {"Version": "4.3.1"},
        });
        change(&mut said["host"]);
        let facts: Facts = serde_json::from_value(said).unwrap();
        Facts {
            sets_least_scores: true,
            ..facts
        }
    }

    fn limits(facts: &Facts) -> Vec<Limit> {
        facts.weak().iter().map(|weak| weak.limit).collect()
    }

    const CGROUPS: [Limit; 4] = [Limit::Memory, Limit::Swap, Limit::Cpus, Limit::Pids];

    #[test]
    fn a_whole_podman_has_no_weak_part() {
        let facts = facts(|_| ());
        assert_eq!(limits(&facts), []);
        assert_eq!((facts.version(), facts.cgroups()), ("4.3.1", Some(2)));
        assert_eq!(facts.runtime(), "crun");
    }

    #[test]
    fn one_that_runs_under_another_kernel_is_elsewhere() {
        assert!(!facts(|_| ()).is_here());
        let here = rustix::system::uname();
        let kernel = here.release().to_str().unwrap();
        assert!(facts(|host| host["kernel"] = kernel.into()).is_here());
    }

    #[test]
    fn each_weak_part_is_named() {
        let all = [&[Limit::OomScore], &CGROUPS[..]].concat();
        let rootless = facts(|host| host["security"]["rootless"] = true.into());
        assert_eq!(limits(&rootless), [Limit::OomScore]);
        let contained = Facts {
            sets_least_scores: false,
            ..facts(|_| ())
        };
        assert_eq!(limits(&contained), [Limit::OomScore]);
        let old = facts(|host| {
            host["cgroupVersion"] = "v1".into();
            host["security"]["rootless"] = true.into();
        });
        assert_eq!(limits(&old), all);
        let root = facts(|host| {
            host["cgroupVersion"] = "v1".into();
        });
        assert_eq!(limits(&root), []);
        let alone = facts(|host| {
            host["cgroupManager"] = "cgroupfs".into();
            host["security"]["rootless"] = true.into();
        });
        assert_eq!(limits(&alone), all);
        let partly =
            facts(|host| host["cgroupControllers"] = serde_json::json!(["memory", "pids"]));
        assert_eq!(limits(&partly), [Limit::Cpus]);
        let open = facts(|host| host["security"]["seccompEnabled"] = false.into());
        assert_eq!(limits(&open), [Limit::SystemCalls]);
    }
}
