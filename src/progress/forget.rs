//! Forgetting a pack.

use super::{Store, StoreError};

impl Store {
    /// How many drafts there are of a pack's exercises.
    pub fn drafts(&self, pack: &str) -> Result<usize, StoreError> {
        self.read(|connection| {
            connection.query_row(
                "SELECT count(files) FROM draft JOIN exercise ON exercise.id = exercise_id
                 WHERE pack = ?1",
                [pack],
                |row| row.get(0),
            )
        })
    }

    /// Forgets all that was done in a pack: drafts, runs, history, the place, bookmarks, and that it was ever opened. Nothing brings it back.
    pub fn forget(&mut self, pack: &str) -> Result<(), StoreError> {
        self.write(|tx| {
            // Drafts and history go with their exercise.
            tx.execute("DELETE FROM exercise WHERE pack = ?1", [pack])?;
            tx.execute("DELETE FROM place WHERE pack = ?1", [pack])?;
            tx.execute("DELETE FROM opening WHERE pack = ?1", [pack])?;
            tx.execute("DELETE FROM lesson WHERE pack = ?1", [pack])?;
            tx.execute("DELETE FROM bookmark WHERE pack = ?1", [pack])?;
            Ok(())
        })?;
        self.known.retain(|key, _| key.pack != pack);
        Ok(())
    }
}
