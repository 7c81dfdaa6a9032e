//! The Docker engine: containers by its HTTP API.
//!
//! The only room that knows bollard. It translates: the policy to Docker's words, Docker's errors to ours.
//! It knows no job, no runner, no language.

mod call;
mod container;
mod create;
mod import;
mod place;
mod sweep;
mod weak;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use bollard::models::{CreateImageInfo, SystemInfo};
use bollard::query_parameters::CreateImageOptions;
use bollard::{API_DEFAULT_VERSION, Docker, body_try_stream};
use futures_util::TryStreamExt;
use tokio::sync::Mutex;

use super::keeper::Keeper;
use super::owner::Owner;
use super::{About, Boot, Container, Engine, EngineError, Kind, Policy};
use call::{ANSWER, WORK, failed, unanswered, unless, why, within};
pub use place::Place;

/// How long an image may take to be taken in: a gigabyte over a slow disk.
const IMPORT: Duration = Duration::from_secs(15 * 60);

/// A Docker engine that answered.
#[derive(Debug)]
pub struct DockerEngine {
    docker: Docker,
    place: Place,
    about: About,
    allow_weak: bool,
    owner: Owner,
    keeper: Arc<Mutex<Option<Keeper>>>,
    keeper_program: Option<PathBuf>,
}

/// Connects to the engine that `DOCKER_HOST` or the Docker context names, else to the first that answers
/// at the usual places. What programs that are gone left behind in it is removed meanwhile.
///
/// # Errors
/// [`EngineError::Unreachable`], which says what to start or install.
pub async fn connect() -> Result<DockerEngine, EngineError> {
    let mut first = None;
    for place in place::candidates()? {
        match connect_to(place).await {
            Ok(engine) => {
                engine.sweep_meanwhile();
                return Ok(engine);
            }
            Err(error) => first = first.or(Some(error)),
        }
    }
    Err(first.unwrap_or_else(|| EngineError::Unreachable {
        place: "any usual place".to_owned(),
        why: place::HOW_TO_START.to_owned(),
    }))
}

/// Connects to the engine at `place`.
///
/// # Errors
/// As [`connect`].
pub async fn connect_to(place: Place) -> Result<DockerEngine, EngineError> {
    let asked = tokio::time::timeout(ANSWER, async {
        let docker = client(&place)?.negotiate_version().await?;
        let info = docker.info().await?;
        Ok((docker, info))
    });
    let unreachable = |why: String| EngineError::Unreachable {
        place: place.to_string(),
        why,
    };
    let (docker, info) = asked
        .await
        .map_err(|_| unreachable(format!("{}; restart it", unanswered(ANSWER))))?
        .map_err(|error| unreachable(place.remedy(&error)))?;
    Ok(DockerEngine {
        about: about(&place, &info, &docker),
        docker,
        place,
        allow_weak: false,
        owner: Owner::new(),
        keeper: Arc::default(),
        keeper_program: None,
    })
}

fn about(place: &Place, info: &SystemInfo, docker: &Docker) -> About {
    let version = info.server_version.clone().unwrap_or_default();
    About {
        kind: Kind::Docker,
        // Distributions add their own build to the version; nobody chooses by it.
        version: version
            .split(['+', '~'])
            .next()
            .unwrap_or_default()
            .to_owned(),
        runtime: None,
        cgroups: info
            .cgroup_version
            .and_then(|version| version.to_string().parse().ok()),
        place: place.to_string(),
        weak: weak::parts(info, &docker.client_version()),
    }
}

/// Removes every container of `owner` in the engine at `place`; says how many there were.
///
/// # Errors
/// The engine does not answer, or cannot.
pub async fn remove_all_of(place: &Place, owner: &str) -> Result<usize, EngineError> {
    let docker = client(place).map_err(|error| failed("be found", why(&error)))?;
    sweep::remove_all_of(&docker, owner).await
}

fn client(place: &Place) -> Result<Docker, bollard::errors::Error> {
    // Its own time limit is for the head of an answer, which an import sends last.
    let seconds = IMPORT.as_secs();
    match place {
        Place::Unix(path) => {
            Docker::connect_with_unix(&path.to_string_lossy(), seconds, API_DEFAULT_VERSION)
        }
        Place::Tcp(address) => Docker::connect_with_http(address, seconds, API_DEFAULT_VERSION),
    }
}

impl DockerEngine {
    /// Runs this program as the keeper instead of the running one.
    pub fn with_keeper_program(self, program: impl Into<PathBuf>) -> Self {
        Self {
            keeper_program: Some(program.into()),
            ..self
        }
    }

    /// Boots containers although a part of the policy cannot be enforced.
    pub fn allow_weak(self, allow: bool) -> Self {
        Self {
            allow_weak: allow,
            ..self
        }
    }

    /// Where it listens.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Whose its containers are, as their label `tutorbox.owner` says.
    pub fn owner(&self) -> String {
        self.owner.to_string()
    }

    /// Removes what programs that are gone left behind; says how many containers. The living ones' stay.
    ///
    /// # Errors
    /// The engine cannot.
    pub async fn sweep(&self) -> Result<usize, EngineError> {
        sweep::remove_orphans(&self.docker).await
    }

    fn sweep_meanwhile(&self) {
        let docker = self.docker.clone();
        tokio::spawn(async move {
            if let Err(error) = sweep::remove_orphans(&docker).await {
                tracing::warn!(%error, "containers left behind stay for now");
            }
        });
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

#[async_trait]
impl Engine for DockerEngine {
    fn about(&self) -> &About {
        &self.about
    }

    async fn has_image(&self, image: &str) -> Result<bool, EngineError> {
        let found = within(WORK, "look for an image", async {
            unless(&[404], self.docker.inspect_image(image).await)
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
        let (repo, tag) = image.rsplit_once(':').unwrap_or((image, "latest"));
        let options = CreateImageOptions {
            from_src: Some("-".to_owned()),
            repo: Some(repo.to_owned()),
            tag: Some(tag.to_owned()),
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

    async fn boot(&self, boot: &Boot, policy: &Policy) -> Result<Container, EngineError> {
        self.about.refuse_weak(self.allow_weak)?;
        let body = create::body(boot, policy, self.labels());
        let (docker, keeper) = (self.docker.clone(), Arc::clone(&self.keeper));
        let (program, place, owner) = (
            self.keeper_program.clone(),
            self.place.clone(),
            self.owner(),
        );
        // A task of its own goes on where the caller is cancelled: a container half made would be lost.
        let booted = tokio::spawn(async move {
            keep(&keeper, program.as_deref(), &place, &owner).await?;
            container::boot(docker, body).await
        });
        booted
            .await
            .map_err(|error| failed("boot a container", error.to_string()))?
    }
}
