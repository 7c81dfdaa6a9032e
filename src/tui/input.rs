//! The line that is typed in while a program runs: what the program reads.

use std::time::Duration;

use crate::run::{Job, RunEvent, Stdin};

/// How long a program is silent until it may be waiting.
const QUIET: Duration = Duration::from_secs(1);

/// What one run reads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    state: State,
    text: String,
    /// When the program was last heard, or given something, since its start.
    heard: Duration,
}

/// Whether there is more to come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum State {
    /// It reads nothing that is typed.
    #[default]
    None,
    Open,
    /// It has read the end.
    Ended,
    /// The program has ended amid a line: whoever still types it has not meant keys of the results.
    Late,
}

impl Input {
    /// The input of this job.
    pub fn of(job: &Job) -> Self {
        let state = match job.stdin {
            Stdin::Typed => State::Open,
            Stdin::Empty | Stdin::Bytes(_) | Stdin::Stream => State::None,
        };
        Self {
            state,
            ..Self::default()
        }
    }

    /// What is typed and not sent yet.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether a line can be sent.
    pub fn is_open(&self) -> bool {
        self.state == State::Open
    }

    /// Whether its end was typed.
    pub fn has_ended(&self) -> bool {
        self.state == State::Ended
    }

    /// Whether a line is left over that can be sent to nobody any more.
    pub fn is_late(&self) -> bool {
        self.state == State::Late
    }

    /// The line that is left over is given up.
    pub fn forget(&mut self) {
        self.state = State::None;
        self.text.clear();
    }

    /// Types a character, or takes the last one away.
    pub fn type_in(&mut self, typed: Option<char>) {
        match typed {
            Some(c) => self.text.push(c),
            None => drop(self.text.pop()),
        }
    }

    /// Takes all away that is typed.
    pub fn clear(&mut self) {
        self.text.clear();
    }

    /// The line, which the program gets so long after its start.
    pub fn take(&mut self, elapsed: Duration) -> String {
        self.heard = elapsed;
        std::mem::take(&mut self.text)
    }

    /// Nothing more is typed.
    pub fn end(&mut self) {
        self.state = State::Ended;
        self.text.clear();
    }

    /// The run says something, so long after its start. Tests and cases are run after the program, and read nothing that is typed.
    pub fn hear(&mut self, event: &RunEvent, elapsed: Duration) {
        self.heard = elapsed;
        let is_over = matches!(
            event,
            RunEvent::ProgramEnded(_)
                | RunEvent::TestBegan { .. }
                | RunEvent::Case(_)
                | RunEvent::Done
                | RunEvent::Finished(_)
        );
        if is_over {
            self.state = match self.text.is_empty() {
                true => State::None,
                false => State::Late,
            };
        }
    }

    /// Whether the program has been silent for so long that it may be waiting for a line.
    pub fn may_be_awaited(&self, elapsed: Duration) -> bool {
        self.is_open() && elapsed.saturating_sub(self.heard) >= QUIET
    }
}
