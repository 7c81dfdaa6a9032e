//! The line at the editor's foot: what is typed in it, and what has come of that.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::typed;
use crate::render::{Role, text};
use crate::tui::canvas::Canvas;
use crate::tui::desk::Opened;
use crate::tui::editor::FindStatus;
use crate::tui::foot::{Field, Foot};
use crate::tui::model::Model;

/// What stands below the text, where a line is typed in there.
pub fn split(body: Rect, is_open: bool) -> (Rect, Option<Rect>) {
    if !is_open || body.height == 0 {
        return (body, None);
    }
    let text = Rect {
        height: body.height - 1,
        ..body
    };
    let line = Rect {
        y: body.bottom() - 1,
        height: 1,
        ..body
    };
    (text, Some(line))
}

/// Draws it, and puts the terminal's cursor where typing goes.
pub fn draw(model: &Model, opened: &Opened, area: Rect, canvas: &mut Canvas) {
    let Some(foot) = &opened.foot else { return };
    let status = opened.editor().and_then(|editor| editor.find_status());
    let typed = match (foot.field, &status) {
        (Field::Find, Some(status)) => &status.pattern,
        _ => &foot.typed,
    };
    let message = match foot.field {
        Field::Find => "editor-find",
        Field::Replace => "editor-replace",
        Field::Line => "editor-line",
    };
    let text = text::visible(typed).into_owned();
    let prompt = model.words.say_with(message, &[("text", text.into())]);
    // Of what is longer than the line the end is seen: there one types.
    let prompt = typed::end(&prompt, usize::from(area.width).saturating_sub(2));
    let note = note(model, opened, foot, status.as_ref());
    let end = text::width(&prompt) + 1;
    let line = Line::from(vec![
        Span::styled(format!(" {prompt}"), model.palette.style(Role::Accent)),
        Span::styled(format!("   {note}"), model.palette.style(Role::Muted)),
    ]);
    canvas.render_widget(line, area);
    if let Ok(end) = u16::try_from(end) {
        canvas.set_cursor_position((area.x + end.min(area.width.saturating_sub(1)), area.y));
    }
}

fn note(model: &Model, opened: &Opened, foot: &Foot, status: Option<&FindStatus>) -> String {
    let found = status
        .map(|status| found(model, status))
        .unwrap_or_default();
    let pattern = status.map_or("", |status| status.pattern.as_str());
    match foot.field {
        Field::Find if foot.typed.is_empty() => found,
        // Both can be seen, whichever is typed in.
        Field::Find => format!("{found} → {}", text::visible(&foot.typed)),
        Field::Replace => format!("{} · {found}", text::visible(pattern)),
        Field::Line => {
            let lines = opened.editor().map_or(0, |editor| editor.line_count());
            model
                .words
                .say_with("editor-lines", &[("count", lines.into())])
        }
    }
}

fn found(model: &Model, status: &FindStatus) -> String {
    let count = ("count", status.matches.into());
    match status.current {
        Some(current) => model
            .words
            .say_with("editor-found", &[("current", current.into()), count]),
        None if status.pattern.is_empty() => String::new(),
        None if status.matches > 0 => model.words.say_with("editor-found-some", &[count]),
        None => model.words.say("editor-found-none"),
    }
}
