//! How long a program may wait for what a person types: while it does nothing, the clock waits for them.
//!
//! Nobody outside can see that a program reads, but its engine knows whether it works. What works has the time that any run has.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout};

use crate::sandbox::Control;

/// How long a program may do nothing, from its start or from what was typed last: no longer than a pack may ask for.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// How long a run may take, whatever is typed.
pub const LONGEST: Duration = Duration::from_secs(10 * 60);
/// How long is looked whether it works, at least.
const SAMPLE: Duration = Duration::from_millis(200);
/// How long the engine may take to say so: Docker 20.10 looks once a second itself, and answers then.
const ANSWER: Duration = Duration::from_secs(5);
/// What works less than this part of the time does nothing: a runtime looks after itself now and then.
const IDLE: u32 = 10;

/// What was typed so far.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fed {
    /// When the last of it was handed over.
    pub last: Option<Instant>,
    /// Nothing follows.
    pub over: bool,
}

/// The patience with one run.
#[derive(Debug)]
pub struct Patience {
    /// What was typed so far.
    pub fed: watch::Receiver<Fed>,
    /// What a run has that waits for nobody.
    pub wall: Duration,
}

impl Patience {
    /// When to look again at a run that began then and whose time is up; `None` where it is over.
    pub async fn more(&self, started: Instant, control: &dyn Control) -> Option<Instant> {
        let now = Instant::now();
        let fed = *self.fed.borrow();
        let last = fed.last.map_or(started, |last| last.max(started));
        let end = started + LONGEST.max(self.wall);
        // What was typed is something new to work on.
        let anew = (last + self.wall).min(end);
        if anew > now {
            return Some(anew);
        }
        let until = (last + PATIENCE.max(self.wall)).min(end);
        if fed.over || now >= until {
            return None;
        }
        let idles = idles(control).await;
        // What was typed while that was looked at it has worked on, and goes on.
        let since = self.fed.borrow().last;
        match since.filter(|since| *since > last) {
            Some(since) => Some((since + self.wall).min(end)),
            None => idles.then(|| until.min(now + self.wall)),
        }
    }
}

/// Whether nothing is done in a container. One whose engine does not say is taken to work.
async fn idles(control: &dyn Control) -> bool {
    let look = async || Some((control.cpu_time().await?, Instant::now()));
    let sample = async {
        let (before, began) = look().await?;
        sleep(SAMPLE).await;
        let (after, ended) = look().await?;
        // Not of what was slept: more time lies between the answers of a slow engine, in which more is done.
        Some(after.saturating_sub(before) * IDLE < ended - began)
    };
    timeout(ANSWER, sample).await.ok().flatten() == Some(true)
}

#[cfg(test)]
mod tests {
    use async_trait::async_trait;

    use super::*;
    use crate::sandbox::{EngineError, Exit};

    const WALL: Duration = Duration::from_secs(10);

    const ALL: Option<u32> = Some(1);
    /// A runtime that looks after itself: gVisor's kernel takes this much.
    const LITTLE: Option<u32> = Some(20);
    const AT_ONCE: Duration = Duration::ZERO;

    struct Vessel {
        began: Instant,
        /// One in how many moments it works; `None` where its engine does not say.
        works: Option<u32>,
        /// How long its engine takes to say it.
        answers: Duration,
        /// Somebody types whenever it is looked at.
        typing: Option<watch::Sender<Fed>>,
    }

    #[async_trait]
    impl Control for Vessel {
        async fn kill(&self) -> Result<(), EngineError> {
            Ok(())
        }

        async fn cpu_time(&self) -> Option<Duration> {
            if let Some(typing) = &self.typing {
                let last = Some(Instant::now());
                typing.send_replace(Fed { last, over: false });
            }
            sleep(self.answers).await;
            Some(self.began.elapsed() / self.works?)
        }

        async fn wait(&self) -> Result<Exit, EngineError> {
            std::future::pending().await
        }

        async fn remove(&self) -> Result<(), EngineError> {
            Ok(())
        }
    }

    /// How long a run goes on whose time is up.
    async fn more(works: Option<u32>, answers: Duration, types: bool) -> Option<Duration> {
        let (feeding, fed) = watch::channel(Fed::default());
        let started = Instant::now();
        tokio::time::advance(WALL).await;
        let container = Vessel {
            began: started,
            works,
            answers,
            typing: types.then_some(feeding),
        };
        let patience = Patience { fed, wall: WALL };
        let later = patience.more(started, &container).await;
        later.map(|later| later - started)
    }

    #[tokio::test(start_paused = true)]
    async fn what_waits_may_wait_and_what_works_may_not() {
        assert_eq!(more(LITTLE, AT_ONCE, false).await, Some(2 * WALL));
        assert_eq!(more(ALL, AT_ONCE, false).await, None);
        // By the clock, where nobody knows.
        assert_eq!(more(None, AT_ONCE, false).await, None);
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_engine_is_believed_and_one_that_hangs_is_not_waited_for() {
        let slow = Duration::from_secs(1);
        assert_eq!(more(LITTLE, slow, false).await, Some(2 * WALL));
        assert_eq!(more(ALL, slow, false).await, None);
        assert_eq!(more(LITTLE, ANSWER, false).await, None);
    }

    /// It works because of that.
    #[tokio::test(start_paused = true)]
    async fn what_is_typed_at_the_last_moment_is_worked_on() {
        let later = more(ALL, AT_ONCE, true).await;
        assert!(later.is_some_and(|later| later > 2 * WALL));
    }
}
