//! The results pane's state: what it shows, and where the learner is in it.

use ratatui::text::Line;

use super::runs::Run;
use crate::render::{Depth, OutputLine, Printed};
use crate::run::Origin;

/// Lines made from a run, kept until the run or the width is another.
#[derive(Debug, Default)]
pub struct Results {
    told: Told,
    output: Output,
    /// For which width; `None` where they must be made anew.
    width: Option<u16>,
    scroll: usize,
    height: usize,
}

/// What stands around the rows of what was printed.
#[derive(Debug, Default)]
pub struct Told {
    /// How the run went, and its checks.
    pub above: Vec<Line<'static>>,
    /// What is left to say.
    pub below: Vec<Line<'static>>,
}

impl Results {
    /// What is shown is no longer true.
    pub fn is_stale(&mut self) {
        self.width = None;
    }

    /// Another run: from its top.
    pub fn begin(&mut self) {
        self.width = None;
        self.scroll = 0;
    }

    /// Makes the lines for this size, where they are not made. `tell` sets what was printed, and tells the rest.
    pub fn prepare(&mut self, width: u16, height: u16, tell: impl FnOnce(&mut Output) -> Told) {
        self.height = usize::from(height).max(1);
        if self.width != Some(width) {
            self.told = tell(&mut self.output);
            self.width = Some(width);
        }
        self.scroll = self.scroll.min(self.last_scroll());
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.told.above.len() + self.output.rows.len() + self.told.below.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The lines in sight.
    pub fn visible(&self) -> impl Iterator<Item = &Line<'static>> {
        let printed = self.told.above.iter().chain(&self.output.rows);
        let all = printed.chain(&self.told.below);
        all.skip(self.scroll).take(self.height)
    }

    /// How many lines are above and below those in sight.
    pub fn hidden(&self) -> (usize, usize) {
        let below = self.len().saturating_sub(self.scroll + self.height);
        (self.scroll, below)
    }

    /// Scrolls by so many lines.
    pub fn scroll_by(&mut self, lines: i32) {
        let step = isize::try_from(lines).unwrap_or(0);
        self.scroll = self
            .scroll
            .saturating_add_signed(step)
            .min(self.last_scroll());
    }

    /// Scrolls by so many half screens.
    pub fn scroll_page(&mut self, halves: i32) {
        let half = i32::try_from(self.height / 2).unwrap_or(1).max(1);
        self.scroll_by(half.saturating_mul(halves));
    }

    /// To the first line.
    pub fn scroll_to_top(&mut self) {
        self.scroll = 0;
    }

    /// To the last line.
    pub fn scroll_to_bottom(&mut self) {
        self.scroll = self.last_scroll();
    }

    fn last_scroll(&self) -> usize {
        self.len().saturating_sub(self.height)
    }
}

/// What a program printed, in rows. A program may print a lot, and each frame of its run shows more of it: only what is new is
/// set, and the last line, which may go on.
#[derive(Debug, Default)]
pub struct Output {
    /// Of which run, and how wide.
    of: Option<(u64, usize)>,
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

    /// Sets what the program itself printed in this run, in rows of at most `width` cells. Says whether it printed anything.
    pub fn follow(&mut self, run: &Run, width: usize, depth: Depth) -> bool {
        if self.of != Some((run.id, width)) {
            self.clear();
            self.of = Some((run.id, width));
        }
        self.take(run);
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

    fn take(&mut self, run: &Run) {
        let (mut known, mut bytes) = self.taken;
        let captures = &run.transcript.output;
        for (number, capture) in captures.iter().enumerate().skip(known.saturating_sub(1)) {
            let from = if number + 1 == known { bytes } else { 0 };
            (known, bytes) = (number + 1, capture.bytes.len());
            if capture.origin == Origin::Program {
                self.printed.push(&capture.bytes[from..]);
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
            run.for_each(|run| assert!(piecemeal.follow(run, 8, Depth::TrueColor)));
        }
        let mut at_once = Output::default();
        let run = runs.of(&item).into_iter();
        run.for_each(|run| assert!(at_once.follow(run, 8, Depth::TrueColor)));
        assert_eq!(piecemeal.rows, at_once.rows);
        assert_eq!(plain(&at_once), ["one", "two and ", "half", "Three"]);
    }
}
