//! Drawing: what is in view, the gutter, and where the cursor is on the screen.

use ratatui::buffer::Buffer as Screen;
use ratatui::layout::{Position as ScreenPosition, Rect};
use ratatui::style::Style;

use super::Editor;
use super::cells;
use super::marks::Severity;
use super::paint::{Look, Row};
use super::position::Position;
use super::viewport::Viewport;
use crate::render::Role;

/// How each meaning looks.
pub type Styles<'a> = &'a dyn Fn(Role) -> Style;

/// Cells of the gutter besides the number: the mark before it and the space behind it.
const GUTTER: usize = 2;

/// What all rows but the cursor's depend on, besides the text of their own lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sight {
    viewport: Viewport,
    lines: usize,
    line: usize,
    is_plain: bool,
}

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
        match self.watched == Some((self.selection.head, self.revision)) {
            true => self.viewport.scroll_by(0, lines),
            false => self.viewport.follow(line, cell, cells, lines),
        }
        if self.viewport.left > 0 && self.fits() {
            self.viewport.left = 0;
        }
    }

    /// Whether no line in view is wider than the area, a cursor behind its end included.
    fn fits(&self) -> bool {
        let Viewport {
            top, width, height, ..
        } = self.viewport;
        let lines = self.buffer.lines().iter().skip(top).take(height);
        lines
            .map(|line| cells::cell_of(line, usize::MAX))
            .all(|cells| cells < width)
    }

    /// The same, and finds out what the lines in view mean. A frame that a key waits for is drawn without: what changed keeps
    /// its colours until the next.
    pub fn prepare(&mut self, width: u16, height: u16) {
        self.bring_into_view(width, height);
        let end = self.viewport.top + self.viewport.height;
        self.highlight.prepare(self.buffer.lines(), end);
        self.match_brackets();
        self.seen = Some(self.sight());
    }

    /// The row of an area that the cursor's line is on, where no other can differ from what was prepared last: somebody types
    /// in that line. It is all that has to be drawn for a key, of however large a screen.
    pub fn typed_row(&self, area: Rect) -> Option<Rect> {
        let is_as_seen = self.seen == Some(self.sight());
        let is_plain = self.selection.is_empty() && self.find.is_none();
        let row = self.selection.head.line.checked_sub(self.viewport.top)?;
        let row = area.rows().nth(row)?;
        (is_as_seen && is_plain).then_some(row)
    }

    fn sight(&self) -> Sight {
        Sight {
            viewport: self.viewport,
            lines: self.buffer.lines().len(),
            line: self.selection.head.line,
            is_plain: self.selection.is_empty(),
        }
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
        for (row, line) in area.rows().zip(self.viewport.top..self.line_count()) {
            self.draw_line(line, row, screen, styles, focused);
        }
        focused.then(|| self.screen_cursor(area)).flatten()
    }

    /// Draws the cursor's line alone, on its row of an area. Says where the terminal's cursor belongs.
    pub fn view_typed(
        &self,
        row: Rect,
        screen: &mut Screen,
        styles: Styles<'_>,
    ) -> Option<ScreenPosition> {
        let line = self.selection.head.line;
        self.draw_line(line, row, screen, styles, true);
        self.cursor_on(row)
    }

    fn draw_line(
        &self,
        line: usize,
        row: Rect,
        screen: &mut Screen,
        styles: Styles<'_>,
        focused: bool,
    ) {
        let is_current = focused && line == self.selection.head.line;
        if is_current {
            screen.set_style(row, styles(Role::CursorLine));
        }
        self.draw_gutter(row, line, is_current, screen, styles);
        let area = self.text_area(row);
        let left = self.viewport.left;
        Row { area, left, screen }.draw(self.buffer.line(line), &self.look(line, styles));
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
        let row = self.selection.head.line.checked_sub(self.viewport.top)?;
        self.cursor_on(area.rows().nth(row)?)
    }

    /// Where the cursor is on the row of its line.
    fn cursor_on(&self, row: Rect) -> Option<ScreenPosition> {
        let Position { line, column } = self.selection.head;
        let text = self.text_area(row);
        let cell = cells::cell_of(self.buffer.line(line), column);
        let cell = u16::try_from(cell.checked_sub(self.viewport.left)?).ok()?;
        (cell < text.width).then(|| ScreenPosition::new(text.x + cell, text.y))
    }

    fn look<'a>(&'a self, line: usize, styles: Styles<'a>) -> Look<'a> {
        let matches = self.find.iter().flat_map(|find| find.matches_in(line));
        Look {
            styles,
            syntax: self.highlight.of(line),
            selected: self.selection.columns(line),
            matches: matches.collect(),
            brackets: self.brackets_in(line),
            indent: indent_of(self.buffer.line(line)),
            unit: self.rules.unit,
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

/// How many bytes of white space a line begins with that has something else, too.
fn indent_of(line: &str) -> usize {
    let text = line.trim_start_matches([' ', '\t']);
    match text.is_empty() {
        true => 0,
        false => line.len() - text.len(),
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
