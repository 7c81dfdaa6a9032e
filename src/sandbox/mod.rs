//! Where code runs: engines, images, the policy, and the container contract.
//!
//! An [`Engine`] boots containers and knows nothing of jobs; `contract` speaks with the runner inside and
//! knows nothing of engines. What is taught and what is shown are unknown here.

mod choose;
pub mod contract;
pub mod docker;
#[cfg(target_os = "linux")]
pub mod embedded;
pub mod fake;
pub mod image;
pub mod keeper;
mod owner;
mod policy;
mod pool;
mod wall;

use std::path::Path;
use std::pin::Pin;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::Stream as Flow;
use tokio::io::AsyncWrite;

use crate::run::Stream;

pub use choose::{Found, Kind, UnknownKind, Wanted, connect, survey};
pub use contract::RunHandle;
pub use policy::{Limit, Policy, UnknownLimit, Weak};
pub use pool::{Attention, BUDGET, Pool};
pub use wall::Wall;

/// What can go wrong with an engine. Every variant says what to do.
#[derive(Debug, Clone, thiserror::Error)]
pub enum EngineError {
    /// No engine answers.
    #[error("no container engine answers at {place}: {why}")]
    Unreachable {
        /// The socket or address.
        place: String,
        /// What it said.
        why: String,
    },
    /// The image is not there yet.
    #[error("the image {0} is not prepared")]
    NoImage(String),
    /// A part of the policy cannot be enforced.
    #[error("{engine} does not enforce {weak}; or run without it: --allow-weak-limits")]
    Weak {
        /// The engine.
        engine: String,
        /// What, why, and how to mend it.
        weak: Weak,
    },
    /// It knows no OCI runtime of this name.
    #[error("the engine knows no runtime called {name}, only {known}; {remedy}")]
    NoRuntime {
        /// What was asked for.
        name: String,
        /// Those that it knows.
        known: String,
        /// How it comes to know another.
        remedy: &'static str,
    },
    /// The engine was asked and refused or broke.
    #[error("the engine could not {what}: {why}")]
    Failed {
        /// What was asked of it.
        what: &'static str,
        /// What it said.
        why: String,
    },
}

impl EngineError {
    /// This of the daemons, where there could have been an engine without one.
    fn beside(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unreachable { place, why }, Self::Unreachable { why: other, .. }) => {
                let why = format!("{why}; without a daemon: {other}");
                Self::Unreachable { place, why }
            }
            (error, _) => error,
        }
    }
}

/// Bytes of one stream, as they come.
pub type Chunk = Result<(Stream, Vec<u8>), EngineError>;

/// What a container is booted with.
#[derive(Debug, Clone, PartialEq)]
pub struct Boot {
    /// The image's name and tag under our own name, `tutorbox/elixir:HASH`.
    pub image: String,
    /// The runner's command, whole.
    pub command: Vec<String>,
    /// The environment, whole.
    pub env: Vec<(String, String)>,
    /// Whether files in scratch may be executed.
    pub scratch_exec: bool,
}

impl Boot {
    /// What code finds in its environment: `usual`, which is the engine's, and what the language needs. The host's own comes
    /// first where that part of the policy is lifted.
    fn environment(&self, policy: &Policy, usual: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut all: Vec<(String, String)> = Vec::new();
        if !policy.holds(Limit::Environment) {
            all.extend(std::env::vars_os().filter_map(|(name, value)| {
                Some((name.into_string().ok()?, value.into_string().ok()?))
            }));
        }
        let usual = usual
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        for (name, value) in usual.chain(self.env.iter().cloned()) {
            all.retain(|(other, _)| *other != name);
            all.push((name, value));
        }
        all
    }
}

/// What an engine says of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    /// Which program.
    pub kind: Kind,
    /// Its version, `20.10.24`.
    pub version: String,
    /// The OCI runtime that was asked for by name, `runsc`; `None` for the engine's own.
    pub runtime: Option<String>,
    /// What it puts between a container and the host's kernel.
    pub wall: Wall,
    /// The version of cgroups that it limits with, 1 or 2, where it says.
    pub cgroups: Option<u8>,
    /// Where it listens, or where it keeps its containers.
    pub place: String,
    /// What of the policy it does not hold.
    pub weak: Vec<Weak>,
}

