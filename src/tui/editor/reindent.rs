//! Moving lines to another indentation. Indentation that we make is made of spaces.

use std::ops::Range;

use super::Editor;
use super::cells::cell_of;
use super::history::Grain;
use super::position::{Position, Selection};

/// A line that was moved.
struct Moved {
    text: String,
    /// Columns of its indentation before.
    old: usize,
    /// Columns of its indentation now.
    new: usize,
}

impl Moved {
    /// Moves a line by its indentation in cells. A line of white space alone stays what it is.
    fn new(line: &str, indent: impl Fn(usize) -> usize) -> Self {
        let body = line.trim_start_matches([' ', '\t']);
        let old = line.len() - body.len();
        if body.is_empty() {
            let text = line.to_owned();
            return Self {
                text,
                old,
                new: old,
            };
        }
        let new = indent(cell_of(line, old));
        let text = " ".repeat(new) + body;
        Self { text, old, new }
    }

    /// Where a column of the line is now. The line's start stays its start.
    fn column(&self, column: usize) -> usize {
        match column {
            0 => 0,
            _ => (column + self.new).saturating_sub(self.old),
        }
    }
}

impl Editor {
    pub(super) fn tab(&mut self) {
        let unit = self.rules.unit;
        self.step(Grain::Whole, |editor| {
            if editor.selection.is_empty() {
                let head = editor.selection.head;
                let cell = cell_of(editor.buffer.line(head.line), head.column);
                editor.replace_selection(&" ".repeat(unit - cell % unit));
            } else {
                editor.move_lines(editor.selection.lines(), |indent| indent + unit);
            }
        });
    }

    pub(super) fn back_tab(&mut self) {
        let rules = self.rules;
        self.step(Grain::Whole, |editor| {
            editor.move_lines(editor.selection.lines(), |indent| rules.stop_before(indent));
        });
    }

    /// Whether the cursor stands at the end of a line that begins with the end of a block.
    pub(super) fn closes_block(&self) -> bool {
        let Position { line, column } = self.selection.head;
        let text = self.buffer.line(line);
        column == self.buffer.columns(line) && self.rules.closes(text)
    }

    /// Moves the cursor's line, which now ends a block or no longer does, to where it belongs.
    pub(super) fn align_line(&mut self) {
        let line = self.selection.head.line;
        let indentation = self.rules.indentation_of(self.buffer.lines(), line);
        if let Some(indentation) = indentation {
            let cells = cell_of(&indentation, usize::MAX);
            self.move_lines(line..line + 1, |_| cells);
        }
    }

    /// Gives lines another indentation, from the one they have, in cells. The selection moves with its text.
    fn move_lines(&mut self, lines: Range<usize>, indent: impl Fn(usize) -> usize) {
        let (selection, first) = (self.selection, lines.start);
        let start = Position::new(first, 0);
        let end = Position::new(lines.end - 1, self.buffer.columns(lines.end - 1));
        let moved = lines.map(|line| Moved::new(self.buffer.line(line), &indent));
        let moved: Vec<Moved> = moved.collect();
        let texts: Vec<&str> = moved.iter().map(|line| line.text.as_str()).collect();
        let text = texts.join("\n");
        if self.buffer.text(start..end) == text {
            return;
        }
        self.replace(start..end, &text);
        let follow = |at: Position| {
            let line = at
                .line
                .checked_sub(first)
                .and_then(|index| moved.get(index));
            let column = line.map_or(at.column, |line| line.column(at.column));
            Position::new(at.line, column)
        };
        self.select(Selection {
            anchor: follow(selection.anchor),
            head: follow(selection.head),
        });
    }
}
