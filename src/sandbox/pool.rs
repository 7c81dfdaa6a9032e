//! The heart: a container is booted before it is needed, waits for one job, runs it, and dies.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::task::JoinHandle;

use super::contract::{RunHandle, Running, Warm, remove, warm};
use super::{Boot, Control, Engine, EngineError, Policy};
use crate::run::{Job, Preparing, RunEvent};

/// Warm containers of one engine. Each serves one run and is never used again.
#[derive(Clone)]
pub struct Pool {
    inner: Arc<Inner>,
}

struct Inner {
    engine: Arc<dyn Engine>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    parked: Option<Parked>,
    /// Runs and removals that go on behind the learner's back.
    behind: Vec<JoinHandle<()>>,
    closed: bool,
}

/// A container that waits, or is on its way.
struct Parked {
    boot: Boot,
    policy: Policy,
    booting: Booting,
}

type Booting = JoinHandle<Result<Warm, EngineError>>;

impl Pool {
    /// An empty pool.
    pub fn new(engine: Arc<dyn Engine>) -> Self {
        Self {
            inner: Arc::new(Inner {
                engine,
                state: Mutex::default(),
            }),
        }
    }

    /// The engine that it boots on.
    pub fn engine(&self) -> &Arc<dyn Engine> {
        &self.inner.engine
    }

    /// Sees to it that a container of this kind waits or is on its way; one of another kind goes.
    pub fn park(&self, boot: &Boot, policy: &Policy) {
        let mut state = self.inner.lock();
        let fits = |p: &Parked| p.boot == *boot && p.policy == *policy;
        if state.closed || state.parked.as_ref().is_some_and(fits) {
            return;
        }
        let parked = Parked {
            boot: boot.clone(),
            policy: policy.clone(),
            booting: self.inner.begin(boot, policy),
        };
        if let Some(stale) = state.parked.replace(parked) {
            state.keep(tokio::spawn(discard(stale.booting)));
        }
    }

    /// Runs a job in a container that waits, or in one booted now; another is parked afterwards.
    pub fn run(&self, boot: &Boot, policy: &Policy, job: Job) -> RunHandle {
        self.begin(boot, policy, job, true)
    }

    /// The same where no other run is to be expected: nothing is parked afterwards.
    pub fn run_once(&self, boot: &Boot, policy: &Policy, job: Job) -> RunHandle {
        self.begin(boot, policy, job, false)
    }

    fn begin(&self, boot: &Boot, policy: &Policy, job: Job, again: bool) -> RunHandle {
        let (handle, running) = RunHandle::new(&job);
        let pool = self.clone();
        let (boot, policy) = (boot.clone(), policy.clone());
        let behind = tokio::spawn(async move {
            let used = pool.serve(running, &boot, &policy, job).await;
            if again {
                pool.park(&boot, &policy);
            }
            if let Some(control) = used {
                remove(control.as_ref()).await;
            }
        });
        self.inner.lock().keep(behind);
        handle
    }

    /// Removes what waits, and waits until what is under way has gone. Runs whose handle was dropped end.
    pub async fn close(&self) {
        let (parked, behind) = {
            let mut state = self.inner.lock();
            state.closed = true;
            (state.parked.take(), std::mem::take(&mut state.behind))
        };
        if let Some(parked) = parked {
            discard(parked.booting).await;
        }
        for task in behind {
            // A task that panicked has nothing left to wait for; the keeper sees to its container.
            task.await.ok();
        }
    }

    /// Sees a run to its end. Gives the container that is still to be removed.
    async fn serve(
        &self,
        mut running: Running,
        boot: &Boot,
        policy: &Policy,
        job: Job,
    ) -> Option<Box<dyn Control>> {
        let parked = self.inner.claim(boot, policy);
        let mut booted_now = u32::from(parked.is_none());
        if parked.is_none() {
            running.say(RunEvent::Preparing(Preparing::Boot)).await;
        }
        let mut booting = parked.unwrap_or_else(|| self.inner.begin(boot, policy));
        loop {
            let Some(booted) = running.unless_cancelled(&mut booting).await else {
                running.cancelled().await;
                discard(booting).await;
                return None;
            };
            let error = match booted {
                Ok(Ok(warm)) => match warm.if_alive() {
                    Ok(warm) => return Some(running.drive(warm, job).await),
                    Err(dead) => {
                        dead.discard().await;
                        None
                    }
                },
                Ok(Err(error)) => Some(error),
                Err(_) => None,
            };
            let error = error.unwrap_or_else(lost);
            if booted_now >= tries(&error) {
                running.fail(&error).await;
                return None;
            }
            tracing::warn!(%error, "a container is booted once more");
            booted_now += 1;
            running.say(RunEvent::Preparing(Preparing::Boot)).await;
            booting = self.inner.begin(boot, policy);
        }
    }
}

