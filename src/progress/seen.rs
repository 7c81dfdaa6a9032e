//! What exercises were like when the learner was at them: after an update they may be others.

use super::{Key, Store, StoreError};

/// Sums of an exercise, as far as they were written down. They are compared, and mean nothing here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seen {
    /// Of the starter that the draft was begun from, or that the learner has been told of since.
    pub starter: Option<String>,
    /// Of what was asked for when it was passed last.
    pub asks: Option<String>,
}

impl Store {
    /// Writes down that the learner knows of a starter: of the draft of this exercise, in whichever lesson it was typed.
    pub fn save_starter(
        &mut self,
        pack: &str,
        exercise: &str,
        starter: &str,
    ) -> Result<(), StoreError> {
        self.write(|tx| {
            tx.prepare_cached(
                "UPDATE draft SET starter = ?3
                 WHERE exercise_id IN (SELECT id FROM exercise WHERE pack = ?1 AND exercise = ?2)",
            )?
            .execute([pack, exercise, starter])
            .map(drop)
        })
    }

    /// What the exercises of a pack were like, the latest that the learner was at last. One that was moved to another lesson is there
    /// for each.
    pub fn seen(&self, pack: &str) -> Result<Vec<(Key, Seen)>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT lesson, exercise, starter, passed_asks
                     FROM exercise LEFT JOIN draft ON exercise_id = exercise.id WHERE pack = ?1
                     ORDER BY max(coalesce(saved_at, 0), coalesce(passed_at, 0))",
                )?
                .query_map([pack], |row| {
                    let key = Key::new(pack, row.get::<_, String>(0)?, row.get::<_, String>(1)?);
                    let seen = Seen {
                        starter: row.get(2)?,
                        asks: row.get(3)?,
                    };
                    Ok((key, seen))
                })?
                .collect()
        })
    }
}
