//! A line that is typed in.

use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use crate::render::{Role, text};
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;

/// Draws it; of one that is too long the end is seen. `note` stands behind it, where there is room. Returns where the cursor
/// belongs.
pub fn draw(
    model: &Model,
    typed: &str,
    role: Role,
    note: &str,
    area: Rect,
    canvas: &mut Canvas,
) -> Position {
    let style = |role| model.palette.style(role);
    let room = usize::from(area.width).saturating_sub(4);
    let typed = end(&text::visible(typed), room);
    let used = text::width(&typed);
    let mut line = Line::from(vec![
        Span::styled(" ❯ ", style(Role::Accent)),
        Span::styled(typed, style(role)),
    ]);
    if used + 3 + text::width(note) <= room {
        line.push_span(Span::styled(format!("   {note}"), style(Role::Muted)));
    }
    canvas.render_widget(line, area);
    let used = u16::try_from(used + 3).unwrap_or(u16::MAX);
    Position::new(area.x + used.min(area.width.saturating_sub(1)), area.y)
}

/// The end of a text, its beginning replaced by `…` where it is longer than `width` cells.
pub fn end(text: &str, width: usize) -> String {
    let mut left = text::width(text);
    if left <= width {
        return text.to_owned();
    }
    let mut clusters = text::clusters(text);
    // One more for the sign.
    while left + 1 > width {
        match clusters.next() {
            Some(cluster) => left -= text::width(cluster),
            None => break,
        }
    }
    std::iter::once("…").chain(clusters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_text_the_end_is_seen() {
        assert_eq!(end("abcdef", 6), "abcdef");
        assert_eq!(end("abcdef", 4), "…def");
        assert_eq!(end("가나다", 5), "…나다");
        assert_eq!(end("가나다", 4), "…다");
        assert_eq!(end("abc", 3), "abc");
        assert_eq!(end("abcd", 3), "…cd");
        assert_eq!(end("가나다", 1), "…");
    }
}
