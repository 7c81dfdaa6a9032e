//! The line above a pane: its name, and whether it has the keys.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::wrap;
use crate::render::{Palette, Role, text};
use crate::tui::canvas::Canvas;

/// What stands at the end of a title line: its meaning and its words.
pub type Note = (Role, String);

/// Draws a title, a rule to the right of it, and a note at its end. The pane that has the keys carries a bar as well as
/// the accent.
pub fn draw(
    palette: &Palette,
    area: Rect,
    name: &str,
    focused: bool,
    note: Option<Note>,
    canvas: &mut Canvas,
) {
    let (bar, name_style, rule_role) = if focused {
        let name = palette.style(Role::BorderFocus).bold();
        ("▌", name, Role::BorderFocus)
    } else {
        (" ", palette.style(Role::Muted), Role::Border)
    };
    let width = usize::from(area.width);
    let (note_role, note) = note.unwrap_or((Role::Muted, String::new()));
    let note = wrap::cut(
        &text::visible(&note),
        width.saturating_sub(text::width(name) + 8),
    );
    let note = if note.is_empty() {
        note
    } else {
        format!(" {note} ")
    };
    let name = wrap::cut(
        &text::visible(name),
        width.saturating_sub(text::width(&note) + 4),
    );
    let used = 2 + text::width(&name) + text::width(&note);
    let rule = "─".repeat(width.saturating_sub(used));
    let style = |role| palette.style(role);
    let line = Line::from(vec![
        Span::styled(bar, style(Role::BorderFocus)),
        Span::styled(name, name_style),
        Span::raw(" "),
        Span::styled(rule, style(rule_role)),
        Span::styled(note, style(note_role)),
    ]);
    canvas.render_widget(line, area);
}

/// What says that there is more above or below.
pub fn more(above: usize, below: usize) -> Option<Note> {
    let words = match (above, below) {
        (0, 0) => return None,
        (0, below) => format!("↓ {below}"),
        (above, 0) => format!("↑ {above}"),
        (above, below) => format!("↑ {above} ↓ {below}"),
    };
    Some((Role::Muted, words))
}
