//! Which engine: the one that was asked for, or the best that is there.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use futures_util::future::join_all;

use super::docker::{self, DockerEngine, Place, Surroundings};
use super::{Engine, EngineError};

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

/// Connects to the engine that was asked for, or to the best that answers. What programs that are gone left behind in it
/// is removed meanwhile.
///
/// # Errors
/// [`EngineError::Unreachable`], which says what to start or install; [`EngineError::NoRuntime`].
pub async fn connect(wanted: &Wanted) -> Result<Arc<dyn Engine>, EngineError> {
    let engine = choose(wanted).await?;
    let swept = Arc::clone(&engine);
    tokio::spawn(async move {
        if let Err(error) = swept.sweep().await {
            tracing::warn!(%error, "containers left behind stay for now");
        }
    });
    Ok(engine)
}

async fn choose(wanted: &Wanted) -> Result<Arc<dyn Engine>, EngineError> {
    if wanted.kind == Some(Kind::Embedded) {
        return embedded(wanted).await;
    }
    let candidates = candidates(&Surroundings::of_this_process(), wanted.kind)?;
    let named = candidates.iter().any(|candidate| candidate.named);
    match first(candidates, wanted).await {
        Err(error @ EngineError::NoRuntime { .. }) => Err(error),
        // No daemon answers, and none was asked for: this machine itself, where it can.
        Err(error) if wanted.kind.is_none() && !named => {
            embedded(wanted).await.map_err(|other| error.beside(other))
        }
        connected => connected,
    }
}

/// The first of them that answers.
async fn first(
    candidates: Vec<Candidate>,
    wanted: &Wanted,
) -> Result<Arc<dyn Engine>, EngineError> {
    let mut said: Option<(bool, EngineError)> = None;
    for candidate in candidates {
        let there = candidate.may_be_there();
        match candidate.reach(wanted).await {
            Ok(engine) => return Ok(Arc::new(engine)),
            // It is there, and lacks what was asked for by name: that is the answer.
            Err(error @ EngineError::NoRuntime { .. }) => return Err(error),
            // Of those that do not answer, the first one that was ever installed has most to say.
            Err(error) => match said {
                Some((known, _)) if known || !there => {}
                _ => said = Some((there, error)),
            },
        }
    }
    Err(said.map_or_else(nowhere, |(_, error)| error))
}

fn nowhere() -> EngineError {
    EngineError::Unreachable {
        place: "any usual place".to_owned(),
        why: docker::how_to_start(Kind::Docker).to_owned(),
    }
}

/// Looks for every engine, in the order in which [`connect`] would choose. One that hangs holds up no other.
pub async fn survey(wanted: &Wanted) -> Vec<Found> {
    let daemons = async {
        match candidates(&Surroundings::of_this_process(), wanted.kind) {
            Ok(candidates) => {
                let told = told_of(candidates);
                join_all(told.iter().map(|one| one.found(wanted))).await
            }
            Err(error) => vec![Found {
                kind: wanted.kind.unwrap_or(Kind::Docker),
                place: String::new(),
                result: Err(error),
                runtimes: Vec::new(),
            }],
        }
    };
    if wanted.kind.is_some_and(|kind| kind != Kind::Embedded) {
        return daemons.await;
    }
    let (mut found, embedded) = tokio::join!(daemons, embedded(wanted));
    found.push(Found {
        kind: Kind::Embedded,
        place: embedded
            .as_ref()
            .map(|engine| engine.about().place.clone())
            .unwrap_or_default(),
        runtimes: Vec::new(),
        result: embedded,
    });
    found
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

/// A place where an engine may be.
struct Candidate {
    /// What is looked for there. Another kind may answer: Podman can stand in Docker's place.
    kind: Kind,
    place: Place,
    /// Whether it was asked for by name.
    named: bool,
}

/// The daemons that there are to try, best first. What was asked for by name is not passed over for another.
fn candidates(around: &Surroundings, kind: Option<Kind>) -> Result<Vec<Candidate>, EngineError> {
    if kind == Some(Kind::Embedded) {
        return Ok(Vec::new());
    }
    let at = |kind, named| move |place| Candidate { kind, place, named };
    let named = match kind {
        None | Some(Kind::Docker) => around.named()?,
        // It may be Podman that it names, if nothing else names one.
        Some(Kind::Podman) if !around.names_podman() => around.named().unwrap_or_default(),
        Some(_) => None,
    };
    let mut all: Vec<_> = named.into_iter().map(at(Kind::Docker, true)).collect();
    if !all.is_empty() && kind != Some(Kind::Podman) {
        return Ok(all);
    }
    if kind.is_none_or(|kind| kind == Kind::Docker) {
        all.extend(around.docker().into_iter().map(at(Kind::Docker, false)));
    }
    if kind.is_none_or(|kind| kind == Kind::Podman) {
        let named = around.names_podman();
        all.extend(around.podman()?.into_iter().map(at(Kind::Podman, named)));
    }
    Ok(all)
}

/// Those of which there is something to tell: all that may be there, and one of each kind.
fn told_of(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut told: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        let known = told.iter().any(|other| other.kind == candidate.kind);
        if !known || candidate.may_be_there() {
            told.push(candidate);
        }
    }
    told
}

impl Candidate {
    /// Whether somebody has ever put an engine there.
    fn may_be_there(&self) -> bool {
        match &self.place {
            Place::Unix(path) => self.named || path.exists(),
            _ => true,
        }
    }

    async fn reach(&self, wanted: &Wanted) -> Result<DockerEngine, EngineError> {
        let engine = docker::connect_to(self.place.clone(), self.kind, wanted).await?;
        let found = engine.about().kind;
        match wanted.kind {
            Some(kind) if kind != found => Err(EngineError::Unreachable {
                place: self.place.to_string(),
                why: format!(
                    "what answers there is {found}, and {kind} was asked for; say --engine {} to use it",
                    found.name()
                ),
            }),
            _ => Ok(engine),
        }
    }

    async fn found(&self, wanted: &Wanted) -> Found {
        let reached = self.reach(wanted).await;
        let (kind, runtimes) = match &reached {
            Ok(engine) => (engine.about().kind, engine.runtimes().to_vec()),
            Err(_) => (self.kind, Vec::new()),
        };
        Found {
            kind,
            place: self.place.to_string(),
            result: reached.map(|engine| Arc::new(engine) as Arc<dyn Engine>),
            runtimes,
        }
    }
}
