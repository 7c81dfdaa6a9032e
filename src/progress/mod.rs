//! What the learner did: drafts, runs, and the place they left, kept in one SQLite file.
//!
//! [`Store`] is the file, and blocks; [`Writer`] is a thread that owns a store, for a program that must not.
//! Many programs may use one file at once. It knows ids, files, sums and times, and nothing of lessons,
//! containers or screens; the time comes in as an argument.

mod bookmark;
mod draft;
mod error;
mod files;
mod forget;
mod history;
mod lesson;
mod opening;
mod place;
mod queue;
mod record;
mod schema;
mod seen;
mod store;
pub mod time_box;
mod writer;

#[cfg(test)]
mod tests;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::run::SourceFile;

pub use bookmark::Bookmark;
pub use error::StoreError;
pub use files::Files;
pub use history::{KEPT_DRAFTS, KEPT_RUNS};
pub use lesson::LessonPast;
pub use place::{Anchor, Cursor, Place};
pub use record::{Record, RecordError, Shared, Tried, shared};
pub use seen::Seen;
pub use store::Store;
pub use writer::{Notice, Writer};

/// A moment: milliseconds since 1970-01-01 00:00 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// This moment, by the system's clock.
    pub fn now() -> Self {
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Self(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

/// Which exercise.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    /// The pack's id.
    pub pack: String,
    /// The lesson's id.
    pub lesson: String,
    /// The exercise's id.
    pub exercise: String,
}

impl Key {
    /// The exercise of these ids.
    pub fn new(
        pack: impl Into<String>,
        lesson: impl Into<String>,
        exercise: impl Into<String>,
    ) -> Self {
        Self {
            pack: pack.into(),
            lesson: lesson.into(),
            exercise: exercise.into(),
        }
    }
}

/// What the learner has typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// All files of the exercise, the entry first.
    pub files: Vec<SourceFile>,
    /// When it was saved.
    pub saved_at: Timestamp,
}

/// What saving a draft did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// It replaced what we had read or written, or nothing.
    Replaced,
    /// It replaced what another program had written meanwhile, which is kept in the history.
    Overwrote,
    /// It was there already.
    Unchanged,
}

/// A run that was judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunRecord {
    /// When it began.
    pub started_at: Timestamp,
    /// How long it took; kept in whole milliseconds.
    pub duration: Duration,
    /// How it ended, in a word that the program understands later.
    pub outcome: String,
    /// Whether everything passed.
    pub passed: bool,
    /// How many checks did not.
    pub failing: usize,
    /// How many there were.
    pub total: usize,
    /// What was run.
    pub files: Vec<SourceFile>,
    /// The sum of what the exercise asked for, where that is known.
    pub asks: Option<String>,
}

/// How far an exercise is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ExerciseState {
    /// Passed once is passed; otherwise what the last run said.
    pub status: Status,
    /// How many runs were recorded.
    pub attempts: usize,
    /// The best of them.
    pub best: Option<Score>,
    /// When it was first passed.
    pub passed_at: Option<Timestamp>,
    /// At which of the runs, from 1, where that is known.
    pub passed_run: Option<usize>,
    /// Whether the learner looked at the solution before it was passed.
    pub is_revealed: bool,
}

/// Whether an exercise is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// No run was recorded.
    #[default]
    Untried,
    /// The last run did not pass.
    Failing {
        /// How many checks did not.
        failing: usize,
        /// How many there were.
        total: usize,
    },
    /// A run passed.
    Passed,
}

/// How many checks a run passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    /// So many passed.
    pub passing: usize,
    /// Of so many.
    pub total: usize,
}

/// An earlier state of an exercise's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// What was run, and what came of it.
    Run(RunRecord),
    /// A draft that was overwritten by another program, or reset.
    Draft(Draft),
}

impl Entry {
    /// What there was.
    pub fn files(&self) -> &[SourceFile] {
        match self {
            Self::Run(run) => &run.files,
            Self::Draft(draft) => &draft.files,
        }
    }

    /// When it was run, or saved.
    pub fn at(&self) -> Timestamp {
        match self {
            Self::Run(run) => run.started_at,
            Self::Draft(draft) => draft.saved_at,
        }
    }
}
