//! Moving through lessons.

use super::open_in_editor;
use crate::progress::Status;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::model::{Item, Model, Pane};

/// What is done in the lesson pane.
pub fn act(model: &mut Model, action: &Action) -> Vec<Effect> {
    let reading = &mut model.reading;
    match action {
        Action::Scroll(lines) => reading.scroll_by(i64::from(*lines)),
        Action::ScrollPage(halves) => reading.scroll_page(*halves),
        Action::Top => reading.scroll_to_top(),
        Action::Bottom => reading.scroll_to_bottom(),
        Action::NextCard => select(model, 1),
        Action::PreviousCard => select(model, -1),
        Action::Open => open_selected(model),
        _ => return go(model, action),
    }
    Vec::new()
}

/// What is done in every pane.
pub fn go(model: &mut Model, action: &Action) -> Vec<Effect> {
    match action {
        Action::NextLesson => step(model, 1),
        Action::PreviousLesson => step(model, -1),
        Action::NextUnsolved => next_unsolved(model),
        _ => {}
    }
    Vec::new()
}

/// Opens a lesson at its beginning, and its first exercise that is not passed beside it.
pub fn open_lesson(model: &mut Model, index: usize) {
    model.focus = Pane::Lesson;
    if model.reading.open(index) {
        model.open_first();
        say_language(model);
    }
}

/// Opens an item and the lesson that it stands in, and shows both.
pub fn visit(model: &mut Model, item: &Item) {
    let (lesson, _) = item.key();
    let lessons = &model.reading.pack().lessons;
    let Some(index) = lessons.iter().position(|l| l.id == lesson) else {
        return;
    };
    if index != model.reading.lesson_index() {
        model.reading.open(index);
        say_language(model);
    }
    model.open(item);
    model.reading.select(item);
    model.focus = Pane::Lesson;
}

/// A learner who asked for another language is told where a lesson is not in it.
pub fn say_language(model: &mut Model) {
    if !model.reading.lesson().translated {
        model.notice = Some(model.words.say("lesson-not-translated"));
    }
}

/// What is selected is what is open: what a learner looks at is what runs.
fn select(model: &mut Model, step: isize) {
    model.reading.select_next(step);
    if let Some(stop) = model.reading.selected() {
        model.open(&stop.item);
    }
}

fn open_selected(model: &mut Model) {
    let selected = model.reading.selected().map(|stop| stop.item);
    let open = || model.desk.opened().map(|o| o.item.clone());
    match selected.or_else(open) {
        Some(item) => open_in_editor(model, &item),
        None => select(model, 1),
    }
}

fn step(model: &mut Model, by: isize) {
    let target = model.reading.lesson_index().checked_add_signed(by);
    let count = model.reading.pack().lessons.len();
    match target.filter(|t| *t < count) {
        Some(index) => open_lesson(model, index),
        None => {
            let id = if by < 0 {
                "notice-first-lesson"
            } else {
                "notice-last-lesson"
            };
            model.notice = Some(model.words.say(id));
        }
    }
}

/// Goes to an exercise; to the beginning of its lesson where that is another one, as it is told there.
fn meet(model: &mut Model, item: &Item) {
    let (lesson, _) = item.key();
    let lessons = &model.reading.pack().lessons;
    let index = lessons.iter().position(|l| l.id == lesson);
    match index.filter(|index| *index != model.reading.lesson_index()) {
        Some(index) => open_lesson(model, index),
        None => visit(model, item),
    }
}

/// The next exercise that is not passed: after the one that is open and round to it. One that was opened for a learner who
/// has not gone to it yet counts as the next.
fn next_unsolved(model: &mut Model) {
    let lessons = &model.reading.pack().lessons;
    let all: Vec<Item> = lessons
        .iter()
        .flat_map(|l| l.exercises.iter().map(|e| Item::exercise(&l.id, &e.id)))
        .collect();
    let gone_to = model.focus != Pane::Lesson || model.reading.selected().is_some();
    let open = model.desk.opened().map(|o| &o.item);
    let left = open.filter(|_| gone_to);
    let here = open.and_then(|item| all.iter().position(|i| i == item));
    let start = match here {
        Some(here) => here + usize::from(gone_to),
        // An example is open: from the start of its lesson.
        None => lessons[..model.reading.lesson_index()]
            .iter()
            .map(|l| l.exercises.len())
            .sum(),
    };
    let order = all[start..].iter().chain(&all[..start]);
    let unsolved = |item: &&Item| model.states.get(&item.key().1) != Some(&Status::Passed);
    match order.filter(unsolved).find(|i| Some(*i) != left).cloned() {
        Some(item) => meet(model, &item),
        None => model.notice = Some(model.words.say("notice-all-passed")),
    }
}
