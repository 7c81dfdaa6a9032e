//! Lines of text whose pieces say what they mean.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Face, Palette, text};

/// Text of one meaning. Nothing in it can control a terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it means.
    pub face: Face,
    /// What it says.
    pub text: String,
}

impl Piece {
    /// A piece; `text` must be safe ([`text::visible`]).
    pub fn new(face: impl Into<Face>, text: impl Into<String>) -> Self {
        Self {
            face: face.into(),
            text: text.into(),
        }
    }
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StyledLine {
    /// From left to right.
    pub pieces: Vec<Piece>,
}

impl StyledLine {
    /// How many cells it takes.
    pub fn width(&self) -> usize {
        self.pieces
            .iter()
            .map(|piece| text::width(&piece.text))
            .sum()
    }

    /// The cells of the piece that says this; none where no piece does.
    pub fn cells_of(&self, text: &str) -> Range<usize> {
        let mut start = 0;
        for piece in &self.pieces {
            let end = start + text::width(&piece.text);
            if piece.text == text {
                return start..end;
            }
            start = end;
        }
        0..0
    }

    /// Its text alone.
    pub fn plain(&self) -> String {
        self.pieces
            .iter()
            .map(|piece| piece.text.as_str())
            .collect()
    }

    /// Adds text at its end.
    pub fn push(&mut self, face: impl Into<Face>, text: &str) {
        let face = face.into();
        match self.pieces.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.face == face => last.text.push_str(text),
            _ => self.pieces.push(Piece::new(face, text)),
        }
    }

    /// Draws it on a row of the screen, cut where that ends. A lesson is drawn anew with every key: it takes no detour by way of
    /// ratatui's own lines.
    pub fn draw(&self, palette: &Palette, row: Rect, screen: &mut Buffer) {
        let mut x = row.x;
        for piece in &self.pieces {
            let style = palette.face(piece.face);
            for cluster in text::clusters(&piece.text) {
                let width = u16::try_from(text::width(cluster)).unwrap_or(u16::MAX);
                if width > row.right().saturating_sub(x) {
                    return;
                }
                match (width, screen.cell_mut((x, row.y))) {
                    (1, Some(cell)) => drop(cell.set_symbol(cluster).set_style(style)),
                    _ => drop(screen.set_stringn(x, row.y, cluster, usize::from(width), style)),
                }
                x += width;
            }
        }
    }

    /// What ratatui draws.
    pub fn to_line<'a>(&'a self, palette: &Palette) -> Line<'a> {
        let styled = |piece: &'a Piece| Span::styled(&piece.text, palette.face(piece.face));
        self.pieces.iter().map(styled).collect()
    }
}
