//! Claims put to the proof: each in a container of its own, as many at once as keep the machine busy.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

use futures_util::{StreamExt, stream};

use super::Claim;
use crate::course::Problem;
use crate::run::{Limits, Outcome};
use crate::sandbox::{Boot, Engine, Policy, Pool};

/// So many runs for each core: while one waits for the engine, or has half a core to itself, another one works.
const PER_CORE: usize = 2;

/// What came of a claim.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// It is so.
    Holds,
    /// It is not so.
    Refuted(Problem),
    /// The engine could not run it.
    Untried(String),
}

/// What is told meanwhile, of the claim in this place of the list.
#[derive(Debug)]
pub enum Event {
    /// It is put to the proof.
    Began(usize),
    /// It has been: what came of it, and how long it took.
    Ended(usize, Finding, Duration),
}

/// Is told how far it is.
pub type Tell<'a> = &'a (dyn Fn(Event) + Send + Sync);

/// Puts claims to the proof, and tells what came of each as soon as it is known. `boots` has every claim's language. What runs
/// out of time beside others is tried once more at the end, by itself.
///
/// Whoever drops it ends all that it runs: what was told until then is true.
pub async fn prove(
    engine: Arc<dyn Engine>,
    boots: &BTreeMap<String, Boot>,
    claims: &[Claim<'_>],
    tell: Tell<'_>,
) {
    let pool = Pool::new(engine);
    let abreast = abreast(claims).min(claims.len());
    let one = |(index, claim)| {
        let pool = &pool;
        async move {
            tell(Event::Began(index));
            let attempt = Attempt::make(pool, boots, claim).await;
            if attempt.is_late && abreast > 1 {
                return Some(index);
            }
            tell(Event::Ended(index, attempt.finding, attempt.took));
            None
        }
    };
    let late: Vec<usize> = stream::iter(claims.iter().enumerate().map(one))
        .buffer_unordered(abreast)
        .filter_map(std::future::ready)
        .collect()
        .await;
    // A learner's run has a core to itself, and these had to share one: time is theirs alone now.
    for index in late {
        let attempt = Attempt::make(&pool, boots, &claims[index]).await;
        tell(Event::Ended(index, attempt.finding, attempt.took));
    }
    pool.close().await;
}

/// A claim that was tried.
struct Attempt {
    finding: Finding,
    took: Duration,
    /// Whether time ran out, and it does not hold.
    is_late: bool,
}

impl Attempt {
    async fn make(pool: &Pool, boots: &BTreeMap<String, Boot>, claim: &Claim<'_>) -> Self {
        let began = Instant::now();
        let (finding, outcome) = attempt(pool, boots, claim).await;
        let ran_out = matches!(outcome, Some(Outcome::TimedOut { .. }));
        Self {
            is_late: ran_out && matches!(finding, Finding::Refuted(_)),
            finding,
            took: began.elapsed(),
        }
    }
}

async fn attempt(
    pool: &Pool,
    boots: &BTreeMap<String, Boot>,
    claim: &Claim<'_>,
) -> (Finding, Option<Outcome>) {
    let Some(boot) = boots.get(claim.language()) else {
        let why = format!("the image of {} is not there", claim.language());
        return (Finding::Untried(why), None);
    };
    let job = claim.job();
    let policy = Policy::new(job.limits);
    let seen = pool.run_once(boot, &policy, job).transcript().await;
    let outcome = seen.finished.as_ref().map(|f| f.outcome.clone());
    let finding = match (&outcome, claim.refuted_by(&seen)) {
        (Some(Outcome::EngineFailed(why)), _) => Finding::Untried(why.clone()),
        (_, Some(problem)) => Finding::Refuted(problem),
        (_, None) => Finding::Holds,
    };
    (finding, outcome)
}

/// How many run at once: as many as the cores take, as long as all of them could use the memory that they may use.
fn abreast(claims: &[Claim<'_>]) -> usize {
    let limits = |claim: &Claim<'_>| claim.exercise().map_or(claim.pack.limits, |e| e.limits);
    let largest = claims.iter().map(|claim| limits(claim).memory).max();
    let largest = largest.unwrap_or(Limits::default().memory).max(1);
    let room = available_memory().map_or(usize::MAX, |free| {
        usize::try_from(free / largest).unwrap_or(usize::MAX)
    });
    let cores = available_parallelism().map_or(1, usize::from);
    (cores * PER_CORE).min(room).max(1)
}

/// Bytes that programs may still take, where the system says so (proc(5), since Linux 3.14).
fn available_memory() -> Option<u64> {
    let meminfo = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = meminfo
        .lines()
        .find_map(|l| l.strip_prefix("MemAvailable:"))?;
    let kib: u64 = line.split_ascii_whitespace().next()?.parse().ok()?;
    Some(kib * 1024)
}
