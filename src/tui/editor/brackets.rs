//! The bracket at the cursor, and the one that belongs to it.

use super::Editor;
use super::buffer::byte_of;
use super::position::Position;
use crate::render::Role;

/// So many characters are looked at for a partner: what a key costs must not grow with the file.
const REACH: usize = 20_000;

const PAIRS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];

/// Two brackets that belong together, for as long as the cursor and the text are what they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    places: [Position; 2],
    head: Position,
    revision: u64,
}

impl Editor {
    /// Finds the bracket under the cursor, or else the one before it, and its partner. To be called once the colours are known:
    /// brackets in strings and comments do not count.
    pub(super) fn match_brackets(&mut self) {
        let (head, revision) = (self.selection.head, self.revision);
        let is_known = |pair: Pair| pair.head == head && pair.revision == revision;
        if self.pair.is_some_and(is_known) {
            return;
        }
        let is_code = |line: usize, byte: usize| self.is_code(line, byte);
        let places = pair_at(self.buffer.lines(), head, &is_code);
        self.pair = places.map(|places| Pair {
            places,
            head,
            revision,
        });
    }

    /// The columns of a line that have a bracket to be shown.
    pub(super) fn brackets_in(&self, line: usize) -> [Option<usize>; 2] {
        let is_current =
            |pair: &Pair| pair.head == self.selection.head && pair.revision == self.revision;
        let places = self.pair.filter(is_current).map(|pair| pair.places);
        let column = |at: Position| (at.line == line).then_some(at.column);
        places.map_or([None; 2], |places| places.map(column))
    }

    /// Whether this is neither string nor comment, as far as is known: what was never in view is plain code.
    fn is_code(&self, line: usize, byte: usize) -> bool {
        let spans = self.highlight.of(line);
        let span = spans.partition_point(|(_, bytes)| bytes.end <= byte);
        let role = spans.get(span).map(|(role, _)| *role);
        !matches!(role, Some(Role::String | Role::Comment))
    }
}

/// The bracket at a place or before it, and its partner.
fn pair_at(
    lines: &[String],
    head: Position,
    is_code: &dyn Fn(usize, usize) -> bool,
) -> Option<[Position; 2]> {
    let before = head.column.checked_sub(1);
    let before = before.map(|column| Position::new(head.line, column));
    [Some(head), before]
        .into_iter()
        .flatten()
        .find_map(|at| Some([at, partner(lines, at, is_code)?]))
}

fn partner(
    lines: &[String],
    at: Position,
    is_code: &dyn Fn(usize, usize) -> bool,
) -> Option<Position> {
    let (byte, sign) = lines.get(at.line)?.char_indices().nth(at.column)?;
    let (open, close) = PAIRS
        .into_iter()
        .find(|(open, close)| [*open, *close].contains(&sign))?;
    if !is_code(at.line, byte) {
        return None;
    }
    let counts = |place: &Place| is_code(place.at.line, place.byte);
    if sign == open {
        let after = Position::new(at.line, at.column + 1);
        let on = onward(lines, after).take(REACH);
        closing(
            on.filter(|p| [open, close].contains(&p.sign))
                .filter(counts),
            close,
        )
    } else {
        let back = backward(lines, at).take(REACH);
        closing(
            back.filter(|p| [open, close].contains(&p.sign))
                .filter(counts),
            open,
        )
    }
}

/// A character and where it is.
struct Place {
    at: Position,
    byte: usize,
    sign: char,
}

/// Of brackets of one kind, where the first `wanted` is that closes more than was opened on the way.
fn closing(brackets: impl Iterator<Item = Place>, wanted: char) -> Option<Position> {
    let mut depth = 0_usize;
    for place in brackets {
        if place.sign != wanted {
            depth += 1;
        } else if depth == 0 {
            return Some(place.at);
        } else {
            depth -= 1;
        }
    }
    None
}

/// The characters from a place on.
fn onward(lines: &[String], from: Position) -> impl Iterator<Item = Place> {
    let numbered = lines.iter().enumerate().skip(from.line);
    numbered.flat_map(move |(line, text)| {
        let first = if line == from.line { from.column } else { 0 };
        let signs = text.char_indices().enumerate().skip(first);
        signs.map(move |(column, (byte, sign))| Place {
            at: Position::new(line, column),
            byte,
            sign,
        })
    })
}

/// The characters before a place, the nearest first.
fn backward(lines: &[String], from: Position) -> impl Iterator<Item = Place> {
    let numbered = lines.iter().enumerate().take(from.line + 1).rev();
    numbered.flat_map(move |(line, text)| {
        let end = match line == from.line {
            true => byte_of(text, from.column),
            false => text.len(),
        };
        let before = text.get(..end).unwrap_or_default();
        let columns = before.chars().count();
        let signs = before.char_indices().rev();
        signs.enumerate().map(move |(nth, (byte, sign))| Place {
            at: Position::new(line, columns - 1 - nth),
            byte,
            sign,
        })
    })
}
