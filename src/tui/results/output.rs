//! What a program printed, in rows.

use ratatui::style::Style;
use ratatui::text::Line;

use crate::render::{Depth, OutputLine, Printed};
use crate::run::Origin;
use crate::tui::runs::Run;

/// What a program printed, in rows. A program may print a lot, and each frame of its run shows more of it: only what is new is
/// set, and the last line, which may go on.
#[derive(Debug, Default)]
pub struct Output {
    /// Of which run, how wide, and how what was typed looks.
    of: Option<(u64, usize, Style)>,
    /// How many captures were taken, and how much of the last of them.
    taken: (usize, usize),
    printed: Printed,
    rows: Vec<Line<'static>>,
    /// How many lines will not change any more, and how many rows they are.
    settled: (usize, usize),
}

impl Output {
    /// Nothing was printed.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Sets what the program itself printed in this run, and what was typed for it, in rows of at most `width` cells. Says whether
    /// there is anything.
    pub fn follow(&mut self, run: &Run, width: usize, depth: Depth, typed: Style) -> bool {
        if self.of != Some((run.id, width, typed)) {
            self.clear();
            self.of = Some((run.id, width, typed));
        }
        self.take(run, typed);
        self.rows.truncate(self.settled.1);
        let lines = self.printed.lines();
        for (number, line) in lines.iter().enumerate().skip(self.settled.0) {
            if number + 1 == lines.len() {
                self.settled = (number, self.rows.len());
            }
            self.rows.extend(rows(line, width, depth));
        }
        !self.rows.is_empty()
    }

    /// The rows.
    pub fn rows(&self) -> &[Line<'static>] {
        &self.rows
    }

    /// All that it shows, as plain text.
    pub fn plain(&self) -> String {
        let lines = self.printed.lines().iter();
        lines.map(|line| line.plain() + "\n").collect()
    }

    fn take(&mut self, run: &Run, typed: Style) {
        let (mut known, mut bytes) = self.taken;
        let captures = &run.transcript.output;
        for (number, capture) in captures.iter().enumerate().skip(known.saturating_sub(1)) {
            let from = if number + 1 == known { bytes } else { 0 };
            (known, bytes) = (number + 1, capture.bytes.len());
            match capture.origin {
                Origin::Program => self.printed.push(&capture.bytes[from..]),
                Origin::Typed => self.printed.echo(&capture.bytes[from..], typed),
                Origin::Case(_) | Origin::Test(_) => {}
            }
        }
        self.taken = (known, bytes);
    }
}

/// A line of output in rows that ratatui draws.
pub fn rows(line: &OutputLine, width: usize, depth: Depth) -> Vec<Line<'static>> {
    let rows = line.rows(width).into_iter();
    rows.map(|row| row.into_line(depth)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::{Job, Limits, RunEvent, SourceFile, Stdin, Stream};
    use crate::tui::model::Item;
    use crate::tui::runs::{Order, Phase, Runs};

    fn plain(output: &Output) -> Vec<String> {
        output.rows.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_comes_in_pieces_is_set_as_what_comes_at_once() {
        let item = Item::example("l", 0);
        let file = SourceFile::new("example", "");
        let order = Order {
            job: Job::program("elixir", file, Stdin::Empty, Limits::default()),
            checks: Vec::new(),
        };
        let mut runs = Runs::default();
        let id = runs.begin(item.clone(), order, Phase::Running);
        let mut piecemeal = Output::default();
        let pieces = [
            (Stream::Stdout, Origin::Program, "one\ntwo and ha"),
            (Stream::Stdout, Origin::Program, "lf\n\x1b[31mthr"),
            (Stream::Stderr, Origin::Program, "ee"),
            (Stream::Stdout, Origin::Case(1), "not the program's own\n"),
            (Stream::Stdout, Origin::Program, "\rT\n"),
        ];
        for (stream, origin, text) in pieces {
            let bytes = text.as_bytes().to_vec();
            runs.absorb(
                id,
                RunEvent::Output {
                    stream,
                    origin,
                    bytes,
                },
            );
            let run = runs.of(&item).into_iter();
            run.for_each(|run| {
                assert!(piecemeal.follow(run, 8, Depth::TrueColor, Style::new().dim()))
            });
        }
        let mut at_once = Output::default();
        let run = runs.of(&item).into_iter();
        run.for_each(|run| assert!(at_once.follow(run, 8, Depth::TrueColor, Style::new().dim())));
        assert_eq!(piecemeal.rows, at_once.rows);
        assert_eq!(plain(&at_once), ["one", "two and ", "half", "Three"]);
    }
}
