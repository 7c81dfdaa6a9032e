//! The heart: a container is booted before it is needed, waits for one job, runs it, and dies.

mod parked;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::contract::{RunHandle, Running, remove_ended};
use super::{Boot, Control, Engine, EngineError, Policy};
use crate::run::{Job, Preparing, RunEvent};
use parked::{Claimed, Parked, Watched};

/// What the containers that wait may use together, bytes, where nothing else is said: two of the usual size.
pub const BUDGET: u64 = 512 * 1024 * 1024;
/// How long a run goes on before the one that takes its place is booted all the same. Most are over sooner, and have the
/// machine to themselves.
const REPLACE_AFTER: Duration = Duration::from_millis(500);
/// How many may die in a row, waiting, before it takes a run to boot another.
const DEATHS: u32 = 3;

/// What the learner is about to do: how many containers wait.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Attention {
    /// Nothing for a while: none waits.
    Away,
    /// Reading: one.
    #[default]
    Reading,
    /// Writing code, which is run again and again: two.
    Editing,
}

/// Warm containers of one engine. Each serves one run and is never used again.
#[derive(Clone)]
pub struct Pool {
    inner: Arc<Inner>,
}

struct Inner {
    engine: Arc<dyn Engine>,
    budget: u64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// What is waited for, once anything is.
    kind: Option<Kind>,
    attention: Attention,
    /// Of this kind, the oldest first.
    parked: VecDeque<Parked>,
    begun: u64,
    deaths: u32,
    /// Watches, runs and removals that go on behind the learner's back.
    behind: Vec<JoinHandle<()>>,
    closed: bool,
}

/// What one container is like another in.
#[derive(Debug, Clone, PartialEq)]
struct Kind {
    boot: Boot,
    policy: Policy,
}

impl Pool {
    /// An empty pool, whose waiting containers use [`BUDGET`] at most.
    pub fn new(engine: Arc<dyn Engine>) -> Self {
        Self::within(engine, BUDGET)
    }

    /// An empty pool. What waits is counted by what it may use: `budget` bytes at most, all of it together.
    pub fn within(engine: Arc<dyn Engine>, budget: u64) -> Self {
        Self {
            inner: Arc::new(Inner {
                engine,
                budget,
                state: Mutex::default(),
            }),
        }
    }

    /// The engine that it boots on.
    pub fn engine(&self) -> &Arc<dyn Engine> {
        &self.inner.engine
    }

    /// How many containers wait or are on their way.
    pub fn waiting(&self) -> usize {
        self.inner.lock().parked.len()
    }

    /// Sees to it that containers of this kind wait or are on their way; those of another kind go.
    pub fn park(&self, boot: &Boot, policy: &Policy) {
        let kind = Kind {
            boot: boot.clone(),
            policy: policy.clone(),
        };
        let mut state = self.inner.lock();
        if state.kind.as_ref() != Some(&kind) {
            state.parked.clear();
            state.kind = Some(kind);
        }
        state.deaths = 0;
        self.inner.fit(&mut state);
    }

    /// Has as many wait as this calls for.
    pub fn attend(&self, attention: Attention) {
        let mut state = self.inner.lock();
        state.attention = attention;
        self.inner.fit(&mut state);
    }

    /// Runs a job in a container that waits, or in one booted now; others of its kind are parked from then on.
    pub fn run(&self, boot: &Boot, policy: &Policy, job: Job) -> RunHandle {
        let (handle, running) = RunHandle::new(&job);
        let pool = self.clone();
        let (boot, policy) = (boot.clone(), policy.clone());
        self.inner.lock().keep(tokio::spawn(async move {
            let mut served = std::pin::pin!(pool.serve(running, &boot, &policy, job));
            let used = match timeout(REPLACE_AFTER, &mut served).await {
                Ok(used) => used,
                Err(_) => {
                    pool.park(&boot, &policy);
                    served.await
                }
            };
            pool.park(&boot, &policy);
            end(used).await;
        }));
        handle
    }

