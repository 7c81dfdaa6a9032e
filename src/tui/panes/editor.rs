//! The editor pane: its title, the text, the search line.

use ratatui::layout::Rect;

use super::{editor_foot as foot, tabs, title, wrap};
use crate::render::Role;
use crate::tui::action::Action;
use crate::tui::canvas::Canvas;
use crate::tui::desk::{Opened, Overwritten};
use crate::tui::editor::Severity;
use crate::tui::geometry::titled;
use crate::tui::keymap::Context;
use crate::tui::model::{Item, Model, Pane};
use crate::tui::touch::{Pointed, Touch};

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
        let key = model.keymap.told(Context::Lesson, &Action::Open);
        let nothing = model
            .words
            .say_with("editor-nothing", &[("key", key.into())]);
        let lines = wrap::words(&nothing, width, style);
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
    draw_title(model, opened, head, canvas);
    let Some(editor) = opened.editor() else {
        return;
    };
    let (body, line) = foot::split(body, opened.foot.is_some());
    canvas.touch(body, Touch::Text);
    let palette = |role| model.palette.style(role);
    let cursor = editor.view(body, canvas.buffer_mut(), &palette, focused);
    if let Some(line) = line {
        return foot::draw(model, opened, line, canvas);
    }
    if let Some(cursor) = cursor {
        canvas.set_cursor_position(cursor);
    }
}

/// Draws what is open: of an exercise with several files all their names, as long as there is room.
fn draw_title(model: &Model, opened: &Opened, head: Rect, canvas: &mut Canvas) {
    /// Cells that a title line needs besides its words.
    const SPARE: u16 = 8;
    let focused = model.focus == Pane::Editor;
    let note = mark(opened)
        .or_else(|| overwrote(model, opened))
        .or_else(|| readonly(model, opened));
    let starter = other_starter(model, opened).filter(|_| note.is_none());
    let names_key = starter.is_some();
    let note = note.or(starter);
    let room = usize::from(head.width.saturating_sub(SPARE));
    let (palette, title) = (&model.palette, title_of(model, opened));
    let noted = match tabs::spans(palette, opened, &title, focused, room) {
        Some(tabs) => {
            let places = tabs::places(opened, &tabs, head);
            for (file, place) in places {
                canvas.touch(place, Pointed::File(file));
            }
            title::draw_named(palette, head, tabs, focused, note, canvas)
        }
        None => {
            let note = note.or_else(|| others(model, opened));
            title::draw(palette, head, &name(model, opened), focused, note, canvas)
        }
    };
    if names_key {
        canvas.touch(noted, Action::Compare);
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
    let title = title_of(model, opened);
    match &opened.item {
        Item::Exercise { .. } => format!("{title} · {}", opened.path()),
        Item::Example { .. } | Item::Scratch { .. } => title,
    }
}

fn title_of(model: &Model, opened: &Opened) -> String {
    match &opened.item {
        Item::Exercise { exercise, .. } => {
            let exercise = model.reading.exercise(exercise);
            exercise.map(|e| e.title.clone()).unwrap_or_default()
        }
        Item::Example { .. } => model.words.say("card-example"),
        Item::Scratch { .. } => model.words.say("scratch-title"),
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

/// That another window has changed it, too, and how to see what that wrote.
fn overwrote(model: &Model, opened: &Opened) -> Option<title::Note> {
    let words = || {
        let key = model.keymap.told(Context::Results, &Action::History);
        model
            .words
            .say_with("editor-overwrote", &[("key", key.into())])
    };
    (opened.overwritten == Overwritten::Unseen).then(|| (Role::Warning, words()))
}

/// That the file in front cannot be changed.
fn readonly(model: &Model, opened: &Opened) -> Option<title::Note> {
    let words = || model.words.say("file-readonly");
    opened.is_readonly().then(|| (Role::Muted, words()))
}

/// That the draft was begun from another starter, and how to see what is different.
fn other_starter(model: &Model, opened: &Opened) -> Option<title::Note> {
    if !model.changes.has_starter(&opened.item.key().1) {
        return None;
    }
    let key = model.keymap.told(Context::Editor, &Action::Compare);
    let words = model
        .words
        .say_with("editor-starter-changed", &[("key", key.into())]);
    Some((Role::Muted, words))
}

/// That the exercise has more files.
fn others(model: &Model, opened: &Opened) -> Option<title::Note> {
    let others = opened.file_count().saturating_sub(1);
    let count = ("count", others.into());
    (others > 0).then(|| (Role::Muted, model.words.say_with("files-more", &[count])))
}
