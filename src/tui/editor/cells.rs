//! A line as cells of the screen: tabs expanded, wide characters two cells, nothing that a terminal would obey.

use std::borrow::Cow;

use ratatui::buffer::CellWidth;

use crate::render::text::{clusters, visible};

/// Cells between tab stops.
const TAB: usize = 4;

/// A grapheme cluster: what a reader calls one character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Glyph<'a> {
    /// Its first column in the line, in characters.
    pub column: usize,
    /// Its first byte in the line.
    pub byte: usize,
    /// Its first cell.
    pub cell: usize,
    /// How many cells it takes, one at least.
    pub width: usize,
    /// As written.
    pub source: &'a str,
    /// What stands for it on the screen.
    pub shown: Cow<'a, str>,
}

impl<'a> Glyph<'a> {
    fn new(source: &'a str, column: usize, byte: usize, cell: usize) -> Self {
        let (shown, width) = match source.as_bytes() {
            [b'\t'] => (Cow::Borrowed(" "), TAB - cell % TAB),
            [b' '..=b'~'] => (Cow::Borrowed(source), 1),
            _ => show(source),
        };
        Self {
            column,
            byte,
            cell,
            width,
            source,
            shown,
        }
    }

    /// The column behind it.
    pub fn end_column(&self) -> usize {
        match self.source.len() {
            1 => self.column + 1,
            _ => self.column + self.source.chars().count(),
        }
    }

    /// The cell behind it.
    pub fn end_cell(&self) -> usize {
        self.cell + self.width
    }
}

/// What is shown of a grapheme cluster, and its width. What has no width gets a sign, or nobody would know of it.
fn show(source: &str) -> (Cow<'_, str>, usize) {
    let shown = visible(source);
    match usize::from(shown.cell_width()) {
        0 => (Cow::Borrowed("\u{fffd}"), 1),
        width => (shown, width),
    }
}

/// The glyphs of a line in order.
pub(super) fn glyphs(line: &str) -> impl Iterator<Item = Glyph<'_>> {
    let (mut byte, mut column, mut cell) = (0, 0, 0);
    clusters(line).map(move |source| {
        let glyph = Glyph::new(source, column, byte, cell);
        byte += source.len();
        (column, cell) = (glyph.end_column(), glyph.end_cell());
        glyph
    })
}

/// The cell of a column; the one behind the line for a column past it.
pub(super) fn cell_of(line: &str, column: usize) -> usize {
    glyphs(line)
        .take_while(|glyph| glyph.column < column)
        .last()
        .map_or(0, |glyph| glyph.end_cell())
}

/// The column of the glyph that takes this cell; the line's end for a cell behind it.
pub(super) fn column_of(line: &str, cell: usize) -> usize {
    let mut end = 0;
    for glyph in glyphs(line) {
        if cell < glyph.end_cell() {
            return glyph.column;
        }
        end = glyph.end_column();
    }
    end
}
