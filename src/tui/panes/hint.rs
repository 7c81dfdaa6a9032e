//! A hint of the open exercise, on top.

use super::page::{self, Page, Told};
use crate::course::{Exercise, Gate};
use crate::tui::action::Action;
use crate::tui::canvas::Canvas;
use crate::tui::keymap::Context;
use crate::tui::model::{Item, Model};
use crate::tui::workshop::{self, Access};

/// Cells that the page would like.
const WIDTH: u16 = 70;

/// The exercise that is open.
pub fn exercise(model: &Model) -> Option<&Exercise> {
    match &model.desk.opened()?.item {
        Item::Exercise { exercise, .. } => model.reading.exercise(exercise),
        Item::Example { .. } | Item::Scratch { .. } => None,
    }
}

/// Draws a hint, and how to get what comes after it.
pub fn draw(model: &Model, number: usize, scroll: usize, canvas: &mut Canvas) {
    let Some(exercise) = exercise(model) else {
        return;
    };
    let Some(hint) = exercise.hints.get(number) else {
        return;
    };
    let args = [
        ("number", (number + 1).into()),
        ("count", exercise.hints.len().into()),
    ];
    let page = Page {
        title: model.words.say_with("hint-title", &args),
        text: hint,
        below: below(model, exercise, number),
        width: WIDTH,
    };
    page::draw(model, &page, scroll, canvas);
}

/// What comes after a hint, and when; to an author, also when a learner gets it at all.
fn below(model: &Model, exercise: &Exercise, number: usize) -> Vec<Told> {
    let next = match number + 1 < exercise.hints.len() {
        true => Some(key(model, "hint-more")),
        false => match workshop::solution(model, &exercise.id) {
            Access::Open => Some(key(model, "hint-solution")),
            Access::After(runs) => {
                let runs = ("runs", runs.into());
                Some(model.words.say_with("solution-after", &[runs]).into())
            }
            Access::Never => None,
        },
    };
    let gate = for_author(model, model.reading.pack().workshop.hints);
    next.into_iter().chain(gate.map(Told::from)).collect()
}

/// What the key that helps gives after a hint, where it is something else.
pub fn next(model: &Model, number: usize) -> Option<&'static str> {
    let exercise = exercise(model)?;
    if number + 1 < exercise.hints.len() {
        return Some("key-next-hint");
    }
    let is_open = workshop::solution(model, &exercise.id) == Access::Open;
    is_open.then_some("key-solution")
}

fn key(model: &Model, id: &str) -> Told {
    let key = model.keymap.told(Context::Anywhere, &Action::Hint);
    Told {
        words: model.words.say_with(id, &[("key", key.into())]),
        key: Some(Action::Hint),
    }
}

/// When learners get what an author sees at once.
pub fn for_author(model: &Model, gate: Gate) -> Option<String> {
    let (Some(_), Gate::After(runs @ 1..)) = (&model.preview, gate) else {
        return None;
    };
    let runs = ("runs", runs.into());
    Some(model.words.say_with("preview-after", &[runs]))
}
