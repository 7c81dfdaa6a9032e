//! The Docker engine: containers by its HTTP API.
//!
//! The only room that knows bollard. It translates: the policy to Docker's words, Docker's errors to ours.
//! It knows no job, no runner, no language.

mod ask;
mod call;
mod container;
mod create;
mod import;
mod place;
mod places;
mod podman;
mod runtime;
mod sweep;
mod weak;
mod wire;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use bollard::models::CreateImageInfo;
use bollard::query_parameters::{CreateImageOptions, RemoveImageOptions};
use bollard::{Docker, body_try_stream};
use futures_util::TryStreamExt;
use tokio::sync::Mutex;

use super::keeper::Keeper;
use super::owner::Owner;
use super::{About, Boot, Container, Engine, EngineError, Kind, Policy, Wall, Wanted};
pub use call::PATIENCE;
use call::{ANSWER, WORK, failed, unanswered, unless, why, within};
use container::{Created, Shortage};
pub use place::{Place, how_to_start};
pub use places::Surroundings;
use podman::Podman;
use runtime::Runtime;

/// How long an image may take to be taken in: a gigabyte over a slow disk.
const IMPORT: Duration = Duration::from_secs(15 * 60);

/// An engine that answered: Docker, or Podman in Docker's place.
#[derive(Debug)]
pub struct DockerEngine {
    docker: Docker,
    place: Place,
    about: About,
    dialect: Arc<Dialect>,
    runtimes: Vec<String>,
    allow_weak: bool,
    owner: Owner,
    keeper: Arc<Mutex<Option<Keeper>>>,
    keeper_program: Option<PathBuf>,
}

/// In whose words containers are created.
#[derive(Debug)]
enum Dialect {
    Docker(Runtime),
    Podman(Podman),
}

impl Dialect {
    fn shortage(&self) -> Shortage {
        match self {
            Self::Docker(runtime) if runtime.wall.ends_whole() => Shortage::Ends,
            Self::Docker(_) => Shortage::Told,
            Self::Podman(_) => Shortage::Counted,
        }
    }
}

/// Connects to the engine at `place`, whichever answers. The kind that is sought there says what to start where none does.
///
/// # Errors
/// [`EngineError::Unreachable`], which says what to start or install; [`EngineError::NoRuntime`].
pub async fn connect_to(
    place: Place,
    sought: Kind,
    wanted: &Wanted,
) -> Result<DockerEngine, EngineError> {
    let unreachable = |why: String| EngineError::Unreachable {
        place: place.to_string(),
        why,
    };
    let deadline = place.patience();
    let pong = tokio::time::timeout(deadline, wire::ping(&place))
        .await
        .map_err(|_| unreachable(format!("{}; restart it", unanswered(deadline))))?
        .map_err(|error| unreachable(place.remedy(sought, &error)))?;
    // The time limit is for the head of an answer, which an import sends last.
    let docker = wire::client(&place, &pong.api, IMPORT)
        .map_err(|error| unreachable(place.remedy(sought, &error)))?;
    let (about, dialect, runtimes) = match pong.podman {
        true => podman(&place, wanted).await?,
        false => docker_proper(&docker, &place, wanted).await?,
    };
    Ok(DockerEngine {
        about,
        docker,
        place,
        dialect: Arc::new(dialect),
        runtimes,
        allow_weak: wanted.allow_weak,
        owner: Owner::new(),
        keeper: Arc::default(),
        keeper_program: wanted.program.clone(),
    })
}

async fn docker_proper(
    docker: &Docker,
    place: &Place,
    wanted: &Wanted,
) -> Result<(About, Dialect, Vec<String>), EngineError> {
    let info = within(WORK, "say what it is", docker.info()).await?;
    let runtime = Runtime::of(&info, place, wanted.runtime.as_deref())?;
    let mut weak = weak::parts(&info, &docker.client_version());
    weak.extend(runtime.weak.iter().cloned());
    let about = About {
        kind: Kind::Docker,
        version: plain(info.server_version.as_deref().unwrap_or_default()),
        runtime: runtime.asked.clone(),
        wall: runtime.wall,
        cgroups: info
            .cgroup_version
            .and_then(|version| version.to_string().parse().ok()),
        place: place.to_string(),
        weak,
    };
    Ok((about, Dialect::Docker(runtime), runtime::known(&info)))
}

async fn podman(
    place: &Place,
    wanted: &Wanted,
) -> Result<(About, Dialect, Vec<String>), EngineError> {
    let (podman, facts) = Podman::connect(place, wanted.images.clone()).await?;
    let known = facts.runtime().to_owned();
    if let Some(name) = wanted.runtime.clone().filter(|name| *name != known) {
        return Err(EngineError::NoRuntime {
            name,
            known,
            remedy: "Podman takes none by request; set `runtime` in containers.conf, \
                     or start its service with --runtime",
        });
    }
    let about = About {
        kind: Kind::Podman,
        version: plain(facts.version()),
        runtime: wanted.runtime.clone(),
        wall: Wall::of(facts.runtime(), ""),
        cgroups: facts.cgroups(),
        place: place.to_string(),
        weak: facts.weak(),
    };
    Ok((about, Dialect::Podman(podman), vec![known]))
}

/// Distributions add their own build to the version; nobody chooses by it.
fn plain(version: &str) -> String {
    let own = version.split(['+', '~']).next();
    own.unwrap_or_default().to_owned()
}

