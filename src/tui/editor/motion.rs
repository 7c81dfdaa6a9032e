//! Where a motion leads, by the text alone.

use std::ops::Range;

use super::buffer::Buffer;
use super::position::Position;
use crate::render::text::clusters;

/// The end of the grapheme cluster that a position lies within; the position itself on a boundary. The nearest place
/// where there is no such line or column.
pub(super) fn snap(buffer: &Buffer, to: Position) -> Position {
    let end = buffer.end();
    if to.line > end.line {
        return end;
    }
    let column = boundaries(buffer.line(to.line)).find(|&column| column >= to.column);
    Position::new(to.line, column.unwrap_or_else(|| buffer.columns(to.line)))
}

/// One grapheme cluster back.
pub(super) fn left(buffer: &Buffer, from: Position) -> Position {
    if from.column == 0 {
        return line_above(buffer, from);
    }
    let column = boundaries(buffer.line(from.line))
        .take_while(|&column| column < from.column)
        .last();
    Position::new(from.line, column.unwrap_or(0))
}

/// One grapheme cluster on.
pub(super) fn right(buffer: &Buffer, from: Position) -> Position {
    match boundaries(buffer.line(from.line)).find(|&column| column > from.column) {
        Some(column) => Position::new(from.line, column),
        None => line_below(buffer, from),
    }
}

/// To the start of the word before.
pub(super) fn word_left(buffer: &Buffer, from: Position) -> Position {
    if from.column == 0 {
        return line_above(buffer, from);
    }
    let before: Vec<Class> = buffer
        .line(from.line)
        .chars()
        .take(from.column)
        .map(Class::of)
        .collect();
    let mut column = before
        .iter()
        .rposition(|&class| class != Class::Space)
        .map_or(0, |last| last + 1);
    if let Some(&class) = column.checked_sub(1).and_then(|last| before.get(last)) {
        let word = before
            .iter()
            .take(column)
            .rev()
            .take_while(|&&c| c == class)
            .count();
        column -= word;
    }
    Position::new(from.line, column)
}

/// To the end of the next word.
pub(super) fn word_right(buffer: &Buffer, from: Position) -> Position {
    let mut after = buffer
        .line(from.line)
        .chars()
        .skip(from.column)
        .map(Class::of)
        .peekable();
    if after.peek().is_none() {
        return line_below(buffer, from);
    }
    let mut column = from.column;
    while after.next_if_eq(&Class::Space).is_some() {
        column += 1;
    }
    if let Some(class) = after.peek().copied() {
        column += after.take_while(|&c| c == class).count();
    }
    snap(buffer, Position::new(from.line, column))
}

/// The word that a position is in; where there is none, the signs or spaces there. Behind a line it is what the line ends with.
pub(super) fn word_at(buffer: &Buffer, at: Position) -> Range<Position> {
    let line: Vec<Class> = buffer.line(at.line).chars().map(Class::of).collect();
    let here = at.column.min(line.len().saturating_sub(1));
    let is_same = |class: &&Class| line.get(here) == Some(*class);
    let before = line.iter().take(here).rev().take_while(is_same).count();
    let after = line.iter().skip(here).take_while(is_same).count();
    let place = |column| snap(buffer, Position::new(at.line, column));
    place(here - before)..place(here + after)
}

/// To the first character that is no space; from there to column 0.
pub(super) fn line_start(buffer: &Buffer, from: Position) -> Position {
    let text = buffer
        .line(from.line)
        .chars()
        .take_while(|c| c.is_whitespace())
        .count();
    Position::new(from.line, if from.column == text { 0 } else { text })
}

/// To the line's end.
pub(super) fn line_end(buffer: &Buffer, from: Position) -> Position {
    Position::new(from.line, buffer.columns(from.line))
}

fn line_above(buffer: &Buffer, from: Position) -> Position {
    match from.line.checked_sub(1) {
        Some(line) => Position::new(line, buffer.columns(line)),
        None => Position::default(),
    }
}

fn line_below(buffer: &Buffer, from: Position) -> Position {
    if from.line < buffer.end().line {
        Position::new(from.line + 1, 0)
    } else {
        buffer.end()
    }
}

/// The columns between grapheme clusters, the first and the last included.
fn boundaries(line: &str) -> impl Iterator<Item = usize> {
    let ends = clusters(line).scan(0, |column, grapheme| {
        *column += grapheme.chars().count();
        Some(*column)
    });
    std::iter::once(0).chain(ends)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Word,
    Sign,
}

impl Class {
    fn of(c: char) -> Self {
        if c.is_whitespace() {
            Self::Space
        } else if c.is_ascii_punctuation() && c != '_' {
            Self::Sign
        } else {
            Self::Word
        }
    }
}
