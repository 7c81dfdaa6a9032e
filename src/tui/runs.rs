//! Runs: the one that goes on, and what the last one of each item said.

use std::collections::HashMap;
use std::time::Duration;

use super::input::Input;
use super::model::Item;
use crate::course::Check;
use crate::run::{Finished, Job, Origin, Outcome, Preparing, RunEvent, Stream, Transcript};
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
    /// What that proves, as far as it was judged.
    pub verdict: Verdict,
    /// Whether it said more since.
    is_ahead: bool,
    /// Since `started`.
    pub elapsed: Duration,
    /// What was asked for.
    pub order: Order,
    /// What it reads, where that is typed.
    pub input: Input,
    /// Whether the very same has just failed.
    is_again: bool,
}

/// What is to be run, as it was when that was asked for, and what it is to prove.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// What to run.
    pub job: Job,
    /// What is checked, tests apart.
    pub checks: Vec<Check>,
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
    pub fn begin(&mut self, item: Item, order: Order, phase: Phase) -> u64 {
        self.abandon();
        self.count += 1;
        let transcript = Transcript::default();
        let is_again = self.of(&item).is_some_and(|last| last.refutes(&order));
        let run = Run {
            id: self.count,
            phase,
            verdict: order.judge(&transcript),
            is_ahead: false,
            transcript,
            elapsed: Duration::ZERO,
            input: Input::of(&order.job),
            order,
            is_again,
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

    /// The run that waits for its image may go, if the image is there.
    pub fn stop_waiting(&mut self, is_there: impl Fn(&str) -> bool) -> Option<&Run> {
        let run = self.active_mut()?;
        let may = run.phase == Phase::WaitingForImage && is_there(&run.order.job.language);
        may.then(|| {
            run.phase = Phase::Booting;
            &*run
        })
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
        run.input.hear(&event, run.elapsed);
        run.transcript.absorb(event);
        run.is_ahead = true;
        let over = run.phase == Phase::Over;
        if over {
            run.judge();
            self.active = None;
        }
        over
    }

    /// The line that is left over of the last run of this item, where there is one.
    pub fn late(&mut self, item: &Item) -> Option<&mut Input> {
        let run = self.last.get_mut(item)?;
        Some(&mut run.input).filter(|input| input.is_late())
    }

    /// What the run that goes on reads, and its name.
    pub fn input(&mut self) -> Option<(u64, &mut Input)> {
        let run = self.active_mut().filter(|run| run.reads())?;
        Some((run.id, &mut run.input))
    }

    /// Takes the line that is typed, and shows it at its place. Gives what the program is to read, and the run's name.
    pub fn send_line(&mut self) -> Option<(u64, Vec<u8>)> {
        let run = self.active_mut().filter(|run| run.reads())?;
        let line = run.input.take(run.elapsed) + "\n";
        let bytes = line.into_bytes();
        run.transcript.absorb(RunEvent::Output {
            stream: Stream::Stdout,
            origin: Origin::Typed,
            bytes: bytes.clone(),
        });
        Some((run.id, bytes))
    }

    /// Judges what was said since that was done last: once a frame, since each time takes all that was said.
    pub fn judge(&mut self) {
        if let Some(run) = self.active_mut() {
            run.judge();
        }
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
    fn judge(&mut self) {
        if std::mem::take(&mut self.is_ahead) {
            self.verdict = self.order.judge(&self.transcript);
        }
    }

    /// Whether a line can be typed for it.
    pub fn reads(&self) -> bool {
        self.phase == Phase::Running && self.input.is_open()
    }

    /// Whether something was typed for it.
    pub fn was_talked_to(&self) -> bool {
        let mut output = self.transcript.output.iter();
        output.any(|capture| capture.origin == Origin::Typed)
    }

    /// How it ended.
    pub fn outcome(&self) -> Option<&Outcome> {
        self.transcript.finished.as_ref().map(|f| &f.outcome)
    }

    /// Whether it proved something: a run that was stopped, or whose engine was lost, is no attempt.
    pub fn counts(&self) -> bool {
        self.outcome().is_some_and(Outcome::counts)
    }

    /// Whether there was anything to prove.
    pub fn is_judged(&self) -> bool {
        !self.order.job.tests.is_empty() || !self.order.checks.is_empty()
    }

    /// Whether it failed as the very same did before it: who has changed nothing has not tried again.
    pub fn is_old_failure(&self) -> bool {
        self.is_again && self.is_failure()
    }

    /// Whether this order is known to fail by it. A run that does not count knows what the one before it knew.
    fn refutes(&self, order: &Order) -> bool {
        let is_failure = match self.counts() {
            true => self.is_failure(),
            false => self.is_again,
        };
        is_failure && self.order == *order
    }

    fn is_failure(&self) -> bool {
        self.counts() && self.is_judged() && !self.verdict.passed()
    }
}

impl Order {
    fn judge(&self, transcript: &Transcript) -> Verdict {
        judge(&self.checks, !self.job.tests.is_empty(), transcript)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::{Limits, SourceFile, Stdin};

    #[test]
    fn a_run_that_makes_way_for_another_is_over_and_its_word_is_dropped() {
        let mut runs = Runs::default();
        let (a, b) = (Item::example("l", 0), Item::example("l", 1));
        let file = SourceFile::new("example", "");
        let order = Order {
            job: Job::program("elixir", file, Stdin::Empty, Limits::default()),
            checks: Vec::new(),
        };
        let first = runs.begin(a.clone(), order.clone(), Phase::Booting);
        let second = runs.begin(b.clone(), order, Phase::Booting);
        assert_eq!(runs.of(&a).map(|r| r.phase), Some(Phase::Over));
        assert!(!runs.absorb(first, RunEvent::Started));
        runs.absorb(second, RunEvent::Started);
        assert_eq!(runs.of(&b).map(|r| r.phase), Some(Phase::Running));
    }
}
