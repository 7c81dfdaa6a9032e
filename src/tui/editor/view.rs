//! Drawing: what is in view, the gutter, and where the cursor is on the screen.

use ratatui::buffer::Buffer as Screen;
use ratatui::layout::{Position as ScreenPosition, Rect};
use ratatui::style::Style;

use super::Editor;
use super::cells;
use super::marks::Severity;
use super::paint::{Look, Row};
use super::position::Position;
use crate::render::Role;

/// How each meaning looks.
pub type Styles<'a> = &'a dyn Fn(Role) -> Style;

/// Cells of the gutter besides the number: the mark before it and the space behind it.
const GUTTER: usize = 2;

impl Editor {
    /// Brings the cursor into view in an area of this size, gutter included. To be called before drawing, after whatever
    /// changed the editor or its area.
    pub fn bring_into_view(&mut self, width: u16, height: u16) {
        let Position { line, column } = self.selection.head;
        let text = self.buffer.line(line);
        let under = cells::glyphs(text).find(|glyph| glyph.column == column);
        let (cell, cells) = under.map_or_else(
            || (cells::cell_of(text, column), 1),
            |glyph| (glyph.cell, glyph.width),
        );
        self.viewport.width = usize::from(width).saturating_sub(self.gutter_width());
        self.viewport.height = usize::from(height);
        let lines = self.buffer.lines().len();
        self.viewport.follow(line, cell, cells, lines);
    }

    /// The same, and finds out what the lines in view mean. A frame that a key waits for is drawn without: what changed keeps
    /// its colours until the next.
    pub fn prepare(&mut self, width: u16, height: u16) {
        self.bring_into_view(width, height);
        let end = self.viewport.top + self.viewport.height;
        self.highlight.prepare(self.buffer.lines(), end);
    }

    /// Draws what was brought into view. Says where the terminal's cursor belongs; nowhere when
    /// the editor has not the focus.
    pub fn view(
        &self,
        area: Rect,
        screen: &mut Screen,
        styles: Styles<'_>,
        focused: bool,
    ) -> Option<ScreenPosition> {
        let area = area.intersection(screen.area);
        screen.set_style(area, styles(Role::Text));
        let lines = self.buffer.lines().iter().enumerate();
        for (row, (line, text)) in area.rows().zip(lines.skip(self.viewport.top)) {
            let is_current = focused && line == self.selection.head.line;
            if is_current {
                screen.set_style(row, styles(Role::CursorLine));
            }
            self.draw_gutter(row, line, is_current, screen, styles);
            let area = self.text_area(row);
            let left = self.viewport.left;
            Row { area, left, screen }.draw(text, &self.look(line, styles));
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
        let gutter = u16::try_from(self.gutter_width()).unwrap_or(u16::MAX);
        let gutter = gutter.min(area.width);
        Rect {
            x: area.x + gutter,
            width: area.width - gutter,
            ..area
        }
    }

    fn screen_cursor(&self, area: Rect) -> Option<ScreenPosition> {
        let Position { line, column } = self.selection.head;
        let text = self.text_area(area);
        let row = line.checked_sub(self.viewport.top)?;
        let cell = cells::cell_of(self.buffer.line(line), column);
        let row = u16::try_from(row).ok()?;
        let cell = u16::try_from(cell.checked_sub(self.viewport.left)?).ok()?;
        let is_seen = row < text.height && cell < text.width;
        is_seen.then(|| ScreenPosition::new(text.x + cell, text.y + row))
    }

    fn look<'a>(&'a self, line: usize, styles: Styles<'a>) -> Look<'a> {
        let matches = self.find.iter().flat_map(|find| find.matches_in(line));
        Look {
            styles,
            syntax: self.highlight.of(line),
            selected: self.selection.columns(line),
            matches: matches.collect(),
        }
    }

    fn draw_gutter(
        &self,
        row: Rect,
        line: usize,
        is_current: bool,
        screen: &mut Screen,
        styles: Styles<'_>,
    ) {
        let (sign, sign_role) = self
            .marks
            .on(line)
            .map_or((" ", Role::Text), |mark| sign(mark.severity));
        let number_role = if is_current {
            Role::Text
        } else {
            Role::LineNumber
        };
        let number = format!("{:>1$}", line + 1, self.number_width());
        let width = usize::from(row.width);
        let (x, _) = screen.set_stringn(row.x, row.y, sign, width, styles(sign_role));
        screen.set_stringn(
            x,
            row.y,
            number,
            width.saturating_sub(1),
            styles(number_role),
        );
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
