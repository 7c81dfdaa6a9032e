//! Which part of the text is on the screen.

/// Lines kept between the cursor and the upper or lower edge.
const LINES_MARGIN: usize = 3;
/// Cells kept between the cursor and the left or right edge; an edge's own sign takes one of them.
const CELLS_MARGIN: usize = 4;

/// The window through which the text is seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Viewport {
    /// First line shown.
    pub top: usize,
    /// First cell shown of each line.
    pub left: usize,
    /// Cells of text, the gutter not counted.
    pub width: usize,
    /// Lines of text.
    pub height: usize,
}

impl Viewport {
    /// Shows a cursor in this line and these cells (first, and how many) of a text of so many lines.
    pub fn follow(&mut self, line: usize, cell: usize, cells: usize, lines: usize) {
        self.top = window(self.top, self.height, LINES_MARGIN, line, 1);
        self.top = self.top.min(lines.saturating_sub(self.height));
        self.left = window(self.left, self.width, CELLS_MARGIN, cell, cells);
    }

    /// Goes so many lines on in a text of so many, and no further than its end.
    pub fn scroll_by(&mut self, by: isize, lines: usize) {
        let top = self.top.saturating_add_signed(by);
        self.top = top.min(lines.saturating_sub(self.height));
    }

    /// Lines that a page turns.
    pub fn page(&self) -> usize {
        self.height.saturating_sub(2).max(1)
    }
}

/// Where a window of `size` has to begin so that `length` things at `at` are in it, or as many as it can hold, moved as
/// little as need be.
fn window(start: usize, size: usize, margin: usize, at: usize, length: usize) -> usize {
    let length = length.min(size);
    let margin = margin.min((size - length) / 2);
    let least = (at + length + margin).saturating_sub(size);
    let most = at.saturating_sub(margin).max(least);
    start.clamp(least, most)
}
