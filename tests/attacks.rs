//! The corpus of attacks, on every engine: each is contained, and each that can be tried in safety is not where the
//! one limit that contains it is taken away from an engine that has it alone.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use tokio::sync::Mutex;
use tutorbox::config::Dirs;
use tutorbox::proof::{
    Attack, Campaign, Event, Judgement, Leftovers, Lift, Snapshot, Trial, corpus,
};
use tutorbox::sandbox::image::{self, Language, Recipe, Store, prepare};
use tutorbox::sandbox::{Boot, Engine, Kind, Limit, Wall};

/// The parts of the policy that no attack is aimed at, each with the reason.
const NOT_MET: &[(Limit, &str)] = &[];

/// What the attacks' languages are booted with on an engine; what it lacks is prepared.
async fn boots(engine: &dyn Engine) -> BTreeMap<String, Boot> {
    let languages: BTreeSet<&str> = corpus::built_in()
        .unwrap()
        .iter()
        .map(|attack| attack.language)
        .collect();
    let mut boots = BTreeMap::new();
    for name in languages {
        let folder = common::built_in().language(name).unwrap();
        let language = Language::load(folder).unwrap();
        let store = Store::new(Dirs::new(None).unwrap().cache);
        let recipe = Recipe::new(&language, &store).unwrap();
        let image = prepare(engine, &recipe, &|_| {}).await.unwrap();
        let boot = image::boot(engine, &language, &image, &store).await;
        boots.insert(name.to_owned(), boot);
    }
    boots
}

async fn campaigns() -> Vec<(Arc<dyn Engine>, Campaign)> {
    let mut campaigns = Vec::new();
    for engine in common::engines().await {
        let boots = boots(engine.as_ref()).await;
        campaigns.push((Arc::clone(&engine), Campaign::new(engine, boots)));
    }
    campaigns
}

fn snapshot(engine: &Arc<dyn Engine>) -> Snapshot {
    Snapshot::take(engine.about().kind, &[Dirs::new(None).unwrap().state])
}

#[track_caller]
fn nothing_is_left(left: &Leftovers) {
    println!("{left:?}");
    assert!(
        matches!(left.judgement(), Judgement::Contained { .. }),
        "{left:?}"
    );
}

fn tell(event: Event<'_>) {
    if let Event::Ended(attack, trial) = event {
        println!("{}", line(attack, trial));
    }
}

fn line(attack: &Attack, trial: &Trial) -> String {
    let Trial {
        judgement,
        outcome,
        duration,
    } = trial;
    format!(
        "{}: {judgement:?} ({outcome:?} after {duration:?})",
        attack.name
    )
}

/// One campaign at a time: each looks at what the machine has, and what is left of it.
static QUIET: Mutex<()> = Mutex::const_new(());

#[tokio::test]
async fn every_attack_is_contained_and_leaves_nothing() {
    let _quiet = QUIET.lock().await;
    let attacks = corpus::built_in().unwrap();
    for (engine, campaign) in campaigns().await {
        println!("on {}", engine.name());
        let before = snapshot(&engine);
        let trials = campaign.run(&attacks, &tell).await;
        let left = campaign.leftovers(before).await;
        // What an engine says that it does not hold gets through: else it says too much.
        let is_as_said = |attack: &Attack, trial: &Trial| {
            let mut weak = engine.about().weak.iter();
            match weak.any(|weak| weak.limit == attack.by) {
                true => matches!(trial.judgement, Judgement::NotContained { .. }),
                false => matches!(trial.judgement, Judgement::Contained { .. }),
            }
        };
        let bad: Vec<String> = attacks
            .iter()
            .zip(&trials)
            .filter(|(attack, trial)| !is_as_said(attack, trial))
            .map(|(attack, trial)| line(attack, trial))
            .collect();
        assert!(bad.is_empty(), "on {}:\n{}", engine.name(), bad.join("\n"));
        nothing_is_left(&left);
    }
}