impl About {
    /// What the status line says: `Docker 20.10.24`, `Docker 20.10.24, runsc`.
    pub fn name(&self) -> String {
        let name = format!("{} {}", self.kind.title(), self.version);
        match &self.runtime {
            Some(runtime) => format!("{name}, {runtime}"),
            None => name,
        }
    }

    /// Nothing, where the whole policy is held or less is allowed.
    ///
    /// # Errors
    /// [`EngineError::Weak`], of the first part that is not held.
    pub fn refuse_weak(&self, allow: bool) -> Result<(), EngineError> {
        match self.weak.first() {
            Some(weak) if !allow => Err(EngineError::Weak {
                engine: self.name(),
                weak: weak.clone(),
            }),
            _ => Ok(()),
        }
    }
}

/// A program that boots containers.
#[async_trait]
pub trait Engine: Send + Sync {
    /// What it is.
    fn about(&self) -> &About;

    /// What the status line says.
    fn name(&self) -> String {
        self.about().name()
    }

    /// Whether this image is there.
    async fn has_image(&self, image: &str) -> Result<bool, EngineError>;

    /// Whether it boots from the folders that are imported, and has no copies of its own.
    fn boots_from_folders(&self) -> bool {
        false
    }

    /// Makes a folder an image of this name; `sent` is told how many bytes of it have gone.
    async fn import(
        &self,
        image: &str,
        root: &Path,
        sent: &(dyn Fn(u64) + Send + Sync),
    ) -> Result<(), EngineError>;

    /// Removes an image. One that is not there is no error, and one that containers use stays.
    async fn remove_image(&self, image: &str) -> Result<(), EngineError>;

    /// Removes what programs that are gone left behind in it; says how many containers. The living ones' stay.
    ///
    /// # Errors
    /// Something of them stays; the rest is removed.
    async fn sweep(&self) -> Result<usize, EngineError>;

    /// Creates and starts a container under `policy`, attached. It must be ended with
    /// [`Control::remove`]; the keeper does so where we do not live to.
    ///
    /// # Errors
    /// [`EngineError::Weak`] where it does not hold the whole policy, unless [`Wanted::allow_weak`] was set.
    async fn boot(&self, boot: &Boot, policy: &Policy) -> Result<Container, EngineError>;
}

/// A started container, attached.
pub struct Container {
    /// The engine's name for it.
    pub id: String,
    /// Its standard input; shutting it down is its end of file.
    pub stdin: Pin<Box<dyn AsyncWrite + Send>>,
    /// Both its streams, until it has ended.
    pub output: Pin<Box<dyn Flow<Item = Chunk> + Send>>,
    /// How to end it.
    pub control: Box<dyn Control>,
}

/// Power over one container.
#[async_trait]
pub trait Control: Send + Sync {
    /// Kills everything in it. One that has ended already is no error.
    async fn kill(&self) -> Result<(), EngineError>;

    /// How long it has used a CPU so far, all its processes together; `None` where that cannot be told.
    async fn cpu_time(&self) -> Option<Duration> {
        None
    }

    /// Waits for its end.
    async fn wait(&self) -> Result<Exit, EngineError>;

    /// Kills it where it lives and removes every trace of it. One that is gone is no error.
    async fn remove(&self) -> Result<(), EngineError>;
}

/// How a container ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exit {
    /// 128 + n where a signal ended it.
    pub code: i32,
    /// The engine saw the memory limit hit by something in it.
    pub oom_killed: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_no_engine_answers_both_ways_to_have_one_are_told() {
        let unreachable = |place: &str, why: &str| EngineError::Unreachable {
            place: place.to_owned(),
            why: why.to_owned(),
        };
        let daemon = || unreachable("a socket", "start it");
        let told = daemon().beside(unreachable("here", "allow it"));
        assert_eq!(
            told.to_string(),
            "no container engine answers at a socket: start it; without a daemon: allow it"
        );
        let other = EngineError::NoImage("x".to_owned());
        assert_eq!(daemon().beside(other).to_string(), daemon().to_string());
    }
}
