//! Which engine: the one that was asked for, or the best that is there.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use super::{Engine, EngineError, docker};

/// A kind of engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Docker, rootless Docker, and what a Docker context names.
    Docker,
    /// Podman, by its Docker-compatible socket.
    Podman,
    /// No daemon: containers made by this program itself.
    Embedded,
}

impl Kind {
    /// Every kind, best first.
    pub const ALL: &[Self] = &[Self::Docker, Self::Podman, Self::Embedded];

    /// As the command line names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Docker => "docker",
            Self::Podman => "podman",
            Self::Embedded => "embedded",
        }
    }

    /// As people name it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Docker => "Docker",
            Self::Podman => "Podman",
            Self::Embedded => "embedded",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title())
    }
}

/// There is no engine of this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no engine called {0}; the engines are: docker, podman, embedded")]
pub struct UnknownKind(String);

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(name: &str) -> Result<Self, UnknownKind> {
        let found = Self::ALL.iter().find(|kind| kind.name() == name);
        found.copied().ok_or_else(|| UnknownKind(name.to_owned()))
    }
}

/// What was asked for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// This kind and no other; else the best that is there.
    pub kind: Option<Kind>,
    /// This OCI runtime of the daemon, `runsc`; else the daemon's own.
    pub runtime: Option<String>,
    /// Boot containers although a part of the policy is not held.
    pub allow_weak: bool,
    /// The folder of the image store, where an engine without a daemon finds its images.
    pub images: PathBuf,
    /// The program that keepers and helpers are, where it is not the running one.
    pub program: Option<PathBuf>,
}

/// An engine that was looked for, as `doctor` tells of it.
pub struct Found {
    /// Which program was looked for.
    pub kind: Kind,
    /// Where it was looked for.
    pub place: String,
    /// The engine, or why there is none.
    pub result: Result<Arc<dyn Engine>, EngineError>,
    /// The OCI runtimes that it knows, `runc`, `runsc`.
    pub runtimes: Vec<String>,
}

/// Connects to the engine that was asked for, or to the best that answers.
///
/// # Errors
/// [`EngineError::Unreachable`], which says what to start or install.
pub async fn connect(wanted: &Wanted) -> Result<Arc<dyn Engine>, EngineError> {
    if wanted.kind == Some(Kind::Embedded) {
        return embedded(wanted).await;
    }
    match docker::connect().await {
        Ok(engine) => Ok(arranged(engine, wanted)),
        // No daemon answers: this machine itself, where it can.
        Err(error) if wanted.kind.is_none() => embedded(wanted).await.or(Err(error)),
        Err(error) => Err(error),
    }
}

/// Looks for every engine, in the order in which [`connect`] would choose. One that hangs holds up no other.
pub async fn survey(wanted: &Wanted) -> Vec<Found> {
    let (result, embedded) = tokio::join!(docker::connect(), embedded(wanted));
    let docker = Found {
        kind: Kind::Docker,
        place: result.as_ref().map_or_else(
            |_| "unix:///var/run/docker.sock".to_owned(),
            |engine| engine.about().place.clone(),
        ),
        runtimes: Vec::new(),
        result: result.map(|engine| arranged(engine, wanted)),
    };
    let place = |engine: &Arc<dyn Engine>| engine.about().place.clone();
    vec![
        docker,
        Found {
            kind: Kind::Embedded,
            place: embedded.as_ref().map(place).unwrap_or_default(),
            runtimes: Vec::new(),
            result: embedded,
        },
    ]
}

#[cfg(target_os = "linux")]
async fn embedded(wanted: &Wanted) -> Result<Arc<dyn Engine>, EngineError> {
    Ok(Arc::new(super::embedded::connect(wanted).await?))
}

#[cfg(not(target_os = "linux"))]
async fn embedded(_wanted: &Wanted) -> Result<Arc<dyn Engine>, EngineError> {
    Err(EngineError::Unreachable {
        place: "this machine itself".to_owned(),
        why: "the embedded engine needs Linux; install Docker or Podman".to_owned(),
    })
}

fn arranged(engine: docker::DockerEngine, wanted: &Wanted) -> Arc<dyn Engine> {
    let engine = engine.allow_weak(wanted.allow_weak);
    match &wanted.program {
        Some(program) => Arc::new(engine.with_keeper_program(program)),
        None => Arc::new(engine),
    }
}
