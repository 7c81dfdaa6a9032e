//! The tables, and how an older file becomes a newer one.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use super::StoreError;

/// Marks a file as ours: "TBOX".
const APPLICATION_ID: i64 = 0x5442_4f58;

/// How long we wait for another program to let go of the file.
const PATIENCE: Duration = Duration::from_secs(10);

/// What brings the schema from one version to the next; a file's `user_version` is how many it has seen.
/// An entry that was ever released never changes.
pub(super) const MIGRATIONS: &[&str] = &[
    "
    CREATE TABLE exercise (
        id           INTEGER PRIMARY KEY,
        pack         TEXT NOT NULL,
        lesson       TEXT NOT NULL,
        exercise     TEXT NOT NULL,
        attempts     INTEGER NOT NULL DEFAULT 0,
        passed_at    INTEGER,
        last_failing INTEGER NOT NULL DEFAULT 0,
        last_total   INTEGER NOT NULL DEFAULT 0,
        best_passing INTEGER NOT NULL DEFAULT 0,
        best_total   INTEGER NOT NULL DEFAULT 0,
        UNIQUE (pack, lesson, exercise)
    ) STRICT;

    -- A reset draft keeps its row without files, so that its revision never falls back.
    CREATE TABLE draft (
        exercise_id INTEGER PRIMARY KEY REFERENCES exercise ON DELETE CASCADE,
        revision    INTEGER NOT NULL,
        stretch     INTEGER NOT NULL,
        saved_at    INTEGER NOT NULL,
        files       TEXT
    ) STRICT;

    -- Runs have an outcome; drafts that had to go have a stretch of typing.
    CREATE TABLE history (
        id          INTEGER PRIMARY KEY AUTOINCREMENT,
        exercise_id INTEGER NOT NULL REFERENCES exercise ON DELETE CASCADE,
        at          INTEGER NOT NULL,
        files       TEXT NOT NULL,
        stretch     INTEGER,
        outcome     TEXT,
        duration_ms INTEGER NOT NULL DEFAULT 0,
        passed      INTEGER NOT NULL DEFAULT 0,
        failing     INTEGER NOT NULL DEFAULT 0,
        total       INTEGER NOT NULL DEFAULT 0,
        CHECK ((stretch IS NULL) <> (outcome IS NULL))
    ) STRICT;
    CREATE INDEX history_of_exercise ON history (exercise_id, id);

    CREATE TABLE place (
        pack     TEXT PRIMARY KEY,
        at       INTEGER NOT NULL,
        lesson   TEXT NOT NULL,
        line     INTEGER NOT NULL,
        offset   INTEGER NOT NULL,
        exercise TEXT,
        pane     TEXT,
        file     TEXT,
        row      INTEGER NOT NULL DEFAULT 0,
        col      INTEGER NOT NULL DEFAULT 0
    ) STRICT;
",
    "
    -- When each pack was first opened.
    CREATE TABLE opening (
        pack TEXT PRIMARY KEY,
        at   INTEGER NOT NULL
    ) STRICT;
",
    // Sums of what a draft was begun from, of what a run was asked for, and of what the last one that passed was.
    "
    ALTER TABLE draft ADD COLUMN starter TEXT;
    ALTER TABLE history ADD COLUMN asks TEXT;
    ALTER TABLE exercise ADD COLUMN passed_asks TEXT;
",
    // How exercises were passed: at which run, told for older files where all runs are still there; and whether the solution was
    // looked at before. How lessons were gone through, and the places that were marked in them.
    "
    ALTER TABLE exercise ADD COLUMN passed_run INTEGER;
    ALTER TABLE exercise ADD COLUMN revealed_at INTEGER;
    UPDATE exercise SET passed_run =
        (SELECT count(*) FROM history WHERE exercise_id = exercise.id AND outcome IS NOT NULL AND history.id <=
            (SELECT min(id) FROM history WHERE exercise_id = exercise.id AND passed))
        WHERE passed_at IS NOT NULL AND attempts =
            (SELECT count(*) FROM history WHERE exercise_id = exercise.id AND outcome IS NOT NULL);

    CREATE TABLE lesson (
        pack     TEXT NOT NULL,
        lesson   TEXT NOT NULL,
        spent_ms INTEGER NOT NULL,
        reviewed INTEGER NOT NULL,
        PRIMARY KEY (pack, lesson)
    ) STRICT;

    CREATE TABLE bookmark (
        pack   TEXT NOT NULL,
        lesson TEXT NOT NULL,
        line   INTEGER NOT NULL,
        offset INTEGER NOT NULL,
        name   TEXT NOT NULL,
        PRIMARY KEY (pack, lesson, line, offset)
    ) STRICT;
",
];

