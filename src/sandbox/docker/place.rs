//! Where an engine listens: how it is written, and what to say where nobody can be reached there.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use bollard::errors::Error;
use serde::{Deserialize, Serialize};

use super::call::{ANSWER, why};
use super::wire::{ssh, tls};
use crate::sandbox::{EngineError, Kind};

/// What to do where there is no engine of this kind.
pub fn how_to_start(sought: Kind) -> &'static str {
    match sought {
        Kind::Podman => HOW_TO_START_PODMAN,
        Kind::Docker | Kind::Embedded => HOW_TO_START_DOCKER,
    }
}

const HOW_TO_START_DOCKER: &str = "start Docker (`sudo systemctl start docker`), or install it: \
                                https://docs.docker.com/engine/install/";

const HOW_TO_START_PODMAN: &str = "start its service (`systemctl --user start podman.socket`), or install it: \
                                       https://podman.io/docs/installation";

/// Where an engine listens, and what it takes to be let in. Shown, it is an address; the keeper gets it whole
/// ([`Place::whole`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// A Unix socket, `unix:///var/run/docker.sock`.
    Unix(PathBuf),
    /// A host and port, in the clear: `tcp://127.0.0.1:2375`.
    Tcp(String),
    /// A host and port, by TLS.
    Tls {
        /// `127.0.0.1:2376`.
        address: String,
        /// Whom to believe there, and who we are.
        files: tls::Files,
    },
    /// A machine that ssh reaches, and the engine there.
    Ssh(ssh::Host),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unix(path) => write!(f, "unix://{}", path.display()),
            Self::Tcp(address) | Self::Tls { address, .. } => write!(f, "tcp://{address}"),
            Self::Ssh(host) => host.fmt(f),
        }
    }
}

impl FromStr for Place {
    type Err = EngineError;

    /// An address as `DOCKER_HOST` holds it. What it takes to be let in stands elsewhere.
    fn from_str(text: &str) -> Result<Self, EngineError> {
        const KNOWN: &str = "DOCKER_HOST is unix:///PATH, tcp://HOST:PORT or ssh://USER@HOST";
        let unreachable = |why: String| EngineError::Unreachable {
            place: text.to_owned(),
            why,
        };
        match text.split_once("://") {
            Some(("unix", path)) if path.starts_with('/') => Ok(Self::Unix(path.into())),
            Some(("tcp" | "http", address)) if !address.is_empty() => {
                Ok(Self::Tcp(address.trim_end_matches('/').to_owned()))
            }
            Some(("ssh", rest)) => match ssh::Host::parse(rest) {
                Some(host) => Ok(Self::Ssh(host)),
                None => Err(unreachable(format!("that names no host; {KNOWN}"))),
            },
            Some((scheme @ ("https" | "npipe" | "fd"), _)) => Err(unreachable(format!(
                "{scheme}:// is not supported; {KNOWN}"
            ))),
            _ => Err(unreachable(format!(
                "that is no address of an engine; {KNOWN}"
            ))),
        }
    }
}

impl Place {
    /// How long an engine here may take to answer at all. One that hangs is as good as none.
    pub fn patience(&self) -> Duration {
        match self {
            // A login over half the world.
            Self::Ssh(_) => 3 * ANSWER,
            _ => ANSWER,
        }
    }

    /// All of it as one text, which [`Place::from_whole`] reads back. It names files, and holds no secret.
    pub fn whole(&self) -> String {
        // A value of strings alone can always be written.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What [`Place::whole`] wrote; `None` where it did not.
    pub fn from_whole(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// Why no engine of the kind that was sought could be reached here, and what to do.
    pub fn remedy(&self, sought: Kind, error: &Error) -> String {
        if let Some(said) = ssh::explain(error) {
            return said;
        }
        if let (Self::Tls { files, .. }, Some(said)) = (self, tls::explain(error)) {
            return said.remedy(files);
        }
        let why = why(error);
        if why.contains("Permission denied") {
            return "you may not use it; join its group \
                    (`sudo usermod -aG docker $USER`, then log in again), or install rootless Docker"
                .to_owned();
        }
        if matches!(self, Self::Tcp(_)) && why.contains("to an HTTPS server") {
            return "it speaks TLS alone; set DOCKER_TLS_VERIFY=1, and DOCKER_CERT_PATH to the folder of \
                    ca.pem, cert.pem and key.pem"
                .to_owned();
        }
        let start = how_to_start(sought);
        match (self, error) {
            (_, Error::DockerResponseServerError { .. } | Error::JsonDataError { .. }) => {
                format!("what answers there is no Docker engine: {why}")
            }
            (Self::Unix(path), _) if !path.exists() => {
                format!("there is no such socket; {start}")
            }
            _ => format!("{why}; {start}"),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    #[test]
    fn a_place_is_read_back_from_its_text() {
        for text in [
            "unix:///var/run/docker.sock",
            "tcp://127.0.0.1:2375",
            "ssh://me@host",
            "ssh://host:2222",
            "ssh://me@host:22/run/user/1000/docker.sock",
        ] {
            let place = text.parse::<Place>().unwrap();
            assert_eq!(place.to_string(), text);
            assert_eq!(Place::from_whole(&place.whole()), Some(place));
        }
    }

    #[test]
    fn what_it_takes_to_be_let_in_is_kept() {
        let place = Place::Tls {
            address: "host:2376".to_owned(),
            files: tls::Files {
                ca: Some("/certs/ca.pem".into()),
                own: Some(("/certs/cert.pem".into(), "/certs/key.pem".into())),
            },
        };
        assert_eq!(place.to_string(), "tcp://host:2376");
        assert_eq!(Place::from_whole(&place.whole()), Some(place));
        assert_eq!(Place::from_whole("tcp://host:2376"), None);
    }

    #[test]
    fn what_cannot_be_reached_says_what_to_do() {
        for text in [
            "https://host",
            "npipe:////./pipe/docker",
            "ssh://",
            "ssh://-oProxyCommand=id",
            "host",
            "unix://",
            "",
        ] {
            let said = text.parse::<Place>().unwrap_err().to_string();
            assert!(said.contains("DOCKER_HOST"), "{said}");
        }
    }
}
