//! What is in the editor beside the starter, which an update may have changed.

use super::{close, editing, on_overlay};
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::keymap::Context;
use crate::tui::model::{Model, Pane};
use crate::tui::overlay::Overlay;
use crate::tui::panes::compare;

/// Shows what is different, or hides it.
pub fn turn(model: &mut Model) -> Vec<Effect> {
    if matches!(model.overlay, Some(Overlay::Compare { .. })) {
        close(model);
        return Vec::new();
    }
    let Some(opened) = model.desk.opened() else {
        return Vec::new();
    };
    let starter = model.starter(&opened.item);
    let is_starter = starter.is_some_and(|(_, starter)| opened.holds(&starter));
    if is_starter && opened.gone().is_empty() {
        close(model);
        model.notice = Some(model.words.say("notice-is-starter"));
        return Vec::new();
    }
    on_overlay(
        model,
        Overlay::Compare {
            solution: false,
            scroll: 0,
        },
    )
}

/// Turns from the starter to the solution, where the learner may see it, and back.
pub fn other_side(model: &mut Model) {
    let has_solution = compare::solution(model).is_some();
    if let Some(Overlay::Compare { solution, scroll }) = &mut model.overlay {
        (*solution, *scroll) = (!*solution && has_solution, 0);
        if !has_solution {
            model.notice = Some(model.words.say("notice-solution-closed"));
        }
    }
}

/// The learner has seen what is different, and takes the starter.
pub fn take_starter(model: &mut Model) -> Vec<Effect> {
    if !matches!(model.overlay, Some(Overlay::Compare { .. })) {
        return Vec::new();
    }
    close(model);
    editing::act(model, Action::Reset)
}

/// Tells the learner who comes to an exercise that its starter is another since. That they were told is kept, and nobody is told
/// twice; their draft stays as it is.
pub fn tell(model: &mut Model) -> Option<Effect> {
    // The word would go with the key that closes what lies on top.
    if model.focus != Pane::Editor || model.overlay.is_some() {
        return None;
    }
    let exercise = model.desk.opened()?.item.key().1;
    let starter = model.reading.pack().sums.get(&exercise)?.starter.clone();
    if !model.changes.tell(&exercise) {
        return None;
    }
    let key = |action| model.keymap.told(Context::Editor, &action);
    let keys = [
        ("compare", key(Action::Compare).into()),
        ("reset", key(Action::Reset).into()),
    ];
    model.notice = Some(model.words.say_with("notice-starter-changed", &keys));
    Some(Effect::SaveStarter { exercise, starter })
}
