//! A search in the lines of the results.

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use regex::{Regex, RegexBuilder};

/// What is looked for, and where it is.
#[derive(Debug)]
pub struct Search {
    text: String,
    matcher: Option<Regex>,
    /// Row and bytes of each, in order.
    matches: Vec<(usize, Range<usize>)>,
    current: Option<usize>,
    /// The row that was the topmost when it began.
    origin: usize,
    /// Whether the text is still typed.
    pub is_typed: bool,
}

impl Search {
    /// A search from this row on.
    pub fn from(origin: usize) -> Self {
        Self {
            text: String::new(),
            matcher: None,
            matches: Vec::new(),
            current: None,
            origin,
            is_typed: true,
        }
    }

    /// What is looked for.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Which is selected, from 1, and how many there are.
    pub fn found(&self) -> (Option<usize>, usize) {
        (self.current.map(|at| at + 1), self.matches.len())
    }

    /// Looks for this. Case counts only when the text has an upper-case letter.
    pub fn set<'a>(&mut self, text: String, lines: impl Iterator<Item = &'a Line<'static>>) {
        let any_case = !text.chars().any(char::is_uppercase);
        let matcher = RegexBuilder::new(&regex::escape(&text))
            .case_insensitive(any_case)
            .build();
        self.matcher = matcher.ok().filter(|_| !text.is_empty());
        self.text = text;
        self.renew(lines);
        let origin = self.origin;
        let first = self.matches.iter().position(|(row, _)| *row >= origin);
        self.current = first.or((!self.matches.is_empty()).then_some(0));
    }

    /// The lines are others now. What is selected stays the one of the same number, where there is one.
    pub fn renew<'a>(&mut self, lines: impl Iterator<Item = &'a Line<'static>>) {
        self.matches.clear();
        if let Some(matcher) = &self.matcher {
            for (row, line) in lines.enumerate() {
                let line = line.to_string();
                let found = matcher.find_iter(&line).map(|found| (row, found.range()));
                self.matches.extend(found);
            }
        }
        let last = self.matches.len().checked_sub(1);
        self.current = self.current.and_then(|at| Some(at.min(last?)));
    }

    /// Selects the next, or the one before; after the last comes the first.
    pub fn step(&mut self, forward: bool) {
        let count = self.matches.len();
        self.current = match self.current {
            _ if count == 0 => None,
            Some(at) if forward => Some((at + 1) % count),
            Some(at) => Some((at + count - 1) % count),
            None => Some(0),
        };
    }

    /// The row of what is selected.
    pub fn row(&self) -> Option<usize> {
        Some(self.matches.get(self.current?)?.0)
    }

    /// A row with what was found in it marked: in this way, and what is selected in that one.
    pub fn mark(
        &self,
        row: usize,
        line: &Line<'static>,
        found: Style,
        selected: Style,
    ) -> Line<'static> {
        let first = self.matches.partition_point(|(at, _)| *at < row);
        let here = self.matches.iter().enumerate().skip(first);
        let here = here.take_while(|(_, (at, _))| *at == row);
        here.fold(line.clone(), |line, (index, (_, bytes))| {
            let is_selected = self.current == Some(index);
            patch(line, bytes, if is_selected { selected } else { found })
        })
    }
}

/// The line with these of its bytes in another style.
fn patch(line: Line<'static>, bytes: &Range<usize>, style: Style) -> Line<'static> {
    let mut spans = Vec::new();
    let mut start = 0;
    for span in &line.spans {
        let text = span.content.as_ref();
        let within = |at: usize| at.clamp(start, start + text.len()) - start;
        let (from, to) = (within(bytes.start), within(bytes.end));
        let pieces = [
            (&text[..from], span.style),
            (&text[from..to], span.style.patch(style)),
            (&text[to..], span.style),
        ];
        let pieces = pieces.into_iter().filter(|(piece, _)| !piece.is_empty());
        spans.extend(pieces.map(|(piece, style)| Span::styled(piece.to_owned(), style)));
        start += text.len();
    }
    Line { spans, ..line }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Stylize;

    use super::*;

    fn found(text: &str, origin: usize) -> (Option<usize>, Vec<(usize, Range<usize>)>) {
        let lines = [
            Line::from("Eins zwei"),
            Line::from("안녕 eins"),
            "eins".into(),
        ];
        let mut search = Search::from(origin);
        search.set(text.to_owned(), lines.iter());
        (search.found().0, search.matches)
    }

    #[test]
    fn it_begins_where_one_is_and_goes_round() {
        let all = vec![(0, 0..4), (1, 7..11), (2, 0..4)];
        assert_eq!(found("eins", 0), (Some(1), all.clone()));
        assert_eq!(found("eins", 1), (Some(2), all.clone()));
        assert_eq!(found("eins", 3), (Some(1), all));
        assert_eq!(found("Eins", 1), (Some(1), vec![(0, 0..4)]));
        assert_eq!(found("녕", 0), (Some(1), vec![(1, 3..6)]));
        assert_eq!(found("", 0), (None, vec![]));
    }

    #[test]
    fn what_is_marked_may_lie_in_several_spans() {
        let line = Line::from(vec!["ab".into(), "안녕".bold(), "c".into()]);
        let marked = patch(line, &(1..5), Style::new().reversed());
        let spans: Vec<_> = marked.spans.iter().map(|s| s.content.as_ref()).collect();
        assert_eq!(spans, ["a", "b", "안", "녕", "c"]);
        assert_eq!(marked.spans[2].style, Style::new().bold().reversed());
        assert_eq!(marked.spans[3].style, Style::new().bold());
    }
}
