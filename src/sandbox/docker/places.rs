//! Where to look for an engine, and in which order.
//!
//! For Docker it is that of the `docker` command: `DOCKER_HOST`, the chosen context, the usual socket; then the socket
//! of a rootless engine. For Podman it is `CONTAINER_HOST`, then its sockets.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::Deserialize;

use super::place::Place;
use super::wire::tls::Files;
use crate::sandbox::EngineError;

/// What of the environment says where engines are. An empty variable is as good as none.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    docker_host: Option<String>,
    docker_context: Option<String>,
    container_host: Option<String>,
    /// `DOCKER_TLS_VERIFY`: TLS, and the engine proves who it is.
    tls_verify: bool,
    /// `DOCKER_TLS`: TLS with whoever answers.
    tls: bool,
    cert_path: Option<PathBuf>,
    /// The `docker` command's folder.
    config: Option<PathBuf>,
    /// The folder of the user's own sockets.
    runtime: PathBuf,
}

impl Surroundings {
    /// Those of this process.
    pub fn of_this_process() -> Self {
        let set = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
        let own = || format!("/run/user/{}", rustix::process::getuid().as_raw());
        Self {
            docker_host: set("DOCKER_HOST"),
            docker_context: set("DOCKER_CONTEXT"),
            container_host: set("CONTAINER_HOST"),
            tls_verify: set("DOCKER_TLS_VERIFY").is_some(),
            tls: set("DOCKER_TLS").is_some(),
            cert_path: set("DOCKER_CERT_PATH").map(PathBuf::from),
            config: set("DOCKER_CONFIG")
                .map(PathBuf::from)
                .or_else(|| env::home_dir().map(|home| home.join(".docker"))),
            runtime: set("XDG_RUNTIME_DIR").unwrap_or_else(own).into(),
        }
    }

    /// The place that was asked for by name, in the environment or as a Docker context.
    ///
    /// # Errors
    /// It is no place, or may not be reached as it was asked for.
    pub fn named(&self) -> Result<Option<Place>, EngineError> {
        match (&self.docker_host, &self.config) {
            (Some(host), _) => self.host(host).map(Some),
            (None, Some(config)) => context(config, self.docker_context.as_deref()),
            (None, None) => Ok(None),
        }
    }

    /// Whether a Podman was asked for by name.
    pub fn names_podman(&self) -> bool {
        self.container_host.is_some()
    }

    /// The sockets of a Docker engine as it is installed: root's, then the user's own.
    pub fn docker(&self) -> Vec<Place> {
        vec![
            Place::Unix("/var/run/docker.sock".into()),
            Place::Unix(self.runtime.join("docker.sock")),
        ]
    }

    /// Podman's: the one that was asked for by name, else the user's own and root's.
    ///
    /// # Errors
    /// What was asked for by name is no place.
    pub fn podman(&self) -> Result<Vec<Place>, EngineError> {
        Ok(match &self.container_host {
            Some(host) => vec![Place::from_str(host)?],
            None => vec![
                Place::Unix(self.runtime.join("podman/podman.sock")),
                Place::Unix("/run/podman/podman.sock".into()),
            ],
        })
    }

    /// `DOCKER_HOST`, reached no more weakly than it was asked for.
    fn host(&self, host: &str) -> Result<Place, EngineError> {
        let Place::Tcp(address) = Place::from_str(host)? else {
            return Place::from_str(host);
        };
        if !self.tls_verify {
            return match self.tls {
                true => Err(unproven(
                    host,
                    "DOCKER_TLS alone; set DOCKER_TLS_VERIFY=1, too",
                )),
                false => Ok(Place::Tcp(address)),
            };
        }
        let folder = self.cert_path.as_ref().or(self.config.as_ref());
        let folder = folder.cloned().unwrap_or_default();
        let mut files = files_in(&folder);
        // Without it, whom to believe would be the system's choice, and Docker's command leaves it none.
        files.ca = Some(folder.join("ca.pem"));
        Ok(Place::Tls { address, files })
    }
}

/// TLS with whoever answers is no wall; we do not pretend that it were.
fn unproven(place: &str, asked: &str) -> EngineError {
    EngineError::Unreachable {
        place: place.to_owned(),
        why: format!("nobody would prove to be the engine with {asked}"),
    }
}

/// What of `ca.pem`, `cert.pem` and `key.pem` is in a folder.
fn files_in(folder: &Path) -> Files {
    let there = |name: &str| Some(folder.join(name)).filter(|path| path.exists());
    Files {
        ca: there("ca.pem"),
        own: there("cert.pem").zip(there("key.pem")),
    }
}

/// `config.json`, as far as we read it.
#[derive(Deserialize)]
struct Config {
    #[serde(rename = "currentContext")]
    current_context: Option<String>,
}

/// `contexts/meta/ID/meta.json`, as far as we read it.
#[derive(Deserialize)]
struct Meta {
    #[serde(rename = "Name")]
    name: String,
    #[serde(rename = "Endpoints")]
    endpoints: Endpoints,
}

#[derive(Deserialize)]
struct Endpoints {
    docker: Endpoint,
}

#[derive(Deserialize)]
struct Endpoint {
    #[serde(rename = "Host")]
    host: String,
    #[serde(rename = "SkipTLSVerify", default)]
    skip_tls_verify: bool,
}

