//! The OCI runtime behind a daemon: which ones it knows, and what of the policy is held otherwise in one of them.

use bollard::models::SystemInfo;

use super::place::Place;
use crate::sandbox::{EngineError, Limit, Wall, Weak};

/// Where a local daemon's own configuration is. Newer ones do not tell of it.
const DAEMON_JSON: &str = "/etc/docker/daemon.json";

/// The runtime that containers get.
#[derive(Debug, Clone, PartialEq)]
pub struct Runtime {
    /// Its name, where it was asked for; else the daemon takes its own.
    pub asked: Option<String>,
    /// What it puts between a container and the host's kernel.
    pub wall: Wall,
    /// What it leaves out.
    pub weak: Vec<Weak>,
}

impl Runtime {
    /// The one that is asked for, or else the daemon's own.
    ///
    /// # Errors
    /// [`EngineError::NoRuntime`]: the daemon knows none of that name.
    pub fn of(info: &SystemInfo, place: &Place, asked: Option<&str>) -> Result<Self, EngineError> {
        let known = known(info);
        if let Some(name) = asked
            && !known.iter().any(|known| known == name)
        {
            return Err(EngineError::NoRuntime {
                name: name.to_owned(),
                known: known.join(", "),
                remedy: "register it in /etc/docker/daemon.json and reload Docker: \
                         https://docs.docker.com/engine/daemon/alternative-runtimes/",
            });
        }
        let name = asked.or(info.default_runtime.as_deref());
        let registered = name.and_then(|name| info.runtimes.as_ref()?.get(name));
        let path = registered.and_then(|runtime| runtime.path.as_deref());
        let wall = Wall::of(name.unwrap_or_default(), path.unwrap_or_default());
        let told = registered.and_then(|runtime| runtime.runtime_args.clone());
        let weak = match (wall, name) {
            (Wall::Gvisor, Some(name)) => {
                weak(name, &told.unwrap_or_else(|| arguments_here(place, name)))
            }
            _ => Vec::new(),
        };
        Ok(Self {
            asked: asked.map(str::to_owned),
            wall,
            weak,
        })
    }
}

/// The names of the runtimes that the daemon knows.
pub fn known(info: &SystemInfo) -> Vec<String> {
    let mut names: Vec<_> = info
        .runtimes
        .iter()
        .flat_map(|all| all.keys().cloned())
        .collect();
    names.sort();
    names
}

/// What gVisor leaves out when it is started with these arguments.
fn weak(name: &str, arguments: &[String]) -> Vec<Weak> {
    if !ignores_cgroups(arguments) {
        return Vec::new();
    }
    [Limit::Memory, Limit::Swap, Limit::Cpus, Limit::Pids]
        .map(|limit| Weak {
            limit,
            why: format!("the runtime {name} is registered with --ignore-cgroups, which drops it"),
            remedy: format!(
                "take --ignore-cgroups out of its runtimeArgs in {DAEMON_JSON} and reload Docker"
            ),
        })
        .into()
}

/// The last of several counts, as it does for runsc.
fn ignores_cgroups(arguments: &[String]) -> bool {
    let mut values = arguments.iter().filter_map(|argument| {
        let flag = argument.trim_start_matches('-');
        match flag.split_once('=') {
            None => (flag == "ignore-cgroups").then_some(true),
            Some((flag, value)) => {
                (flag == "ignore-cgroups").then_some(!matches!(value, "false" | "f" | "F" | "0"))
            }
        }
    });
    values.next_back().unwrap_or(false)
}

