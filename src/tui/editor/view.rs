//! Drawing: gutter, text, and what lies over the text.

use std::ops::Range;

use ratatui::buffer::Buffer as Screen;
use ratatui::layout::{Position as ScreenPosition, Rect};
use ratatui::style::Style;

use super::Editor;
use super::cells::{self, Glyph};
use super::marks::Severity;
use super::position::Position;
use crate::render::Role;

/// How each meaning looks.
pub type Palette<'a> = &'a dyn Fn(Role) -> Style;

/// Cells of the gutter besides the number: the mark before it and the space behind it.
const GUTTER: usize = 2;

/// What lies over one line of text.
struct Overlay {
    /// Under the whole row.
    ground: Style,
    /// Selected columns; one past the line's end when its line break is selected.
    selected: Range<usize>,
    /// Columns that the search found.
    matches: Vec<Range<usize>>,
}

impl Editor {
    /// Brings the cursor into view in an area of this size. To be called after each change, before drawing.
    pub fn prepare(&mut self, width: u16, height: u16) {
        let Position { line, column } = self.selection.head;
        let text = self.buffer.line(line);
        let cell = cells::cell_of(text, column);
        let under = cells::glyphs(text).find(|glyph| glyph.column == column);
        let cells = under.map_or(1, |glyph| glyph.width);
        self.viewport.width = usize::from(width).saturating_sub(self.gutter_width());
        self.viewport.height = usize::from(height);
        self.viewport
            .follow(line, cell, cells, self.buffer.lines().len());
    }

    /// Draws what [`prepare`](Self::prepare) brought into view. Says where the terminal's cursor belongs; nowhere when
    /// the editor has not the focus.
    pub fn view(
        &self,
        area: Rect,
        screen: &mut Screen,
        palette: Palette<'_>,
        focused: bool,
    ) -> Option<ScreenPosition> {
        let area = area.intersection(screen.area);
        screen.set_style(area, palette(Role::Text));
        for (row, line) in area
            .rows()
            .zip(self.viewport.top..self.buffer.lines().len())
        {
            let is_current = focused && line == self.selection.head.line;
            let overlay = self.overlay(line, is_current, palette);
            screen.set_style(row, overlay.ground);
            self.draw_gutter(row, line, is_current, screen, palette);
            self.draw_text(self.text_area(row), line, &overlay, screen, palette);
        }
        focused.then(|| self.screen_cursor(area)).flatten()
    }

    /// Cells that the gutter takes.
    pub(super) fn gutter_width(&self) -> usize {
        self.number_width() + GUTTER
    }

    fn number_width(&self) -> usize {
        self.buffer.lines().len().to_string().len().max(2)
    }

    fn text_area(&self, area: Rect) -> Rect {
        let gutter = u16::try_from(self.gutter_width())
            .unwrap_or(u16::MAX)
            .min(area.width);
        Rect {
            x: area.x + gutter,
            width: area.width - gutter,
            ..area
        }
    }

    fn screen_cursor(&self, area: Rect) -> Option<ScreenPosition> {
        let Position { line, column } = self.selection.head;
        let text = self.text_area(area);
        let row = u16::try_from(line.checked_sub(self.viewport.top)?).ok()?;
        let cell =
            cells::cell_of(self.buffer.line(line), column).checked_sub(self.viewport.left)?;
        let cell = u16::try_from(cell).ok()?;
        (row < text.height && cell < text.width)
            .then(|| ScreenPosition::new(text.x + cell, text.y + row))
    }

    fn overlay(&self, line: usize, is_current: bool, palette: Palette<'_>) -> Overlay {
        let range = self.selection.range();
        let start = if line > range.start.line {
            0
        } else {
            range.start.column
        };
        let end = if line < range.end.line {
            usize::MAX
        } else {
            range.end.column
        };
        let is_selected = (range.start.line..=range.end.line).contains(&line);
        Overlay {
            ground: if is_current {
                palette(Role::CursorLine)
            } else {
                Style::new()
            },
            selected: if is_selected { start..end } else { 0..0 },
            matches: self
                .find
                .iter()
                .flat_map(|find| find.matches_in(line))
                .collect(),
        }
    }

