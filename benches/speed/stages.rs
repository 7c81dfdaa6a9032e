//! Where the time of one warm run goes: how long after the one before each of its stages is reached, the first after the
//! press of the key.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tutorbox::run::{Job, Preparing, RunEvent, SourceFile, Stdin};
use tutorbox::sandbox::{Attention, Boot, Pool, RunHandle};

use super::bare::Bare;
use super::figure::{Sample, Sheet};
use super::peers::Root;
use super::rig::{self, Rig};

const LANGUAGE: &str = "elixir";
const RUNS: usize = 25;
/// In it the next container boots.
const PAUSE: Duration = Duration::from_secs(1);

/// What is waited for, one after the other.
const STAGES: [&str; 6] = [
    "a container is taken",
    "the runner has the job",
    "the code is compiled, and has printed",
    "the program is over",
    "all is reported",
    "the container is over",
];

pub async fn measure(sheet: &mut Sheet) {
    let mut rigs = rig::rigs(sheet).await;
    rigs.retain(|rig| ["docker", "embedded"].contains(&rig.name));
    let Some(first) = rigs.first() else { return };
    let boot = rig::boot(first.engine.as_ref(), LANGUAGE).await;
    let root = Root::of(LANGUAGE);
    rigs.push(Rig {
        name: "bare",
        engine: Arc::new(Bare::new(root.path.clone())),
    });
    for rig in rigs {
        let pool = Pool::new(Arc::clone(&rig.engine));
        let stages = stages(&pool, &boot).await;
        pool.close().await;
        let mut before = 0.0;
        for (stage, sample) in STAGES.iter().zip(stages) {
            let until = sample.median() * 1000.0;
            let name = format!("a warm run, {}: {stage}, after", rig.name);
            sheet.number(name, until - before, "µs");
            before = until;
        }
    }
}

async fn stages(pool: &Pool, boot: &Boot) -> [Sample; 6] {
    let file = SourceFile::new("hello.exs", "IO.puts(\"Hello, world!\")\n");
    let job = Job::program(LANGUAGE, file, Stdin::Empty, rig::limits());
    pool.attend(Attention::Editing);
    rig::run(pool, boot, &job).await;
    let mut stages: [Sample; 6] = std::array::from_fn(|_| Sample::default());
    for _ in 0..RUNS {
        tokio::time::sleep(PAUSE).await;
        let began = Instant::now();
        follow(pool.run(boot, &rig::policy(), job.clone()), |stage| {
            stages[stage].push(began.elapsed());
        })
        .await;
    }
    stages
}

/// Says which stage is reached, at the moment when it is.
async fn follow(mut run: RunHandle, mut reached: impl FnMut(usize)) {
    while let Some(event) = run.events.recv().await {
        match event {
            RunEvent::Preparing(Preparing::HandOver) => reached(0),
            RunEvent::Started => reached(1),
            RunEvent::Output { .. } => reached(2),
            RunEvent::ProgramEnded(_) => reached(3),
            RunEvent::Done => reached(4),
            RunEvent::Finished(_) => return reached(5),
            _ => {}
        }
    }
}
