//! How a run ended.

use std::time::Duration;

/// How a run ended. Each has a sentence of its own for the learner (`locale`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The process ended by itself with this code.
    Exited(i32),
    /// The deadline passed.
    TimedOut {
        /// The limit.
        after: Duration,
    },
    /// The memory limit was hit, and the runner did not live to say `done`.
    OutOfMemory {
        /// The limit, bytes.
        limit: u64,
    },
    /// It printed more than is kept.
    OutputLimit {
        /// The limit, bytes a stream.
        limit: u64,
    },
    /// The learner stopped it.
    Cancelled,
    /// The engine was lost or refused; not the learner's fault.
    EngineFailed(String),
}

impl Outcome {
    /// Whether the run proved something: one that was stopped, or whose engine was lost, is no attempt.
    pub fn counts(&self) -> bool {
        !matches!(self, Self::Cancelled | Self::EngineFailed(_))
    }
}
