//! A fenced block as it stands in the source: where it opens, its info string, whether it is closed.
//!
//! It knows no attribute's meaning.

use std::ops::Range;

use super::source::{Excerpt, Source};

/// A fenced block as it stands in the source.
#[derive(Debug)]
pub(super) struct Fence<'a> {
    /// The line that opens it.
    pub opening: Range<usize>,
    /// The info string.
    pub info: Range<usize>,
    /// What stands in it.
    pub body: Excerpt<'a>,
    /// Whether a line closes it.
    pub closed: bool,
    /// A line in it that would open a fence: the sign that this one was not closed in time.
    pub inner: Option<Range<usize>>,
}

impl<'a> Fence<'a> {
    /// The fence whose block begins at `start`.
    pub fn open(source: &'a Source, start: usize) -> Self {
        let rest = &source.text[start..];
        let line = rest.lines().next().unwrap_or("");
        let marks = line.trim_start();
        let indent = line.len() - marks.len();
        let info = marks.trim_start_matches(|c| marks.starts_with(c));
        let begin = start + line.len() - info.trim_start().len();
        Self {
            opening: start + indent..start + line.trim_end().len(),
            info: begin..begin + info.trim().len(),
            body: Excerpt::new(source),
            closed: false,
            inner: None,
        }
    }

    /// Adds lines of its body that stand at `at`.
    pub fn push(&mut self, lines: &str, at: usize) {
        let mut start = at;
        for line in lines.split_inclusive('\n') {
            if self.inner.is_none() && self.would_open(line) {
                self.inner = Some(start..start + line.trim_end().len());
            }
            start += line.len();
        }
        self.body.push(lines, at);
    }

    /// Whether a line would open a fence if this one were closed.
    fn would_open(&self, line: &str) -> bool {
        let marks = &self.body.source.text[self.opening.start..self.info.start];
        let marks = marks.trim_end();
        let unindented = line.trim_start_matches(' ');
        let Some(info) = unindented.strip_prefix(marks) else {
            return false;
        };
        let info = info.trim_start_matches(|c| marks.starts_with(c));
        line.len() - unindented.len() < 4 && !info.trim().is_empty() && !info.contains('`')
    }
}
