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
    let attempt = |index: usize| Attempt::make(&pool, boots, &claims[index]);
    each(claims.len(), abreast(claims), attempt, tell).await;
    pool.close().await;
}

/// Tries each of `count` claims, `abreast` of them at once, and once more by itself what was late beside others.
async fn each<F: Future<Output = Attempt>>(
    count: usize,
    abreast: usize,
    attempt: impl Fn(usize) -> F,
    tell: Tell<'_>,
) {
    let has_company = abreast.min(count) > 1;
    let one = |index| {
        let attempt = &attempt;
        async move {
            tell(Event::Began(index));
            let tried = attempt(index).await;
            if tried.is_late && has_company {
                return Some(index);
            }
            tell(Event::Ended(index, tried.finding, tried.took));
            None
        }
    };
    let late: Vec<usize> = stream::iter((0..count).map(one))
        .buffer_unordered(abreast)
        .filter_map(std::future::ready)
        .collect()
        .await;
    // A learner's run has a core to itself, and these had to share one.
    for index in late {
        let tried = attempt(index).await;
        tell(Event::Ended(index, tried.finding, tried.took));
    }
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn tried(is_late: bool) -> Attempt {
        let finding = match is_late {
            true => Finding::Untried("late".to_owned()),
            false => Finding::Holds,
        };
        let took = Duration::ZERO;
        Attempt {
            finding,
            took,
            is_late,
        }
    }

    /// What is told of five claims, of which the odd ones are late wherever another one runs, and the last one always.
    async fn told(abreast: usize) -> (Vec<(usize, Finding)>, usize) {
        let running = AtomicUsize::new(0);
        let count = AtomicUsize::new(0);
        let ended = Mutex::new(Vec::new());
        let attempt = |index: usize| {
            let (running, count) = (&running, &count);
            async move {
                count.fetch_add(1, Ordering::Relaxed);
                running.fetch_add(1, Ordering::Relaxed);
                tokio::task::yield_now().await;
                let has_company = running.load(Ordering::Relaxed) > 1;
                tokio::task::yield_now().await;
                running.fetch_sub(1, Ordering::Relaxed);
                tried(index == 4 || index % 2 == 1 && has_company)
            }
        };
        let tell = |event| {
            if let Event::Ended(index, finding, _) = event {
                ended.lock().unwrap().push((index, finding));
            }
        };
        each(5, abreast, attempt, &tell).await;
        let mut ended = ended.into_inner().unwrap();
        ended.sort_by_key(|(index, _)| *index);
        (ended, count.into_inner())
    }

    #[tokio::test]
    async fn what_is_late_beside_others_is_tried_once_more_by_itself() {
        let (ended, attempts) = told(3).await;
        let late = Finding::Untried("late".to_owned());
        let findings: Vec<_> = ended.iter().map(|(_, finding)| finding.clone()).collect();
        let holds = || Finding::Holds;
        assert_eq!(findings, [holds(), holds(), holds(), holds(), late]);
        assert_eq!(attempts, 5 + 3);
    }

    #[tokio::test]
    async fn nothing_to_try_is_soon_done() {
        let attempt = |_| async { tried(false) };
        let done = each(0, 4, attempt, &|_| ());
        let limit = Duration::from_secs(10);
        tokio::time::timeout(limit, done).await.unwrap();
    }

    #[tokio::test]
    async fn what_had_no_company_is_not_tried_again() {
        let (ended, attempts) = told(1).await;
        assert_eq!((ended.len(), attempts), (5, 5));
    }
}
