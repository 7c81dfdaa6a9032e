//! What is in the editor goes to the language's formatter, and comes back in its layout.

use super::editing;
use crate::locale::{self, Words};
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::formatting::{Formatted, Request, Unformatted};
use crate::tui::keymap::Context;
use crate::tui::model::Model;

/// The file in front is to be formatted.
pub fn ask(model: &mut Model) -> Vec<Effect> {
    if editing::is_refused(model) {
        return Vec::new();
    }
    if let Some(why) = obstacle(model) {
        model.notice = Some(why);
        return Vec::new();
    }
    let limits = model.limits();
    let Some((opened, editor)) = model.desk.opened().and_then(|o| Some((o, o.editor()?))) else {
        return Vec::new();
    };
    let (item, path) = (opened.item.clone(), opened.path().to_owned());
    let id = model.formatting.ask(item, path, editor.revision());
    vec![Effect::Format(Request {
        id,
        language: opened.language.clone(),
        text: editor.text(),
        limits,
    })]
}

/// Nobody waits for it any more.
pub fn stop(model: &mut Model) -> Vec<Effect> {
    model.formatting.asked = None;
    model.notice = Some(model.words.say("format-stopped"));
    vec![Effect::StopFormatting]
}

/// Says so as long as it goes on, whatever is done meanwhile.
pub fn tell(model: &mut Model) {
    if model.formatting.asked.is_some() && model.notice.is_none() {
        let key = (
            "key",
            model.keymap.told(Context::Editor, &Action::Back).into(),
        );
        model.notice = Some(model.words.say_with("format-running", &[key]));
    }
}

/// The answer to the text that was handed over; to no other.
pub fn hear(model: &mut Model, id: u64, formatted: Formatted) {
    let Some(asked) = model.formatting.asked.take_if(|asked| asked.id == id) else {
        return;
    };
    let opened = model.desk.opened_mut();
    let opened = opened.filter(|o| o.item == asked.item && o.path() == asked.path);
    let editor = opened.and_then(|o| o.editor_mut());
    let editor = editor.filter(|editor| !editor.is_modified_since(asked.revision));
    let words = &model.words;
    model.notice = Some(match (editor, formatted) {
        (None, _) => {
            let key = model.keymap.told(Context::Editor, &Action::Format);
            words.say_with("format-stale", &[("key", key.into())])
        }
        (Some(editor), Ok(text)) => match editor.reformat(&text) {
            true => words.say_with("format-done", &[("key", "Ctrl+Z".into())]),
            false => words.say("format-same"),
        },
        (_, Err(why)) => told(words, why),
    });
}

/// What is open that no formatter is known for, by its name.
pub fn without_formatter(model: &Model) -> Option<String> {
    let opened = model.desk.opened()?;
    if !opened.is_code() {
        return Some(opened.path().to_owned());
    }
    let image = model.engine.image(&opened.language)?;
    (!image.has_formatter).then(|| image.title.clone())
}

/// Why it cannot be formatted now.
fn obstacle(model: &Model) -> Option<String> {
    if let Some(name) = without_formatter(model) {
        return Some(
            model
                .words
                .say_with("format-none", &[("name", name.into())]),
        );
    }
    let language = &model.desk.opened()?.language;
    let key = model.keymap.told(Context::Editor, &Action::Run);
    let not_yet = || {
        model
            .words
            .say_with("format-not-yet", &[("key", key.into())])
    };
    (!model.engine.can_run(language)).then(not_yet)
}

fn told(words: &Words, why: Unformatted) -> String {
    match why {
        Unformatted::Refused {
            line: Some(line),
            why,
        } => {
            let args = [("line", line.into()), ("why", why.into())];
            words.say_with("format-refused-at", &args)
        }
        Unformatted::Refused { line: None, why } => {
            words.say_with("format-refused", &[("why", why.into())])
        }
        Unformatted::NoText => words.say("format-no-text"),
        Unformatted::Ended(outcome) => {
            let why = locale::outcome(words, &outcome);
            words.say_with("format-refused", &[("why", why.into())])
        }
    }
}
