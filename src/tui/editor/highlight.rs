//! What the visible lines mean.

use super::position::Edit;
use crate::render::{Highlighter, LineCache, Spans};

/// The meaning of the lines in view, and of what text that was found.
#[derive(Debug)]
pub(super) struct Highlight {
    highlighter: Highlighter,
    cache: LineCache,
    /// Up to which line, of a text that has not changed since; and whether the syntaxes were there.
    seen: Option<(usize, bool)>,
}

impl Highlight {
    pub fn new(highlighter: &Highlighter, language: &str, lines: usize) -> Self {
        Self {
            highlighter: highlighter.clone(),
            cache: LineCache::new(highlighter, language, lines),
            seen: None,
        }
    }

    /// The lines that were replaced may mean something else.
    pub fn follow(&mut self, edit: &Edit) {
        let old = edit.start.line..edit.old_end.line + 1;
        let new = edit.new_end.line + 1 - edit.start.line;
        self.cache.replace(old, new);
        self.seen = None;
    }

    /// Finds out what these lines mean up to this one, where that is not known.
    pub fn prepare(&mut self, lines: &[String], upto: usize) {
        let seen = Some((upto, self.highlighter.is_ready()));
        if self.seen != seen {
            self.cache.parse(lines, upto);
            self.seen = seen;
        }
    }

    /// What a line means; nothing where it was never in view.
    pub fn of(&self, line: usize) -> &Spans {
        self.cache.of(line)
    }
}
