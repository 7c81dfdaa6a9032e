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

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;

    static LOADED: LazyLock<Highlighter> = LazyLock::new(|| {
        let highlighter = Highlighter::new();
        highlighter.load();
        highlighter
    });

    fn numbered(count: usize) -> Vec<String> {
        (0..count).map(|i| format!("x{i} = {i}")).collect()
    }

    /// How many lines are parsed for `lines`, and that the result is that of parsing all.
    #[track_caller]
    fn work(cache: &mut LineCache, lines: &[String]) -> usize {
        let before = cache.parsed();
        let spans = cache.spans(lines, lines.len());
        assert_eq!(spans, LOADED.block("elixir", &(lines.join("\n") + "\n")));
        cache.parsed() - before
    }

    #[test]
    fn only_what_changed_is_parsed() {
        let mut cache = LineCache::new(&LOADED, "elixir");
        let mut lines = numbered(20);
        assert_eq!(work(&mut cache, &lines), 20);
        assert_eq!(work(&mut cache, &lines), 0);
        lines[5] = "y = :changed".to_owned();
        assert_eq!(work(&mut cache, &lines), 1);
        lines.insert(3, "inserted()".to_owned());
        assert_eq!(work(&mut cache, &lines), 1);
        lines.drain(8..12);
        assert_eq!(work(&mut cache, &lines), 0);
        lines.truncate(1);
        assert_eq!(work(&mut cache, &lines), 0);
    }

    #[test]
    fn a_string_that_opens_changes_the_lines_until_it_ends() {
        let mut cache = LineCache::new(&LOADED, "elixir");
        let mut lines = numbered(20);
        lines[9] = "\"\"\"".to_owned();
        lines[12] = "\"\"\"".to_owned();
        work(&mut cache, &lines);
        lines[7] = "s = \"\"\"".to_owned();
        lines[9] = "x".to_owned();
        // From the new beginning to the old end, all is as it was but lines 7 to 9.
        assert_eq!(work(&mut cache, &lines), 3);
    }

    #[test]
    fn nothing_below_the_last_visible_line_is_parsed() {
        let mut cache = LineCache::new(&LOADED, "elixir");
        let mut lines = numbered(1_000);
        assert_eq!(cache.spans(&lines, 30).len(), 30);
        assert_eq!(cache.parsed(), 30);
        lines[0] = "s = \"".to_owned();
        cache.spans(&lines, 30);
        assert_eq!(cache.parsed(), 60);
    }

    #[test]
    fn it_waits_for_the_syntaxes() {
        let highlighter = Highlighter::new();
        let mut cache = LineCache::new(&highlighter, "elixir");
        let lines = numbered(2);
        assert_eq!(cache.spans(&lines, 9), [plain("x0 = 0"), plain("x1 = 1")]);
        highlighter.load();
        assert_ne!(cache.spans(&lines, 9)[0], plain("x0 = 0"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn edits_are_as_parsing_anew(
            edits in prop::collection::vec((0usize..12, 0usize..4, 0usize..6, 0usize..12), 1..12),
        ) {
            const LINES: [&str; 6] = ["x = 1", "\"\"\"", "s = \"a", "b\" # c", "", "def f(x), do: ~s(y"];
            let mut cache = LineCache::new(&LOADED, "elixir");
            let mut lines: Vec<String> = Vec::new();
            for (at, removed, line, upto) in edits {
                let at = at.min(lines.len());
                let end = (at + removed).min(lines.len());
                lines.splice(at..end, [LINES[line].to_owned(), LINES[(line + 1) % 6].to_owned()]);
                let upto = upto.min(lines.len());
                let all = LOADED.block("elixir", &(lines.join("\n") + "\n"));
                prop_assert_eq!(cache.spans(&lines, upto), &all[..upto]);
            }
        }
    }
}
