//! The embedded engine: containers without a daemon, by libcontainer, with a process of our own for each.
//!
//! The only room that knows libcontainer. As root or as an ordinary user; where the machine does not let us hold a
//! part of the policy, it says which and how to mend it before anything is booted. It knows no job and no language.
//!
//! A container has its own users even where root boots it: an escape would else have the files of the host's user
//! 1000, and what an ordinary user's containers depend on is tried wherever root runs the tests.

mod cgroup;
mod container;
mod home;
mod host;
mod ids;
mod init;
mod inside;
mod keeper;
mod maker;
mod namespaces;
mod order;
mod seccomp;
mod spec;
mod trial;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU32, Ordering};

use async_trait::async_trait;

use super::image::Store;
use super::owner::Owner;
use super::{About, Boot, Container, Engine, EngineError, Kind, Limit, Policy, Wall, Wanted};
use cgroup::{Budget, Layout};
use container::{Starter, failed};
use home::Home;
use host::{Host, Scope};
use order::Order;

/// The engine, on this machine.
#[derive(Debug)]
pub struct EmbeddedEngine {
    about: About,
    host: Host,
    store: Store,
    program: PathBuf,
    allow_weak: bool,
    owner: Owner,
    /// Where the containers' folders are.
    place: PathBuf,
    booted: AtomicU32,
}

/// Makes ready to boot containers here.
///
/// # Errors
/// [`EngineError::Unreachable`] where nothing can be booted at all; [`EngineError::NoRuntime`] where one was asked for.
pub async fn connect(wanted: &Wanted) -> Result<EmbeddedEngine, EngineError> {
    connect_in(wanted, home::place()).await
}

/// The same with the containers' folders elsewhere: no other folder is an affair of this engine's.
///
/// # Errors
/// As [`connect`].
pub async fn connect_in(wanted: &Wanted, place: PathBuf) -> Result<EmbeddedEngine, EngineError> {
    if let Some(name) = &wanted.runtime {
        return Err(EngineError::NoRuntime {
            name: name.clone(),
            known: "its own".to_owned(),
            remedy: "runtimes are a daemon's: say --engine docker",
        });
    }
    let program = wanted.program.clone().unwrap_or("/proc/self/exe".into());
    let looking = {
        let program = program.clone();
        tokio::task::spawn_blocking(move || Host::look(&program))
    };
    let host = looking.await;
    let host = host.map_err(|error| failed("look at this machine", error))?;
    let host = host.map_err(|why| EngineError::Unreachable {
        place: "this machine itself".to_owned(),
        why,
    })?;
    Ok(EmbeddedEngine {
        about: about(&host, &place),
        store: Store::new(&wanted.images),
        program,
        allow_weak: wanted.allow_weak,
        owner: Owner::new(),
        place,
        booted: AtomicU32::new(0),
        host,
    })
}

/// The `main` of a process besides the program's own.
pub type Main = fn() -> ExitCode;

/// The `main` of a process that the engine takes besides the program's own, by the hidden subcommand under which it
/// is started.
pub fn hidden(subcommand: &OsStr) -> Option<Main> {
    let mains: [(&str, Main); 4] = [
        (keeper::SUBCOMMAND, keeper::main),
        (maker::SUBCOMMAND, maker::main),
        (init::SUBCOMMAND, init::main),
        (trial::SUBCOMMAND, trial::main),
    ];
    let found = mains.into_iter().find(|(name, _)| subcommand == *name);
    found.map(|(_, main)| main)
}

fn about(host: &Host, place: &Path) -> About {
    About {
        kind: Kind::Embedded,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        runtime: None,
        wall: Wall::SharedKernel,
        cgroups: Some(host.layout.version()),
        place: place.display().to_string(),
        weak: host.weak.clone(),
    }
}

impl EmbeddedEngine {
    /// Whose its containers are, as their folders' names say.
    pub fn owner(&self) -> String {
        self.owner.to_string()
    }

    /// Whether a part of the policy is to be held, and can be.
    fn held(&self, policy: &Policy, limit: Limit) -> bool {
        policy.holds(limit) && self.about.weak.iter().all(|weak| weak.limit != limit)
    }

    fn order(&self, boot: &Boot, policy: &Policy, image: PathBuf) -> Order {
        let limits = &policy.limits;
        let can = |limit| self.about.weak.iter().all(|weak| weak.limit != limit);
        let both = self.held(policy, Limit::Swap).then_some(limits.memory);
        // A user without others on the host is itself inside, by the one name that it can have.
        let alone = self.host.ids.as_ref().is_some_and(|ids| !ids.has_others());
        let owner = if alone { (0, 0) } else { policy.user };
        let n = self.booted.fetch_add(1, Ordering::Relaxed);
        Order {
            home: Home::new(&self.place, &self.owner, n).path().to_owned(),
            image,
            config: spec::config(boot, policy, owner),
            layout: match self.host.scope {
                Scope::Nobody => Layout::Nowhere,
                _ => self.host.layout.clone(),
            },
            scoped: matches!(self.host.scope, Scope::System | Scope::Session),
            budget: Budget {
                memory: can(Limit::Memory).then_some(limits.memory),
                memory_and_swap: both.filter(|_| can(Limit::Memory)),
                millicpus: can(Limit::Cpus).then_some(limits.millicpus),
                pids: can(Limit::Pids).then_some(limits.pids),
            },
            ids: self.host.ids.clone(),
            network: policy.holds(Limit::Network),
            processes: policy.holds(Limit::Processes),
            // Who may gain privileges may load no filter unless it has them already.
            filtered: self.held(policy, Limit::SystemCalls) && policy.holds(Limit::NoNewPrivileges),
            owner,
        }
    }
}

#[async_trait]
impl Engine for EmbeddedEngine {
    fn about(&self) -> &About {
        &self.about
    }

    async fn has_image(&self, image: &str) -> Result<bool, EngineError> {
        Ok(self.store.folder(image).is_some())
    }

    fn boots_from_folders(&self) -> bool {
        true
    }

    /// Nothing is copied: a root in the store is shared by all containers, none of which can write it.
    async fn import(
        &self,
        image: &str,
        _root: &Path,
        _sent: &(dyn Fn(u64) + Send + Sync),
    ) -> Result<(), EngineError> {
        match self.store.folder(image) {
            Some(_) => Ok(()),
            None => Err(EngineError::NoImage(image.to_owned())),
        }
    }

    async fn remove_image(&self, image: &str) -> Result<(), EngineError> {
        let (store, image) = (self.store.clone(), image.to_owned());
        let removed = tokio::task::spawn_blocking(move || store.remove_free(&image)).await;
        let removed = removed.map_err(std::io::Error::other).flatten();
        removed.map_err(|error| failed("remove an image", error))
    }

    async fn sweep(&self) -> Result<usize, EngineError> {
        let (place, layout) = (self.place.clone(), self.host.layout.clone());
        let swept = tokio::task::spawn_blocking(move || home::sweep(&place, &layout)).await;
        let swept = swept.map_err(std::io::Error::other).and_then(|swept| swept);
        swept.map_err(|error| failed("clear away what was left behind", error))
    }

    async fn boot(&self, boot: &Boot, policy: &Policy) -> Result<Container, EngineError> {
        self.about.refuse_weak(self.allow_weak)?;
        let image = self.store.folder(&boot.image);
        let image = image.ok_or_else(|| EngineError::NoImage(boot.image.clone()))?;
        let starter = Starter {
            program: self.program.clone(),
            scope: self.host.scope,
        };
        container::boot(self.order(boot, policy, image), &starter).await
    }
}
