//! Places in a text, and what an edit does to them.

use std::ops::Range;

/// A place in a text. Both count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Position {
    /// Line.
    pub line: usize,
    /// Characters (Unicode scalar values) before it in the line.
    pub column: usize,
}

impl Position {
    /// The place of this line and column.
    pub const fn new(line: usize, column: usize) -> Self {
        Self { line, column }
    }
}

/// The selected text is what lies between the two; they are equal when nothing is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Selection {
    /// Where selecting began.
    pub anchor: Position,
    /// The cursor.
    pub head: Position,
}

impl Selection {
    /// Nothing selected, the cursor here.
    pub const fn at(head: Position) -> Self {
        Self { anchor: head, head }
    }

    /// In the order of the text.
    pub fn range(&self) -> Range<Position> {
        self.anchor.min(self.head)..self.anchor.max(self.head)
    }

    /// Whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.anchor == self.head
    }

    /// The lines it touches. A selection that ends before the first character of a line does not touch that line.
    pub fn lines(&self) -> Range<usize> {
        let Range { start, end } = self.range();
        let last = if end.column == 0 && end.line > start.line {
            end.line - 1
        } else {
            end.line
        };
        start.line..last + 1
    }

    /// The columns of a line that are selected; endless when its line break is selected too.
    pub fn columns(&self, line: usize) -> Range<usize> {
        let Range { start, end } = self.range();
        if !(start.line..=end.line).contains(&line) {
            return 0..0;
        }
        let first = if line == start.line { start.column } else { 0 };
        let past = if line == end.line {
            end.column
        } else {
            usize::MAX
        };
        first..past
    }
}

/// A replacement of text: what stood from `start` to `old_end` became what stands from `start` to `new_end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edit {
    /// Where both the old and the new text begin.
    pub start: Position,
    /// Where the old text ended.
    pub old_end: Position,
    /// Where the new text ends.
    pub new_end: Position,
    /// The line of `start` is what it was: only line breaks and later lines came or went at its end.
    pub spares_start_line: bool,
}

impl Edit {
    /// What takes this edit back.
    pub fn inverse(self) -> Self {
        Self {
            old_end: self.new_end,
            new_end: self.old_end,
            ..self
        }
    }

    /// Whether it took text away.
    pub fn removes(&self) -> bool {
        self.start != self.old_end
    }

    /// Whether it brought text.
    pub fn inserts(&self) -> bool {
        self.start != self.new_end
    }

    /// Where this line is afterwards; `None` when its text changed.
    pub fn follow_line(&self, line: usize) -> Option<usize> {
        let spared_end = self.old_end.column == 0 && self.new_end.column == 0;
        if line < self.start.line || (line == self.start.line && self.spares_start_line) {
            Some(line)
        } else if line > self.old_end.line || (line == self.old_end.line && spared_end) {
            Some(line - self.old_end.line + self.new_end.line)
        } else {
            None
        }
    }
}
