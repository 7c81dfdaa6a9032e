//! One line of text on one row of the screen: its glyphs, and what lies over them.

use std::ops::Range;

use ratatui::buffer::Buffer as Screen;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::cells::{Glyph, glyphs};
use super::view::Styles;
use crate::render::Role;

/// How a line looks.
pub(super) struct Look<'a> {
    pub styles: Styles<'a>,
    /// What its bytes mean.
    pub syntax: &'a [(Role, Range<usize>)],
    /// Selected columns; endless when the line break is selected too.
    pub selected: Range<usize>,
    /// Columns that the search found.
    pub matches: Vec<Range<usize>>,
    /// Columns of the bracket at the cursor and of its partner.
    pub brackets: [Option<usize>; 2],
    /// So many of its first bytes are indentation.
    pub indent: usize,
    /// Cells of one level of it.
    pub unit: usize,
}

impl Look<'_> {
    fn style(&self, glyph: &Glyph<'_>) -> Style {
        let found = self
            .matches
            .iter()
            .any(|columns| columns.contains(&glyph.column));
        let is_bracket = self.brackets.contains(&Some(glyph.column));
        let roles = [
            self.meaning(glyph),
            is_bracket.then_some(Role::Bracket),
            found.then_some(Role::Match),
            self.selects(glyph).then_some(Role::Selection),
        ];
        let styles = roles.into_iter().flatten().map(self.styles);
        styles.fold(Style::new(), Style::patch)
    }

    fn meaning(&self, glyph: &Glyph<'_>) -> Option<Role> {
        let span = self
            .syntax
            .partition_point(|(_, bytes)| bytes.end <= glyph.byte);
        self.syntax.get(span).map(|(role, _)| *role)
    }

    fn selects(&self, glyph: &Glyph<'_>) -> bool {
        self.selected.contains(&glyph.column)
    }

    fn selects_line_break(&self) -> bool {
        self.selected.end == usize::MAX
    }
}

/// The row that a line is drawn on.
pub(super) struct Row<'a> {
    pub area: Rect,
    /// The line's cell that is leftmost on the screen.
    pub left: usize,
    pub screen: &'a mut Screen,
}

impl Row<'_> {
    /// Draws a line. An edge behind which it goes on has a sign in the place of text.
    pub fn draw(&mut self, line: &str, look: &Look<'_>) {
        let (left, right) = (self.left, self.left + usize::from(self.area.width));
        let is_cut_left = left > 0 && !line.is_empty();
        let is_cut_right = glyphs(line).any(|glyph| glyph.end_cell() > right);
        let text = left + usize::from(is_cut_left)..right.saturating_sub(usize::from(is_cut_right));
        let mut end = 0;
        for glyph in glyphs(line).take_while(|glyph| glyph.cell < right) {
            end = glyph.end_cell();
            if end > left {
                self.draw_glyph(&glyph, &text, look);
            }
        }
        if look.selects_line_break() {
            self.put(end, " ", (look.styles)(Role::Selection));
        }
        let sign = (look.styles)(Role::Continuation);
        if is_cut_left {
            self.put(left, "‹", sign);
        }
        if is_cut_right {
            self.put(text.end, "›", sign);
        }
    }

    /// Draws a glyph; one that is not wholly within the cells for text is left blank. White space shows itself where
    /// it is selected.
    fn draw_glyph(&mut self, glyph: &Glyph<'_>, text: &Range<usize>, look: &Look<'_>) {
        let style = look.style(glyph);
        let is_whole = text.start <= glyph.cell && glyph.end_cell() <= text.end;
        if glyph.byte < look.indent && !look.selects(glyph) {
            return self.draw_indentation(glyph, style, look);
        }
        let is_plain = glyph.width == 1 && is_whole && !look.selects(glyph);
        if is_plain {
            return self.put(glyph.cell, &glyph.shown, style);
        }
        for cell in glyph.cell..glyph.end_cell() {
            self.put(cell, " ", style);
        }
        match glyph.source {
            " " if look.selects(glyph) => self.put(glyph.cell, "·", style.patch(faint(look))),
            "\t" if look.selects(glyph) => self.put(glyph.cell, "→", style.patch(faint(look))),
            _ if is_whole => self.write(glyph, style),
            _ => {}
        }
    }

    /// White space with a guide wherever a level ends. The text's edge is guide enough for the first.
    fn draw_indentation(&mut self, glyph: &Glyph<'_>, style: Style, look: &Look<'_>) {
        let guide = style.patch((look.styles)(Role::IndentGuide));
        for cell in glyph.cell..glyph.end_cell() {
            match cell > 0 && cell.is_multiple_of(look.unit) {
                true => self.put(cell, "│", guide),
                false => self.put(cell, " ", style),
            }
        }
    }

    fn write(&mut self, glyph: &Glyph<'_>, style: Style) {
        if let Some(x) = self.x(glyph.cell) {
            let (y, width) = (self.area.y, glyph.width);
            self.screen.set_stringn(x, y, &glyph.shown, width, style);
        }
    }

    /// Sets one cell, by its number in the line; nothing where it is out of view.
    fn put(&mut self, cell: usize, symbol: &str, style: Style) {
        let y = self.area.y;
        if let Some(cell) = self.x(cell).and_then(|x| self.screen.cell_mut((x, y))) {
            cell.set_symbol(symbol).set_style(style);
        }
    }

    /// Where a cell of the line is on the screen.
    fn x(&self, cell: usize) -> Option<u16> {
        let x = u16::try_from(cell.checked_sub(self.left)?).ok()?;
        (x < self.area.width).then(|| self.area.x + x)
    }
}

/// The colour of signs for white space, over any ground.
fn faint(look: &Look<'_>) -> Style {
    Style {
        bg: None,
        ..(look.styles)(Role::Muted)
    }
}
