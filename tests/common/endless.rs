//! A job that never ends, for a runner in bash: what becomes of it is another's to say.

use std::sync::Arc;
use std::time::Duration;

use tutorbox::run::{Job, Limits, Outcome, RunEvent, SourceFile, Stdin};
use tutorbox::sandbox::{Boot, Engine, Policy, Pool, RunHandle};

/// A runner that takes its job and spins.
pub const RUNNER: &str = r#"
    printf '\036{"type":"ready","contract":1,"language":"bash","version":"5"}\n'
    read -r _ nonce _
    for both in 1 2; do printf '\036{"type":"started","nonce":"%s"}\n' "$nonce" >&$both; done
    while :; do :; done"#;

/// The job, which may take this long.
pub fn job(wall: Duration) -> Job {
    let limits = Limits {
        wall,
        ..Limits::default()
    };
    let file = SourceFile::new("main.sh", "");
    Job::program("bash", file, Stdin::Empty, limits)
}

/// Begins it, and waits until it runs.
pub async fn begin(pool: &Pool, boot: &Boot, wall: Duration) -> RunHandle {
    let mut run = pool.run_once(boot, &Policy::new(Limits::default()), job(wall));
    while run.events.recv().await.expect("it starts") != RunEvent::Started {}
    run
}

/// How it ends.
pub async fn end(mut run: RunHandle) -> Outcome {
    loop {
        let event = run.events.recv().await.expect("every run finishes");
        if let RunEvent::Finished(finished) = event {
            return finished.outcome;
        }
    }
}

/// A program's whole work, told line by line.
pub async fn tell(engine: impl Engine + 'static, boot: Boot, wall: Duration) {
    let pool = Pool::new(Arc::new(engine));
    let run = begin(&pool, &boot, wall).await;
    println!("at work");
    println!("outcome {:?}", end(run).await);
    pool.close().await;
}
