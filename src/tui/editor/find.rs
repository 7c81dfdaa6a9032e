//! Finding plain text.

use std::ops::Range;

use regex::{Regex, RegexBuilder};
use unicode_segmentation::GraphemeCursor;

use super::Editor;
use super::position::{Edit, Position, Selection};

/// What a search has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindStatus {
    /// What is looked for.
    pub pattern: String,
    /// How many matches there are.
    pub matches: usize,
    /// Which of them is selected, from 1.
    pub current: Option<usize>,
}

/// A search that is under way.
#[derive(Debug)]
pub(super) struct Find {
    pattern: String,
    matcher: Option<Regex>,
    matches: Vec<Match>,
    origin: Selection,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Match {
    line: usize,
    columns: Range<usize>,
}

impl Match {
    fn selection(&self) -> Selection {
        Selection {
            anchor: Position::new(self.line, self.columns.start),
            head: Position::new(self.line, self.columns.end),
        }
    }
}

impl Find {
    /// The matches of a line, in columns.
    pub fn matches_in(&self, line: usize) -> impl Iterator<Item = Range<usize>> {
        let first = self.matches.partition_point(|found| found.line < line);
        let rest = self.matches.iter().skip(first);
        rest.take_while(move |found| found.line == line)
            .map(|found| found.columns.clone())
    }

    /// What is looked for.
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// Where all matches are, in order.
    pub fn all(&self) -> Vec<Range<Position>> {
        let ranges = self.matches.iter().map(|found| found.selection().range());
        ranges.collect()
    }

    /// The text was edited, and `lines` is what it is now.
    pub fn follow(&mut self, edit: &Edit, lines: &[String]) {
        let first = self
            .matches
            .partition_point(|found| found.line < edit.start.line);
        let last = self
            .matches
            .partition_point(|found| found.line <= edit.old_end.line);
        for found in self.matches.iter_mut().skip(last) {
            found.line = found.line - edit.old_end.line + edit.new_end.line;
        }
        let fresh = self.search(lines, edit.start.line..edit.new_end.line + 1);
        self.matches.splice(first..last, fresh);
    }

    /// Case counts only when the pattern has an upper-case letter.
    fn set(&mut self, pattern: &str, lines: &[String]) {
        pattern.clone_into(&mut self.pattern);
        let any_case = !pattern.chars().any(char::is_uppercase);
        let matcher = RegexBuilder::new(&regex::escape(pattern))
            .case_insensitive(any_case)
            .build();
        self.matcher = matcher.ok().filter(|_| !pattern.is_empty());
        self.matches = self.search(lines, 0..lines.len());
    }

    fn search(&self, lines: &[String], range: Range<usize>) -> Vec<Match> {
        let Some(matcher) = &self.matcher else {
            return Vec::new();
        };
        let numbered = lines.iter().enumerate().take(range.end).skip(range.start);
        numbered
            .flat_map(|(line, text)| find_in(matcher, line, text))
            .collect()
    }

    /// The first match that begins here or later; after the last comes the first.
    fn from(&self, start: Position) -> Option<&Match> {
        let next = self
            .matches
            .iter()
            .find(|found| found.selection().anchor >= start);
        next.or_else(|| self.matches.first())
    }

    /// The last match that begins before here; before the first comes the last.
    fn before(&self, start: Position) -> Option<&Match> {
        let previous = self
            .matches
            .iter()
            .rfind(|found| found.selection().anchor < start);
        previous.or_else(|| self.matches.last())
    }
}

fn find_in(matcher: &Regex, line: usize, text: &str) -> Vec<Match> {
    let (mut byte, mut column) = (0, 0);
    let mut column_at = |to: usize| {
        column += text
            .get(byte..to)
            .map_or(0, |between| between.chars().count());
        byte = to;
        column
    };
    let found = matcher.find_iter(text);
    found
        .filter(|found| is_boundary(text, found.start()) && is_boundary(text, found.end()))
        .map(|found| Match {
            line,
            columns: column_at(found.start())..column_at(found.end()),
        })
        .collect()
}

/// An `e` is no match in `é`, however that is written.
fn is_boundary(text: &str, byte: usize) -> bool {
    let mut cursor = GraphemeCursor::new(byte, text.len(), true);
    cursor.is_boundary(text, 0).unwrap_or(true)
}

impl Editor {
    /// Begins a search at the cursor.
    pub fn find_start(&mut self) {
        self.find = Some(Find {
            pattern: String::new(),
            matcher: None,
            matches: Vec::new(),
            origin: self.selection,
        });
    }

    /// Looks for this text and selects the first match from where the search began. Nothing found: the cursor goes
    /// back there.
    pub fn find_set(&mut self, pattern: &str) {
        let Some(find) = &mut self.find else { return };
        find.set(pattern, self.buffer.lines());
        let start = find.origin.range().start;
        let selection = find.from(start).map_or(find.origin, Match::selection);
        self.select(selection);
    }

    /// Looks for this text, and leaves the cursor where it is.
    pub(super) fn find_pattern(&mut self, pattern: &str) {
        if let Some(find) = &mut self.find {
            find.set(pattern, self.buffer.lines());
        }
    }

    /// The search begins at the cursor from now on: where it began, the text may be another.
    pub(super) fn find_moved(&mut self) {
        if let Some(find) = &mut self.find {
            find.origin = Selection::at(self.selection.head);
        }
    }

    /// Selects the next match.
    pub fn find_next(&mut self) {
        let Range { start, end } = self.selection.range();
        let after = if start == end { start } else { end };
        let found = self.find.as_ref().and_then(|find| find.from(after));
        if let Some(selection) = found.map(Match::selection) {
            self.select(selection);
        }
    }

    /// Selects the match before.
    pub fn find_prev(&mut self) {
        let start = self.selection.range().start;
        let found = self.find.as_ref().and_then(|find| find.before(start));
        if let Some(selection) = found.map(Match::selection) {
            self.select(selection);
        }
    }

    /// Ends the search; the match stays selected.
    pub fn find_stop(&mut self) {
        self.find = None;
    }

    /// Ends the search and puts the cursor back to where it began.
    pub fn find_cancel(&mut self) {
        if let Some(find) = self.find.take() {
            self.select(find.origin);
        }
    }

    /// What the search has found; `None` when there is no search.
    pub fn find_status(&self) -> Option<FindStatus> {
        let find = self.find.as_ref()?;
        let current = find
            .matches
            .iter()
            .position(|found| found.selection() == self.selection);
        Some(FindStatus {
            pattern: find.pattern.clone(),
            matches: find.matches.len(),
            current: current.map(|index| index + 1),
        })
    }
}
