//! Claims put to the proof: each in a container of its own, as many at once as keep the machine busy.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread::available_parallelism;

use futures_util::{StreamExt, stream};

use super::Claim;
use crate::course::{Pack, Problem};
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

/// What is told meanwhile.
#[derive(Debug)]
pub enum Event<'a> {
    /// A claim is put to the proof.
    Began(&'a Claim<'a>),
    /// It has been.
    Ended(&'a Claim<'a>, &'a Finding),
}

/// Is told how far it is.
pub type Tell<'a> = &'a (dyn Fn(Event<'_>) + Send + Sync);

/// Puts claims of a pack to the proof; the findings are in the same order. `boots` has every claim's language.
pub async fn prove(
    engine: Arc<dyn Engine>,
    boots: &BTreeMap<String, Boot>,
    pack: &Pack,
    claims: &[Claim<'_>],
    tell: Tell<'_>,
) -> Vec<Finding> {
    let pool = Pool::new(engine);
    let one = |(index, claim)| {
        let pool = &pool;
        async move {
            tell(Event::Began(claim));
            let finding = attempt(pool, boots, pack, claim).await;
            tell(Event::Ended(claim, &finding));
            (index, finding)
        }
    };
    let mut findings: Vec<(usize, Finding)> = stream::iter(claims.iter().enumerate().map(one))
        .buffer_unordered(abreast(claims, pack))
        .collect()
        .await;
    pool.close().await;
    findings.sort_by_key(|(index, _)| *index);
    findings.into_iter().map(|(_, finding)| finding).collect()
}

async fn attempt(
    pool: &Pool,
    boots: &BTreeMap<String, Boot>,
    pack: &Pack,
    claim: &Claim<'_>,
) -> Finding {
    let Some(boot) = boots.get(claim.language()) else {
        return Finding::Untried(format!("the image of {} is not there", claim.language()));
    };
    let job = claim.job(pack);
    let policy = Policy::new(job.limits);
    let seen = pool.run_once(boot, &policy, job).transcript().await;
    if let Some(Outcome::EngineFailed(why)) = seen.finished.as_ref().map(|f| &f.outcome) {
        return Finding::Untried(why.clone());
    }
    match claim.refuted_by(&seen) {
        Some(problem) => Finding::Refuted(problem),
        None => Finding::Holds,
    }
}

/// How many run at once: as many as the cores take, as long as all of them could use the memory that they may use.
fn abreast(claims: &[Claim<'_>], pack: &Pack) -> usize {
    let memory = |claim: &Claim<'_>| claim.exercise().map_or(pack.limits, |e| e.limits).memory;
    let largest = claims.iter().map(memory).max();
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
