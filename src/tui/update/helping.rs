//! What helps with an exercise: its hints, from vague to precise, and then its solution, as far as the pack lets a learner have them.

use crate::course::{Exercise, Gate};
use crate::progress::Status;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::keymap::Context;
use crate::tui::model::Model;
use crate::tui::overlay::Overlay;
use crate::tui::panes::{help, hint};
use crate::tui::workshop::{self, Access};

/// Shows the page with the keys.
pub fn keys(model: &mut Model) -> Vec<Effect> {
    let scroll = help::beginning(model);
    model.overlay = Some(Overlay::Help { scroll });
    Vec::new()
}

/// Shows the first page that helps, or the one after the one that is shown; says why, where there is none.
pub fn next(model: &mut Model) -> Vec<Effect> {
    let pages = pages(model);
    let shown = model.overlay.as_ref();
    let shown = pages
        .iter()
        .position(|page| shown.is_some_and(|shown| is_same(page, shown)));
    let next = shown.map_or(0, |shown| (shown + 1) % pages.len());
    match pages.into_iter().nth(next) {
        Some(page) => model.overlay = Some(page),
        None => model.notice = Some(why_none(model)),
    }
    Vec::new()
}

/// Says what the last failed run of an exercise has opened, if anything.
pub fn tell_opened(model: &mut Model, exercise: &str) {
    let tries = model.tries.get(exercise).copied().unwrap_or(0);
    let is_passed = model.states.get(exercise) == Some(&Status::Passed);
    let rules = model.reading.pack().workshop;
    let id = match Gate::After(tries) {
        // It was open before.
        _ if is_passed || model.preview.is_some() => return,
        gate if gate == rules.hints => "hints-open",
        gate if gate == rules.solutions => "solution-open",
        _ => return,
    };
    let key = model.keymap.told(Context::Anywhere, &Action::Hint);
    model.notice = Some(model.words.say_with(id, &[("key", key.into())]));
}

/// Says that a failed run was no other try, where what helps waits for one.
pub fn tell_uncounted(model: &mut Model, exercise: &str) {
    let gates = [workshop::hints, workshop::solution];
    let waits =
        |gate: fn(&Model, &str) -> Access| matches!(gate(model, exercise), Access::After(_));
    if gates.into_iter().any(waits) {
        model.notice = Some(model.words.say("notice-same-code"));
    }
}

/// All pages that are open, in order.
fn pages(model: &Model) -> Vec<Overlay> {
    let Some(exercise) = hint::exercise(model) else {
        return Vec::new();
    };
    let hints = match workshop::hints(model, &exercise.id) {
        Access::Open => exercise.hints.len(),
        _ => 0,
    };
    let hints = (0..hints).map(|number| Overlay::Hint { number, scroll: 0 });
    let solution = workshop::solution(model, &exercise.id) == Access::Open;
    let solution = solution.then_some(Overlay::Solution { scroll: 0 });
    hints.chain(solution).collect()
}

fn is_same(page: &Overlay, shown: &Overlay) -> bool {
    match (page, shown) {
        (Overlay::Hint { number, .. }, Overlay::Hint { number: shown, .. }) => number == shown,
        (Overlay::Solution { .. }, Overlay::Solution { .. }) => true,
        _ => false,
    }
}

fn why_none(model: &Model) -> String {
    let words = &model.words;
    let some = hint::exercise(model).filter(|exercise| !exercise.hints.is_empty());
    let Some(Exercise { id, .. }) = some else {
        return words.say("notice-no-hints");
    };
    match (workshop::hints(model, id), workshop::solution(model, id)) {
        (Access::After(runs), _) => words.say_with("hints-after", &[("runs", runs.into())]),
        (_, Access::After(runs)) => {
            let solution = words.say_with("solution-after", &[("runs", runs.into())]);
            format!("{} {solution}", words.say("hints-never"))
        }
        _ => words.say("hints-never"),
    }
}
