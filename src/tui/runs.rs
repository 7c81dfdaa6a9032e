//! Runs: the one that goes on, and what the last one of each item said.

use std::collections::HashMap;
use std::time::Duration;

use super::model::Item;
use crate::course::Check;
use crate::run::{Finished, Outcome, Preparing, RunEvent, Transcript};
use crate::verdict::{Verdict, judge};

/// All runs since the program began, the last of each item.
#[derive(Debug, Default)]
pub struct Runs {
    last: HashMap<Item, Run>,
    /// The item whose run goes on.
    active: Option<Item>,
    count: u64,
}

/// One run.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Its name between model and worker.
    pub id: u64,
    /// How far it is.
    pub phase: Phase,
    /// What it said.
    pub transcript: Transcript,
    /// What that proves.
    pub verdict: Verdict,
    /// Since `started`.
    pub elapsed: Duration,
    /// What was run, as the desk numbers its changes.
    pub revision: u64,
    checks: Vec<Check>,
    tests: bool,
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// It waits for the image.
    WaitingForImage,
    /// A container is being started.
    Booting,
    /// The learner's code runs.
    Running,
    /// It is over.
    Over,
}

impl Runs {
    /// A new run of this item takes the place of its last one. Gives its name.
    pub fn begin(
        &mut self,
        item: Item,
        checks: &[Check],
        tests: bool,
        phase: Phase,
        revision: u64,
    ) -> u64 {
        self.abandon();
        self.count += 1;
        let transcript = Transcript::default();
        let run = Run {
            id: self.count,
            phase,
            verdict: judge(checks, tests, &transcript),
            transcript,
            elapsed: Duration::ZERO,
            revision,
            checks: checks.to_vec(),
            tests,
        };
        self.last.insert(item.clone(), run);
        self.active = Some(item);
        self.count
    }

    /// The run that goes on makes way for another: what it still says is dropped, so this is its end.
    fn abandon(&mut self) {
        if let Some(id) = self.active().map(|(_, run)| run.id) {
            let finished = Finished {
                outcome: Outcome::Cancelled,
                duration: Duration::ZERO,
                dropped: (0, 0),
            };
            self.absorb(id, RunEvent::Finished(finished));
        }
    }

    /// The last run of this item.
    pub fn of(&self, item: &Item) -> Option<&Run> {
        self.last.get(item)
    }

    /// The item that runs, or waits to.
    pub fn active(&self) -> Option<(&Item, &Run)> {
        let item = self.active.as_ref()?;
        Some((item, self.last.get(item)?))
    }

    /// The run that waits for its image may go.
    pub fn image_is_there(&mut self) {
        if let Some(run) = self.active_mut()
            && run.phase == Phase::WaitingForImage
        {
            run.phase = Phase::Booting;
        }
    }

    /// The run that waits for its image will not be.
    pub fn give_up_waiting(&mut self) {
        let Some(item) = self.active.take() else {
            return;
        };
        match self.last.get(&item) {
            Some(run) if run.phase == Phase::WaitingForImage => {
                self.last.remove(&item);
            }
            _ => self.active = Some(item),
        }
    }

    /// Takes what a run says; what a stale one says is dropped. Says whether that was its end.
    pub fn absorb(&mut self, id: u64, event: RunEvent) -> bool {
        let Some(run) = self.active_mut().filter(|r| r.id == id) else {
            return false;
        };
        match &event {
            RunEvent::Preparing(Preparing::Boot) => run.phase = Phase::Booting,
            RunEvent::Started => run.phase = Phase::Running,
            RunEvent::Finished(finished) => {
                run.phase = Phase::Over;
                run.elapsed = finished.duration;
            }
            _ => {}
        }
        run.transcript.absorb(event);
        run.verdict = judge(&run.checks, run.tests, &run.transcript);
        let over = run.phase == Phase::Over;
        if over {
            self.active = None;
        }
        over
    }

    /// So long has it been going on.
    pub fn elapsed(&mut self, id: u64, time: Duration) {
        if let Some(run) = self.active_mut().filter(|r| r.id == id) {
            run.elapsed = time;
        }
    }

    fn active_mut(&mut self) -> Option<&mut Run> {
        self.last.get_mut(self.active.as_ref()?)
    }
}

impl Run {
    /// How it ended.
    pub fn outcome(&self) -> Option<&Outcome> {
        self.transcript.finished.as_ref().map(|f| &f.outcome)
    }

    /// Whether it proved something: a run that was stopped, or whose engine was lost, is no attempt.
    pub fn counts(&self) -> bool {
        !matches!(
            self.outcome(),
            None | Some(Outcome::Cancelled | Outcome::EngineFailed(_))
        )
    }

    /// Whether there was anything to prove.
    pub fn is_judged(&self) -> bool {
        self.tests || !self.checks.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_that_makes_way_for_another_is_over_and_its_word_is_dropped() {
        let mut runs = Runs::default();
        let (a, b) = (Item::example("l", 0), Item::example("l", 1));
        let first = runs.begin(a.clone(), &[], false, Phase::Booting, 0);
        let second = runs.begin(b.clone(), &[], false, Phase::Booting, 0);
        assert_eq!(runs.of(&a).map(|r| r.phase), Some(Phase::Over));
        assert!(!runs.absorb(first, RunEvent::Started));
        runs.absorb(second, RunEvent::Started);
        assert_eq!(runs.of(&b).map(|r| r.phase), Some(Phase::Running));
    }
}