    /// The same where no other run is to be expected: nothing is parked afterwards.
    pub fn run_once(&self, boot: &Boot, policy: &Policy, job: Job) -> RunHandle {
        let (handle, running) = RunHandle::new(&job);
        let pool = self.clone();
        let (boot, policy) = (boot.clone(), policy.clone());
        self.inner.lock().keep(tokio::spawn(async move {
            end(pool.serve(running, &boot, &policy, job).await).await;
        }));
        handle
    }

    /// Removes what waits, and waits until what is under way has gone. Runs whose handle was dropped end.
    pub async fn close(&self) {
        loop {
            let behind = {
                let mut state = self.inner.lock();
                state.closed = true;
                state.parked.clear();
                std::mem::take(&mut state.behind)
            };
            if behind.is_empty() {
                return;
            }
            for task in behind {
                // A task that panicked has nothing left to wait for; the keeper sees to its container.
                task.await.ok();
            }
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
        let mut claimed = parked.unwrap_or_else(|| self.inner.begin_now(boot, policy));
        loop {
            // Where it is cancelled, the claim is dropped, and with it the container.
            let Some(booted) = running.unless_cancelled(&mut claimed).await else {
                running.cancelled().await;
                return None;
            };
            let error = match booted {
                Ok(Ok(warm)) => match warm.if_alive() {
                    Ok(warm) => return Some(running.drive(warm, job).await),
                    Err(dead) => {
                        dead.discard().await;
                        lost()
                    }
                },
                Ok(Err(error)) => error,
                Err(_) => lost(),
            };
            if booted_now >= tries(&error) {
                running.fail(&error).await;
                return None;
            }
            tracing::warn!(%error, "a container is booted once more");
            booted_now += 1;
            running.say(RunEvent::Preparing(Preparing::Boot)).await;
            claimed = self.inner.begin_now(boot, policy);
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

async fn end(used: Option<Box<dyn Control>>) {
    if let Some(control) = used {
        remove_ended(control.as_ref()).await;
    }
}

impl Inner {
    /// Nothing that holds the lock can panic, so a poisoned one is whole.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Boots what is missing, and lets go what is too many.
    fn fit(self: &Arc<Self>, state: &mut State) {
        let Some(kind) = state.kind.clone().filter(|_| !state.closed) else {
            return;
        };
        let within = self.budget / kind.policy.limits.memory.max(1);
        let wanted = (state.attention as u64).min(within);
        while state.parked.len() as u64 > wanted {
            state.parked.pop_back();
        }
        while (state.parked.len() as u64) < wanted && state.deaths < DEATHS {
            let parked = self.begin(state, &kind.boot, &kind.policy);
            state.parked.push_back(parked);
        }
    }

    fn begin(self: &Arc<Self>, state: &mut State, boot: &Boot, policy: &Policy) -> Parked {
        state.begun += 1;
        let engine = Arc::clone(&self.engine);
        let (parked, watch) = Parked::begin(state.begun, engine, boot, policy);
        let (pool, id) = (Arc::downgrade(self), parked.id);
        state.keep(tokio::spawn(async move {
            if watch.await == Watched::Died
                && let Some(pool) = pool.upgrade()
            {
                pool.replace(id);
            }
        }));
        parked
    }

    /// A container for a run that waits for it.
    fn begin_now(self: &Arc<Self>, boot: &Boot, policy: &Policy) -> Claimed {
        let parked = self.begin(&mut self.lock(), boot, policy);
        parked.claim()
    }

    /// Has another wait for one that died.
    fn replace(self: &Arc<Self>, id: u64) {
        let mut state = self.lock();
        let before = state.parked.len();
        state.parked.retain(|p| p.id != id);
        if state.parked.len() < before {
            state.deaths += 1;
            self.fit(&mut state);
        }
    }

    /// The container that has waited longest, if it is of this kind.
    fn claim(&self, boot: &Boot, policy: &Policy) -> Option<Claimed> {
        let mut state = self.lock();
        let fits = |kind: &Kind| kind.boot == *boot && kind.policy == *policy;
        let parked = match state.kind.as_ref().is_some_and(fits) {
            true => state.parked.pop_front()?,
            false => return None,
        };
        Some(parked.claim())
    }
}

impl State {
    fn keep(&mut self, task: JoinHandle<()>) {
        self.behind.retain(|task| !task.is_finished());
        self.behind.push(task);
    }
}
