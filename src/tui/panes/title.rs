//! The line above a pane: its name, and whether it has the keys.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::wrap;
use crate::render::{Palette, Role, text};

/// Draws a title, a rule to the right of it, and a note at its end. The pane that has the keys carries a bar as well as
/// the accent.
pub fn draw(
    palette: &Palette,
    area: Rect,
    name: &str,
    focused: bool,
    note: Option<String>,
    frame: &mut Frame<'_>,
) {
    let (bar, name_role, rule_role) = if focused {
        ("▌", Role::BorderFocus, Role::BorderFocus)
    } else {
        (" ", Role::Title, Role::Border)
    };
    let note = note.map_or_else(String::new, |note| format!(" {note} "));
    let width = usize::from(area.width);
    let name = wrap::cut(
        &text::visible(name),
        width.saturating_sub(text::width(&note) + 4),
    );
    let used = 2 + text::width(&name) + text::width(&note);
    let rule = "─".repeat(width.saturating_sub(used));
    let style = |role| palette.style(role);
    let line = Line::from(vec![
        Span::styled(bar, style(Role::BorderFocus)),
        Span::styled(name, style(name_role)),
        Span::raw(" "),
        Span::styled(rule, style(rule_role)),
        Span::styled(note, style(Role::Muted)),
    ]);
    frame.render_widget(line, area);
}

/// What says that there is more above or below.
pub fn more(above: usize, below: usize) -> Option<String> {
    match (above, below) {
        (0, 0) => None,
        (0, below) => Some(format!("↓ {below}")),
        (above, 0) => Some(format!("↑ {above}")),
        (above, below) => Some(format!("↑ {above} ↓ {below}")),
    }
}
