//! The line above a pane: its name, and whether it has the keys.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{tabs, wrap};
use crate::render::{Palette, Role, text};
use crate::tui::canvas::Canvas;

/// What stands at the end of a title line: its meaning and its words.
pub type Note = (Role, String);

/// Draws a title, a rule to the right of it, and a note at its end. The pane that has the keys carries a bar as well as
/// the accent. Returns where the note is.
pub fn draw(
    palette: &Palette,
    area: Rect,
    name: &str,
    focused: bool,
    note: Option<Note>,
    canvas: &mut Canvas,
) -> Rect {
    let name_style = match focused {
        true => palette.style(Role::BorderFocus).bold(),
        false => palette.style(Role::Muted),
    };
    let note = beside(note, text::width(name), area);
    let room = usize::from(area.width).saturating_sub(text::width(&note.1) + 4);
    let name = vec![Span::styled(
        wrap::cut(&text::visible(name), room),
        name_style,
    )];
    draw_line(palette, area, name, focused, note, canvas)
}

/// The same with a name of several looks, for which there is room.
pub fn draw_named(
    palette: &Palette,
    area: Rect,
    name: Vec<Span<'static>>,
    focused: bool,
    note: Option<Note>,
    canvas: &mut Canvas,
) -> Rect {
    let note = beside(note, tabs::width(&name), area);
    draw_line(palette, area, name, focused, note, canvas)
}

/// As much of a note as there is room for beside a name.
fn beside(note: Option<Note>, name: usize, area: Rect) -> Note {
    let (role, note) = note.unwrap_or((Role::Muted, String::new()));
    let room = usize::from(area.width).saturating_sub(name + 8);
    let note = wrap::cut(&text::visible(&note), room);
    match note.is_empty() {
        true => (role, note),
        false => (role, format!(" {note} ")),
    }
}

fn draw_line(
    palette: &Palette,
    area: Rect,
    name: Vec<Span<'static>>,
    focused: bool,
    (note_role, note): Note,
    canvas: &mut Canvas,
) -> Rect {
    let (bar, rule_role) = match focused {
        true => ("▌", Role::BorderFocus),
        false => (" ", Role::Border),
    };
    let noted = text::width(&note);
    let used = 2 + tabs::width(&name) + noted;
    let rule = "─".repeat(usize::from(area.width).saturating_sub(used));
    let style = |role| palette.style(role);
    let mut line = vec![Span::styled(bar, style(Role::BorderFocus))];
    line.extend(name);
    line.push(Span::raw(" "));
    line.push(Span::styled(rule, style(rule_role)));
    line.push(Span::styled(note, style(note_role)));
    canvas.render_widget(Line::from(line), area);
    let width = u16::try_from(noted).unwrap_or(u16::MAX).min(area.width);
    Rect {
        x: area.right() - width,
        width,
        ..area
    }
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
