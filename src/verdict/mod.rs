//! What a run proved: its facts and what was asked of it in, a [`Verdict`] out.
//!
//! Pure, and it believes nothing that was not reported: a check is passed because the run said so, never
//! because it did not say otherwise. It knows no engine, no terminal and no human language: names and
//! reasons are typed, so that `locale` can word them.

mod asks;
mod job;
pub mod json;
mod judge;
mod name;
mod reason;
mod source;
mod text;

#[cfg(test)]
mod tests;

use std::time::Duration;

use crate::run::{Location, Outcome};

pub use asks::{Asks, asks};
pub use job::job;
pub use judge::judge;
pub use name::CheckName;
pub use reason::{Found, Reason};

/// What a run has proved so far.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Verdict {
    /// The tests in the order they were reported, then the checks in the author's order.
    pub checks: Vec<CheckResult>,
    /// How the run ended, once it has.
    pub outcome: Option<Outcome>,
    /// Whether more tests may still be reported.
    pub awaits_tests: bool,
}

impl Verdict {
    /// Whether the run proved all that was asked of it. A run that was asked nothing proves nothing.
    pub fn passed(&self) -> bool {
        self.is_final() && !self.checks.is_empty() && self.checks.iter().all(CheckResult::passed)
    }

    /// Whether nothing is left to be decided.
    pub fn is_final(&self) -> bool {
        !self.awaits_tests && self.checks.iter().all(|c| c.status != Status::Pending)
    }

    /// How many checks failed or could not be judged.
    pub fn failing(&self) -> usize {
        self.checks
            .iter()
            .filter(|c| matches!(c.status, Status::Fail | Status::Error))
            .count()
    }

    /// How many checks there are, as far as known.
    pub fn total(&self) -> usize {
        self.checks.len()
    }
}

/// What became of one check, or of one test.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckResult {
    /// What it is called.
    pub name: CheckName,
    /// What it looks at.
    pub kind: Kind,
    /// Whether it passed.
    pub status: Status,
    /// What its author says about a failure, or a test's own message.
    pub message: Option<String>,
    /// Why it did not pass, in our words.
    pub reason: Option<Reason>,
    /// What should have come.
    pub expected: Option<String>,
    /// What came. From the learner's code: hostile until neutralised.
    pub actual: Option<String>,
    /// What the learner's code printed meanwhile, both streams in order of arrival. Hostile as well.
    pub output: Vec<u8>,
    /// Where to look.
    pub location: Option<Location>,
    /// How long it took, where known.
    pub duration: Option<Duration>,
}

impl CheckResult {
    /// What should have come, for people: a pattern that its author has put in words is left to them.
    pub fn expected_of_people(&self) -> Option<&str> {
        let is_in_words = self.reason == Some(Reason::NoMatch) && self.message.is_some();
        self.expected.as_deref().filter(|_| !is_in_words)
    }

    /// A check of which nothing is known.
    fn pending(name: CheckName, kind: Kind) -> Self {
        Self {
            name,
            kind,
            status: Status::Pending,
            message: None,
            reason: None,
            expected: None,
            actual: None,
            output: Vec::new(),
            location: None,
            duration: None,
        }
    }

    /// Whether it passed.
    pub fn passed(&self) -> bool {
        self.status == Status::Pass
    }

    /// It was looked at and is not as it should be; `message` is its author's.
    fn fail(&mut self, reason: Reason, message: Option<&String>) {
        self.status = Status::Fail;
        self.reason = Some(reason);
        self.message = message.cloned();
    }

    /// It could not be looked at: what its author says about a failure would mislead.
    fn error(&mut self, reason: Reason) {
        self.status = Status::Error;
        self.reason = Some(reason);
        self.message = None;
    }
}

/// Whether a check passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Not known yet.
    Pending,
    /// It is as it should be.
    Pass,
    /// It is not.
    Fail,
    /// It could not be looked at.
    Error,
}

/// What a check looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A test of the exercise's test files.
    Tests,
    /// What the program prints.
    Stdout,
    /// The code it exits with.
    Exit,
    /// A file that it leaves behind.
    File,
    /// A row of what it reads and must print.
    Cases,
    /// What the source does.
    Source,
}
