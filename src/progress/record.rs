//! What a learner did, as a record that they may hand on: nothing sends it anywhere. And many records as a table, for whoever
//! taught them.
//!
//! As JSON a record is a stable interface. Version 1: fields may be added, none is removed or changes its meaning.
//!
//! ```json
//! {
//!   "version": 1, "learner": "Mina", "at": 1764489600000,
//!   "exercises": [
//!     { "pack": "elixir", "lesson": "recursion", "exercise": "sum", "attempts": 3, "passed_at": 1764489500000,
//!       "best_passing": 2, "best_total": 2 }
//!   ]
//! }
//! ```
//!
//! An exercise that its pack has no longer has `"removed": true` besides.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Store, StoreError, Timestamp};

/// The version of records that is written and read here.
pub const VERSION: u64 = 1;

/// What one learner did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The version of its format; 1 is written and read here.
    pub version: u64,
    /// Who they are, in their own words.
    pub learner: String,
    /// When it was written, milliseconds since 1970-01-01 00:00 UTC.
    pub at: i64,
    /// What was tried, by pack, lesson and exercise.
    pub exercises: Vec<Tried>,
}

/// An exercise that was tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tried {
    /// The pack's id.
    pub pack: String,
    /// The lesson's id.
    pub lesson: String,
    /// The exercise's id.
    pub exercise: String,
    /// How many runs were recorded.
    pub attempts: u64,
    /// When it was first passed, milliseconds since 1970-01-01 00:00 UTC.
    pub passed_at: Option<i64>,
    /// How many checks the best run passed.
    pub best_passing: u64,
    /// Of how many.
    pub best_total: u64,
    /// Whether the pack has it no longer. The store does not know; who does sets it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub removed: bool,
}

/// A record cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// It is no record.
    #[error("this is no record of progress ({0}): `tutorbox progress export` writes one")]
    Format(serde_json::Error),
    /// It is larger than what any learner does.
    #[error("this is no record of progress: it has {0} bytes")]
    Large(u64),
    /// It is of another time.
    #[error(
        "this record was written by a newer tutorbox (version {0}; this one reads {VERSION}): update tutorbox"
    )]
    Newer(u64),
}

/// What must be known before the rest is read, which may have another shape some day.
#[derive(Deserialize)]
struct Head {
    version: u64,
}

impl Record {
    /// Reads one.
    ///
    /// # Errors
    /// It is none, or of a newer program.
    pub fn read(bytes: &[u8]) -> Result<Self, RecordError> {
        let head: Head = serde_json::from_slice(bytes).map_err(RecordError::Format)?;
        match head.version {
            VERSION => serde_json::from_slice(bytes).map_err(RecordError::Format),
            newer => Err(RecordError::Newer(newer)),
        }
    }

    /// How many exercises were passed.
    pub fn passed(&self) -> usize {
        let passed = self
            .exercises
            .iter()
            .filter(|tried| tried.passed_at.is_some());
        passed.count()
    }

    /// How many runs were recorded.
    pub fn attempts(&self) -> u64 {
        let attempts = self.exercises.iter().map(|tried| tried.attempts);
        attempts.fold(0, u64::saturating_add)
    }
}

impl Store {
    /// What was tried of this pack, or of all.
    pub fn record(
        &self,
        learner: &str,
        pack: Option<&str>,
        at: Timestamp,
    ) -> Result<Record, StoreError> {
        let exercises = self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT pack, lesson, exercise, attempts, passed_at, best_passing, best_total FROM exercise
                     WHERE attempts > 0 AND (?1 IS NULL OR pack = ?1) ORDER BY pack, lesson, exercise",
                )?
                .query_map([pack], |row| {
                    Ok(Tried {
                        pack: row.get(0)?,
                        lesson: row.get(1)?,
                        exercise: row.get(2)?,
                        attempts: row.get(3)?,
                        passed_at: row.get(4)?,
                        best_passing: row.get(5)?,
                        best_total: row.get(6)?,
                        removed: false,
                    })
                })?
                .collect()
        })?;
        Ok(Record {
            version: VERSION,
            learner: learner.to_owned(),
            at: at.0,
            exercises,
        })
    }
}

/// How a class did with one exercise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shared {
    /// The pack's id.
    pub pack: String,
    /// The exercise's id.
    pub exercise: String,
    /// How many learners tried it.
    pub tried: usize,
    /// How many of them passed it.
    pub passed: usize,
    /// How many runs they took, all together.
    pub attempts: u64,
}

/// How a class did, exercise by exercise; first the one that fewest passed of those that were tried, as there somebody is stuck.
pub fn shared(records: &[Record]) -> Vec<Shared> {
    let mut all: BTreeMap<(&str, &str), Shared> = BTreeMap::new();
    for tried in records.iter().flat_map(|record| &record.exercises) {
        let key = (tried.pack.as_str(), tried.exercise.as_str());
        let shared = all.entry(key).or_insert_with(|| Shared {
            pack: tried.pack.clone(),
            exercise: tried.exercise.clone(),
            tried: 0,
            passed: 0,
            attempts: 0,
        });
        shared.tried += 1;
        shared.passed += usize::from(tried.passed_at.is_some());
        shared.attempts = shared.attempts.saturating_add(tried.attempts);
    }
    let mut all: Vec<Shared> = all.into_values().collect();
    // Stable: those of one part stay in order.
    all.sort_by(|one, other| (one.passed * other.tried).cmp(&(other.passed * one.tried)));
    all
}
