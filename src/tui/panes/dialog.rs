//! A box on top of the panes.

use ratatui::layout::{Margin, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Padding};

use super::title;
use crate::render::{Palette, Role};
use crate::tui::canvas::Canvas;
use crate::tui::geometry::centred;

/// The cells between a dialog's edge and its text, on both sides together.
const FRAME: u16 = 6;

/// How wide the text of a dialog is, for a screen and the width that it would like.
pub fn text_width(screen: Rect, wanted: u16) -> usize {
    usize::from(
        wanted
            .min(screen.width.saturating_sub(2))
            .saturating_sub(FRAME),
    )
}

/// Draws a box with a title and these lines, scrolled by `scroll`, as far as they need and the screen has room.
pub fn draw(
    palette: &Palette,
    title_text: &str,
    lines: &[Line<'_>],
    scroll: usize,
    wanted: u16,
    canvas: &mut Canvas,
) {
    let height = u16::try_from(lines.len())
        .unwrap_or(u16::MAX)
        .saturating_add(4);
    let area = centred(canvas.area(), wanted, height);
    // A cell more on each side: half of a wide character would swallow the border.
    let around = area.outer(Margin::new(1, 0)).intersection(canvas.area());
    canvas.render_widget(Clear, around);
    let style = palette.style(Role::BorderFocus);
    let mut block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(style)
        .style(palette.style(Role::Text))
        .padding(Padding::new(2, 2, 1, 1))
        .title(Span::styled(
            format!(" {title_text} "),
            palette.style(Role::Title),
        ));
    let inner = block.inner(area);
    let rows = usize::from(inner.height);
    let scroll = scroll.min(lines.len().saturating_sub(rows));
    if let Some((role, more)) = title::more(scroll, lines.len().saturating_sub(scroll + rows)) {
        let more = Span::styled(format!(" {more} "), palette.style(role));
        block = block.title_bottom(Line::from(more).right_aligned());
    }
    canvas.render_widget(block, area);
    for (row, line) in inner.rows().zip(lines.iter().skip(scroll)) {
        canvas.render_widget(line, row);
    }
}
