//! The text, by lines, and what a change of it needs to be taken back.
//!
//! A key must cost the same in a file of ten lines and of ten thousand: a change touches the lines that it is in, and no
//! others. It knows nothing of cursors, keys or drawing.

use std::ops::Range;

use super::position::{Edit, Position};

/// Lines of text; at least one, none with a line break in it.
#[derive(Debug)]
pub(super) struct Buffer {
    lines: Vec<String>,
}

/// A replacement of text, and what it takes to take it back and to make it again.
#[derive(Debug, Clone)]
pub(super) struct Change {
    pub edit: Edit,
    removed: String,
    inserted: String,
}

impl Buffer {
    /// A buffer of this text.
    pub fn new(text: &str) -> Self {
        Self {
            lines: normalise(text).split('\n').map(String::from).collect(),
        }
    }

    /// All lines.
    pub fn lines(&self) -> &[String] {
        &self.lines
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
    pub fn replace(&mut self, range: Range<Position>, text: &str) -> Change {
        let Range { start, end } = range;
        let columns = self.columns(start.line);
        let removed = self.text(start..end);
        let inserted = normalise(text);
        let new_end = self.put(start..end, &inserted);
        Change {
            edit: Edit {
                start,
                old_end: end,
                new_end,
                spares_start_line: start.column == columns && self.columns(start.line) == columns,
            },
            removed,
            inserted,
        }
    }

    /// Takes back the last change that is not taken back yet.
    pub fn undo(&mut self, change: &Change) {
        let edit = change.edit;
        self.put(edit.start..edit.new_end, &change.removed);
    }

    /// Makes the change again that was taken back last.
    pub fn redo(&mut self, change: &Change) {
        let edit = change.edit;
        self.put(edit.start..edit.old_end, &change.inserted);
    }

    /// Says where the text ends. Only the lines of the range and of the text are touched.
    fn put(&mut self, range: Range<Position>, text: &str) -> Position {
        let Range { start, end } = range;
        let before = self.text(Position::new(start.line, 0)..start);
        let last = self.line(end.line);
        let after = last[byte_of(last, end.column)..].to_owned();
        let mut lines: Vec<String> = format!("{before}{text}")
            .split('\n')
            .map(String::from)
            .collect();
        let line = start.line + lines.len() - 1;
        let column = lines.last().map_or(0, |last| last.chars().count());
        if let Some(last) = lines.last_mut() {
            last.push_str(&after);
        }
        self.lines.splice(start.line..=end.line, lines);
        Position::new(line, column)
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
