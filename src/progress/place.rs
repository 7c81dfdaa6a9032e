//! Where the learner left off.

use rusqlite::{OptionalExtension, Row, params};

use super::{Store, StoreError, Timestamp};

/// Where the learner left a pack.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// The lesson's id.
    pub lesson: String,
    /// What stood at the top of the lesson.
    pub top: Anchor,
    /// The exercise in the editor.
    pub exercise: Option<String>,
    /// Which pane had the focus, by the name that the interface gives it.
    pub pane: Option<String>,
    /// Where the cursor was.
    pub cursor: Option<Cursor>,
}

/// A place in a lesson that stays, however its lines are wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Anchor {
    /// A line of the lesson's source, from 1; 0 is the lesson's beginning.
    pub line: usize,
    /// Rows below it, as it was laid out then.
    pub offset: usize,
}

/// A place in a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The file's path.
    pub file: String,
    /// Row, from 0.
    pub row: usize,
    /// Column in characters, from 0.
    pub column: usize,
}

impl Store {
    /// Where the learner left a pack.
    pub fn place(&self, pack: &str) -> Result<Option<Place>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT lesson, line, offset, exercise, pane, file, row, col
                     FROM place WHERE pack = ?1",
                )?
                .query_row([pack], read_place)
                .optional()
        })
    }

    /// Remembers where the learner is in a pack.
    pub fn save_place(
        &mut self,
        pack: &str,
        place: &Place,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let cursor = place.cursor.as_ref();
        self.write(|tx| {
            tx.prepare_cached(
                "INSERT OR REPLACE INTO place
                    (pack, at, lesson, line, offset, exercise, pane, file, row, col)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                pack,
                at.0,
                place.lesson,
                place.top.line,
                place.top.offset,
                place.exercise,
                place.pane,
                cursor.map(|c| &c.file),
                cursor.map_or(0, |c| c.row),
                cursor.map_or(0, |c| c.column),
            ])?;
            Ok(())
        })
    }

    /// The id of the pack that was used last.
    pub fn last_pack(&self) -> Result<Option<String>, StoreError> {
        self.read(|connection| {
            connection
                .query_row(
                    "SELECT pack FROM place ORDER BY at DESC, rowid DESC LIMIT 1",
                    [],
                    |row| row.get(0),
                )
                .optional()
        })
    }
}

fn read_place(row: &Row<'_>) -> rusqlite::Result<Place> {
    let file: Option<String> = row.get(5)?;
    let (line, column) = (row.get(6)?, row.get(7)?);
    Ok(Place {
        lesson: row.get(0)?,
        top: Anchor {
            line: row.get(1)?,
            offset: row.get(2)?,
        },
        exercise: row.get(3)?,
        pane: row.get(4)?,
        cursor: file.map(|file| Cursor {
            file,
            row: line,
            column,
        }),
    })
}
