//! The editor pane: its title, the text, the search line.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{title, wrap};
use crate::render::{Role, text};
use crate::tui::canvas::Canvas;
use crate::tui::desk::Opened;
use crate::tui::editor::Severity;
use crate::tui::geometry::titled;
use crate::tui::model::{Item, Model, Pane};

/// Draws the pane, and puts the terminal's cursor where typing goes.
pub fn draw(model: &Model, area: Rect, canvas: &mut Canvas) {
    let (head, body) = titled(area);
    let focused = model.focus == Pane::Editor && model.overlay.is_none();
    let Some(opened) = model.desk.opened() else {
        title::draw(
            &model.palette,
            head,
            &model.words.say("key-to-editor"),
            focused,
            None,
            canvas,
        );
        let style = model.palette.style(Role::Muted);
        let width = usize::from(body.width.saturating_sub(4));
        let lines = wrap::words(&model.words.say("editor-nothing"), width, style);
        for (row, line) in body.rows().skip(1).zip(lines) {
            canvas.render_widget(
                line,
                Rect {
                    x: row.x + 2,
                    width: row.width.saturating_sub(2),
                    ..row
                },
            );
        }
        return;
    };
    let note = mark(opened).or_else(|| others(model, opened));
    title::draw(
        &model.palette,
        head,
        &name(model, opened),
        model.focus == Pane::Editor,
        note,
        canvas,
    );
    let Some(editor) = opened.editor() else {
        return;
    };
    let (body, line) = split_search(body, opened.finding);
    let palette = |role| model.palette.style(role);
    let cursor = editor.view(body, canvas.buffer_mut(), &palette, focused);
    if let Some(line) = line {
        return draw_search(model, line, canvas);
    }
    if let Some(cursor) = cursor {
        canvas.set_cursor_position(cursor);
    }
}

/// Draws the line that is typed in, on its row.
pub fn draw_typed(model: &Model, row: Rect, canvas: &mut Canvas) {
    let palette = |role| model.palette.style(role);
    let editor = model.desk.opened().and_then(Opened::editor);
    let cursor = editor.and_then(|e| e.view_typed(row, canvas.buffer_mut(), &palette));
    if let Some(cursor) = cursor {
        canvas.set_cursor_position(cursor);
    }
}

/// What is open: the exercise and the file in front.
fn name(model: &Model, opened: &Opened) -> String {
    match &opened.item {
        Item::Exercise { exercise, .. } => {
            let exercise = model.reading.exercise(exercise);
            let title = exercise.map_or("", |e| e.title.as_str());
            format!("{title} · {}", opened.path())
        }
        Item::Example { .. } => model.words.say("card-example"),
    }
}

/// What the compiler or a test says about the line that the cursor is in.
fn mark(opened: &Opened) -> Option<title::Note> {
    let mark = opened.editor()?.mark_at_cursor()?;
    let (sign, role) = match mark.severity {
        Severity::Warning => ("!", Role::Warning),
        Severity::Fail => ("✗", Role::Fail),
        Severity::Error => ("✘", Role::Error),
    };
    Some((role, format!("{sign} {}", mark.message)))
}

/// That the exercise has more files.
fn others(model: &Model, opened: &Opened) -> Option<title::Note> {
    let others = opened.file_count().saturating_sub(1);
    let count = ("count", others.into());
    (others > 0).then(|| (Role::Muted, model.words.say_with("files-more", &[count])))
}

fn split_search(body: Rect, finding: bool) -> (Rect, Option<Rect>) {
    if !finding || body.height == 0 {
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

fn draw_search(model: &Model, area: Rect, canvas: &mut Canvas) {
    let Some(status) = model.desk.opened().and_then(|o| o.editor()?.find_status()) else {
        return;
    };
    let pattern = text::visible(&status.pattern).into_owned();
    let prompt = model
        .words
        .say_with("editor-find", &[("text", pattern.into())]);
    let found = match status.current {
        Some(current) => model.words.say_with(
            "editor-found",
            &[
                ("current", current.into()),
                ("count", status.matches.into()),
            ],
        ),
        None if status.pattern.is_empty() => String::new(),
        None => model.words.say("editor-found-none"),
    };
    let end = text::width(&prompt) + 1;
    let line = Line::from(vec![
        Span::styled(format!(" {prompt}"), model.palette.style(Role::Accent)),
        Span::styled(format!("   {found}"), model.palette.style(Role::Muted)),
    ]);
    canvas.render_widget(line, area);
    if let Ok(end) = u16::try_from(end) {
        canvas.set_cursor_position((area.x + end.min(area.width.saturating_sub(1)), area.y));
    }
}
