//! The page of what was run of an exercise before.

use crate::progress::{RunRecord, Timestamp};
use crate::run::SourceFile;

/// What the store tells of an exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// The lesson's id.
    pub lesson: String,
    /// The exercise's id.
    pub exercise: String,
    /// Its runs, the latest first; or why they cannot be told.
    pub runs: Result<Vec<RunRecord>, String>,
    /// When it was told.
    pub now: Timestamp,
}

/// The page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// The runs, the latest first.
    pub runs: Vec<RunRecord>,
    /// When the page was opened: how long ago a run is, is told from then.
    pub now: Timestamp,
    /// Which run is selected.
    pub selected: usize,
    /// The first visible line of how its code differs.
    pub scroll: usize,
}

impl History {
    /// The page of these runs.
    pub fn new(runs: Vec<RunRecord>, now: Timestamp) -> Self {
        Self {
            runs,
            now,
            selected: 0,
            scroll: 0,
        }
    }

    /// The run that is selected.
    pub fn run(&self) -> Option<&RunRecord> {
        self.runs.get(self.selected)
    }

    /// Selects another run.
    pub fn select(&mut self, step: i32) {
        let last = self.runs.len().saturating_sub(1);
        let step = isize::try_from(step).unwrap_or(0);
        self.selected = self.selected.saturating_add_signed(step).min(last);
        self.scroll = 0;
    }

    /// Scrolls how its code differs from this by so many lines.
    pub fn scroll(&mut self, step: i32, now: &[SourceFile]) {
        let lines = |files: &[SourceFile]| -> usize {
            files.iter().map(|file| file.text.lines().count() + 3).sum()
        };
        let last = self.run().map_or(0, |run| lines(&run.files)) + lines(now);
        let step = isize::try_from(step).unwrap_or(0);
        self.scroll = self.scroll.saturating_add_signed(step).min(last);
    }
}
