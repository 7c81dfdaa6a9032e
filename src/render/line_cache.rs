//! Highlighting of text that is being edited, a line at a time.

use std::sync::Arc;

use super::highlight::{Highlighter, Spans, State, plain};

/// What the lines of a text mean, kept from frame to frame. It finds out by itself which lines changed since it
/// was last asked, and parses only those, the lines after them until the parser is in the state it was in
/// before, and nothing below the last line asked for.
#[derive(Debug)]
pub struct LineCache {
    highlighter: Highlighter,
    language: String,
    /// The lines as they were last seen.
    lines: Vec<Entry>,
    /// What they mean, where that is known; as many as `lines`.
    spans: Vec<Spans>,
    /// The lines before this one are as they should be.
    fresh: usize,
    parsed: usize,
}

#[derive(Debug)]
struct Entry {
    text: String,
    /// The states before and after it when it was parsed. What was found then holds as long as the state before
    /// it is the same.
    states: Option<(Arc<State>, Arc<State>)>,
}

impl LineCache {
    /// A cache for a text in that language.
    pub fn new(highlighter: &Highlighter, language: &str) -> Self {
        Self {
            highlighter: highlighter.clone(),
            language: language.to_owned(),
            lines: Vec::new(),
            spans: Vec::new(),
            fresh: 0,
            parsed: 0,
        }
    }

    /// What the first `upto` of these lines mean, or all where there are fewer. Lines have no line ends.
    pub fn spans<S: AsRef<str>>(&mut self, lines: &[S], upto: usize) -> &[Spans] {
        let upto = upto.min(lines.len());
        self.notice(lines);
        match self.highlighter.begin(&self.language) {
            Some(first) => self.parse(first, upto),
            None => {
                for (line, spans) in self.lines[..upto].iter().zip(&mut self.spans) {
                    *spans = plain(&line.text);
                }
            }
        }
        &self.spans[..upto]
    }

    /// How many lines it has parsed so far: a measure of its work.
    pub fn parsed(&self) -> usize {
        self.parsed
    }

    /// Replaces the lines that differ from those last seen: all between what both begin and end with.
    fn notice<S: AsRef<str>>(&mut self, lines: &[S]) {
        let same = |(old, new): &(&Entry, &S)| old.text == new.as_ref();
        let head = self.lines.iter().zip(lines).take_while(same).count();
        let (old, new) = (&self.lines[head..], &lines[head..]);
        if old.is_empty() && new.is_empty() {
            return;
        }
        let tail = old
            .iter()
            .rev()
            .zip(new.iter().rev())
            .take_while(same)
            .count();
        let removed = head..self.lines.len() - tail;
        let inserted = &new[..new.len() - tail];
        let blank = std::iter::repeat_n(Spans::new(), inserted.len());
        self.spans.splice(removed.clone(), blank);
        let entry = |line: &S| Entry {
            text: line.as_ref().to_owned(),
            states: None,
        };
        self.lines.splice(removed, inserted.iter().map(entry));
        self.fresh = self.fresh.min(head);
    }

    /// Parses what must be parsed of the first `upto` lines.
    fn parse(&mut self, first: State, upto: usize) {
        let last_fresh = self.fresh.checked_sub(1).and_then(|i| self.lines.get(i));
        let known = last_fresh.and_then(|line| line.states.as_ref());
        let mut state = known.map_or_else(|| Arc::new(first), |(_, after)| Arc::clone(after));
        for i in self.fresh..upto {
            let entry = &mut self.lines[i];
            state = match &entry.states {
                Some((before, after)) if *before == state => Arc::clone(after),
                _ => {
                    let mut after = State::clone(&state);
                    self.spans[i] = self.highlighter.line(&mut after, &entry.text);
                    self.parsed += 1;
                    let after = Arc::new(after);
                    entry.states = Some((state, Arc::clone(&after)));
                    after
                }
            };
        }
        self.fresh = self.fresh.max(upto);
    }
}
