//! Drafts: what the learner has typed. Nothing typed is lost, whoever else writes.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::store::{decode, encode, find, find_or_make};
use super::{Draft, Key, Saved, Store, StoreError, Timestamp, history};
use crate::run::SourceFile;

/// A draft's row.
struct Row {
    revision: i64,
    stretch: i64,
    saved_at: Timestamp,
    /// `None` where it was reset.
    files: Option<String>,
}

impl Store {
    /// What was last saved for an exercise.
    pub fn draft(&mut self, key: &Key) -> Result<Option<Draft>, StoreError> {
        let row = self.read(|connection| match find(connection, key)? {
            Some(exercise) => row(connection, exercise),
            None => Ok(None),
        })?;
        let Some(row) = row else { return Ok(None) };
        self.begin_from(key, row.revision);
        let Some(files) = row.files else {
            return Ok(None);
        };
        let files = self.read(|_| decode(&files))?;
        let saved_at = row.saved_at;
        Ok(Some(Draft { files, saved_at }))
    }

    /// All drafts of this pack, or of all, by pack, lesson and exercise.
    pub fn all_drafts(&self, pack: Option<&str>) -> Result<Vec<(Key, Draft)>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT pack, lesson, exercise, saved_at, files
                     FROM draft JOIN exercise ON exercise.id = exercise_id
                     WHERE files IS NOT NULL AND (?1 IS NULL OR pack = ?1) ORDER BY pack, lesson, exercise",
                )?
                .query_map([pack], |row| {
                    let key = Key::new(
                        row.get::<_, String>(0)?,
                        row.get::<_, String>(1)?,
                        row.get::<_, String>(2)?,
                    );
                    let draft = Draft {
                        saved_at: Timestamp(row.get(3)?),
                        files: decode(&row.get::<_, String>(4)?)?,
                    };
                    Ok((key, draft))
                })?
                .collect()
        })
    }

    /// Saves a draft, whole, with the sum of the starter that its writer knows it to be begun from, or knows of at least; `None`
    /// leaves the sum that is there. The last one who saves wins; where another program has saved since we last
    /// read or wrote this draft, what it saved goes to the history.
    pub fn save_draft(
        &mut self,
        key: &Key,
        files: &[SourceFile],
        starter: Option<&str>,
        at: Timestamp,
    ) -> Result<Saved, StoreError> {
        let known = self.known.get(key).copied();
        let stretch = self.stretch;
        let (revision, saved) = self.write(|tx| {
            let files = encode(files)?;
            let exercise = find_or_make(tx, key)?;
            let old = row(tx, exercise)?;
            let revision = old.as_ref().map_or(0, |old| old.revision);
            let mut saved = Saved::Replaced;
            if let Some(old) = &old {
                if old.files.as_ref() == Some(&files) {
                    put_starter(tx, exercise, starter)?;
                    return Ok((revision, Saved::Unchanged));
                }
                if known != Some(revision) && keep(tx, exercise, old)? {
                    saved = Saved::Overwrote;
                }
            }
            put(tx, exercise, revision + 1, stretch, at, Some(&files))?;
            put_starter(tx, exercise, starter)?;
            Ok((revision + 1, saved))
        })?;
        self.known.insert(key.clone(), revision);
        Ok(saved)
    }

    /// Forgets the draft, so that the starter comes back; what was typed goes to the history.
    pub fn reset_draft(&mut self, key: &Key, at: Timestamp) -> Result<(), StoreError> {
        let stretch = self.stretch;
        let revision = self.write(|tx| {
            let exercise = find_or_make(tx, key)?;
            let Some(old) = row(tx, exercise)? else {
                return Ok(None);
            };
            keep(tx, exercise, &old)?;
            put(tx, exercise, old.revision + 1, stretch, at, None)?;
            Ok(Some(old.revision + 1))
        })?;
        if let Some(revision) = revision {
            self.begin_from(key, revision);
        }
        Ok(())
    }

    /// What is typed from now on begins from this revision.
    fn begin_from(&mut self, key: &Key, revision: i64) {
        self.known.insert(key.clone(), revision);
        self.stretch = self.stretch.wrapping_add(1);
    }
}

fn row(connection: &Connection, exercise: i64) -> rusqlite::Result<Option<Row>> {
    connection
        .prepare_cached(
            "SELECT revision, stretch, saved_at, files FROM draft WHERE exercise_id = ?1",
        )?
        .query_row([exercise], |row| {
            Ok(Row {
                revision: row.get(0)?,
                stretch: row.get(1)?,
                saved_at: Timestamp(row.get(2)?),
                files: row.get(3)?,
            })
        })
        .optional()
}

fn put(
    tx: &Transaction<'_>,
    exercise: i64,
    revision: i64,
    stretch: i64,
    at: Timestamp,
    files: Option<&str>,
) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "INSERT INTO draft (exercise_id, revision, stretch, saved_at, files) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO UPDATE SET revision = ?2, stretch = ?3, saved_at = ?4, files = ?5,
            starter = iif(?5 IS NULL, NULL, starter)",
    )?
    .execute(params![exercise, revision, stretch, at.0, files])?;
    Ok(())
}

fn put_starter(tx: &Transaction<'_>, exercise: i64, starter: Option<&str>) -> rusqlite::Result<()> {
    if let Some(starter) = starter {
        tx.prepare_cached("UPDATE draft SET starter = ?2 WHERE exercise_id = ?1")?
            .execute(params![exercise, starter])?;
    }
    Ok(())
}

/// Puts a draft into the history; `false` where it was reset and there is nothing to keep.
fn keep(tx: &Transaction<'_>, exercise: i64, old: &Row) -> rusqlite::Result<bool> {
    let Some(files) = &old.files else {
        return Ok(false);
    };
    history::keep_draft(tx, exercise, files, old.stretch, old.saved_at)?;
    Ok(true)
}