    fn draw_gutter(
        &self,
        row: Rect,
        line: usize,
        is_current: bool,
        screen: &mut Screen,
        palette: Palette<'_>,
    ) {
        let width = usize::from(row.width);
        if let Some(mark) = self.marks.on(line) {
            let (sign, role) = sign(mark.severity);
            screen.set_stringn(row.x, row.y, sign, width, palette(role));
        }
        let role = if is_current {
            Role::Text
        } else {
            Role::LineNumber
        };
        let number = format!("{:>1$}", line + 1, self.number_width());
        let x = row.x.saturating_add(1);
        screen.set_stringn(x, row.y, number, width.saturating_sub(1), palette(role));
    }

    fn draw_text(
        &self,
        row: Rect,
        line: usize,
        overlay: &Overlay,
        screen: &mut Screen,
        palette: Palette<'_>,
    ) {
        let (left, right) = (
            self.viewport.left,
            self.viewport.left + usize::from(row.width),
        );
        let text = self.buffer.line(line);
        let mut end = (0, 0);
        for glyph in cells::glyphs(text) {
            end = (
                glyph.column + glyph.source.chars().count(),
                glyph.cell + glyph.width,
            );
            if glyph.cell >= right {
                break;
            }
            if end.1 > left {
                draw_glyph(row, left, &glyph, overlay, screen, palette);
            }
        }
        let is_break_selected =
            overlay.selected.contains(&end.0) && overlay.selected.end == usize::MAX;
        if is_break_selected && (left..right).contains(&end.1) {
            set(row, end.1 - left, " ", palette(Role::Selection), screen);
        }
        let muted = palette(Role::Muted);
        if left > 0 && !text.is_empty() {
            set(row, 0, "‹", muted, screen);
        }
        if end.1 > right && row.width > 0 {
            set(row, usize::from(row.width) - 1, "›", muted, screen);
        }
    }
}

/// Draws one glyph as far as it is in view; a wide one that is cut by an edge leaves its half blank.
fn draw_glyph(
    row: Rect,
    left: usize,
    glyph: &Glyph<'_>,
    overlay: &Overlay,
    screen: &mut Screen,
    palette: Palette<'_>,
) {
    let is_selected = overlay.selected.contains(&glyph.column);
    let mut style = Style::new();
    if overlay
        .matches
        .iter()
        .any(|found| found.contains(&glyph.column))
    {
        style = style.patch(palette(Role::Match));
    }
    if is_selected {
        style = style.patch(palette(Role::Selection));
    }
    let is_cut = glyph.cell < left || glyph.cell + glyph.width > left + usize::from(row.width);
    for cell in (glyph.cell..glyph.cell + glyph.width).filter(|&cell| cell >= left) {
        set(row, cell - left, " ", style, screen);
    }
    match glyph.source {
        " " | "\t" if is_selected => {
            let style = style.patch(Style {
                bg: None,
                ..palette(Role::Muted)
            });
            let sign = if glyph.source == " " { "·" } else { "→" };
            if glyph.cell >= left {
                set(row, glyph.cell - left, sign, style, screen);
            }
        }
        _ if !is_cut => set(row, glyph.cell - left, glyph.symbol(), style, screen),
        _ => {}
    }
}

/// Sets one cell of a row, by its place in the row.
fn set(row: Rect, cell: usize, symbol: &str, style: Style, screen: &mut Screen) {
    let Ok(cell) = u16::try_from(cell) else {
        return;
    };
    if cell < row.width
        && let Some(cell) = screen.cell_mut((row.x + cell, row.y))
    {
        cell.set_symbol(symbol).set_style(style);
    }
}

/// A mark's sign and its meaning. None of the signs is wide in any terminal.
fn sign(severity: Severity) -> (&'static str, Role) {
    match severity {
        Severity::Warning => ("!", Role::Warning),
        Severity::Fail => ("✗", Role::Fail),
        Severity::Error => ("✘", Role::Error),
    }
}
