//! Looking back on what was run or overwritten, and taking code back from there.

use std::mem;

use super::close;
use crate::tui::action::Action;
use crate::tui::desk::{Opened, Overwritten};
use crate::tui::effect::Effect;
use crate::tui::history::{History, Past};
use crate::tui::keymap::Context;
use crate::tui::model::{Item, Model, Pane};
use crate::tui::overlay::Overlay;

/// Asks for the earlier versions of what is open.
pub fn ask(model: &mut Model) -> Vec<Effect> {
    let Some(opened) = model.desk.opened().filter(|opened| is_kept(opened)) else {
        model.notice = Some(model.words.say("notice-no-history"));
        return Vec::new();
    };
    let (lesson, exercise) = opened.item.key();
    vec![Effect::ReadHistory {
        lesson: lesson.to_owned(),
        exercise,
    }]
}

/// Whether there may be earlier versions. Of an example there are none but those that another window wrote.
pub fn is_kept(opened: &Opened) -> bool {
    opened.overwritten != Overwritten::Nothing || matches!(opened.item, Item::Exercise { .. })
}

/// What another window had saved of this item is overwritten. It is told once, and a sign stays until somebody looks.
pub fn overwrote(model: &mut Model, item: &Item) {
    let is_open = model.desk.opened().is_some_and(|o| o.item == *item);
    let Some(opened) = model.desk.get_mut(item) else {
        return;
    };
    let before = mem::replace(&mut opened.overwritten, Overwritten::Unseen);
    if is_open && before != Overwritten::Unseen {
        let key = model.keymap.told(Context::Results, &Action::History);
        let key = ("key", key.into());
        model.notice = Some(model.words.say_with("notice-overwrote", &[key]));
    }
}

/// Shows earlier versions, where what they are of is open still.
pub fn show(model: &mut Model, past: Past) {
    let item = Item::from_key(&past.lesson, &past.exercise);
    let is_open = model.desk.opened().is_some_and(|o| o.item == item);
    if !is_open || model.overlay.is_some() || model.library.is_open {
        return;
    }
    match past.entries {
        Ok(entries) if entries.is_empty() => {
            model.notice = Some(model.words.say("notice-no-runs"));
        }
        Ok(entries) => {
            if let Some(opened) = model.desk.opened_mut()
                && opened.overwritten == Overwritten::Unseen
            {
                opened.overwritten = Overwritten::Seen;
            }
            let history = History::new(entries, past.now);
            model.overlay = Some(Overlay::History(Box::new(history)));
        }
        Err(why) => {
            let why = ("why", why.into());
            model.notice = Some(model.words.say_with("notice-history-unread", &[why]));
        }
    }
}

/// Whether this is done on the page.
pub fn takes(action: &Action) -> bool {
    matches!(
        action,
        Action::Scroll(_) | Action::ScrollPage(_) | Action::Open
    )
}

/// Does something on the page.
pub fn act(model: &mut Model, action: &Action) -> Vec<Effect> {
    const PAGE: i32 = 8;
    let Some(Overlay::History(history)) = &mut model.overlay else {
        return Vec::new();
    };
    match action {
        Action::Scroll(step) => history.select(*step),
        Action::ScrollPage(pages) => {
            let now = model.desk.opened().map(|o| o.sources());
            history.scroll(pages * PAGE, &now.unwrap_or_default());
        }
        Action::Open => restore(model),
        _ => {}
    }
    Vec::new()
}

/// The code of the selected version comes back. It can be undone.
fn restore(model: &mut Model) {
    let files = match &model.overlay {
        Some(Overlay::History(history)) => history.entry().map(|entry| entry.files().to_vec()),
        _ => None,
    };
    close(model);
    let Some((files, opened)) = files.zip(model.desk.opened_mut()) else {
        return;
    };
    if opened.holds(&files) {
        model.notice = Some(model.words.say("notice-same-as-run"));
        return;
    }
    opened.reset(&files);
    model.focus = Pane::Editor;
    let key = ("key", "Ctrl+Z".into());
    model.notice = Some(model.words.say_with("notice-restored", &[key]));
}
