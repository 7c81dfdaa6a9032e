//! The line at the editor's foot: searching, replacing, going to a line.

use crate::tui::action::Action;
use crate::tui::editor::Position;
use crate::tui::foot::{Field, Foot};
use crate::tui::keymap::Context;
use crate::tui::model::Model;

/// Whether that line has the keys.
pub fn is_typed_in(model: &Model) -> bool {
    matches!(
        model.context(),
        Context::Find | Context::Replace | Context::Line
    )
}

/// What is done in it, and what opens it.
pub fn act(model: &mut Model, action: &Action) {
    match action {
        Action::Find => open(model, Field::Find),
        Action::GoToLine => open(model, Field::Line),
        Action::OtherField => turn(model),
        Action::Type(Some(c)) => change(model, |typed| typed.push(*c)),
        Action::Type(None) => change(model, |typed| {
            typed.pop();
        }),
        Action::Clear => change(model, String::clear),
        Action::Paste(text) => change(model, |typed| {
            typed.extend(text.chars().take_while(|c| !c.is_control()));
        }),
        Action::Replace => replace(model),
        Action::ReplaceAll => replace_all(model),
        Action::Open => go(model),
        _ => step(model, action),
    }
}

/// It closes; what was found stays selected.
pub fn close(model: &mut Model) {
    if let Some(opened) = model.desk.opened_mut() {
        opened.foot = None;
        if let Some(editor) = opened.editor_mut() {
            editor.find_stop();
        }
    }
}

fn open(model: &mut Model, field: Field) {
    close(model);
    if let Some(opened) = model.desk.opened_mut() {
        opened.foot = Some(Foot::new(field));
        if let (Field::Find, Some(editor)) = (field, opened.editor_mut()) {
            editor.find_start();
        }
    }
}

/// From what is searched for to what is put in its place, and back.
fn turn(model: &mut Model) {
    let foot = model.desk.opened_mut().and_then(|o| o.foot.as_mut());
    if let Some(foot) = foot {
        foot.field = match foot.field {
            Field::Find => Field::Replace,
            Field::Replace => Field::Find,
            Field::Line => Field::Line,
        };
    }
}

fn change(model: &mut Model, how: impl FnOnce(&mut String)) {
    let Some(opened) = model.desk.opened_mut() else {
        return;
    };
    match &mut opened.foot {
        Some(foot) if foot.field == Field::Find => {
            let Some(editor) = opened.editor_mut() else {
                return;
            };
            let status = editor.find_status();
            let mut pattern = status.map(|s| s.pattern).unwrap_or_default();
            how(&mut pattern);
            editor.find_set(&pattern);
        }
        Some(foot) => {
            how(&mut foot.typed);
            if foot.field == Field::Line {
                foot.typed.retain(|c| c.is_ascii_digit() || c == ':');
            }
        }
        None => {}
    }
}

fn step(model: &mut Model, action: &Action) {
    let editor = model.desk.opened_mut().and_then(|o| o.editor_mut());
    match (action, editor) {
        (Action::FindNext, Some(editor)) => editor.find_next(),
        (Action::FindPrevious, Some(editor)) => editor.find_prev(),
        _ => {}
    }
}

fn replace(model: &mut Model) {
    let Some(opened) = model.desk.opened_mut() else {
        return;
    };
    let with = opened.foot.as_ref().map(|foot| foot.typed.clone());
    if let (Some(with), Some(editor)) = (with, opened.editor_mut()) {
        editor.replace_found(&with);
    }
}

/// How many there were is told: most of them may be out of view.
fn replace_all(model: &mut Model) {
    let Some(opened) = model.desk.opened_mut() else {
        return;
    };
    let with = opened.foot.as_ref().map(|foot| foot.typed.clone());
    if let (Some(with), Some(editor)) = (with, opened.editor_mut()) {
        let count = ("count", editor.replace_all_found(&with).into());
        let key = ("key", "Ctrl+Z".into());
        model.notice = Some(model.words.say_with("editor-replaced", &[count, key]));
    }
}

fn go(model: &mut Model) {
    let foot = model.desk.opened().and_then(|o| o.foot.as_ref());
    let place = foot.and_then(Foot::place);
    let is_empty = foot.is_none_or(|foot| foot.typed.is_empty());
    if place.is_none() && !is_empty {
        model.notice = Some(model.words.say("editor-no-line"));
        return;
    }
    close(model);
    let editor = model.desk.opened_mut().and_then(|o| o.editor_mut());
    if let (Some((line, column)), Some(editor)) = (place, editor) {
        editor.set_cursor(Position::new(line - 1, column - 1));
    }
}
