//! What the visible lines mean.

use std::ops::Range;

use crate::render::{Highlighter, LineCache, Spans};

/// The meaning of the lines in view, and of what text that was found.
#[derive(Debug)]
pub(super) struct Highlight {
    highlighter: Highlighter,
    cache: LineCache,
    seen: Option<Seen>,
    spans: Vec<Spans>,
}

/// What the meaning depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    revision: u64,
    view: Range<usize>,
    is_ready: bool,
}

impl Highlight {
    pub fn new(highlighter: &Highlighter, language: &str) -> Self {
        Self {
            highlighter: highlighter.clone(),
            cache: LineCache::new(highlighter, language),
            seen: None,
            spans: Vec::new(),
        }
    }

    /// Finds out what these lines of the text of this revision mean, where that is not known.
    pub fn prepare(&mut self, lines: &[String], revision: u64, view: Range<usize>) {
        let seen = Some(Seen {
            revision,
            view: view.clone(),
            is_ready: self.highlighter.is_ready(),
        });
        if self.seen != seen {
            let spans = self.cache.spans(lines, view.end);
            self.spans = spans.iter().skip(view.start).cloned().collect();
            self.seen = seen;
        }
    }

    /// What a line means; nothing where it is not in view.
    pub fn of(&self, line: usize) -> &Spans {
        const UNKNOWN: &Spans = &Spans::new();
        let first = self.seen.as_ref().map_or(0, |seen| seen.view.start);
        let index = line.checked_sub(first);
        index
            .and_then(|index| self.spans.get(index))
            .unwrap_or(UNKNOWN)
    }
}
