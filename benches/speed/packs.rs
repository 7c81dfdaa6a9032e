//! `tutorbox check` on a pack: how busy it keeps the machine, and what it takes beside the runs' own processor time.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

use tutorbox::author::{Claim, Event, Finding, prove};
use tutorbox::config::{Assets, Dirs};
use tutorbox::course::Pack;
use tutorbox::pack;
use tutorbox::sandbox::Engine;

use super::bare::Bare;
use super::figure::{Sample, Sheet};
use super::peers::Root;
use super::rig::{self, Rig};

const LANGUAGE: &str = "elixir";

pub async fn measure(sheet: &mut Sheet) {
    let assets = Assets::new(&Dirs::new(Some("/nonexistent".into())).unwrap());
    let pack = pack::open(LANGUAGE, "en", &assets, rig::limits())
        .unwrap()
        .pack;
    let rigs = rig::rigs(sheet).await;
    let root = Root::of(LANGUAGE);
    let bare = Rig {
        name: "bare",
        engine: Arc::new(Bare::new(root.path.clone())),
    };
    let boot = rig::boot(rigs[0].engine.as_ref(), LANGUAGE).await;
    let boots = BTreeMap::from([(LANGUAGE.to_owned(), boot)]);
    let cores = available_parallelism().map_or(1, usize::from) as f64;
    let ours = ["docker", "embedded"];
    let ours = rigs.iter().filter(|rig| ours.contains(&rig.name));
    for rig in ours.chain([&bare]) {
        let (claims, wall, busy) = whole(&pack, &boots, Arc::clone(&rig.engine)).await;
        let name = rig.name;
        let seconds = wall.as_secs_f64();
        sheet.times(format!("check, {name}"), Sample::from(wall));
        sheet.times(
            format!("check, processor time ÷ cores, {name}"),
            Sample::from(busy.div_f64(cores)),
        );
        sheet.number(
            format!("check, {name}"),
            claims as f64 / seconds,
            "runs a second",
        );
        let share = busy.as_secs_f64() / seconds / cores;
        sheet.number(format!("check, cores busy, {name}"), share * 100.0, "%");
    }
}

/// How many claims were put to the proof, how long it took, and how long the processors worked.
async fn whole(
    pack: &Pack,
    boots: &BTreeMap<String, tutorbox::sandbox::Boot>,
    engine: Arc<dyn Engine>,
) -> (usize, Duration, Duration) {
    let claims = Claim::of(pack);
    let (began, before) = (Instant::now(), busy());
    let wrong = Mutex::new(Vec::new());
    let tell = |event: Event| match event {
        Event::Ended(_, finding, _) if finding != Finding::Holds => {
            wrong.lock().unwrap().push(finding);
        }
        _ => {}
    };
    prove(engine, boots, &claims, &tell).await;
    let (wall, busy) = (began.elapsed(), busy() - before);
    assert_eq!(wrong.into_inner().unwrap(), []);
    (claims.len(), wall, busy)
}

/// How long the machine's processors have worked, for whomever (proc(5): in hundredths of a second, idle and waiting apart).
fn busy() -> Duration {
    let stat = std::fs::read_to_string("/proc/stat").unwrap();
    let line = stat.lines().next().unwrap();
    let ticks: Vec<u64> = line
        .split_whitespace()
        .skip(1)
        .map(|n| n.parse().unwrap())
        .collect();
    let worked = ticks[..3].iter().chain(&ticks[5..7]).sum::<u64>();
    Duration::from_millis(worked * 10)
}
