//! The results pane's state: what it shows, and where the learner is in it.

use ratatui::text::Line;

/// Lines made from a run, kept until the run or the width is another.
#[derive(Debug, Default)]
pub struct Results {
    lines: Vec<Line<'static>>,
    /// For which width; `None` where they must be made anew.
    width: Option<u16>,
    scroll: usize,
    height: usize,
}

impl Results {
    /// What is shown is no longer true.
    pub fn is_stale(&mut self) {
        self.width = None;
    }

    /// Another run: from its top.
    pub fn begin(&mut self) {
        self.width = None;
        self.scroll = 0;
    }

    /// Makes the lines for this size, where they are not made.
    pub fn prepare(&mut self, width: u16, height: u16, make: impl FnOnce() -> Vec<Line<'static>>) {
        self.height = usize::from(height).max(1);
        if self.width != Some(width) {
            self.lines = make();
            self.width = Some(width);
        }
        self.scroll = self.scroll.min(self.last_scroll());
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The lines in sight.
    pub fn visible(&self) -> &[Line<'static>] {
        let end = (self.scroll + self.height).min(self.lines.len());
        &self.lines[self.scroll.min(end)..end]
    }

    /// How many lines are above and below those in sight.
    pub fn hidden(&self) -> (usize, usize) {
        let below = self.lines.len().saturating_sub(self.scroll + self.height);
        (self.scroll, below)
    }

    /// Scrolls by so many lines.
    pub fn scroll_by(&mut self, lines: i32) {
        let step = isize::try_from(lines).unwrap_or(0);
        self.scroll = self
            .scroll
            .saturating_add_signed(step)
            .min(self.last_scroll());
    }

    /// Scrolls by so many half screens.
    pub fn scroll_page(&mut self, halves: i32) {
        let half = i32::try_from(self.height / 2).unwrap_or(1).max(1);
        self.scroll_by(half.saturating_mul(halves));
    }

    /// To the first line.
    pub fn scroll_to_top(&mut self) {
        self.scroll = 0;
    }

    /// To the last line.
    pub fn scroll_to_bottom(&mut self) {
        self.scroll = self.last_scroll();
    }

    fn last_scroll(&self) -> usize {
        self.lines.len().saturating_sub(self.height)
    }
}
