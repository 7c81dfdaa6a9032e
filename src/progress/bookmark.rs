//! Places that the learner has marked.

use rusqlite::params;

use super::{Anchor, Store, StoreError};

/// A place in a lesson that the learner wants to come back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bookmark {
    /// The lesson's id.
    pub lesson: String,
    /// Where in it.
    pub at: Anchor,
    /// What it is called.
    pub name: String,
}

impl Store {
    /// The bookmarks of a pack, from top to bottom in each lesson.
    pub fn bookmarks(&self, pack: &str) -> Result<Vec<Bookmark>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT lesson, line, offset, name FROM bookmark WHERE pack = ?1
                     ORDER BY lesson, line, offset",
                )?
                .query_map([pack], |row| {
                    Ok(Bookmark {
                        lesson: row.get(0)?,
                        at: Anchor {
                            line: row.get(1)?,
                            offset: row.get(2)?,
                        },
                        name: row.get(3)?,
                    })
                })?
                .collect()
        })
    }

    /// Keeps a bookmark; one at the same place makes way.
    pub fn save_bookmark(&mut self, pack: &str, bookmark: &Bookmark) -> Result<(), StoreError> {
        let Bookmark { lesson, at, name } = bookmark;
        self.write(|tx| {
            tx.prepare_cached(
                "INSERT OR REPLACE INTO bookmark (pack, lesson, line, offset, name)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![pack, lesson, at.line, at.offset, name])
            .map(drop)
        })
    }

    /// Forgets the bookmark at this place.
    pub fn remove_bookmark(&mut self, pack: &str, bookmark: &Bookmark) -> Result<(), StoreError> {
        let Bookmark { lesson, at, .. } = bookmark;
        self.write(|tx| {
            tx.prepare_cached(
                "DELETE FROM bookmark WHERE pack = ?1 AND lesson = ?2 AND line = ?3 AND offset = ?4",
            )?
            .execute(params![pack, lesson, at.line, at.offset])
            .map(drop)
        })
    }
}
