//! The progress file, opened.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::{Key, StoreError, schema};
use crate::run::SourceFile;

/// The progress file, opened. Every call blocks, for as long as ten seconds where another program writes.
pub struct Store {
    pub(super) connection: Connection,
    path: PathBuf,
    /// The stretch of typing that our drafts belong to: a number that no other program has, and a new one
    /// whenever what is typed may begin from something else.
    pub(super) stretch: i64,
    /// The revision of each draft as we last read or wrote it.
    pub(super) known: HashMap<Key, i64>,
}

impl Store {
    /// Opens the file at `path`; makes it, and its folder, where there is none.
    ///
    /// # Errors
    /// A file that is damaged, foreign or newer than us is left as it is. See [`StoreError`].
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|e| StoreError::Unwritable {
                path: path.to_owned(),
                why: e.to_string(),
            })?;
        }
        Self::new(Connection::open(path), path)
    }

    /// A store that keeps nothing beyond its own life, for where the file cannot be used.
    pub fn in_memory() -> Result<Self, StoreError> {
        Self::new(Connection::open_in_memory(), Path::new(":memory:"))
    }

    fn new(opened: rusqlite::Result<Connection>, path: &Path) -> Result<Self, StoreError> {
        let of_file = |e: rusqlite::Error| StoreError::from_sqlite(path, &e);
        let mut connection = opened.map_err(of_file)?;
        schema::prepare(&mut connection, path)?;
        let stretch = connection
            .query_row("SELECT random()", [], |row| row.get(0))
            .map_err(of_file)?;
        Ok(Self {
            connection,
            path: path.to_owned(),
            stretch,
            known: HashMap::new(),
        })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads.
    pub(super) fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        work(&self.connection).map_err(|e| StoreError::from_sqlite(&self.path, &e))
    }

    /// Writes, all of it or nothing. The lock is taken at once: to read first and then want to write is
    /// what SQLite cannot wait for.
    pub(super) fn write<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let whole = |connection: &mut Connection| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = work(&transaction)?;
            transaction.commit()?;
            Ok(done)
        };
        whole(&mut self.connection).map_err(|e| StoreError::from_sqlite(&self.path, &e))
    }
}

/// The row of an exercise, if it has one.
pub(super) fn find(connection: &Connection, key: &Key) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached(
            "SELECT id FROM exercise WHERE pack = ?1 AND lesson = ?2 AND exercise = ?3",
        )?
        .query_row(params![key.pack, key.lesson, key.exercise], |row| {
            row.get(0)
        })
        .optional()
}

/// The row of an exercise, made where there is none.
pub(super) fn find_or_make(connection: &Connection, key: &Key) -> rusqlite::Result<i64> {
    if let Some(id) = find(connection, key)? {
        return Ok(id);
    }
    connection
        .prepare_cached("INSERT INTO exercise (pack, lesson, exercise) VALUES (?1, ?2, ?3)")?
        .insert(params![key.pack, key.lesson, key.exercise])
}

/// Files as they are stored: a JSON list of path and text.
pub(super) fn encode(files: &[SourceFile]) -> rusqlite::Result<String> {
    let pairs: Vec<(&str, &str)> = files.iter().map(|f| (&*f.path, &*f.text)).collect();
    serde_json::to_string(&pairs).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))
}

/// The reverse of [`encode`].
pub(super) fn decode(stored: &str) -> rusqlite::Result<Vec<SourceFile>> {
    let pairs: Vec<(String, String)> = serde_json::from_str(stored)
        .map_err(|e| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, e.into()))?;
    Ok(pairs
        .into_iter()
        .map(|(path, text)| SourceFile { path, text })
        .collect())
}
