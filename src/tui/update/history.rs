//! Looking back on what was run, and taking code back from there.

use super::close;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::history::{History, Past};
use crate::tui::model::{Item, Model, Pane};
use crate::tui::overlay::Overlay;

/// Asks what was run of the exercise that is open.
pub fn ask(model: &mut Model) -> Vec<Effect> {
    match model.desk.opened().map(|opened| &opened.item) {
        Some(Item::Exercise { lesson, exercise }) => vec![Effect::ReadRuns {
            lesson: lesson.clone(),
            exercise: exercise.clone(),
        }],
        _ => {
            model.notice = Some(model.words.say("notice-no-history"));
            Vec::new()
        }
    }
}

/// Shows what was run, where that exercise is open still.
pub fn show(model: &mut Model, past: Past) {
    let item = Item::exercise(&past.lesson, &past.exercise);
    let is_open = model.desk.opened().is_some_and(|o| o.item == item);
    if !is_open || model.overlay.is_some() || model.library.is_open {
        return;
    }
    match past.runs {
        Ok(runs) if runs.is_empty() => {
            model.notice = Some(model.words.say("notice-no-runs"));
        }
        Ok(runs) => {
            let history = History::new(runs, past.now);
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

/// The code of the selected run comes back. It can be undone.
fn restore(model: &mut Model) {
    let files = match &model.overlay {
        Some(Overlay::History(history)) => history.run().map(|run| run.files.clone()),
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
