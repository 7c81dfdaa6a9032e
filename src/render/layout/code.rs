//! Code blocks: a ground with a bar at its left, a label, and lines that go on below where they are too long.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::block::Builder;
use super::flow::{self, Fragment, Set};
use super::{Highlighter, Runnable};
use crate::course::{Example, Hidden};
use crate::render::highlight::{State, plain};
use crate::render::{Face, Role, Spans, StyledLine, text};

/// At the left of every line of code.
const BAR: &str = "▏ ";
/// At the left of what goes on from the line above.
const GOES_ON: &str = "↪ ";
/// Below this room there are no signs, only code.
const LEAST_ROOM: usize = 8;
/// Code blocks that are longer, in lines, are not highlighted.
const LONGEST: usize = 2_000;

/// A code block that is set, and how far it is highlighted.
#[derive(Debug)]
pub(super) struct CodeBlock {
    language: String,
    frame: Frame,
    /// Its lines, safe.
    lines: Vec<String>,
    /// The layout's line where each of them begins.
    starts: Vec<usize>,
    /// How many lines are highlighted, and the state after them.
    done: usize,
    state: Option<State>,
}

/// What stands around a line of code.
#[derive(Debug, Clone)]
struct Frame {
    bar: Option<Fragment>,
    room: usize,
}

impl Builder<'_> {
    /// Code to read.
    pub fn code(&mut self, language: Option<&str>, code: &str) {
        let name = language.unwrap_or_default();
        let label = Fragment::new(ground(Role::CodeLabel), text::visible(name));
        self.code_block(name, code, Role::Rule, vec![label]);
    }

    /// Code to run.
    pub fn example(&mut self, example: &Example) {
        let language = format!("{}  ", text::visible(&example.language));
        let sign = format!("▶ {}", self.words.run);
        let label = vec![
            Fragment::new(ground(Role::CodeLabel), language),
            Fragment::new(ground(Role::RunLabel), sign.as_str()),
        ];
        self.flush_gap();
        let from = self.layout.lines.len();
        self.code_block(&example.language, &example.text, Role::RunLabel, label);
        self.layout.examples.push(Runnable {
            index: example.index,
            lines: from..self.layout.lines.len(),
            sign: self.layout.lines[from].cells_of(&sign),
            source: example.line,
        });
    }

    /// A block that learners do not see, where there are words for it.
    pub fn hidden(&mut self, hidden: &Hidden) {
        let Some(words) = &self.words.hidden else {
            return;
        };
        let what = words.of(hidden.part);
        let label = match &hidden.file {
            Some(file) => format!("{what} · {}", text::visible(file)),
            None => what.to_owned(),
        };
        let label = vec![Fragment::new(ground(Role::Hidden), label)];
        self.code_block(&hidden.language, &hidden.text, Role::Hidden, label);
    }

    fn code_block(&mut self, language: &str, code: &str, bar: Role, label: Set) {
        let room = self.room();
        let frame = match room >= LEAST_ROOM {
            true => Frame {
                bar: Some(Fragment::new(ground(bar), BAR)),
                room: room - flow::width(&[Fragment::new(bar, BAR)]) - 1,
            },
            false => Frame { bar: None, room },
        };
        let label_width = flow::width(&label);
        let label = match label_width <= frame.room {
            true => label,
            false => Set::new(),
        };
        let blank = " ".repeat(frame.room - flow::width(&label));
        let head = [vec![Fragment::new(ground(Role::Text), blank)], label].concat();
        self.emit(frame.around(head));
        let mut block = CodeBlock {
            language: language.to_owned(),
            lines: code
                .lines()
                .map(|line| text::visible(line).into_owned())
                .collect(),
            starts: Vec::new(),
            frame,
            done: 0,
            state: None,
        };
        for line in &block.lines {
            block.starts.push(self.layout.lines.len());
            let rows = block.frame.rows(line, &plain(line));
            rows.into_iter().for_each(|row| self.emit(row));
        }
        self.emit(block.frame.around(Set::new()));
        if !language.is_empty() && block.lines.len() <= LONGEST {
            self.layout.code.push(block);
        }
    }
}

