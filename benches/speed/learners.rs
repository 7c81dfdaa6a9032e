//! A room: several learners on one machine, each of whom presses run every two seconds.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tutorbox::run::{Job, SourceFile, Stdin};
use tutorbox::sandbox::{Boot, Engine, Pool};

use super::figure::{Sample, Sheet};
use super::rig;

const LEARNERS: [u32; 5] = [1, 2, 4, 8, 16];
const EVERY: Duration = Duration::from_secs(2);
const PRESSES: u32 = 10;

pub async fn measure(sheet: &mut Sheet) {
    for rig in rig::rigs(sheet).await {
        if !["docker", "embedded"].contains(&rig.name) {
            continue;
        }
        let boot = rig::boot(rig.engine.as_ref(), "elixir").await;
        for count in LEARNERS {
            let before = available();
            let (times, least) = room(&rig.engine, &boot, count).await;
            let name = format!("{count} learners, {}", rig.name);
            sheet.times(&*name, times);
            let each = before.saturating_sub(least) as f64 / f64::from(count) / 1024.0;
            sheet.number(format!("{name}, memory each"), each, "MiB");
        }
    }
}

/// Their times, and the least memory that was available meanwhile, KiB.
async fn room(engine: &Arc<dyn Engine>, boot: &Boot, count: u32) -> (Sample, u64) {
    let mut learners = Vec::new();
    for i in 0..count {
        let (engine, boot) = (Arc::clone(engine), boot.clone());
        learners.push(tokio::spawn(async move {
            tokio::time::sleep(EVERY * i / count).await;
            learner(engine, boot).await
        }));
    }
    let mut times = Sample::default();
    let mut least = u64::MAX;
    for learner in learners {
        let learned = learner.await.unwrap();
        learned.0.into_iter().for_each(|time| times.push(time));
        least = least.min(learned.1);
    }
    (times, least)
}

async fn learner(engine: Arc<dyn Engine>, boot: Boot) -> (Vec<Duration>, u64) {
    let file = SourceFile::new("hello.exs", "IO.puts(\"Hello, world!\")\n");
    let job = Job::program("elixir", file, Stdin::Empty, rig::limits());
    let pool = Pool::new(engine);
    rig::run(&pool, &boot, &job).await;
    let mut times = Vec::new();
    let mut least = u64::MAX;
    let mut next = tokio::time::interval(EVERY);
    next.tick().await;
    for _ in 0..PRESSES {
        next.tick().await;
        least = least.min(available());
        let began = Instant::now();
        rig::run(&pool, &boot, &job).await;
        times.push(began.elapsed());
    }
    pool.close().await;
    (times, least)
}

/// Memory that the machine has left, KiB.
fn available() -> u64 {
    let text = std::fs::read_to_string("/proc/meminfo").unwrap();
    let line = text
        .lines()
        .find(|l| l.starts_with("MemAvailable"))
        .unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
