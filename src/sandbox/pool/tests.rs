#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::SeqCst;

use async_trait::async_trait;
use futures_util::{StreamExt, stream};

use super::*;
use crate::run::{Limits, Outcome, SourceFile, Stdin, Stream};
use crate::sandbox::fake::{FakeEngine, Step};
use crate::sandbox::{About, Container, Exit};

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

/// An engine whose containers are ready, and then do as they are told.
#[derive(Default)]
struct Counted {
    booted: AtomicUsize,
    removed: Arc<AtomicUsize>,
    /// How many of them die as soon as they are ready.
    mortal: usize,
}

struct Removed(Arc<AtomicUsize>);

#[async_trait]
impl Control for Removed {
    async fn kill(&self) -> Result<(), EngineError> {
        Ok(())
    }

    async fn wait(&self) -> Result<Exit, EngineError> {
        std::future::pending().await
    }

    async fn remove(&self) -> Result<(), EngineError> {
        self.0.fetch_add(1, SeqCst);
        Ok(())
    }
}

#[async_trait]
impl Engine for Counted {
    fn about(&self) -> &About {
        unreachable!("nobody asks")
    }

    async fn has_image(&self, _: &str) -> Result<bool, EngineError> {
        Ok(true)
    }

    async fn sweep(&self) -> Result<usize, EngineError> {
        Ok(0)
    }

    async fn remove_image(&self, _: &str) -> Result<(), EngineError> {
        Ok(())
    }

    async fn import(
        &self,
        _: &str,
        _: &Path,
        _: &(dyn Fn(u64) + Send + Sync),
    ) -> Result<(), EngineError> {
        Ok(())
    }

    async fn boot(&self, _: &Boot, _: &Policy) -> Result<Container, EngineError> {
        let before = self.booted.fetch_add(1, SeqCst);
        let ready = b"\x1e{\"type\":\"ready\",\"contract\":1,\"version\":\"0\"}\n".to_vec();
        let ready = stream::iter([Ok((Stream::Stdout, ready))]);
        let alive = stream::pending().take(usize::from(before >= self.mortal));
        Ok(Container {
            id: "counted".into(),
            stdin: Box::pin(tokio::io::sink()),
            output: Box::pin(ready.chain(alive)),
            control: Box::new(Removed(Arc::clone(&self.removed))),
        })
    }
}

/// Lets everything go on that can.
async fn settle() {
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn as_many_wait_as_the_learners_attention_calls_for() {
    let engine = Arc::new(Counted::default());
    let pool = Pool::new(Arc::clone(&engine) as Arc<dyn Engine>);
    pool.attend(Attention::Editing);
    assert_eq!(pool.waiting(), 0, "nobody has said of what kind");
    pool.park(&boot("a"), &Policy::new(Limits::default()));
    for (attention, waiting) in [
        (Attention::Editing, 2),
        (Attention::Reading, 1),
        (Attention::Away, 0),
        (Attention::Reading, 1),
    ] {
        pool.attend(attention);
        settle().await;
        assert_eq!(pool.waiting(), waiting);
        let alive = engine.booted.load(SeqCst) - engine.removed.load(SeqCst);
        assert_eq!(alive, waiting);
    }
    pool.close().await;
    assert_eq!(engine.booted.load(SeqCst), engine.removed.load(SeqCst));
}

#[tokio::test]
async fn no_more_wait_than_the_budget_has_room_for() {
    let limits = Limits::default();
    for (budget, waiting) in [(limits.memory * 2 - 1, 1), (limits.memory - 1, 0)] {
        let pool = Pool::within(Arc::new(Counted::default()), budget);
        pool.attend(Attention::Editing);
        pool.park(&boot("a"), &Policy::new(limits));
        assert_eq!(pool.waiting(), waiting);
        pool.close().await;
    }
}

#[tokio::test]
async fn another_image_or_policy_empties_it() {
    let engine = Arc::new(Counted::default());
    let pool = Pool::new(Arc::clone(&engine) as Arc<dyn Engine>);
    let policy = Policy::new(Limits::default());
    let less = Limits {
        pids: 32,
        ..Limits::default()
    };
    for (image, policy) in [("a", &policy), ("b", &policy), ("b", &Policy::new(less))] {
        pool.park(&boot(image), policy);
        settle().await;
        let alive = engine.booted.load(SeqCst) - engine.removed.load(SeqCst);
        assert_eq!((pool.waiting(), alive), (1, 1));
    }
    assert_eq!(engine.booted.load(SeqCst), 3);
    pool.close().await;
}

#[tokio::test]
async fn one_that_dies_while_it_waits_is_replaced() {
    let mortal = 2;
    let engine = Arc::new(Counted {
        mortal,
        ..Counted::default()
    });
    let pool = Pool::new(Arc::clone(&engine) as Arc<dyn Engine>);
    pool.park(&boot("a"), &Policy::new(Limits::default()));
    settle().await;
    assert_eq!(pool.waiting(), 1);
    assert_eq!(engine.booted.load(SeqCst), mortal + 1);
    assert_eq!(engine.removed.load(SeqCst), mortal);
    pool.close().await;
}

#[tokio::test]
async fn where_all_die_it_is_not_tried_for_ever() {
    let engine = Arc::new(Counted {
        mortal: usize::MAX,
        ..Counted::default()
    });
    let pool = Pool::new(Arc::clone(&engine) as Arc<dyn Engine>);
    pool.park(&boot("a"), &Policy::new(Limits::default()));
    settle().await;
    assert_eq!(pool.waiting(), 0);
    assert_eq!(engine.booted.load(SeqCst), DEATHS as usize);
    pool.close().await;
}
