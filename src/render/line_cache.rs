//! Highlighting of text that is being edited, a line at a time.

use std::ops::Range;
use std::sync::Arc;

use super::highlight::{Highlighter, Spans, State, plain};

/// What the lines of a text mean, kept from frame to frame. It is told which lines were replaced, and parses only
/// those, the lines after them until the parser is in the state it was in before, and nothing below the last line asked
/// for. It keeps no text: a key costs it the same in a file of ten lines and of ten thousand.
#[derive(Debug)]
pub struct LineCache {
    highlighter: Highlighter,
    language: String,
    /// What each line means, as far as that is known.
    spans: Vec<Spans>,
    /// The states before and after each line when it was parsed. What was found then holds as long as the state before
    /// it is the same.
    states: Vec<Option<(Arc<State>, Arc<State>)>>,
    /// The lines before this one are as they should be.
    fresh: usize,
    parsed: usize,
}

impl LineCache {
    /// A cache for a text of so many lines in that language.
    pub fn new(highlighter: &Highlighter, language: &str, lines: usize) -> Self {
        Self {
            highlighter: highlighter.clone(),
            language: language.to_owned(),
            spans: vec![Spans::new(); lines],
            states: vec![None; lines],
            fresh: 0,
            parsed: 0,
        }
    }

    /// In the place of these lines are so many others now. What the first of them means is not known, and is shown as it was
    /// until it is parsed.
    pub fn replace(&mut self, lines: Range<usize>, by: usize) {
        let end = lines.end.min(self.spans.len());
        let start = lines.start.min(end);
        let was = self.spans.get(start).cloned().unwrap_or_default();
        let spans = std::iter::once(was).chain(std::iter::repeat(Spans::new()));
        self.spans.splice(start..end, spans.take(by));
        self.states
            .splice(start..end, std::iter::repeat_n(None, by));
        self.fresh = self.fresh.min(start);
    }

    /// Finds out what the lines before `upto` mean, where that is not known. `lines` are the whole text, without line ends.
    pub fn parse<S: AsRef<str>>(&mut self, lines: &[S], upto: usize) {
        let upto = upto.min(lines.len()).min(self.spans.len());
        match self.state() {
            Some(state) => self.go_on(state, &lines[..upto]),
            None => {
                for (line, spans) in lines[..upto].iter().zip(&mut self.spans) {
                    *spans = plain(line.as_ref());
                }
            }
        }
    }

    /// What a line means; nothing where it was not parsed.
    pub fn of(&self, line: usize) -> &Spans {
        const UNKNOWN: &Spans = &Spans::new();
        self.spans.get(line).unwrap_or(UNKNOWN)
    }

    /// How many lines it has parsed so far: a measure of its work.
    pub fn parsed(&self) -> usize {
        self.parsed
    }

    /// The state before the first line that must be looked at; `None` where nothing is known of the language.
    fn state(&self) -> Option<Arc<State>> {
        let last_fresh = self.fresh.checked_sub(1).and_then(|i| self.states.get(i));
        match last_fresh.and_then(Option::as_ref) {
            Some((_, after)) => Some(Arc::clone(after)),
            None => self.highlighter.begin(&self.language).map(Arc::new),
        }
    }

