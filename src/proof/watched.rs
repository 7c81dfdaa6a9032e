//! An engine, and a note of every container that it boots: what may be left behind is looked for by their names.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;

use super::host;
use crate::sandbox::{About, Boot, Container, Control, Engine, EngineError, Exit, Policy};

/// What is known of the containers that were booted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// What each is called, and what its parts on this machine are called.
    pub names: BTreeSet<String>,
    /// Those that the engine was not asked to remove, or did not.
    pub not_removed: BTreeSet<String>,
    /// Whether any of them was seen among this machine's processes: an engine may be elsewhere.
    pub is_here: bool,
}

impl Seen {
    /// Adds what another has seen.
    pub fn absorb(&mut self, other: Self) {
        self.names.extend(other.names);
        self.not_removed.extend(other.not_removed);
        self.is_here |= other.is_here;
    }
}

/// An engine that is watched.
pub struct Watched {
    engine: Arc<dyn Engine>,
    seen: Arc<Mutex<Seen>>,
}

impl Watched {
    pub fn new(engine: Arc<dyn Engine>) -> Self {
        Self {
            engine,
            seen: Arc::default(),
        }
    }

    /// What was seen so far.
    pub fn seen(&self) -> Seen {
        lock(&self.seen).clone()
    }
}

/// Nothing that holds the lock can panic, so a poisoned one is whole.
fn lock(seen: &Mutex<Seen>) -> MutexGuard<'_, Seen> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}

#[async_trait]
impl Engine for Watched {
    fn about(&self) -> &About {
        self.engine.about()
    }

    fn name(&self) -> String {
        self.engine.name()
    }

    async fn has_image(&self, image: &str) -> Result<bool, EngineError> {
        self.engine.has_image(image).await
    }

    fn boots_from_folders(&self) -> bool {
        self.engine.boots_from_folders()
    }

    async fn import(
        &self,
        image: &str,
        root: &Path,
        sent: &(dyn Fn(u64) + Send + Sync),
    ) -> Result<(), EngineError> {
        self.engine.import(image, root, sent).await
    }

    async fn remove_image(&self, image: &str) -> Result<(), EngineError> {
        self.engine.remove_image(image).await
    }

    async fn sweep(&self) -> Result<usize, EngineError> {
        self.engine.sweep().await
    }

    async fn boot(&self, boot: &Boot, policy: &Policy) -> Result<Container, EngineError> {
        let container = self.engine.boot(boot, policy).await?;
        let id = container.id.clone();
        // What is still to be removed is noted before anything else can happen to it.
        lock(&self.seen).not_removed.insert(id.clone());
        let looked_for = id.clone();
        let parts = tokio::task::spawn_blocking(move || host::parts(&looked_for)).await;
        let mut seen = lock(&self.seen);
        seen.names.insert(id.clone());
        if let Ok(Some(parts)) = parts {
            seen.is_here = true;
            seen.names.extend(parts);
        }
        drop(seen);
        Ok(Container {
            control: Box::new(Power {
                control: container.control,
                id,
                seen: Arc::clone(&self.seen),
            }),
            ..container
        })
    }
}

/// The power over a container that is watched.
struct Power {
    control: Box<dyn Control>,
    id: String,
    seen: Arc<Mutex<Seen>>,
}

#[async_trait]
impl Control for Power {
    async fn kill(&self) -> Result<(), EngineError> {
        self.control.kill().await
    }

    async fn cpu_time(&self) -> Option<Duration> {
        self.control.cpu_time().await
    }

    async fn wait(&self) -> Result<Exit, EngineError> {
        self.control.wait().await
    }

    async fn remove(&self) -> Result<(), EngineError> {
        self.control.remove().await?;
        lock(&self.seen).not_removed.remove(&self.id);
        Ok(())
    }
}
