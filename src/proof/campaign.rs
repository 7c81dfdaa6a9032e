//! A campaign: attacks on one engine, each in a fresh container.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::{StreamExt, stream};
use tokio::time::timeout;

use super::host::{self, Leftovers, Snapshot};
use super::watched::{Seen, Watched};
use super::{Attack, End, Judgement, Lift, judge};
use crate::run::{Job, Limits, Outcome, Stdin, Transcript};
use crate::sandbox::{Boot, Engine, Limit, Policy, Pool, RunHandle};

/// The deadline of an attack that is to meet it.
const SHORT: Duration = Duration::from_secs(3);
/// That of every other: it ends by itself, even on a machine that has much else to do.
const PATIENT: Duration = Duration::from_secs(30);
/// What booting and removing a container may take on top, before a campaign goes on without it.
const AROUND: Duration = Duration::from_secs(90);
/// So many attacks run at once.
const ABREAST: usize = 2;

/// Attacks on one engine.
pub struct Campaign {
    engine: Arc<dyn Engine>,
    boots: BTreeMap<String, Boot>,
    seen: Mutex<Seen>,
}

/// What a campaign says while it goes on.
#[derive(Debug)]
pub enum Event<'a> {
    /// An attack begins.
    Began(&'a Attack),
    /// It is over.
    Ended(&'a Attack, &'a Trial),
}

/// One attack, tried once.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// What it showed.
    pub judgement: Judgement,
    /// How it ended; `None` where it was not tried.
    pub outcome: Option<Outcome>,
    /// How long it took, from its `started` to its end.
    pub duration: Duration,
}

impl Trial {
    fn skipped(why: String) -> Self {
        Self {
            judgement: Judgement::Skipped { why },
            outcome: None,
            duration: Duration::ZERO,
        }
    }
}

/// Is told how far a campaign is.
pub type Tell<'a> = &'a (dyn Fn(Event<'_>) + Send + Sync);

impl Campaign {
    /// Attacks on `engine`, in languages that are booted so.
    pub fn new(engine: Arc<dyn Engine>, boots: BTreeMap<String, Boot>) -> Self {
        Self {
            engine,
            boots,
            seen: Mutex::default(),
        }
    }

    /// Tries every attack under the policy of a run that asks for nothing; the answers are in the same order.
    pub async fn run(&self, attacks: &[Attack], tell: Tell<'_>) -> Vec<Trial> {
        self.each(attacks, |_| Ok(None), tell).await
    }

    /// The same without the part of the policy that each names, to prove that it is this part which contains it. What is
    /// not safe without its limit is not tried. No command comes here.
    pub async fn run_lifted(&self, attacks: &[Attack], tell: Tell<'_>) -> Vec<Trial> {
        let lift = |attack: &Attack| match &attack.lift {
            Lift::Harmless(limit) => Ok(Some(*limit)),
            Lift::Unsafe(why) => Err(why.clone()),
        };
        self.each(attacks, lift, tell).await
    }

    /// `lift` says which part each is tried without, or why it is not tried at all.
    async fn each(
        &self,
        attacks: &[Attack],
        lift: fn(&Attack) -> Result<Option<Limit>, String>,
        tell: Tell<'_>,
    ) -> Vec<Trial> {
        let all = attacks.iter().enumerate();
        let (alone, others): (Vec<_>, Vec<_>) = all.partition(|(_, attack)| needs_quiet(attack));
        let one = |(index, attack)| async move {
            tell(Event::Began(attack));
            let trial = match lift(attack) {
                Ok(lifted) => self.attempt(attack, lifted).await,
                Err(why) => Trial::skipped(why),
            };
            tell(Event::Ended(attack, &trial));
            (index, trial)
        };
        let mut trials: Vec<(usize, Trial)> = stream::iter(others.into_iter().map(one))
            .buffer_unordered(ABREAST)
            .collect()
            .await;
        for attack in alone {
            trials.push(one(attack).await);
        }
        trials.sort_by_key(|(index, _)| *index);
        trials.into_iter().map(|(_, trial)| trial).collect()
    }

    /// Tries one attack; `lifted` is the part of the policy that it is tried without.
    async fn attempt(&self, attack: &Attack, lifted: Option<Limit>) -> Trial {
        let Some(boot) = self.boots.get(attack.language) else {
            let why = format!("the image of {} is not there", attack.language);
            return Trial::skipped(why);
        };
        let watched = Arc::new(Watched::new(Arc::clone(&self.engine)));
        let transcript = once(watched.clone(), boot, attack, lifted).await;
        let seen = watched.seen();
        let mut judgement = judge(attack, &transcript);
        if attack.meets(Limit::OneUse) && matches!(judgement, Judgement::Contained { .. }) {
            judgement = outlived(judgement, &seen).await;
        }
        self.seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .absorb(seen);
        let finished = transcript.finished;
        Trial {
            judgement,
            duration: finished.as_ref().map_or(Duration::ZERO, |f| f.duration),
            outcome: finished.map(|f| f.outcome),
        }
    }

    /// What all of it has left on this machine, which was so `before`.
    pub async fn leftovers(&self, before: Snapshot) -> Leftovers {
        let seen = self
            .seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        host::leftovers(before, seen).await
    }
}

/// Whether an attack measures something that another at its side would disturb: what the host counts for the user,
/// a share of the CPUs, or what is left on the host.
fn needs_quiet(attack: &Attack) -> bool {
    let measured = [
        Limit::OneUse,
        Limit::Cpus,
        Limit::CpuTime,
        Limit::PendingSignals,
        Limit::MessageQueues,
    ];
    measured.iter().any(|limit| attack.meets(*limit))
}

/// Runs an attack in a container of its own, which is gone afterwards.
async fn once(
    engine: Arc<dyn Engine>,
    boot: &Boot,
    attack: &Attack,
    lifted: Option<Limit>,
) -> Transcript {
    let usual = Policy::new(Limits::default());
    let policy = match lifted {
        Some(limit) => usual.without(limit),
        None => usual,
    };
    let stdin = match attack.stdin.as_str() {
        "" => Stdin::Empty,
        text => Stdin::Bytes(text.into()),
    };
    // The deadline is the host's, and no part of what the container is booted with.
    let wall = match attack.ends.contains(&End::TimedOut) {
        true => SHORT,
        false => PATIENT,
    };
    let limits = Limits {
        wall,
        ..policy.limits
    };
    let job = Job::program(attack.language, attack.file.clone(), stdin, limits);
    let pool = Pool::new(engine);
    let run = pool.run_once(boot, &policy, job);
    let transcript = timeout(wall + AROUND, listen(run)).await;
    timeout(AROUND, pool.close()).await.ok();
    transcript.unwrap_or_default()
}

async fn listen(mut run: RunHandle) -> Transcript {
    let mut transcript = Transcript::default();
    while let Some(event) = run.events.recv().await {
        transcript.absorb(event);
    }
    transcript
}

/// What an attack that tries to outlive its run came to, once its container is gone.
async fn outlived(judgement: Judgement, seen: &Seen) -> Judgement {
    match host::outlived(seen).await {
        Some(what) => Judgement::NotContained {
            why: format!("it outlived its run: {what}"),
        },
        None if seen.is_here => judgement,
        None => match judgement {
            Judgement::Contained { by, how } => Judgement::Contained {
                by,
                how: format!("{how} (the engine's host cannot be seen from here)"),
            },
            other => other,
        },
    }
}
