//! Typing, searching, starting over.

use crate::tui::action::Action;
use crate::tui::editor::EditorCommand;
use crate::tui::effect::Effect;
use crate::tui::keymap::Context;
use crate::tui::model::{Model, Pane};

/// What is done to the text that is open.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Reset => return reset(model),
        Action::Paste(text) if model.context() == Context::Find => {
            text.chars().take_while(|c| !c.is_control()).for_each(|c| {
                act(model, Action::FindType(Some(c)));
            });
            return Vec::new();
        }
        Action::Paste(text) if model.focus == Pane::Editor => {
            return edit(model, EditorCommand::InsertText(text));
        }
        Action::Edit(command) => return edit(model, command),
        _ => {}
    }
    let Some(opened) = model.desk.opened_mut() else {
        return Vec::new();
    };
    match action {
        Action::NextFile => opened.next_file(),
        Action::Find => opened.finding = true,
        _ => {}
    }
    let Some(editor) = opened.editor_mut() else {
        return Vec::new();
    };
    match action {
        Action::Find => editor.find_start(),
        Action::FindNext => editor.find_next(),
        Action::FindPrevious => editor.find_prev(),
        Action::FindType(typed) => {
            let mut pattern = editor.find_status().map(|s| s.pattern).unwrap_or_default();
            match typed {
                Some(c) => pattern.push(c),
                None => drop(pattern.pop()),
            }
            editor.find_set(&pattern);
        }
        _ => {}
    }
    Vec::new()
}

/// The search line closes; what was found stays selected.
pub fn end_search(model: &mut Model) -> Vec<Effect> {
    if let Some(opened) = model.desk.opened_mut() {
        opened.finding = false;
        if let Some(editor) = opened.editor_mut() {
            editor.find_stop();
        }
    }
    Vec::new()
}

fn edit(model: &mut Model, command: EditorCommand) -> Vec<Effect> {
    let copies = matches!(command, EditorCommand::Copy | EditorCommand::Cut);
    let editor = model.desk.opened_mut().and_then(|o| o.editor_mut());
    let copied = editor.and_then(|editor| editor.apply(command));
    if copies && copied.is_some() {
        model.notice = Some(model.words.say("editor-copied"));
    }
    copied.map(Effect::Copy).into_iter().collect()
}

fn reset(model: &mut Model) -> Vec<Effect> {
    let item = model.desk.opened().map(|o| o.item.clone());
    let starter = item.and_then(|item| model.starter(&item));
    if let (Some((_, starter)), Some(opened)) = (starter, model.desk.opened_mut()) {
        opened.reset(&starter);
        model.focus = Pane::Editor;
        let key = ("key", "Ctrl+Z".into());
        model.notice = Some(model.words.say_with("editor-was-reset", &[key]));
    }
    Vec::new()
}
