//! Runs and states, and the history of what was typed and run.

use std::collections::HashMap;
use std::time::Duration;

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::store::{decode, encode, find, find_or_make};
use super::{
    Draft, Entry, ExerciseState, Key, RunRecord, Score, Status, Store, StoreError, Timestamp,
};

/// How many runs of an exercise are kept.
pub const KEPT_RUNS: usize = 200;

/// How many overwritten drafts of an exercise are kept.
pub const KEPT_DRAFTS: usize = 50;

/// How much text the history of an exercise may hold, bytes, for runs and for drafts each.
const KEPT_BYTES: usize = 4 * 1024 * 1024;

/// Two programs that type in turn overwrite each other at every key: what was typed in one stretch and
/// within so many milliseconds is one draft.
const ONE_DRAFT_MS: i64 = 60_000;

const STATE: &str = "attempts, passed_at, last_failing, last_total, best_passing, best_total, \
                     passed_run, revealed_at IS NOT NULL";

impl Store {
    /// Records a run, and says how far the exercise is now. What does not count as an attempt, a run that
    /// was cancelled or that the engine lost, is for the caller to leave out.
    pub fn record_run(&mut self, key: &Key, run: &RunRecord) -> Result<ExerciseState, StoreError> {
        self.write(|tx| {
            let exercise = find_or_make(tx, key)?;
            let state = state(tx, exercise)?.after(run);
            put_state(tx, exercise, run, &state)?;
            tx.prepare_cached(
                "INSERT INTO history
                    (exercise_id, at, files, outcome, duration_ms, passed, failing, total, asks)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                exercise,
                run.started_at.0,
                encode(&run.files)?,
                run.outcome,
                i64::try_from(run.duration.as_millis()).unwrap_or(i64::MAX),
                run.passed,
                run.failing,
                run.total,
                run.asks,
            ])?;
            trim(tx, exercise)?;
            Ok(state)
        })
    }

    /// Remembers that the learner has looked at the solution; of an exercise that is passed that means nothing.
    pub fn save_revealed(&mut self, key: &Key, at: Timestamp) -> Result<(), StoreError> {
        self.write(|tx| {
            let exercise = find_or_make(tx, key)?;
            tx.prepare_cached(
                "UPDATE exercise SET revealed_at = coalesce(revealed_at, ?2)
                 WHERE id = ?1 AND passed_at IS NULL",
            )?
            .execute(params![exercise, at.0])
            .map(drop)
        })
    }

    /// How far an exercise is.
    pub fn state(&self, key: &Key) -> Result<ExerciseState, StoreError> {
        self.read(|connection| match find(connection, key)? {
            Some(exercise) => state(connection, exercise),
            None => Ok(ExerciseState::default()),
        })
    }

    /// How far the exercises of a pack are, by their ids. Those without a row were never touched.
    pub fn states(&self, pack: &str) -> Result<HashMap<String, ExerciseState>, StoreError> {
        self.read(|connection| {
            // An exercise that was moved to another lesson has two rows: the passed one is the one to tell.
            connection
                .prepare_cached(&format!(
                    "SELECT {STATE}, exercise FROM exercise WHERE pack = ?1
                     ORDER BY passed_at IS NOT NULL, attempts"
                ))?
                .query_map([pack], |row| Ok((row.get("exercise")?, read_state(row)?)))?
                .collect()
        })
    }

    /// What was run and overwritten, the latest first, `limit` entries at most.
    pub fn history(&self, key: &Key, limit: usize) -> Result<Vec<Entry>, StoreError> {
        self.read(|connection| {
            let Some(exercise) = find(connection, key)? else {
                return Ok(Vec::new());
            };
            connection
                .prepare_cached(
                    "SELECT at, files, outcome, duration_ms, passed, failing, total, asks
                     FROM history WHERE exercise_id = ?1 ORDER BY id DESC LIMIT ?2",
                )?
                .query_map(params![exercise, limit], read_entry)?
                .collect()
        })
    }
}

impl Store {
    /// What was run, the latest first, `limit` runs at most.
    pub fn runs(&self, key: &Key, limit: usize) -> Result<Vec<RunRecord>, StoreError> {
        let entries = self.history(key, limit + KEPT_DRAFTS)?.into_iter();
        let runs = entries.filter_map(|entry| match entry {
            Entry::Run(run) => Some(run),
            Entry::Draft(_) => None,
        });
        Ok(runs.take(limit).collect())
    }
}

impl ExerciseState {
    /// How far it is after one more run.
    fn after(self, run: &RunRecord) -> Self {
        let failing = run.failing;
        let total = run.total;
        let score = Score {
            passing: total.saturating_sub(failing),
            total,
        };
        let passed_at = self.passed_at.or(run.passed.then_some(run.started_at));
        Self {
            status: Status::of(passed_at, 1, failing, total),
            attempts: self.attempts + 1,
            best: Some(self.best.filter(|best| best.beats(score)).unwrap_or(score)),
            passed_at,
            passed_run: match self.passed_at {
                Some(_) => self.passed_run,
                None => run.passed.then_some(self.attempts + 1),
            },
            is_revealed: self.is_revealed,
        }
    }
}

