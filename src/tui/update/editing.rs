//! Typing, searching, starting over.

use super::foot;
use crate::render::text;
use crate::tui::action::Action;
use crate::tui::editor::EditorCommand;
use crate::tui::effect::Effect;
use crate::tui::model::{Model, Pane};

/// What is done to the text that is open.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Reset => return reset(model),
        Action::Paste(text) if !foot::is_typed_in(model) => {
            return match model.focus {
                Pane::Editor => edit(model, EditorCommand::InsertText(text)),
                _ => Vec::new(),
            };
        }
        Action::Edit(command) => return edit(model, command),
        Action::Replace | Action::ReplaceAll if is_refused(model) => {}
        Action::NextFile => {
            if let Some(opened) = model.desk.opened_mut() {
                opened.next_file();
            }
        }
        action => foot::act(model, &action),
    }
    Vec::new()
}

fn edit(model: &mut Model, command: EditorCommand) -> Vec<Effect> {
    if command.changes() && is_refused(model) {
        return Vec::new();
    }
    let copies = matches!(command, EditorCommand::Copy | EditorCommand::Cut);
    let editor = model.desk.opened_mut().and_then(|o| o.editor_mut());
    let comments = command == EditorCommand::ToggleComment;
    if comments && editor.as_ref().is_some_and(|editor| !editor.has_comments()) {
        model.notice = Some(model.words.say("editor-no-comments"));
        return Vec::new();
    }
    let copied = editor.and_then(|editor| editor.apply(command));
    if copies && copied.is_some() {
        model.notice = Some(model.words.say("editor-copied"));
    }
    copied.map(Effect::Copy).into_iter().collect()
}

/// Whether what is in front cannot be changed, which is said then: a key that does nothing is taken for a fault.
pub fn is_refused(model: &mut Model) -> bool {
    let opened = model.desk.opened().filter(|opened| opened.is_readonly());
    let Some(file) = opened.map(|opened| text::visible(opened.path()).into_owned()) else {
        return false;
    };
    let file = ("file", file.into());
    model.notice = Some(model.words.say_with("editor-readonly", &[file]));
    true
}

/// Puts the starter back.
pub fn reset(model: &mut Model) -> Vec<Effect> {
    let item = model.desk.opened().map(|o| o.item.clone());
    let starter = item.and_then(|item| model.starter(&item));
    if let (Some((_, starter)), Some(opened)) = (starter, model.desk.opened_mut()) {
        opened.reset(&starter);
        model.changes.starter_taken(&opened.item.key().1);
        model.focus = Pane::Editor;
        let key = ("key", "Ctrl+Z".into());
        model.notice = Some(model.words.say_with("editor-was-reset", &[key]));
    }
    Vec::new()
}
