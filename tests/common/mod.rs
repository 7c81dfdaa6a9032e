//! What the tests on real engines share: the engines, a language's image, and the running of a job.
//!
//! The program that is tested is the built one; the image is prepared where the engine does not have it, which
//! takes apt and a mirror once, as it does for a learner.

// Every test program uses a part of this.
#![allow(dead_code)]

pub mod inspect;
pub mod podman;

use std::path::Path;
use std::sync::Arc;

use futures_util::future::{BoxFuture, join_all};
use tutorbox::config::{Assets, Dirs};
use tutorbox::run::{Job, Limits, Outcome, SourceFile, Stdin, Transcript};
use tutorbox::sandbox::docker::{Place, connect_to};
use tutorbox::sandbox::image::{self, Language, Recipe, Store, prepare};
use tutorbox::sandbox::{
    About, Boot, Engine, Kind, Limit, Policy, Pool, RunHandle, Wall, Wanted, connect,
};

/// The built program: here, `current_exe` is the test.
pub const TUTORBOX: &str = env!("CARGO_BIN_EXE_tutorbox");

/// Every engine that the contract must hold on.
pub async fn engines() -> Vec<Arc<dyn Engine>> {
    let all: [BoxFuture<_>; 4] = [
        Box::pin(engine(Kind::Docker, None)),
        Box::pin(engine(Kind::Docker, Some("runsc"))),
        Box::pin(podman_engine()),
        Box::pin(engine(Kind::Embedded, None)),
    ];
    join_all(all).await
}

async fn engine(kind: Kind, runtime: Option<&str>) -> Arc<dyn Engine> {
    let wanted = Wanted {
        kind: Some(kind),
        runtime: runtime.map(str::to_owned),
        ..wanted()
    };
    match connect(&wanted).await {
        Ok(engine) => engine,
        Err(error) => panic!("these tests need {kind} (.ci/prepare): {error}"),
    }
}

/// The tests' own, which no variable of the environment names: that is shared by all of them.
async fn podman_engine() -> Arc<dyn Engine> {
    let place = Place::Unix(podman::socket().to_owned());
    // Root lacks the capability inside of many a container, and so may the root that tests this.
    let wanted = Wanted {
        allow_weak: true,
        ..wanted()
    };
    let engine = match connect_to(place, Kind::Podman, &wanted).await {
        Ok(engine) => engine,
        Err(error) => panic!("these tests need Podman (.ci/prepare): {error}"),
    };
    let weak = engine.about().weak.iter();
    assert!(weak.clone().all(|weak| weak.limit == Limit::OomScore));
    Arc::new(engine)
}

fn wanted() -> Wanted {
    Wanted {
        program: Some(TUTORBOX.into()),
        images: Dirs::new(None).unwrap().cache,
        ..Wanted::default()
    }
}

/// An engine with a language's image, ready to run jobs.
pub struct Rig {
    pub engine: String,
    pub about: About,
    /// What its containers are booted with.
    pub boot: Boot,
    pool: Pool,
}

/// One for every engine, for Elixir.
pub async fn rigs() -> Vec<Rig> {
    rigs_of("elixir").await
}

/// One for every engine.
pub async fn rigs_of(language: &str) -> Vec<Rig> {
    let engines = engines().await.into_iter();
    join_all(engines.map(|engine| Rig::new(engine, language))).await
}

/// Every how many of many runs are made on an engine: where a boot takes seconds of a core, on gVisor and on Podman, a fair part.
pub fn share(about: &About) -> usize {
    match (about.kind, about.wall) {
        (Kind::Docker | Kind::Embedded, Wall::SharedKernel) => 1,
        _ => 4,
    }
}

/// One for Docker alone: for what does not depend on the engine.
pub async fn rig_of(language: &str) -> Rig {
    Rig::new(engine(Kind::Docker, None).await, language).await
}

impl Rig {
    async fn new(engine: Arc<dyn Engine>, language: &str) -> Self {
        let dirs = Dirs::new(None).unwrap();
        let folder = built_in().language(language).unwrap();
        let language = Language::load(folder).unwrap();
        let store = Store::new(dirs.cache);
        let recipe = Recipe::new(&language, &store).unwrap();
        let image = prepare(engine.as_ref(), &recipe, &|_| {}).await.unwrap();
        Self {
            engine: engine.name(),
            about: engine.about().clone(),
            boot: image::boot(engine.as_ref(), &language, &image, &store).await,
            pool: Pool::new(engine),
        }
    }

    /// Begins a job; nothing is parked for another.
    pub fn start(&self, job: Job) -> RunHandle {
        self.pool
            .run_once(&self.boot, &Policy::new(job.limits), job)
    }

    /// Runs a job to its end; a container for the next is parked.
    pub async fn run(&self, job: Job) -> Transcript {
        let policy = Policy::new(job.limits);
        self.pool.run(&self.boot, &policy, job).transcript().await
    }

    /// Boots a container that waits for a job of these limits.
    pub fn park(&self, job: &Job) {
        self.pool.park(&self.boot, &Policy::new(job.limits));
    }

    /// Removes what waits.
    pub async fn close(self) {
        self.pool.close().await;
    }
}

/// Runs a job once on every engine.
pub async fn on_every_engine(job: Job, judge: impl Fn(Transcript)) {
    on_each_engine(job, |_, seen| judge(seen)).await;
}

/// Runs a job once, on Docker: for what its runner says and no engine has a part in.
pub async fn on_one_engine(job: Job, judge: impl Fn(Transcript)) {
    let rig = rig_of(&job.language).await;
    judge(rig.start(job).transcript().await);
    rig.close().await;
}

/// The same on every engine where what is right depends on it. All are asked at once: most of a run's time is waiting.
pub async fn on_each_engine(job: Job, judge: impl Fn(&About, Transcript)) {
    let rigs = rigs_of(&job.language).await.into_iter();
    let runs = rigs.map(async |rig| {
        let seen = rig.start(job.clone()).transcript().await;
        // The last one named is the one that a failure is about.
        println!("on {}", rig.engine);
        judge(&rig.about, seen);
        rig.close().await;
    });
    join_all(runs).await;
}

/// What the binary carries, and nothing of the user's.
pub fn built_in() -> Assets {
    let nowhere = Path::new("/nonexistent");
    Assets::new(&Dirs {
        config: nowhere.into(),
        data: nowhere.into(),
        cache: nowhere.into(),
        state: nowhere.into(),
    })
}

/// The usual limits, and time enough on a machine that has much else to do.
pub fn patient() -> Limits {
    Limits {
        wall: std::time::Duration::from_secs(60),
        ..Limits::default()
    }
}

/// A program of one file, `main.exs`, which reads nothing.
pub fn program(text: &str) -> Job {
    let file = SourceFile::new("main.exs", text);
    Job::program("elixir", file, Stdin::Empty, patient())
}

/// The program of an empty file, and these tests.
pub fn tests(text: &str) -> Job {
    Job {
        tests: vec![SourceFile::new("main_test.exs", text)],
        ..program("")
    }
}

/// How a run ended.
pub fn outcome(seen: &Transcript) -> &Outcome {
    &seen.finished.as_ref().expect("every run finishes").outcome
}
