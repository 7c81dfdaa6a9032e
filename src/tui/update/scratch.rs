//! To the scratch pad, and back to where one was.

use super::save;
use crate::tui::action::Action;
use crate::tui::desk::Opened;
use crate::tui::effect::Effect;
use crate::tui::keymap::Context;
use crate::tui::model::{Item, Model, Pane};
use crate::tui::scratch::Aside;

/// Opens the scratch pad of the language that is open, or of the pack's, or leaves it. What was typed before is saved first: only what
/// is open is, and several keys may come at once.
pub fn turn(model: &mut Model) -> Vec<Effect> {
    let effects = save(model);
    match model.aside.take() {
        Some(aside) if has_pad(model) => leave(model, aside),
        _ => open(model),
    }
    effects
}

/// Whether it is open.
pub fn is_open(model: &Model) -> bool {
    model.aside.is_some() && has_pad(model)
}

/// What is open, and what has the keys, but for the scratch pad.
pub fn beneath(model: &Model) -> (Option<&Opened>, Pane) {
    match &model.aside {
        Some(Aside { item, focus }) if has_pad(model) => {
            let opened = item.as_ref().and_then(|item| model.desk.get(item));
            (opened, *focus)
        }
        _ => (model.desk.opened(), model.focus),
    }
}

fn has_pad(model: &Model) -> bool {
    let item = model.desk.opened().map(|opened| &opened.item);
    matches!(item, Some(Item::Scratch { .. }))
}

fn open(model: &mut Model) {
    let opened = model.desk.opened();
    let language = opened.map_or(&model.reading.pack().language, |o| &o.language);
    let pad = Item::scratch(language);
    model.aside = Some(Aside {
        item: opened.map(|opened| opened.item.clone()),
        focus: model.focus,
    });
    model.open(&pad);
    model.focus = Pane::Editor;
    let key = model.keymap.told(Context::Editor, &Action::Scratch);
    let key = ("key", key.into());
    model.notice = Some(model.words.say_with("scratch-opened", &[key]));
}

fn leave(model: &mut Model, aside: Aside) {
    model.desk.close();
    let is_back = aside.item.as_ref().is_some_and(|item| model.open(item));
    // An author may have taken it away meanwhile.
    if aside.item.is_some() && !is_back {
        model.open_first();
    }
    model.focus = aside.focus;
    model.results.turn();
}
