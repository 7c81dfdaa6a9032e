//! What panes draw on, and what the terminal shows of it.
//!
//! A part of the screen is drawn alone and compared with what is shown in its place, and only what differs goes out. So a key
//! is answered by the pane that has it, before the others are looked at. It knows no pane and no terminal.

use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Style};
use ratatui::widgets::Widget;

use super::touch::Touch;

/// A part of the screen while it is drawn.
pub struct Canvas {
    cells: Buffer,
    /// Where it is drawn on: all of it, unless it is narrowed.
    area: Rect,
    cursor: Option<Position>,
    /// What places mean to a pointer; what comes later lies on top.
    touches: Vec<(Rect, Touch)>,
}

impl Canvas {
    /// Where it is on the screen.
    pub fn area(&self) -> Rect {
        self.area
    }

    /// From now on it is no larger than this.
    pub fn narrow(&mut self, area: Rect) {
        self.area = self.area.intersection(area);
    }

    /// Its cells, to draw on.
    pub fn buffer_mut(&mut self) -> &mut Buffer {
        &mut self.cells
    }

    /// Puts these colours wherever what was drawn leaves its own to the terminal.
    pub fn paint(&mut self, ground: Style) {
        let own = |colour: Color, ground: Option<Color>| match colour {
            Color::Reset => ground.unwrap_or(Color::Reset),
            colour => colour,
        };
        for cell in &mut self.cells.content {
            cell.fg = own(cell.fg, ground.fg);
            cell.bg = own(cell.bg, ground.bg);
        }
    }

    /// Draws a widget.
    pub fn render_widget(&mut self, widget: impl Widget, area: Rect) {
        widget.render(area, &mut self.cells);
    }

    /// The terminal's cursor belongs here.
    pub fn set_cursor_position(&mut self, position: impl Into<Position>) {
        self.cursor = Some(position.into());
    }

    /// Whoever clicks here means this.
    pub fn touch(&mut self, area: Rect, touch: impl Into<Touch>) {
        self.touches.push((area, touch.into()));
    }

    /// Of lines that stand in this area, from the line `first` on, these mean this, as far as they are in sight.
    pub fn touch_lines(
        &mut self,
        area: Rect,
        first: usize,
        lines: &Range<usize>,
        touch: impl Into<Touch>,
    ) {
        let touch = touch.into();
        for (row, _) in area.rows().zip(first..).filter(|(_, l)| lines.contains(l)) {
            self.touch(row, touch.clone());
        }
    }

    /// What a place means, and all of the area that means it.
    pub fn touched(&self, at: Position) -> Option<&(Rect, Touch)> {
        let mut topmost = self.touches.iter().rev();
        topmost.find(|(area, _)| area.contains(at))
    }
}

/// What the terminal shows.
pub struct Shown {
    cells: Buffer,
    cursor: Option<Position>,
}

/// What the terminal is to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Cells that are others now: column, row, and what is there.
    pub cells: Vec<(u16, u16, Cell)>,
    /// Where the cursor is afterwards; `None` where it is not to be seen.
    pub cursor: Option<Position>,
}

impl Shown {
    /// A terminal of this size with nothing on it.
    pub fn nothing(size: Size) -> Self {
        Self {
            cells: Buffer::empty(Rect::from((Position::ORIGIN, size))),
            cursor: None,
        }
    }

    /// The terminal's size, in cells.
    pub fn size(&self) -> Size {
        self.cells.area.as_size()
    }

    /// An empty part of it, of this ground.
    pub fn canvas(&self, area: Rect, ground: Style) -> Canvas {
        let mut cell = Cell::default();
        cell.set_style(ground);
        let area = area.intersection(self.cells.area);
        Canvas {
            cells: Buffer::filled(area, cell),
            area,
            cursor: None,
            touches: Vec::new(),
        }
    }

    /// Takes a part that was drawn, and says what that changes, if it changes anything.
    pub fn take(&mut self, canvas: &Canvas) -> Option<Change> {
        let cursor = self.cursor_with(canvas);
        let is_moved = cursor != self.cursor;
        self.cursor = cursor;
        let width = usize::from(canvas.cells.area.width).max(1);
        let rows = canvas
            .cells
            .area
            .rows()
            .zip(canvas.cells.content.chunks(width));
        // Of a part that was drawn anew most rows are as they were, and cost no more than a look.
        let cells: Vec<_> = rows
            .flat_map(|(row, new)| self.take_row(row, new))
            .collect();
        (is_moved || !cells.is_empty()).then_some(Change { cells, cursor })
    }

    fn take_row(&mut self, row: Rect, new: &[Cell]) -> Vec<(u16, u16, Cell)> {
        let width = usize::from(self.cells.area.width);
        let first = usize::from(row.y) * width + usize::from(row.x);
        let shown = &mut self.cells.content[first..first + new.len()];
        if shown == new {
            return Vec::new();
        }
        let buffer = |cells: &[Cell]| Buffer {
            area: row,
            content: cells.to_vec(),
        };
        let (before, after) = (buffer(shown), buffer(new));
        shown.clone_from_slice(new);
        let changed = before.diff(&after).into_iter();
        changed.map(|(x, y, cell)| (x, y, cell.clone())).collect()
    }

    /// The part in which the cursor is says where it goes, unless another has it now.
    fn cursor_with(&self, canvas: &Canvas) -> Option<Position> {
        let is_elsewhere = |at: &Position| !canvas.cells.area.contains(*at);
        canvas.cursor.or(self.cursor.filter(is_elsewhere))
    }
}