/// How often a container is booted for one run. What failed while it was parked does not count: it says nothing of now.
fn tries(error: &EngineError) -> u32 {
    match error {
        // A daemon under load drops a connection, or a machine is short of something for a moment.
        EngineError::Failed { .. } => 2,
        // These are the same a moment later.
        EngineError::Unreachable { .. }
        | EngineError::NoImage(_)
        | EngineError::NoRuntime { .. }
        | EngineError::Weak { .. } => 1,
    }
}

fn lost() -> EngineError {
    EngineError::Failed {
        what: "boot a container",
        why: "it was lost on the way".into(),
    }
}

async fn discard(booting: Booting) {
    if let Ok(Ok(warm)) = booting.await {
        warm.discard().await;
    }
}

impl Inner {
    /// Nothing that holds the lock can panic, so a poisoned one is whole.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn begin(&self, boot: &Boot, policy: &Policy) -> Booting {
        let engine = Arc::clone(&self.engine);
        let (boot, policy) = (boot.clone(), policy.clone());
        tokio::spawn(async move { warm(engine.as_ref(), &boot, &policy).await })
    }

    /// The container that waits, if it is of this kind.
    fn claim(&self, boot: &Boot, policy: &Policy) -> Option<Booting> {
        let mut state = self.lock();
        let parked = state
            .parked
            .take_if(|p| p.boot == *boot && p.policy == *policy)?;
        Some(parked.booting)
    }
}

impl State {
    fn keep(&mut self, task: JoinHandle<()>) {
        self.behind.retain(|task| !task.is_finished());
        self.behind.push(task);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::run::{Limits, Outcome, SourceFile, Stdin, Stream};
    use crate::sandbox::fake::{FakeEngine, Step};

    fn boot(image: &str) -> Boot {
        Boot {
            image: image.into(),
            command: Vec::new(),
            env: Vec::new(),
            scratch_exec: false,
        }
    }

    fn job() -> Job {
        let file = SourceFile::new("main", "");
        Job::program("fake", file, Stdin::Empty, Limits::default())
    }

    async fn events(mut run: RunHandle) -> Vec<RunEvent> {
        let mut events = Vec::new();
        while let Some(event) = run.events.recv().await {
            events.push(event);
        }
        events
    }

    fn scripts(n: usize) -> FakeEngine {
        FakeEngine::new((0..n).map(|i| vec![Step::Print(Stream::Stdout, vec![b'0' + i as u8])]))
    }

    #[tokio::test]
    async fn what_is_parked_serves_once() {
        let pool = Pool::new(Arc::new(scripts(3)));
        let policy = Policy::new(Limits::default());
        pool.park(&boot("a"), &policy);
        for expected in [b"0", b"1"] {
            let events = events(pool.run(&boot("a"), &policy, job())).await;
            assert_eq!(events[0], RunEvent::Preparing(Preparing::HandOver));
            assert!(
                events
                    .iter()
                    .any(|e| matches!(e, RunEvent::Output { bytes, .. } if bytes == expected)),
                "{events:?}"
            );
        }
        pool.close().await;
    }

    #[tokio::test]
    async fn another_kind_is_booted_anew() {
        let pool = Pool::new(Arc::new(scripts(3)));
        let policy = Policy::new(Limits::default());
        pool.park(&boot("a"), &policy);
        let events = events(pool.run(&boot("b"), &policy, job())).await;
        assert_eq!(events[0], RunEvent::Preparing(Preparing::Boot));
        pool.close().await;
    }

    #[tokio::test]
    async fn an_engine_that_refuses_is_an_outcome() {
        let pool = Pool::new(Arc::new(FakeEngine::refusing("no")));
        let policy = Policy::new(Limits::default());
        let events = events(pool.run(&boot("a"), &policy, job())).await;
        let Some(RunEvent::Finished(finished)) = events.last() else {
            panic!("it finishes: {events:?}");
        };
        assert!(matches!(&finished.outcome, Outcome::EngineFailed(why) if why.contains("no")));
        pool.close().await;
    }
}