/// The runtime's arguments as a daemon on this machine was configured.
fn arguments_here(place: &Place, name: &str) -> Vec<String> {
    match place {
        Place::Unix(_) => std::fs::read_to_string(DAEMON_JSON)
            .map(|text| arguments_in(&text, name))
            .unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The same, from the text of its configuration. gVisor's shim has its flags in a file of its own.
fn arguments_in(daemon_json: &str, name: &str) -> Vec<String> {
    let configuration: serde_json::Value = serde_json::from_str(daemon_json).unwrap_or_default();
    let runtime = &configuration["runtimes"][name];
    let listed = runtime["runtimeArgs"].as_array().into_iter().flatten();
    let mut arguments: Vec<_> = listed
        .filter_map(|argument| argument.as_str().map(str::to_owned))
        .collect();
    let shim = runtime["options"]["ConfigPath"]
        .as_str()
        .and_then(|path| std::fs::read_to_string(path).ok())
        .and_then(|text| text.parse::<toml::Table>().ok());
    let flags = shim
        .as_ref()
        .and_then(|shim| shim.get("runsc_config")?.as_table());
    for (flag, value) in flags.into_iter().flatten() {
        let value = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        arguments.push(format!("--{flag}={value}"));
    }
    arguments
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::collections::HashMap;

    use bollard::models::Runtime as Registered;

    use super::*;

    fn info(runtimes: &[(&str, &str, &[&str])]) -> SystemInfo {
        let registered = |(name, path, arguments): &(&str, &str, &[&str])| {
            let runtime = Registered {
                path: Some((*path).to_owned()),
                runtime_args: Some(arguments.iter().map(|&text| text.to_owned()).collect()),
                status: None,
            };
            ((*name).to_owned(), runtime)
        };
        SystemInfo {
            runtimes: Some(runtimes.iter().map(registered).collect::<HashMap<_, _>>()),
            default_runtime: Some("runc".to_owned()),
            ..Default::default()
        }
    }

    fn here() -> Place {
        Place::Unix("/var/run/docker.sock".into())
    }

    #[test]
    fn a_runtime_that_is_not_known_is_answered_with_those_that_are() {
        let info = info(&[("runsc", "/usr/bin/runsc", &[]), ("runc", "runc", &[])]);
        let own = Runtime::of(&info, &here(), None).unwrap();
        assert_eq!((own.wall, own.asked), (Wall::SharedKernel, None));
        let said = Runtime::of(&info, &here(), Some("kata"))
            .unwrap_err()
            .to_string();
        assert!(
            said.contains("kata") && said.contains("runc, runsc"),
            "{said}"
        );
    }

    #[test]
    fn gvisor_is_known_by_its_program_also_where_it_is_the_daemons_own() {
        let mut info = info(&[("wall", "/opt/bin/runsc", &[])]);
        info.default_runtime = Some("wall".to_owned());
        assert_eq!(
            Runtime::of(&info, &here(), None).unwrap().wall,
            Wall::Gvisor
        );
    }

    #[test]
    fn gvisor_that_ignores_cgroups_is_weak() {
        let limits = |arguments: &[&str]| -> Vec<Limit> {
            let info = info(&[("runsc", "/usr/bin/runsc", arguments)]);
            let runtime = Runtime::of(&info, &here(), Some("runsc")).unwrap();
            runtime.weak.iter().map(|weak| weak.limit).collect()
        };
        let dropped = [Limit::Memory, Limit::Swap, Limit::Cpus, Limit::Pids];
        assert_eq!(limits(&["--platform=systrap"]), []);
        assert_eq!(limits(&["--ignore-cgroups"]), dropped);
        assert_eq!(limits(&["-ignore-cgroups=true"]), dropped);
        assert_eq!(limits(&["--ignore-cgroups=false"]), []);
    }

    #[test]
    fn a_daemon_that_does_not_tell_is_read_from_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let shim = folder.path().join("runsc.toml");
        std::fs::write(&shim, "[runsc_config]\nignore-cgroups = \"true\"\n").unwrap();
        let text = serde_json::json!({"runtimes": {
            "plain": {"path": "runsc", "runtimeArgs": ["--ignore-cgroups"]},
            "shim": {"runtimeType": "io.containerd.runsc.v1", "options": {"ConfigPath": shim}},
            "sound": {"path": "runsc", "runtimeArgs": ["--network=none"]},
        }})
        .to_string();
        for (name, ignores) in [
            ("plain", true),
            ("shim", true),
            ("sound", false),
            ("none", false),
        ] {
            assert_eq!(
                ignores_cgroups(&arguments_in(&text, name)),
                ignores,
                "{name}"
            );
        }
    }
}