impl CodeBlock {
    /// Highlights the lines down to the last visible one, and says whether there were any.
    pub fn prepare(
        &mut self,
        highlighter: &Highlighter,
        lines: &mut [StyledLine],
        visible: &Range<usize>,
    ) -> bool {
        let from = self.done;
        let upto = self.starts.partition_point(|&start| start < visible.end);
        let begins = self
            .starts
            .first()
            .is_none_or(|&first| first >= visible.end);
        if begins || upto <= from {
            return false;
        }
        let Some(mut state) = self
            .state
            .take()
            .or_else(|| highlighter.begin(&self.language))
        else {
            return false;
        };
        for (line, &start) in self.lines[from..upto].iter().zip(&self.starts[from..upto]) {
            let spans = highlighter.line(&mut state, line);
            let rows = self.frame.rows(line, &spans);
            for (row, line) in rows.into_iter().zip(&mut lines[start..]) {
                recolour(line, row);
            }
        }
        self.done = upto;
        self.state = Some(state);
        true
    }
}

/// Replaces the code in `line` by `row`, and keeps what stands at its left.
fn recolour(line: &mut StyledLine, row: Set) {
    let outside = line
        .pieces
        .iter()
        .take_while(|piece| !piece.face.has(Role::CodeBlock));
    line.pieces.truncate(outside.count());
    for fragment in row {
        line.push(fragment.face, &fragment.text);
    }
}

impl Frame {
    /// The rows of one line of code. Nothing of it is lost.
    fn rows(&self, line: &str, spans: &Spans) -> Vec<Set> {
        let signs = self.goes_on(line);
        let signs_width = flow::width(&signs);
        let atoms = self.atoms(line, spans);
        let mut rows = Vec::new();
        let mut rest = atoms.as_slice();
        let mut row = Set::new();
        loop {
            let room = self.room - if rows.is_empty() { 0 } else { signs_width };
            let (now, later) = rest.split_at(fitting(rest, room));
            for atom in now {
                match row.last_mut() {
                    Some(last) if last.face == atom.face => last.text.push_str(atom.text),
                    _ => row.push(Fragment::new(atom.face, atom.text)),
                }
            }
            rows.push(self.around(row));
            if later.is_empty() {
                return rows;
            }
            rest = later;
            row = signs.clone();
        }
    }

    /// What stands before what goes on: the line's own indentation, if there is room for it, and a sign.
    fn goes_on(&self, line: &str) -> Set {
        if self.room < LEAST_ROOM {
            return Set::new();
        }
        let indent = line.len() - line.trim_start_matches(' ').len();
        let indent = " ".repeat(indent.min(self.room / 3));
        vec![Fragment::new(ground(Role::Continuation), indent + GOES_ON)]
    }

    fn atoms<'l>(&self, line: &'l str, spans: &Spans) -> Vec<Atom<'l>> {
        let mut atoms = Vec::new();
        for (role, range) in spans {
            let face = ground(*role);
            atoms.extend(
                line[range.clone()]
                    .graphemes(true)
                    .map(|text| match text.width() {
                        wide if wide > self.room => Atom {
                            text: "…",
                            face,
                            width: 1,
                        },
                        width => Atom { text, face, width },
                    }),
            );
        }
        atoms
    }

    /// `row` with the bar, and with the ground to the end of the room.
    fn around(&self, row: Set) -> Set {
        let end = usize::from(self.bar.is_some());
        let blank = (self.room + end).saturating_sub(flow::width(&row));
        let blank = Fragment::new(ground(Role::Text), " ".repeat(blank));
        self.bar.iter().cloned().chain(row).chain([blank]).collect()
    }
}

/// A grapheme of code.
struct Atom<'a> {
    text: &'a str,
    face: Face,
    width: usize,
}

/// How many of `atoms` go into a row: all that fit, or, if more are to come, those up to the last space, unless it
/// stands far from the end.
fn fitting(atoms: &[Atom<'_>], room: usize) -> usize {
    let mut used = 0;
    let fit = atoms.iter().take_while(|atom| {
        used += atom.width;
        used <= room
    });
    let fit = fit.count();
    if fit == atoms.len() {
        return fit;
    }
    let space = atoms[..fit].iter().rposition(|atom| atom.text == " ");
    space
        .map(|at| at + 1)
        .filter(|&at| at * 2 > fit)
        .unwrap_or(fit)
}

fn ground(role: Role) -> Face {
    Face::new(Role::CodeBlock).with(role)
}
