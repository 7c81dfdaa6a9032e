//! How lessons were gone through.

use std::collections::HashMap;
use std::time::Duration;

use rusqlite::params;

use super::{Store, StoreError};

/// How the learner went through a lesson.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LessonPast {
    /// How long they were at it; kept in whole milliseconds.
    pub spent: Duration,
    /// Whether they have looked back on it at its end.
    pub is_reviewed: bool,
}

impl Store {
    /// How the lessons of a pack were gone through, by their ids.
    pub fn lessons(&self, pack: &str) -> Result<HashMap<String, LessonPast>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached("SELECT lesson, spent_ms, reviewed FROM lesson WHERE pack = ?1")?
                .query_map([pack], |row| {
                    let past = LessonPast {
                        spent: Duration::from_millis(row.get(1)?),
                        is_reviewed: row.get(2)?,
                    };
                    Ok((row.get(0)?, past))
                })?
                .collect()
        })
    }

    /// Remembers how a lesson was gone through. Of two programs that are at the same lesson, the one that was at it longer counts.
    pub fn save_lesson(
        &mut self,
        pack: &str,
        lesson: &str,
        past: LessonPast,
    ) -> Result<(), StoreError> {
        let spent = i64::try_from(past.spent.as_millis()).unwrap_or(i64::MAX);
        self.write(|tx| {
            tx.prepare_cached(
                "INSERT INTO lesson (pack, lesson, spent_ms, reviewed) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT DO UPDATE SET
                    spent_ms = max(spent_ms, excluded.spent_ms), reviewed = max(reviewed, excluded.reviewed)",
            )?
            .execute(params![pack, lesson, spent, past.is_reviewed])
            .map(drop)
        })
    }
}
