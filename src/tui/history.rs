//! The page of what was run of an exercise before, and of what another window wrote.

use crate::progress::{Entry, Timestamp};
use crate::run::SourceFile;

/// What the store tells of an exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// The lesson's id.
    pub lesson: String,
    /// The exercise's id.
    pub exercise: String,
    /// Its earlier versions, the latest first; or why they cannot be told.
    pub entries: Result<Vec<Entry>, String>,
    /// When it was told.
    pub now: Timestamp,
}

/// The page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// The earlier versions, the latest first.
    pub entries: Vec<Entry>,
    /// When the page was opened: how long ago a version is, is told from then.
    pub now: Timestamp,
    /// Which of them is selected.
    pub selected: usize,
    /// The first visible line of how its code differs.
    pub scroll: usize,
}

impl History {
    /// The page of these versions.
    pub fn new(entries: Vec<Entry>, now: Timestamp) -> Self {
        Self {
            entries,
            now,
            selected: 0,
            scroll: 0,
        }
    }

    /// The version that is selected.
    pub fn entry(&self) -> Option<&Entry> {
        self.entries.get(self.selected)
    }

    /// Selects another one.
    pub fn select(&mut self, step: i32) {
        let last = self.entries.len().saturating_sub(1);
        let step = isize::try_from(step).unwrap_or(0);
        self.selected = self.selected.saturating_add_signed(step).min(last);
        self.scroll = 0;
    }

    /// Scrolls how its code differs from this by so many lines.
    pub fn scroll(&mut self, step: i32, now: &[SourceFile]) {
        let lines = |files: &[SourceFile]| -> usize {
            files.iter().map(|file| file.text.lines().count() + 3).sum()
        };
        let last = self.entry().map_or(0, |entry| lines(entry.files())) + lines(now);
        let step = isize::try_from(step).unwrap_or(0);
        self.scroll = self.scroll.saturating_add_signed(step).min(last);
    }
}
