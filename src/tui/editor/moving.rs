//! Moving the cursor and selecting, by keys and by mouse.

use std::ops::Range;

use super::command::Motion;
use super::position::{Position, Selection};
use super::{Editor, cells, motion};

impl Editor {
    /// Puts the cursor here, or at the nearest place that there is, and drops the selection.
    pub fn set_cursor(&mut self, to: Position) {
        self.move_to(to, false);
    }

    /// Puts the cursor at the first text of a line, by the number that the gutter shows (from 1).
    pub fn goto_line(&mut self, number: usize) {
        let line = number.saturating_sub(1).min(self.buffer.end().line);
        let end = Position::new(line, usize::MAX);
        self.set_cursor(motion::line_start(&self.buffer, end));
    }

    /// A click at a row and column of the area that was last prepared.
    pub fn click(&mut self, row: u16, column: u16) {
        self.move_to(self.position_at(row, column), false);
        self.stay();
    }

    /// The word at a row and column is selected.
    pub fn select_word_at(&mut self, row: u16, column: u16) {
        let Range { start, end } = motion::word_at(&self.buffer, self.position_at(row, column));
        self.move_to(start, false);
        self.move_to(end, true);
        self.stay();
    }

    /// The line at a row is selected, with the break at its end.
    pub fn select_line_at(&mut self, row: u16) {
        let line = self.position_at(row, 0).line;
        self.move_to(Position::new(line, 0), false);
        self.move_to(Position::new(line + 1, 0), true);
        self.stay();
    }

    /// Shows what is so many lines further down. The cursor stays where it is, and is brought back into view by whatever moves it,
    /// or changes the text.
    pub fn scroll_by(&mut self, lines: i32) {
        let by = isize::try_from(lines).unwrap_or(0);
        self.viewport.scroll_by(by, self.buffer.lines().len());
        self.stay();
    }

    /// What is in view is what the learner points at: it does not move away.
    fn stay(&mut self) {
        self.watched = Some((self.selection.head, self.revision));
    }

    /// The mouse was dragged to here with its button down: selects from where it was pressed.
    pub fn drag_to(&mut self, row: u16, column: u16) {
        self.move_to(self.position_at(row, column), true);
        self.stay();
    }

    pub(super) fn select_all(&mut self) {
        self.goal = None;
        self.selection = Selection {
            anchor: Position::default(),
            head: self.buffer.end(),
        };
    }

    pub(super) fn move_by(&mut self, motion: Motion, extend: bool) {
        let selected = self.selection.range();
        let collapses = !extend && !self.selection.is_empty();
        match motion {
            Motion::Left if collapses => self.move_to(selected.start, false),
            Motion::Right if collapses => self.move_to(selected.end, false),
            _ => {
                let goal = is_vertical(motion).then(|| self.goal_cell());
                self.move_to(self.target(motion), extend);
                self.goal = goal;
            }
        }
    }

    /// Where a motion leads from the cursor.
    pub(super) fn target(&self, motion: Motion) -> Position {
        let (buffer, head) = (&self.buffer, self.selection.head);
        match motion {
            Motion::Left => motion::left(buffer, head),
            Motion::Right => motion::right(buffer, head),
            Motion::WordLeft => motion::word_left(buffer, head),
            Motion::WordRight => motion::word_right(buffer, head),
            Motion::Up => self.lines_up(1),
            Motion::Down => self.lines_down(1),
            Motion::PageUp => self.lines_up(self.viewport.page()),
            Motion::PageDown => self.lines_down(self.viewport.page()),
            Motion::LineStart => motion::line_start(buffer, head),
            Motion::LineEnd => motion::line_end(buffer, head),
            Motion::Top => Position::default(),
            Motion::Bottom => buffer.end(),
        }
    }

    fn move_to(&mut self, to: Position, extend: bool) {
        self.goal = None;
        self.selection.head = motion::snap(&self.buffer, to);
        if !extend {
            self.selection.anchor = self.selection.head;
        }
    }

    /// Past the first line it goes to the text's start.
    fn lines_up(&self, lines: usize) -> Position {
        match self.selection.head.line {
            0 => Position::default(),
            line => self.position_in(line.saturating_sub(lines), self.goal_cell()),
        }
    }

    /// Past the last line it goes to the text's end.
    fn lines_down(&self, lines: usize) -> Position {
        let (line, end) = (self.selection.head.line, self.buffer.end());
        if line == end.line {
            end
        } else {
            self.position_in((line + lines).min(end.line), self.goal_cell())
        }
    }

    /// The cell that moving up and down keeps to.
    fn goal_cell(&self) -> usize {
        let head = self.selection.head;
        self.goal
            .unwrap_or_else(|| cells::cell_of(self.buffer.line(head.line), head.column))
    }

    fn position_in(&self, line: usize, cell: usize) -> Position {
        Position::new(line, cells::column_of(self.buffer.line(line), cell))
    }

    fn position_at(&self, row: u16, column: u16) -> Position {
        let line = self.viewport.top + usize::from(row);
        let end = self.buffer.end();
        if line > end.line {
            return end;
        }
        match usize::from(column).checked_sub(self.gutter_width()) {
            Some(cell) => self.position_in(line, self.viewport.left + cell),
            None => Position::new(line, 0),
        }
    }
}

fn is_vertical(motion: Motion) -> bool {
    matches!(
        motion,
        Motion::Up | Motion::Down | Motion::PageUp | Motion::PageDown
    )
}