/// The place of the chosen context in the Docker command's folder `dir`; `None` where it is the default one.
fn context(dir: &Path, chosen: Option<&str>) -> Result<Option<Place>, EngineError> {
    let current = || {
        let text = fs::read(dir.join("config.json")).ok()?;
        serde_json::from_slice::<Config>(&text)
            .ok()?
            .current_context
    };
    let Some(name) = chosen.map(str::to_owned).or_else(current) else {
        return Ok(None);
    };
    if name.is_empty() || name == "default" {
        return Ok(None);
    }
    let found = fs::read_dir(dir.join("contexts/meta"))
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            Some((
                entry.file_name(),
                fs::read(entry.path().join("meta.json")).ok()?,
            ))
        })
        .filter_map(|(id, text)| Some((id, serde_json::from_slice::<Meta>(&text).ok()?)))
        .find(|(_, meta)| meta.name == name);
    let Some((id, meta)) = found else {
        return Err(EngineError::Unreachable {
            place: format!("the Docker context {name:?}"),
            why: "there is no such context; `docker context ls` lists them".to_owned(),
        });
    };
    let Endpoint {
        host,
        skip_tls_verify,
    } = meta.endpoints.docker;
    let Place::Tcp(address) = Place::from_str(&host)? else {
        return Place::from_str(&host).map(Some);
    };
    let files = files_in(&dir.join("contexts/tls").join(id).join("docker"));
    Ok(Some(match (files == Files::default(), skip_tls_verify) {
        (true, false) => Place::Tcp(address),
        (false, false) => Place::Tls { address, files },
        (_, true) => {
            let asked = format!("SkipTLSVerify in the Docker context {name:?}");
            return Err(unproven(
                &host,
                &format!("{asked}; give the context a ca.pem instead"),
            ));
        }
    }))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    fn write(path: &Path, text: &str) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn meta(dir: &Path, name: &str, host: &str, skip: bool) {
        write(
            &dir.join("contexts/meta").join(name).join("meta.json"),
            &format!(
                r#"{{"Name":"{name}","Metadata":{{}},"Endpoints":{{"docker":{{"Host":"{host}","SkipTLSVerify":{skip}}}}}}}"#
            ),
        );
    }

    #[test]
    fn a_context_is_found_by_its_name() {
        let dir = tempfile::tempdir().unwrap();
        let place = |chosen| context(dir.path(), chosen);
        meta(dir.path(), "room", "unix:///r.sock", false);
        assert_eq!(place(None).unwrap(), None);
        write(
            &dir.path().join("config.json"),
            r#"{"auths":{},"currentContext":"room"}"#,
        );
        assert_eq!(place(None).unwrap(), Some(Place::Unix("/r.sock".into())));
        assert_eq!(place(Some("default")).unwrap(), None);
        let said = place(Some("attic")).unwrap_err().to_string();
        assert!(
            said.contains("\"attic\"") && said.contains("docker context ls"),
            "{said}"
        );
    }

    #[test]
    fn a_context_is_reached_with_its_own_certificates_and_never_without_proof() {
        let dir = tempfile::tempdir().unwrap();
        meta(dir.path(), "clear", "tcp://h:2375", false);
        meta(dir.path(), "proven", "tcp://h:2376", false);
        meta(dir.path(), "skips", "tcp://h:2376", true);
        meta(dir.path(), "far", "ssh://me@h", false);
        let tls = dir.path().join("contexts/tls/proven/docker");
        for file in ["ca.pem", "cert.pem", "key.pem"] {
            write(&tls.join(file), "");
        }
        let place = |chosen| context(dir.path(), Some(chosen));
        assert_eq!(
            place("clear").unwrap(),
            Some(Place::Tcp("h:2375".to_owned()))
        );
        assert_eq!(place("far").unwrap().unwrap().to_string(), "ssh://me@h");
        let files = Files {
            ca: Some(tls.join("ca.pem")),
            own: Some((tls.join("cert.pem"), tls.join("key.pem"))),
        };
        let address = "h:2376".to_owned();
        assert_eq!(
            place("proven").unwrap(),
            Some(Place::Tls { address, files })
        );
        let said = place("skips").unwrap_err().to_string();
        assert!(said.contains("SkipTLSVerify"), "{said}");
    }

    #[test]
    fn a_host_is_reached_no_more_weakly_than_it_was_asked_for() {
        let dir = tempfile::tempdir().unwrap();
        let mut around = Surroundings {
            docker_host: Some("tcp://h".to_owned()),
            config: Some("/home/me/.docker".into()),
            ..Surroundings::default()
        };
        assert!(matches!(around.named(), Ok(Some(Place::Tcp(_)))));
        around.tls = true;
        let said = around.named().unwrap_err().to_string();
        assert!(said.contains("DOCKER_TLS_VERIFY=1"), "{said}");
        around.tls_verify = true;
        let files = |ca: PathBuf| Files {
            ca: Some(ca),
            own: None,
        };
        let tls = |ca: PathBuf| Place::Tls {
            address: "h".to_owned(),
            files: files(ca),
        };
        let usual = PathBuf::from("/home/me/.docker/ca.pem");
        assert_eq!(around.named().unwrap(), Some(tls(usual)));
        around.cert_path = Some(dir.path().into());
        assert_eq!(
            around.named().unwrap(),
            Some(tls(dir.path().join("ca.pem")))
        );
    }

    #[test]
    fn podman_has_a_name_of_its_own() {
        let mut around = Surroundings {
            runtime: "/run/user/7".into(),
            ..Surroundings::default()
        };
        assert_eq!(
            around.podman().unwrap(),
            [
                Place::Unix("/run/user/7/podman/podman.sock".into()),
                Place::Unix("/run/podman/podman.sock".into())
            ]
        );
        around.container_host = Some("unix:///tmp/p.sock".to_owned());
        assert_eq!(
            around.podman().unwrap(),
            [Place::Unix("/tmp/p.sock".into())]
        );
    }
}
