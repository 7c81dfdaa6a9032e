//! What `update` wants done outside of the model.

use crate::progress::{Place, RunRecord};
use crate::run::{Job, Limits, SourceFile};

/// One wish; the worker carries it out.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Save what was typed.
    SaveDraft {
        /// The lesson's id.
        lesson: String,
        /// The exercise's id.
        exercise: String,
        /// All its files.
        files: Vec<SourceFile>,
    },
    /// Save where the learner is.
    SavePlace(Place),
    /// Save what a run came to.
    RecordRun {
        /// The lesson's id.
        lesson: String,
        /// The exercise's id.
        exercise: String,
        /// What it came to.
        record: RunRecord,
    },
    /// Have a warm container wait for a run of this language.
    Park {
        /// The language's name.
        language: String,
        /// What the run may use.
        limits: Limits,
    },
    /// Fetch and build a language's image.
    Prepare {
        /// The language's name.
        language: String,
    },
    /// Stop that.
    CancelPreparation,
    /// Run this.
    Run {
        /// What the model calls it.
        run: u64,
        /// What to run.
        job: Job,
    },
    /// Stop the run that goes on.
    Stop,
    /// Put this in the terminal's clipboard.
    Copy(String),
    /// Look for an engine again.
    Connect,
    /// Leave.
    Quit,
}