/// The newest schema that we know.
pub(super) const VERSION: i64 = MIGRATIONS.len() as i64;

/// Makes a connection fit for use: refuses what is not ours before it changes anything.
pub(super) fn prepare(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let of_file = |e: rusqlite::Error| StoreError::from_sqlite(path, &e);
    connection.busy_timeout(PATIENCE).map_err(of_file)?;
    let version = recognise(connection, path)?;
    if version > 0 {
        check(connection, path)?;
    }
    patiently(|| connection.pragma_update(None, "journal_mode", "wal")).map_err(of_file)?;
    connection
        .pragma_update(None, "synchronous", "normal")
        .and_then(|()| connection.pragma_update(None, "foreign_keys", true))
        .map_err(of_file)?;
    if version < VERSION {
        migrate(connection, path)?;
    }
    Ok(())
}

/// The file's schema version; 0 where it is new.
fn recognise(connection: &Connection, path: &Path) -> Result<i64, StoreError> {
    let read = || {
        // One transaction, and so one moment: another program may be making the file.
        let moment = connection.unchecked_transaction()?;
        let application: i64 = moment.pragma_query_value(None, "application_id", first)?;
        let version: i64 = moment.pragma_query_value(None, "user_version", first)?;
        let tables: i64 = moment.query_row("SELECT count(*) FROM sqlite_schema", [], first)?;
        Ok((application, version, tables))
    };
    let path = path.to_owned();
    match read().map_err(|e| StoreError::from_sqlite(&path, &e))? {
        (0, 0, 0) => Ok(0),
        (APPLICATION_ID, found, _) if found > VERSION => {
            let known = VERSION;
            Err(StoreError::Newer { path, found, known })
        }
        (APPLICATION_ID, version, _) => Ok(version),
        _ => Err(StoreError::Foreign { path }),
    }
}

/// Refuses a damaged file before a write makes it worse.
fn check(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let said: String = connection
        .query_row("PRAGMA quick_check(1)", [], first)
        .map_err(|e| StoreError::from_sqlite(path, &e))?;
    if said == "ok" {
        return Ok(());
    }
    Err(StoreError::Damaged {
        path: path.to_owned(),
        why: said,
    })
}

/// Brings the schema up to date, all or nothing; another program may be doing the same.
fn migrate(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let mut steps = || {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let version: usize = transaction.pragma_query_value(None, "user_version", first)?;
        for step in MIGRATIONS.iter().skip(version) {
            transaction.execute_batch(step)?;
        }
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", VERSION.max(version as i64))?;
        transaction.commit()
    };
    steps().map_err(|e| StoreError::from_sqlite(path, &e))
}

/// The change to WAL does not wait for other programs by itself: SQLite answers "busy" at once.
fn patiently<T>(mut work: impl FnMut() -> rusqlite::Result<T>) -> rusqlite::Result<T> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match work() {
            Err(e)
                if e.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
                    && Instant::now() < deadline =>
            {
                thread::sleep(Duration::from_millis(5));
            }
            result => return result,
        }
    }
}

fn first<T: rusqlite::types::FromSql>(row: &rusqlite::Row<'_>) -> rusqlite::Result<T> {
    row.get(0)
}
