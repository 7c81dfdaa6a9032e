//! Lines of cells, written to as a terminal would.

use ratatui::style::Style;
use unicode_width::UnicodeWidthChar;
use vte::{Params, Perform};

use super::{OutputLine, sgr};
use crate::render::text;

/// The columns that a tab goes to the next multiple of.
const TAB: usize = 8;
/// A line that is longer, in cells, goes on in the next one.
const LONGEST: usize = 10_000;
/// How many marks, such as accents, one character may carry; more are dropped.
pub(super) const MOST_MARKS: usize = 8;
/// Aborts any sequence.
pub(super) const CAN: u8 = 0x18;

/// The lines, and the last one while it can still change.
#[derive(Default)]
pub(super) struct Page {
    pub lines: Vec<OutputLine>,
    cells: Vec<Cell>,
    column: usize,
    /// Of what is put next.
    pub style: Style,
    /// Whether the last of `lines` is a copy of `cells`.
    open: bool,
    /// Whether a CAN is our own.
    pub aborting: bool,
}

/// A cell; a character of two cells is followed by one that has none.
#[derive(Clone, Default)]
struct Cell {
    character: Option<char>,
    marks: String,
    style: Style,
}

impl Cell {
    fn blank() -> Self {
        Self {
            character: Some(' '),
            ..Self::default()
        }
    }
}

impl Page {
    /// Takes the line that can still change back from the lines.
    pub fn reopen(&mut self) {
        if std::mem::take(&mut self.open) {
            self.lines.pop();
        }
    }

    /// Shows the line that can still change, if there is anything in it.
    pub fn close(&mut self) {
        if !self.cells.is_empty() {
            self.lines.push(set(&self.cells));
            self.open = true;
        }
    }

    pub fn new_line(&mut self) {
        self.lines.push(set(&self.cells));
        self.cells.clear();
        self.column = 0;
    }

    /// Sets a character that is safe.
    fn put(&mut self, c: char) {
        let width = c.width().unwrap_or(0);
        if width == 0 {
            return self.mark(c);
        }
        if self.column + width > LONGEST {
            self.new_line();
        }
        let end = self.column + width;
        if self.cells.len() < end {
            self.cells.resize(end, Cell::blank());
        }
        // Half of a wide character is no character.
        if self.cells[self.column].character.is_none() {
            self.cells[self.column - 1] = Cell::blank();
        }
        if let Some(after) = self
            .cells
            .get_mut(end)
            .filter(|cell| cell.character.is_none())
        {
            *after = Cell::blank();
        }
        self.cells[self.column] = Cell {
            character: Some(c),
            marks: String::new(),
            style: self.style,
        };
        for cell in &mut self.cells[self.column + 1..end] {
            *cell = Cell::default();
        }
        self.column = end;
    }

    /// Adds a character without width to the one before.
    fn mark(&mut self, c: char) {
        let before = self.cells.get_mut(..self.column).unwrap_or_default();
        let bearer = before
            .iter_mut()
            .rev()
            .find(|cell| cell.character.is_some());
        if let Some(cell) = bearer.filter(|cell| cell.marks.chars().count() < MOST_MARKS) {
            cell.marks.push(c);
        }
    }

    /// What "erase in line" does.
    fn erase(&mut self, what: u16) {
        let column = self.column.min(self.cells.len());
        match what {
            0 => self.cells.truncate(column),
            1 => self.cells[..column].fill(Cell::blank()),
            2 => self.cells.clear(),
            _ => {}
        }
    }
}

impl Perform for Page {
    fn print(&mut self, c: char) {
        let mut safe = String::new();
        text::push_visible(&mut safe, c);
        safe.chars().for_each(|c| self.put(c));
    }

    fn execute(&mut self, byte: u8) {
        match byte {
            b'\n' => self.new_line(),
            b'\r' => self.column = 0,
            0x08 => self.column = self.column.saturating_sub(1),
            b'\t' => self.column = ((self.column / TAB + 1) * TAB).min(LONGEST),
            CAN if self.aborting => {}
            // Shifts to another character set.
            0x0e | 0x0f => {}
            _ => self.print(char::from(byte)),
        }
    }

    fn csi_dispatch(&mut self, params: &Params, intermediates: &[u8], ignore: bool, action: char) {
        match action {
            _ if ignore || !intermediates.is_empty() => {}
            'm' => sgr::select(&mut self.style, params),
            'K' => self.erase(params.iter().flatten().copied().next().unwrap_or(0)),
            _ => {}
        }
    }
}

/// Joins cells of one look.
fn set(cells: &[Cell]) -> OutputLine {
    let mut line = OutputLine::default();
    for cell in cells {
        let Some(character) = cell.character else {
            continue;
        };
        if line
            .runs
            .last()
            .is_none_or(|(style, _)| *style != cell.style)
        {
            line.runs.push((cell.style, String::new()));
        }
        if let Some((_, text)) = line.runs.last_mut() {
            text.push(character);
            text.push_str(&cell.marks);
        }
    }
    line
}
