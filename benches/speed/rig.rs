//! The engines of this machine, their images, and the running of jobs on them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use tutorbox::config::{Assets, Dirs};
use tutorbox::run::{Job, Limits, Outcome, Preparing, RunEvent};
use tutorbox::sandbox::docker::{Place, connect_to};
use tutorbox::sandbox::image::{self, Language, Recipe, Store, host_arch, prepare};
use tutorbox::sandbox::{
    Boot, Engine, EngineError, Kind, Policy, Pool, RunHandle, Wanted, connect,
};

use super::figure::Sheet;
use super::podman;

pub const TUTORBOX: &str = env!("CARGO_BIN_EXE_tutorbox");

/// An engine, and what the tables call it.
pub struct Rig {
    pub name: &'static str,
    pub engine: Arc<dyn Engine>,
}

const ENGINES: [(&str, Kind, Option<&str>); 4] = [
    ("docker", Kind::Docker, None),
    ("embedded", Kind::Embedded, None),
    ("docker with runsc", Kind::Docker, Some("runsc")),
    ("podman", Kind::Podman, None),
];

/// Those engines that hold the whole policy here; the sheet says which do not.
pub async fn rigs(sheet: &mut Sheet) -> Vec<Rig> {
    let mut rigs = Vec::new();
    for (name, kind, runtime) in ENGINES {
        if kind == Kind::Podman && Command::new("podman").arg("--version").output().is_err() {
            sheet.missing(name, "Podman is not installed");
            continue;
        }
        match engine(kind, runtime).await {
            Ok(engine) => rigs.push(Rig { name, engine }),
            Err(why) => sheet.missing(name, why),
        }
    }
    rigs
}

async fn engine(kind: Kind, runtime: Option<&str>) -> Result<Arc<dyn Engine>, EngineError> {
    let wanted = Wanted {
        kind: Some(kind),
        runtime: runtime.map(str::to_owned),
        program: Some(TUTORBOX.into()),
        images: dirs().cache,
        ..Wanted::default()
    };
    if kind == Kind::Podman {
        return own_podman(wanted).await;
    }
    let engine = connect(&wanted).await?;
    engine.about().refuse_weak(false)?;
    Ok(engine)
}

/// Podman's service is seldom there: it is started for the while.
async fn own_podman(wanted: Wanted) -> Result<Arc<dyn Engine>, EngineError> {
    let socket = podman::socket().to_owned();
    // Root lacks what holds the OOM score inside of many a container, and so may the root that measures this.
    let wanted = Wanted {
        allow_weak: true,
        ..wanted
    };
    let engine = connect_to(Place::Unix(socket), Kind::Podman, &wanted).await?;
    Ok(Arc::new(engine))
}

fn dirs() -> Dirs {
    Dirs::new(None).unwrap()
}

/// A language as the binary carries it.
pub fn language(name: &str) -> Language {
    let nowhere = Path::new("/nonexistent");
    let built_in = Assets::new(&Dirs {
        config: nowhere.into(),
        data: nowhere.into(),
        cache: nowhere.into(),
        state: nowhere.into(),
    });
    Language::load(built_in.language(name).unwrap()).unwrap()
}

/// What a language is booted with, its image prepared where it is not there.
pub async fn boot(engine: &dyn Engine, name: &str) -> Boot {
    let language = language(name);
    let store = Store::new(dirs().cache);
    let recipe = Recipe::new(&language, &store).unwrap();
    let image = prepare(engine, &recipe, &|_| {}).await.unwrap();
    image::boot(engine, &language, &image, &store).await
}

/// Has the image of a language on every engine, for those who start the program itself.
pub async fn prepared(language: &str) {
    for rig in rigs(&mut Sheet::default()).await {
        boot(rig.engine.as_ref(), language).await;
    }
}

/// The root file system of a language's image, unpacked.
pub fn root(name: &str) -> PathBuf {
    let image = language(name).tag(host_arch()).unwrap();
    let store = Store::new(dirs().cache);
    store.folder(&image).unwrap().join("root")
}

pub fn policy() -> Policy {
    Policy::new(limits())
}

pub fn limits() -> Limits {
    Limits {
        wall: Duration::from_secs(60),
        ..Limits::default()
    }
}

/// Runs a job to its end. Says whether a container waited for it.
///
/// # Panics
/// Where it does not end by itself with 0: the figure would be of something else.
pub async fn run(pool: &Pool, boot: &Boot, job: &Job) -> bool {
    end(pool.run(boot, &policy(), job.clone())).await
}

pub async fn end(mut run: RunHandle) -> bool {
    let mut waited = true;
    while let Some(event) = run.events.recv().await {
        match event {
            RunEvent::Preparing(Preparing::Boot) => waited = false,
            RunEvent::Finished(finished) => {
                assert_eq!(finished.outcome, Outcome::Exited(0));
                return waited;
            }
            _ => {}
        }
    }
    panic!("a run without an end");
}
