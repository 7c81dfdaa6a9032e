//! The text, kept by ratatui-textarea together with what undo needs.
//!
//! The one file that knows the crate. Everything is an edit of a range, each at most one deletion and one insertion
//! in its history. It knows nothing of cursors, keys or drawing.

use std::ops::Range;

use ratatui_textarea::{CursorMove, TextArea};

use super::position::{Edit, Position};

/// The farthest line and column that [`CursorMove::Jump`] reaches.
const REACH: usize = u16::MAX as usize;

/// Lines of text; at least one, none with a line break in it.
#[derive(Debug)]
pub(super) struct Buffer {
    area: TextArea<'static>,
}

impl Buffer {
    /// A buffer of this text, with nothing to undo.
    pub fn new(text: &str) -> Self {
        let text = normalise(text);
        let mut area = TextArea::new(text.split('\n').map(String::from).collect());
        area.set_max_histories(usize::MAX);
        Self { area }
    }

    /// All lines.
    pub fn lines(&self) -> &[String] {
        self.area.lines()
    }

    /// One line; empty past the end.
    pub fn line(&self, line: usize) -> &str {
        self.lines().get(line).map_or("", String::as_str)
    }

    /// The last place.
    pub fn end(&self) -> Position {
        let line = self.lines().len() - 1;
        Position::new(line, self.columns(line))
    }

    /// How many characters a line has.
    pub fn columns(&self, line: usize) -> usize {
        self.line(line).chars().count()
    }

    /// The text of a range.
    pub fn text(&self, range: Range<Position>) -> String {
        let mut text = String::new();
        for line in range.start.line..=range.end.line {
            let from = if line == range.start.line {
                range.start.column
            } else {
                0
            };
            let whole = self.line(line);
            let to = if line == range.end.line {
                byte_of(whole, range.end.column)
            } else {
                whole.len()
            };
            if line > range.start.line {
                text.push('\n');
            }
            text.push_str(whole.get(byte_of(whole, from)..to).unwrap_or_default());
        }
        text
    }

    /// Puts `text` in the place of a range.
    pub fn replace(&mut self, range: Range<Position>, text: &str) -> Edit {
        let Range { start, end } = range;
        let reach = if start.line > REACH { 0 } else { REACH };
        if start.column > reach {
            let near = Position::new(start.line, reach);
            let text = self.text(near..start) + text;
            return self.replace(near..end, &text);
        }
        let columns = self.columns(start.line);
        self.jump(start);
        if start != end {
            self.area.delete_str(self.text(start..end).chars().count());
        }
        self.area.insert_str(normalise(text));
        let cursor = self.area.cursor();
        Edit {
            start,
            old_end: end,
            new_end: Position::new(cursor.0, cursor.1),
            spares_start_line: start.column == columns && self.columns(start.line) == columns,
        }
    }

    /// Takes back the last edit, which was this one.
    pub fn undo(&mut self, edit: &Edit) {
        for _ in 0..usize::from(edit.removes()) + usize::from(edit.inserts()) {
            self.area.undo();
        }
    }

    /// Makes the edit again that was undone last, which was this one.
    pub fn redo(&mut self, edit: &Edit) {
        for _ in 0..usize::from(edit.removes()) + usize::from(edit.inserts()) {
            self.area.redo();
        }
    }

    fn jump(&mut self, to: Position) {
        let [line, column] = [to.line, to.column].map(|n| u16::try_from(n).unwrap_or(u16::MAX));
        self.area.move_cursor(CursorMove::Jump(line, column));
        for _ in REACH..to.line {
            self.area.move_cursor(CursorMove::Down);
        }
    }
}

/// Line breaks are `\n` in a buffer, whatever they were before.
fn normalise(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Where a column begins in a line, in bytes; the line's end for a column past it.
pub(super) fn byte_of(line: &str, column: usize) -> usize {
    line.char_indices()
        .nth(column)
        .map_or(line.len(), |(byte, _)| byte)
}
