//! What the tests on real engines share: the engines, a language's image, and the running of a job.
//!
//! The program that is tested is the built one; the image is prepared where the engine does not have it, which
//! takes apt and a mirror once, as it does for a learner.

// Every test program uses a part of this.
#![allow(dead_code)]

pub mod inspect;

use std::path::Path;
use std::sync::Arc;

use tutorbox::config::{Assets, Dirs};
use tutorbox::run::{Job, Limits, Outcome, SourceFile, Stdin, Transcript};
use tutorbox::sandbox::image::{Language, Recipe, Store, prepare};
use tutorbox::sandbox::{Boot, Engine, Kind, Policy, Pool, RunHandle, Wanted, connect};

/// The built program: here, `current_exe` is the test.
pub const TUTORBOX: &str = env!("CARGO_BIN_EXE_tutorbox");

/// Every engine that the contract must hold on.
pub async fn engines() -> Vec<Arc<dyn Engine>> {
    vec![engine(Kind::Docker).await, engine(Kind::Embedded).await]
}

async fn engine(kind: Kind) -> Arc<dyn Engine> {
    let wanted = Wanted {
        kind: Some(kind),
        ..wanted()
    };
    match connect(&wanted).await {
        Ok(engine) => engine,
        Err(error) => panic!("these tests need {kind} (.ci/prepare): {error}"),
    }
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
    let mut rigs = Vec::new();
    for engine in engines().await {
        rigs.push(Rig::new(engine, language).await);
    }
    rigs
}

impl Rig {
    async fn new(engine: Arc<dyn Engine>, language: &str) -> Self {
        let dirs = Dirs::new(None).unwrap();
        let folder = built_in().language(language).unwrap();
        let language = Language::load(folder).unwrap();
        let recipe = Recipe::new(&language, &Store::new(dirs.cache)).unwrap();
        let image = prepare(engine.as_ref(), &recipe, &|_| {}).await.unwrap();
        Self {
            engine: engine.name(),
            boot: language.boot(image),
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
        listen(self.pool.run(&self.boot, &policy, job)).await
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

/// What a run says, up to its end.
pub async fn listen(mut run: RunHandle) -> Transcript {
    let mut transcript = Transcript::default();
    while let Some(event) = run.events.recv().await {
        transcript.absorb(event);
    }
    transcript
}

/// Runs a job once on every engine, one after the other.
pub async fn on_every_engine(job: Job, judge: impl Fn(Transcript)) {
    for rig in rigs_of(&job.language).await {
        println!("on {}", rig.engine);
        judge(listen(rig.start(job.clone())).await);
        rig.close().await;
    }
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