impl Status {
    fn of(passed_at: Option<Timestamp>, attempts: usize, failing: usize, total: usize) -> Self {
        match (passed_at, attempts) {
            (Some(_), _) => Self::Passed,
            (None, 0) => Self::Untried,
            (None, _) => Self::Failing { failing, total },
        }
    }
}

impl Score {
    /// Whether a greater part passed; of equals the later one counts.
    fn beats(self, later: Self) -> bool {
        self.passing * later.total > later.passing * self.total
    }
}

fn state(connection: &rusqlite::Connection, exercise: i64) -> rusqlite::Result<ExerciseState> {
    connection
        .prepare_cached(&format!("SELECT {STATE} FROM exercise WHERE id = ?1"))?
        .query_row([exercise], read_state)
}

fn read_state(row: &Row<'_>) -> rusqlite::Result<ExerciseState> {
    let attempts = row.get(0)?;
    let passed_at = row.get::<_, Option<i64>>(1)?.map(Timestamp);
    Ok(ExerciseState {
        status: Status::of(passed_at, attempts, row.get(2)?, row.get(3)?),
        attempts,
        best: (attempts > 0).then_some(Score {
            passing: row.get(4)?,
            total: row.get(5)?,
        }),
        passed_at,
        passed_run: row.get(6)?,
        is_revealed: row.get(7)?,
    })
}

fn put_state(
    tx: &Transaction<'_>,
    exercise: i64,
    run: &RunRecord,
    state: &ExerciseState,
) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "UPDATE exercise SET attempts = ?2, passed_at = ?3, last_failing = ?4, last_total = ?5,
            best_passing = ?6, best_total = ?7, passed_asks = iif(?8, ?9, passed_asks), passed_run = ?10
         WHERE id = ?1",
    )?
    .execute(params![
        exercise,
        state.attempts,
        state.passed_at.map(|at| at.0),
        run.failing,
        run.total,
        state.best.map_or(0, |best| best.passing),
        state.best.map_or(0, |best| best.total),
        run.passed,
        run.asks,
        state.passed_run,
    ])?;
    Ok(())
}

fn read_entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let at = Timestamp(row.get(0)?);
    let files = decode(&row.get::<_, String>(1)?)?;
    let Some(outcome) = row.get(2)? else {
        let saved_at = at;
        return Ok(Entry::Draft(Draft { files, saved_at }));
    };
    Ok(Entry::Run(RunRecord {
        started_at: at,
        duration: Duration::from_millis(row.get(3)?),
        outcome,
        passed: row.get(4)?,
        failing: row.get(5)?,
        total: row.get(6)?,
        files,
        asks: row.get(7)?,
    }))
}

/// Keeps a draft that is about to go. One of the same stretch of typing, kept a moment ago, makes way.
pub(super) fn keep_draft(
    tx: &Transaction<'_>,
    exercise: i64,
    files: &str,
    stretch: i64,
    at: Timestamp,
) -> rusqlite::Result<()> {
    let earlier: Option<i64> = tx
        .prepare_cached(
            "SELECT id FROM history WHERE exercise_id = ?1 AND stretch = ?2 AND at > ?3
             ORDER BY id DESC LIMIT 1",
        )?
        .query_row(params![exercise, stretch, at.0 - ONE_DRAFT_MS], |row| {
            row.get(0)
        })
        .optional()?;
    if let Some(earlier) = earlier {
        tx.prepare_cached("DELETE FROM history WHERE id = ?1")?
            .execute([earlier])?;
    }
    tx.prepare_cached(
        "INSERT INTO history (exercise_id, at, files, stretch) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![exercise, at.0, files, stretch])?;
    trim(tx, exercise)
}

/// Forgets the oldest entries past the limits, but never the latest of a kind.
fn trim(tx: &Transaction<'_>, exercise: i64) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "DELETE FROM history WHERE id IN (
            SELECT id FROM (
                SELECT id, outcome IS NOT NULL AS run,
                    row_number() OVER latest AS nth,
                    sum(octet_length(files)) OVER latest AS bytes
                FROM history WHERE exercise_id = ?1
                WINDOW latest AS (PARTITION BY outcome IS NOT NULL ORDER BY id DESC)
            )
            WHERE nth > iif(run, ?2, ?3) OR (bytes > ?4 AND nth > 1)
        )",
    )?
    .execute(params![exercise, KEPT_RUNS, KEPT_DRAFTS, KEPT_BYTES])?;
    Ok(())
}
