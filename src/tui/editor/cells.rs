//! A line as cells of the screen: tabs expanded, wide characters two cells, nothing that a terminal would obey.

use ratatui::buffer::CellWidth;
use unicode_segmentation::UnicodeSegmentation;

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
}

impl Glyph<'_> {
    /// What stands for it on the screen.
    pub fn symbol(&self) -> &str {
        match self.source.chars().next() {
            Some('\t') => " ",
            Some(c) if is_unsafe(c) || self.source.cell_width() == 0 => picture(c),
            _ => self.source,
        }
    }
}

/// The glyphs of a line in order.
pub(super) fn glyphs(line: &str) -> impl Iterator<Item = Glyph<'_>> {
    let (mut column, mut cell) = (0, 0);
    line.grapheme_indices(true).map(move |(byte, source)| {
        let width = width_at(source, cell);
        let glyph = Glyph {
            column,
            byte,
            cell,
            width,
            source,
        };
        column += source.chars().count();
        cell += width;
        glyph
    })
}

/// The cell of a column; the one behind the line for a column past it.
pub(super) fn cell_of(line: &str, column: usize) -> usize {
    glyphs(line)
        .take_while(|glyph| glyph.column < column)
        .last()
        .map_or(0, |glyph| glyph.cell + glyph.width)
}

/// The column of the glyph that takes this cell; the line's end for a cell behind it.
pub(super) fn column_of(line: &str, cell: usize) -> usize {
    let mut end = 0;
    for glyph in glyphs(line) {
        if cell < glyph.cell + glyph.width {
            return glyph.column;
        }
        end = glyph.column + glyph.source.chars().count();
    }
    end
}

fn width_at(source: &str, cell: usize) -> usize {
    match source.chars().next() {
        Some('\t') => TAB - cell % TAB,
        Some(c) if is_unsafe(c) => 1,
        _ => usize::from(source.cell_width()).max(1),
    }
}

/// Control characters, and those that reorder or hide text: a terminal must not see them.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The picture of a control character; U+FFFD where Unicode has none.
fn picture(c: char) -> &'static str {
    const PICTURES: [&str; 32] = [
        "␀", "␁", "␂", "␃", "␄", "␅", "␆", "␇", "␈", "␉", "␊", "␋", "␌", "␍", "␎", "␏", "␐", "␑",
        "␒", "␓", "␔", "␕", "␖", "␗", "␘", "␙", "␚", "␛", "␜", "␝", "␞", "␟",
    ];
    match c {
        '\u{7f}' => "␡",
        _ => PICTURES.get(c as usize).copied().unwrap_or("\u{fffd}"),
    }
}
