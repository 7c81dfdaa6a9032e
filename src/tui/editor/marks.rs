//! Marks in the gutter: what a compiler or a test said about a line, as long as the line is what it was.

use super::position::Edit;

/// How grave a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The code works, but.
    Warning,
    /// A test failed here.
    Fail,
    /// It does not compile, or it raised.
    Error,
}

/// A message about one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The line, from 0.
    pub line: usize,
    /// How grave.
    pub severity: Severity,
    /// What to tell the learner.
    pub message: String,
}

/// All marks of a text. They move with their lines, and go when their line changes.
#[derive(Debug, Default)]
pub(super) struct Marks(Vec<Mark>);

impl Marks {
    /// These marks.
    pub fn new(marks: Vec<Mark>) -> Self {
        Self(marks)
    }

    /// The gravest mark of a line, the first of several.
    pub fn on(&self, line: usize) -> Option<&Mark> {
        let marks = self.0.iter().rev().filter(|mark| mark.line == line);
        marks.max_by_key(|mark| mark.severity)
    }

    /// The text was edited.
    pub fn follow(&mut self, edit: &Edit) {
        self.0.retain_mut(|mark| {
            let line = edit.follow_line(mark.line);
            mark.line = line.unwrap_or(mark.line);
            line.is_some()
        });
    }
}
