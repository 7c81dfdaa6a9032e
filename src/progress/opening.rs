//! When a pack was first opened.

use rusqlite::{OptionalExtension, params};

use super::{Store, StoreError, Timestamp};

impl Store {
    /// When the learner first opened a pack; `None` where they never did.
    pub fn opened_at(&self, pack: &str) -> Result<Option<Timestamp>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached("SELECT at FROM opening WHERE pack = ?1")?
                .query_row([pack], |row| row.get(0).map(Timestamp))
                .optional()
        })
    }

    /// Remembers that the learner has opened a pack. What was remembered before stays: the first time counts.
    pub fn save_opening(&mut self, pack: &str, at: Timestamp) -> Result<(), StoreError> {
        self.write(|tx| {
            tx.prepare_cached("INSERT OR IGNORE INTO opening (pack, at) VALUES (?1, ?2)")?
                .execute(params![pack, at.0])
                .map(drop)
        })
    }
}
