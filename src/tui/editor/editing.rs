//! Changing the text: each command is one step of undo.

use std::ops::Range;

use super::Editor;
use super::command::Motion;
use super::history::Grain;
use super::motion;
use super::position::{Position, Selection};

/// What was copied or cut last.
#[derive(Debug, Clone, Default)]
pub(super) struct Clipboard {
    text: String,
    /// Whole lines are pasted above the cursor's line.
    lines: bool,
}

impl Editor {
    pub(super) fn insert(&mut self, c: char) {
        let grain = match self.selection.is_empty() {
            true => Grain::Typing(c),
            false => Grain::Whole,
        };
        self.step(grain, |editor| {
            let closed = editor.closes_block();
            editor.replace_selection(c.encode_utf8(&mut [0; 4]));
            if editor.closes_block() != closed {
                editor.align_line();
            }
        });
    }

    pub(super) fn insert_text(&mut self, text: &str) {
        self.step(Grain::Whole, |editor| editor.replace_selection(text));
    }

    pub(super) fn newline(&mut self) {
        self.step(Grain::Whole, |editor| {
            let Range { mut start, mut end } = editor.selection.range();
            let before = editor.buffer.text(Position::new(start.line, 0)..start);
            let after = editor.buffer.line(end.line).chars().skip(end.column);
            end.column += after.take_while(|&c| c == ' ').count();
            if before.trim().is_empty() {
                start.column = 0;
            }
            let text = format!("\n{}", editor.rules.indentation_after(&before));
            editor.replace(start..end, &text);
        });
    }

    pub(super) fn backspace(&mut self) {
        let head = self.selection.head;
        let mut before = self.buffer.line(head.line).chars().take(head.column);
        let start = if head.column > 0 && before.all(|c| c == ' ') {
            Position::new(head.line, self.rules.stop_before(head.column))
        } else {
            self.target(Motion::Left)
        };
        self.erase(start..head);
    }

    pub(super) fn delete(&mut self, motion: Motion) {
        let head = self.selection.head;
        let mut target = self.target(motion);
        if target == head && motion == Motion::LineEnd {
            target = self.target(Motion::Right);
        } else if target == head && motion == Motion::LineStart {
            target = self.target(Motion::Left);
        }
        self.erase(target.min(head)..target.max(head));
    }

    pub(super) fn delete_lines(&mut self) {
        let head = self.selection.head;
        let lines = self.selection.lines();
        self.step(Grain::Whole, |editor| {
            let last = editor.buffer.end();
            let range = if lines.end <= last.line {
                Position::new(lines.start, 0)..Position::new(lines.end, 0)
            } else if lines.start > 0 {
                motion::left(&editor.buffer, Position::new(lines.start, 0))..last
            } else {
                Position::default()..last
            };
            editor.replace(range, "");
            let to = Position::new(lines.start, head.column);
            editor.selection = Selection::at(motion::snap(&editor.buffer, to));
        });
    }

    pub(super) fn copy(&mut self) -> Option<String> {
        let lines = self.selection.is_empty();
        let text = if lines {
            format!("{}\n", self.buffer.line(self.selection.head.line))
        } else {
            self.buffer.text(self.selection.range())
        };
        self.clipboard = Clipboard { text, lines };
        Some(self.clipboard.text.clone())
    }

    pub(super) fn cut(&mut self) -> Option<String> {
        let text = self.copy();
        if self.clipboard.lines {
            self.delete_lines();
        } else {
            self.insert_text("");
        }
        text
    }

    pub(super) fn paste(&mut self) {
        let Clipboard { text, lines } = self.clipboard.clone();
        if !lines || !self.selection.is_empty() {
            return self.insert_text(&text);
        }
        let head = self.selection.head;
        self.step(Grain::Whole, |editor| {
            let start = Position::new(head.line, 0);
            editor.replace(start..start, &text);
            editor.selection = Selection::at(Position::new(head.line + 1, head.column));
        });
    }

    /// Deletes the selection, or this range where there is none.
    fn erase(&mut self, range: Range<Position>) {
        if !self.selection.is_empty() {
            return self.insert_text("");
        }
        self.step(Grain::Erasing, |editor| editor.replace(range, ""));
    }

    pub(super) fn replace_selection(&mut self, text: &str) {
        self.replace(self.selection.range(), text);
    }
}
