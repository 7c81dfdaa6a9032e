//! Where a Docker engine listens, and in which order to look for one.
//!
//! The order is that of the `docker` command: `DOCKER_HOST`, the chosen context, the usual socket; then
//! the socket of a rootless engine.

use std::env;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use bollard::errors::Error;
use serde::Deserialize;

use super::call::why;
use crate::sandbox::EngineError;

/// What to do where there is no engine.
pub const HOW_TO_START: &str = "start Docker (`sudo systemctl start docker`), or install it: \
                                https://docs.docker.com/engine/install/";

/// Where an engine listens. As text it is what `DOCKER_HOST` holds, and it is read back from that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A Unix socket, `unix:///var/run/docker.sock`.
    Unix(PathBuf),
    /// A host and port, in the clear: `tcp://127.0.0.1:2375`.
    Tcp(String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unix(path) => write!(f, "unix://{}", path.display()),
            Self::Tcp(address) => write!(f, "tcp://{address}"),
        }
    }
}

impl FromStr for Place {
    type Err = EngineError;

    fn from_str(text: &str) -> Result<Self, EngineError> {
        let unreachable = |why: &str| EngineError::Unreachable {
            place: text.to_owned(),
            why: why.to_owned(),
        };
        match text.split_once("://") {
            Some(("unix", path)) if path.starts_with('/') => Ok(Self::Unix(path.into())),
            Some(("tcp" | "http", address)) if !address.is_empty() => {
                Ok(Self::Tcp(address.trim_end_matches('/').to_owned()))
            }
            Some((scheme @ ("ssh" | "https" | "npipe" | "fd"), _)) => Err(unreachable(&format!(
                "{scheme}:// is not supported; forward its socket and set DOCKER_HOST to unix:///PATH"
            ))),
            _ => Err(unreachable(
                "that is no address of an engine; DOCKER_HOST is unix:///PATH or tcp://HOST:PORT",
            )),
        }
    }
}

impl Place {
    /// Why nobody could be reached here, and what to do.
    pub fn remedy(&self, error: &Error) -> String {
        let why = why(error);
        if why.contains("Permission denied") {
            return "you may not use it; join its group \
                    (`sudo usermod -aG docker $USER`, then log in again), or install rootless Docker"
                .to_owned();
        }
        match (self, error) {
            (_, Error::DockerResponseServerError { .. } | Error::JsonDataError { .. }) => {
                format!("what answers there is no Docker engine: {why}")
            }
            (Self::Unix(_), Error::SocketNotFoundError(_)) => {
                format!("there is no such socket; {HOW_TO_START}")
            }
            _ => format!("{why}; {HOW_TO_START}"),
        }
    }
}

/// The places to look at, best first. One that was asked for by name is the only one.
///
/// # Errors
/// What was asked for by name is no place.
pub fn candidates() -> Result<Vec<Place>, EngineError> {
    if let Some(host) = set("DOCKER_HOST") {
        return named(&host).map(|place| vec![place]);
    }
    if let Some(host) = config_dir().and_then(|dir| context(&dir, set("DOCKER_CONTEXT"))) {
        return named(&host?).map(|place| vec![place]);
    }
    Ok(usual())
}

/// The sockets of an engine as it is installed: root's, then the user's own.
fn usual() -> Vec<Place> {
    let runtime = set("XDG_RUNTIME_DIR")
        .unwrap_or_else(|| format!("/run/user/{}", rustix::process::getuid().as_raw()));
    vec![
        Place::Unix("/var/run/docker.sock".into()),
        Place::Unix(Path::new(&runtime).join("docker.sock")),
    ]
}

/// A place that was asked for, which must not be reached more weakly than it was asked for.
fn named(host: &str) -> Result<Place, EngineError> {
    let place = Place::from_str(host)?;
    if matches!(place, Place::Tcp(_)) && set("DOCKER_TLS_VERIFY").is_some() {
        return Err(EngineError::Unreachable {
            place: host.to_owned(),
            why: "DOCKER_TLS_VERIFY asks for TLS, which is not supported; \
                  forward its socket and set DOCKER_HOST to unix:///PATH"
                .to_owned(),
        });
    }
    Ok(place)
}

/// The variable's value, unless it is empty.
fn set(variable: &str) -> Option<String> {
    env::var(variable).ok().filter(|value| !value.is_empty())
}

fn config_dir() -> Option<PathBuf> {
    set("DOCKER_CONFIG")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".docker")))
}

/// `config.json`, as far as we read it.
#[derive(Deserialize)]
struct Config {
    #[serde(rename = "currentContext")]
    current_context: Option<String>,
}

/// `contexts/meta/*/meta.json`, as far as we read it.
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
}

/// The address of the chosen context in the Docker command's folder `dir`; `None` where it is the default one.
fn context(dir: &Path, chosen: Option<String>) -> Option<Result<String, EngineError>> {
    let current = || {
        let text = fs::read(dir.join("config.json")).ok()?;
        serde_json::from_slice::<Config>(&text)
            .ok()?
            .current_context
    };
    let name = chosen.or_else(current)?;
    if name.is_empty() || name == "default" {
        return None;
    }
    let found = fs::read_dir(dir.join("contexts/meta"))
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| fs::read(entry.path().join("meta.json")).ok())
        .filter_map(|text| serde_json::from_slice::<Meta>(&text).ok())
        .find(|meta| meta.name == name);
    Some(match found {
        Some(meta) => Ok(meta.endpoints.docker.host),
        None => Err(EngineError::Unreachable {
            place: format!("the Docker context {name:?}"),
            why: "there is no such context; `docker context ls` lists them".to_owned(),
        }),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    #[test]
    fn a_place_is_read_back_from_its_text() {
        for text in ["unix:///var/run/docker.sock", "tcp://127.0.0.1:2375"] {
            assert_eq!(text.parse::<Place>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_cannot_be_reached_says_what_to_do() {
        for text in [
            "ssh://me@host",
            "npipe:////./pipe/docker",
            "host",
            "unix://",
            "",
        ] {
            let said = text.parse::<Place>().unwrap_err().to_string();
            assert!(said.contains("DOCKER_HOST"), "{said}");
        }
    }

    #[test]
    fn a_context_is_found_by_its_name() {
        let dir = tempfile::tempdir().unwrap();
        let meta = dir.path().join("contexts/meta/0123");
        fs::create_dir_all(&meta).unwrap();
        fs::write(
            meta.join("meta.json"),
            r#"{"Name":"room","Metadata":{},"Endpoints":{"docker":{"Host":"unix:///r.sock","SkipTLSVerify":false}}}"#,
        )
        .unwrap();
        assert!(context(dir.path(), None).is_none());
        fs::write(
            dir.path().join("config.json"),
            r#"{"auths":{},"currentContext":"room"}"#,
        )
        .unwrap();
        let host = |chosen: Option<&str>| context(dir.path(), chosen.map(str::to_owned));
        assert_eq!(host(None).unwrap().unwrap(), "unix:///r.sock");
        assert!(host(Some("default")).is_none());
        let said = host(Some("attic")).unwrap().unwrap_err().to_string();
        assert!(
            said.contains("\"attic\"") && said.contains("docker context ls"),
            "{said}"
        );
    }
}