/// Removes every container of `owner` in the engine at `place`; says how many there were.
///
/// # Errors
/// The engine does not answer, or cannot.
pub async fn remove_all_of(place: &Place, owner: &str) -> Result<usize, EngineError> {
    let pong = within(ANSWER, "answer", wire::ping(place)).await?;
    let docker =
        wire::client(place, &pong.api, WORK).map_err(|error| failed("be found", why(&error)))?;
    sweep::remove_all_of(&docker, place, owner).await
}

impl DockerEngine {
    /// Where it listens.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The OCI runtimes that it knows.
    pub fn runtimes(&self) -> &[String] {
        &self.runtimes
    }

    /// Whose its containers are, as their label `tutorbox.owner` says.
    pub fn owner(&self) -> String {
        self.owner.to_string()
    }

    /// The name under which it keeps an image.
    fn image(&self, name: &str) -> String {
        match *self.dialect {
            Dialect::Docker(_) => name.to_owned(),
            Dialect::Podman(_) => podman::image(name),
        }
    }

    fn labels(&self) -> HashMap<String, String> {
        HashMap::from([
            (sweep::OWNER.to_owned(), self.owner.to_string()),
            ("tutorbox.pid".to_owned(), self.owner.pid().to_string()),
        ])
    }
}

/// Sees to it that a keeper lives: the first time, and where somebody killed it.
async fn keep(
    keeper: &Mutex<Option<Keeper>>,
    program: Option<&Path>,
    place: &Place,
    owner: &str,
) -> Result<(), EngineError> {
    let mut keeper = keeper.lock().await;
    if keeper.as_mut().is_some_and(Keeper::is_alive) {
        return Ok(());
    }
    *keeper = Some(match program {
        Some(program) => Keeper::start_with(program, place, owner).await?,
        None => Keeper::start(place, owner).await?,
    });
    Ok(())
}

/// Removes a container that the engine has created with less than it was asked for.
async fn unless_weak(
    docker: &Docker,
    created: &Created,
    engine: String,
    allow_weak: bool,
) -> Result<(), EngineError> {
    for warning in &created.warnings {
        tracing::warn!(warning, "the engine warns of a container");
    }
    match weak::dropped(&created.warnings) {
        Some(weak) if !allow_weak => {
            sweep::remove(docker, &created.id).await?;
            Err(EngineError::Weak { engine, weak })
        }
        _ => Ok(()),
    }
}

#[async_trait]
impl Engine for DockerEngine {
    fn about(&self) -> &About {
        &self.about
    }

    async fn has_image(&self, image: &str) -> Result<bool, EngineError> {
        let found = within(WORK, "look for an image", async {
            unless(&[404], self.docker.inspect_image(&self.image(image)).await)
        });
        Ok(found.await?.is_some())
    }

    async fn import(
        &self,
        image: &str,
        root: &Path,
        sent: &(dyn Fn(u64) + Send + Sync),
    ) -> Result<(), EngineError> {
        const WHAT: &str = "import an image";
        let options = CreateImageOptions {
            from_src: Some("-".to_owned()),
            // With its tag: Podman looks for it nowhere else.
            repo: Some(self.image(image)),
            ..Default::default()
        };
        let count = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&count);
        let archive = import::archive(root.to_owned()).map_ok(move |chunk| {
            counted.fetch_add(chunk.len() as u64, Ordering::Relaxed);
            chunk.into()
        });
        let taken = self
            .docker
            .create_image(Some(options), Some(body_try_stream(archive)), None);
        let taken = within(
            IMPORT,
            WHAT,
            taken.try_for_each(|_: CreateImageInfo| async { Ok(()) }),
        );
        tokio::pin!(taken);
        let mut tick = tokio::time::interval(Duration::from_millis(100));
        loop {
            tokio::select! {
                done = &mut taken => {
                    sent(count.load(Ordering::Relaxed));
                    return done;
                }
                _ = tick.tick() => sent(count.load(Ordering::Relaxed)),
            }
        }
    }

    async fn remove_image(&self, image: &str) -> Result<(), EngineError> {
        let name = self.image(image);
        within(WORK, "remove an image", async {
            let options = RemoveImageOptions::default();
            // 409: a container uses it.
            let removed = self.docker.remove_image(&name, Some(options), None).await;
            unless(&[404, 409], removed)
        })
        .await?;
        Ok(())
    }

    async fn sweep(&self) -> Result<usize, EngineError> {
        sweep::remove_orphans(&self.docker, &self.place).await
    }

    async fn boot(&self, boot: &Boot, policy: &Policy) -> Result<Container, EngineError> {
        self.about.refuse_weak(self.allow_weak)?;
        let (docker, keeper) = (self.docker.clone(), Arc::clone(&self.keeper));
        let (program, place, owner) = (
            self.keeper_program.clone(),
            self.place.clone(),
            self.owner(),
        );
        let (dialect, allow_weak) = (Arc::clone(&self.dialect), self.allow_weak);
        let (boot, policy, labels) = (boot.clone(), policy.clone(), self.labels());
        let engine = self.about.name();
        // A task of its own goes on where the caller is cancelled: a container half made would be lost.
        let booted = tokio::spawn(async move {
            keep(&keeper, program.as_deref(), &place, &owner).await?;
            let created = match &*dialect {
                Dialect::Docker(runtime) => {
                    let body = create::body(&boot, &policy, runtime, labels);
                    container::create(&docker, body).await?
                }
                Dialect::Podman(podman) => podman.create(&boot, &policy, labels).await?,
            };
            unless_weak(&docker, &created, engine, allow_weak).await?;
            container::start(docker, place, created.id, dialect.shortage()).await
        });
        booted
            .await
            .map_err(|error| failed("boot a container", error.to_string()))?
    }
}