    /// Parses what must be parsed of these lines, the first of the text.
    fn go_on<S: AsRef<str>>(&mut self, mut state: Arc<State>, lines: &[S]) {
        for (i, line) in lines.iter().enumerate().skip(self.fresh) {
            state = match &self.states[i] {
                Some((before, after)) if *before == state => Arc::clone(after),
                _ => {
                    let mut after = State::clone(&state);
                    self.spans[i] = self.highlighter.line(&mut after, line.as_ref());
                    self.parsed += 1;
                    let after = Arc::new(after);
                    self.states[i] = Some((state, Arc::clone(&after)));
                    after
                }
            };
        }
        self.fresh = self.fresh.max(lines.len());
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

    /// A text and its cache, changed together.
    struct Text {
        lines: Vec<String>,
        cache: LineCache,
    }

    impl Text {
        fn new(highlighter: &Highlighter, lines: Vec<String>) -> Self {
            let cache = LineCache::new(highlighter, "elixir", lines.len());
            Self { lines, cache }
        }

        fn replace(&mut self, at: Range<usize>, by: &[&str]) -> &mut Self {
            self.cache.replace(at.clone(), by.len());
            self.lines.splice(at, by.iter().map(ToString::to_string));
            self
        }

        fn known(&mut self, upto: usize) -> Vec<Spans> {
            self.cache.parse(&self.lines, upto);
            let lines = 0..upto.min(self.lines.len());
            lines.map(|i| self.cache.of(i).clone()).collect()
        }

        /// How many lines are parsed for the whole text, and that the result is that of parsing it anew.
        #[track_caller]
        fn work(&mut self) -> usize {
            let before = self.cache.parsed();
            let all = LOADED.block("elixir", &(self.lines.join("\n") + "\n"));
            assert_eq!(self.known(usize::MAX), all);
            self.cache.parsed() - before
        }
    }

    #[test]
    fn only_what_changed_is_parsed() {
        let mut text = Text::new(&LOADED, numbered(20));
        assert_eq!(text.work(), 20);
        assert_eq!(text.work(), 0);
        assert_eq!(text.replace(5..6, &["y = :changed"]).work(), 1);
        assert_eq!(text.replace(3..3, &["inserted()"]).work(), 1);
        assert_eq!(text.replace(8..12, &[]).work(), 0);
        assert_eq!(text.replace(1..17, &[]).work(), 0);
    }

    #[test]
    fn a_string_that_opens_changes_the_lines_until_it_ends() {
        let mut text = Text::new(&LOADED, numbered(20));
        text.replace(9..10, &["\"\"\""])
            .replace(12..13, &["\"\"\""]);
        text.work();
        text.replace(7..8, &["s = \"\"\""]).replace(9..10, &["x"]);
        // From the new beginning to the old end, all is as it was but lines 7 to 9.
        assert_eq!(text.work(), 3);
    }

    #[test]
    fn nothing_below_the_last_visible_line_is_parsed() {
        let mut text = Text::new(&LOADED, numbered(1_000));
        text.known(30);
        assert_eq!(text.cache.parsed(), 30);
        text.replace(0..1, &["s = \""]).known(30);
        assert_eq!(text.cache.parsed(), 60);
    }

    #[test]
    fn a_line_that_changes_looks_as_it_did_until_it_is_parsed() {
        let mut text = Text::new(&LOADED, numbered(3));
        let before = text.known(3);
        text.replace(1..2, &["x1 = :one", "two"]);
        assert_eq!(*text.cache.of(1), before[1]);
        assert!(text.cache.of(2).is_empty());
        assert_eq!(*text.cache.of(3), before[2]);
    }

    #[test]
    fn it_waits_for_the_syntaxes() {
        let highlighter = Highlighter::new();
        let mut text = Text::new(&highlighter, numbered(2));
        assert_eq!(text.known(9), [plain("x0 = 0"), plain("x1 = 1")]);
        highlighter.load();
        assert_ne!(text.known(9)[0], plain("x0 = 0"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn edits_are_as_parsing_anew(
            edits in prop::collection::vec((0usize..12, 0usize..4, 0usize..6, 0usize..12), 1..12),
        ) {
            const LINES: [&str; 6] = ["x = 1", "\"\"\"", "s = \"a", "b\" # c", "", "def f(x), do: ~s(y"];
            let mut text = Text::new(&LOADED, Vec::new());
            for (at, removed, line, upto) in edits {
                let at = at.min(text.lines.len());
                let end = (at + removed).min(text.lines.len());
                text.replace(at..end, &[LINES[line], LINES[(line + 1) % 6]]);
                let upto = upto.min(text.lines.len());
                let all = LOADED.block("elixir", &(text.lines.join("\n") + "\n"));
                prop_assert_eq!(text.known(upto), &all[..upto]);
            }
        }
    }
}