/// Whether a part can be taken away alone: not from gVisor, whose own kernel answers much by itself, nor from Podman, which
/// then has a default of its own for it.
fn lifts(engine: &dyn Engine) -> bool {
    let about = engine.about();
    about.wall == Wall::SharedKernel && about.kind != Kind::Podman
}

/// Attacks that an engine stops even without the limit that they are aimed at, each with what stops them.
const BEHIND_ANOTHER: &[(Kind, &str, &str)] = &[(
    Kind::Embedded,
    "dev_fill",
    "root is root of a user namespace alone, and `/dev` is not its own",
)];

/// A machine that has much else to do can keep an attack from getting through: that it does once is the proof.
const TRIES: usize = 3;

#[tokio::test]
async fn without_its_limit_an_attack_is_not_contained() {
    let _quiet = QUIET.lock().await;
    let attacks = corpus::built_in().unwrap();
    let harmless = |attack: &Attack| matches!(attack.lift, Lift::Harmless(_));
    for (engine, campaign) in campaigns().await {
        if !lifts(engine.as_ref()) {
            continue;
        }
        println!("on {}", engine.name());
        let kind = engine.about().kind;
        let walled = |attack: &&Attack| {
            let mut walls = BEHIND_ANOTHER.iter();
            walls.any(|(k, name, _)| (*k, *name) == (kind, attack.name.as_str()))
        };
        let (stay, mut todo): (Vec<Attack>, Vec<Attack>) = attacks
            .iter()
            .filter(|attack| harmless(attack))
            .cloned()
            .partition(|attack| walled(&attack));
        assert!(!todo.is_empty());
        let before = snapshot(&engine);
        let mut bad = Vec::new();
        for _ in 0..TRIES {
            let trials = campaign.run_lifted(&todo, &tell).await;
            let stopped = todo
                .into_iter()
                .zip(trials)
                .filter(|(_, trial)| !matches!(trial.judgement, Judgement::NotContained { .. }));
            (todo, bad) = stopped
                .map(|(attack, trial)| {
                    let line = line(&attack, &trial);
                    (attack, line)
                })
                .unzip();
        }
        assert!(bad.is_empty(), "on {}:\n{}", engine.name(), bad.join("\n"));
        // What stands behind another wall is held to that: else the list is no longer true.
        for trial in campaign.run_lifted(&stay, &tell).await {
            assert!(matches!(trial.judgement, Judgement::Contained { .. }));
        }
        // Without a limit there is more of it; it is gone all the same.
        nothing_is_left(&campaign.leftovers(before).await);
    }
}

#[test]
fn every_limit_is_met_by_an_attack() {
    let attacks = corpus::built_in().unwrap();
    let met: BTreeSet<Limit> = attacks.iter().flat_map(|a| a.limits.clone()).collect();
    let excused: BTreeSet<Limit> = NOT_MET.iter().map(|(limit, _)| *limit).collect();
    let all: BTreeSet<Limit> = Limit::ALL.iter().copied().collect();
    let unmet: Vec<&str> = all
        .difference(&met)
        .filter(|l| !excused.contains(l))
        .map(|l| l.name())
        .collect();
    assert!(unmet.is_empty(), "no attack meets {}", unmet.join(", "));
    let idle: Vec<&Limit> = excused.intersection(&met).collect();
    assert!(idle.is_empty(), "an attack meets {idle:?} after all");
}

#[test]
fn the_program_carries_every_file_of_the_corpus() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/attacks");
    let files = std::fs::read_dir(folder).unwrap().count();
    let attacks = corpus::built_in().unwrap();
    let others = usize::from(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/attacks/README.md")
            .exists(),
    );
    assert_eq!(files - others, attacks.len());
    for attack in &attacks {
        for text in [&attack.tries, &attack.looks] {
            assert!(
                text.ends_with('.') && text.len() > 10,
                "{}: {text:?}",
                attack.name
            );
        }
    }
}
