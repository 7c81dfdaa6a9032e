//! What a learner's program printed, made safe to show.
//!
//! Such output is hostile until proven otherwise. Of everything that can control a terminal only colours and other
//! looks of text (SGR) survive, as data; a carriage return, a backspace and "erase in line" do to their line what
//! a terminal would; other sequences vanish, other control characters are shown.

mod page;
mod sgr;

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use vte::Parser;

use super::{Depth, text};
use page::{CAN, Page};

/// A line of output, in runs of one look each. Nothing in it can control a terminal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OutputLine {
    /// From left to right.
    pub runs: Vec<(Style, String)>,
}

/// What was printed so far.
#[derive(Default)]
pub struct Printed {
    parser: Parser,
    page: Page,
    /// The first bytes of a character whose last ones have not come.
    unfinished: Vec<u8>,
}

impl std::fmt::Debug for Printed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let lines = self.page.lines.len();
        f.debug_struct("Printed")
            .field("lines", &lines)
            .finish_non_exhaustive()
    }
}

/// The lines of a whole output.
pub fn neutralise(bytes: &[u8]) -> Vec<OutputLine> {
    let mut printed = Printed::new();
    printed.push(bytes);
    printed.page.lines
}

impl Printed {
    /// Nothing, so far.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what was printed next, cut anywhere.
    pub fn push(&mut self, bytes: &[u8]) {
        self.page.reopen();
        let mut whole = std::mem::take(&mut self.unfinished);
        whole.extend_from_slice(bytes);
        self.unfinished = whole.split_off(whole.len() - unfinished(&whole));
        for piece in whole.split_inclusive(|&b| b == b'\n') {
            let (text, ends) = match piece.split_last() {
                Some((b'\n', text)) => (text, true),
                _ => (piece, false),
            };
            self.feed(text);
            if ends {
                self.end_line();
            }
        }
        self.page.close();
    }

    /// Adds what a person typed and ended with Enter, in a look of its own: on a terminal it would stand where it was typed.
    pub fn echo(&mut self, typed: &[u8], style: Style) {
        self.page.reopen();
        for line in typed.split_inclusive(|&b| b == b'\n') {
            let line = line.strip_suffix(b"\n").unwrap_or(line);
            // No sequence that a program has left open goes on in it, and none begins there.
            self.abort();
            let own = std::mem::replace(&mut self.page.style, style);
            let line = String::from_utf8_lossy(line);
            self.feed(text::visible(&line).as_bytes());
            self.page.style = own;
            self.end_line();
        }
        self.page.close();
    }

    /// Its lines; there is no empty one after a final line end.
    pub fn lines(&self) -> &[OutputLine] {
        &self.page.lines
    }

    /// Passes text on as valid UTF-8: of what is not, the parser keeps or drops other bytes depending on where it is cut.
    /// C1 controls, which the parser does not know, become the escape sequences that mean the same.
    fn feed(&mut self, text: &[u8]) {
        for chunk in text.utf8_chunks() {
            for piece in chunk.valid().split_inclusive(is_c1) {
                let (before, control) = match piece.char_indices().next_back() {
                    Some((at, c)) if is_c1(c) => (&piece[..at], Some(c)),
                    _ => (piece, None),
                };
                self.parser.advance(&mut self.page, before.as_bytes());
                if let Some(c) = control {
                    self.parser.advance(&mut self.page, &[0x1b, c as u8 - 0x40]);
                }
            }
            if !chunk.invalid().is_empty() {
                self.parser.advance(&mut self.page, "\u{fffd}".as_bytes());
            }
        }
    }

    /// Ends the line, and whatever sequence is open: one that its author forgot to end must not swallow the rest of
    /// the output.
    fn end_line(&mut self) {
        self.abort();
        self.page.new_line();
    }

    fn abort(&mut self) {
        self.page.aborting = true;
        self.parser.advance(&mut self.page, &[CAN]);
        self.page.aborting = false;
    }
}

fn is_c1(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9f}')
}

/// How many bytes at the end are the beginning of a character in UTF-8.
fn unfinished(bytes: &[u8]) -> usize {
    let mut last = bytes.iter().rev().take(3).zip(1..);
    let lead = last.find(|(byte, _)| !matches!(byte, 0x80..=0xbf));
    lead.map_or(0, |(byte, count)| {
        let length = match byte {
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => 0,
        };
        if length > count { count } else { 0 }
    })
}

impl OutputLine {
    /// Its text alone.
    pub fn plain(&self) -> String {
        self.runs.iter().map(|(_, text)| text.as_str()).collect()
    }

    /// Cut into rows of at most `width` cells; at least one.
    pub fn rows(&self, width: usize) -> Vec<Self> {
        let width = width.max(1);
        let mut rows = vec![Self::default()];
        let mut used = 0;
        for (style, text) in &self.runs {
            for grapheme in text::clusters(text) {
                let (grapheme, cells) = match text::width(grapheme) {
                    wide if wide > width => ("…", 1),
                    cells => (grapheme, cells),
                };
                if used + cells > width {
                    rows.push(Self::default());
                    used = 0;
                }
                used += cells;
                if let Some(row) = rows.last_mut() {
                    row.push(*style, grapheme);
                }
            }
        }
        rows
    }

    fn push(&mut self, style: Style, text: &str) {
        match self.runs.last_mut() {
            Some((last, so_far)) if *last == style => so_far.push_str(text),
            _ => self.runs.push((style, text.to_owned())),
        }
    }

    /// What ratatui draws on a terminal of that depth.
    pub fn into_line(self, depth: Depth) -> Line<'static> {
        let span = |(style, text)| Span::styled(text, depth.fit(style));
        self.runs.into_iter().map(span).collect()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests;
