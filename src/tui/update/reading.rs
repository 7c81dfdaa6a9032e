//! Moving through lessons.

use super::{looking_back, open_in_editor};
use crate::course::Node;
use crate::progress::Status;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::model::{Item, Model, Pane};
use crate::tui::target::Spot;
use crate::tui::trail::{Step, Trail};
use crate::tui::workshop;

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
        Action::GoBack => retrace(model, Trail::back, "notice-nothing-behind"),
        Action::GoForward => retrace(model, Trail::forward, "notice-nothing-ahead"),
        _ => return go(model, action),
    }
    Vec::new()
}

/// What is done in every pane.
pub fn go(model: &mut Model, action: &Action) -> Vec<Effect> {
    match action {
        Action::NextLesson | Action::NextUnsolved if looking_back::is_due(model) => {
            return looking_back::open(model);
        }
        Action::NextLesson => step(model, 1),
        Action::PreviousLesson => step(model, -1),
        Action::NextUnsolved => next_unsolved(model),
        _ => {}
    }
    Vec::new()
}

/// Opens a lesson at its beginning, and its first exercise that is not passed beside it. Says whether it is open to the learner.
pub fn open_lesson(model: &mut Model, index: usize) -> bool {
    if !is_open(model, index) {
        return false;
    }
    model.focus = Pane::Lesson;
    if model.reading.open(index) {
        model.open_first();
        say_language(model);
    }
    true
}

/// Whether a lesson is open to the learner; where it is not, what they must do first is said.
fn is_open(model: &mut Model, index: usize) -> bool {
    let lock = workshop::lock(model, index);
    if let Some(lock) = lock {
        model.notice = Some(workshop::say_lock(&model.words, index, lock));
    }
    lock.is_none()
}

/// Opens an item and the lesson that it stands in, and shows both. Says whether it is open to the learner.
pub fn visit(model: &mut Model, item: &Item) -> bool {
    let (lesson, _) = item.key();
    let lessons = &model.reading.pack().lessons;
    let Some(index) = lessons.iter().position(|l| l.id == lesson) else {
        return false;
    };
    if !is_open(model, index) {
        return false;
    }
    if index != model.reading.lesson_index() {
        model.reading.open(index);
        say_language(model);
    }
    model.open(item);
    model.reading.select(item);
    model.focus = Pane::Lesson;
    true
}

/// Opens a lesson, at a block of it where one is named: an exercise or an example that stands there is opened, too. Says whether
/// there is such a lesson, and it is open to the learner.
pub fn show(model: &mut Model, spot: &Spot) -> bool {
    let lessons = &model.reading.pack().lessons;
    let Some(index) = lessons.iter().position(|l| l.id == spot.lesson) else {
        return false;
    };
    let node = spot.block.and_then(|b| lessons[index].body.nodes.get(b));
    let item = match node {
        Some(Node::Exercise { id }) => Some(Item::exercise(&spot.lesson, id)),
        Some(Node::Example(example)) => Some(Item::example(&spot.lesson, example.index)),
        _ => None,
    };
    if !open_lesson(model, index) {
        return false;
    }
    match (item, spot.block) {
        (Some(item), _) => drop(visit(model, &item)),
        (None, Some(block)) => model.reading.show_block(block),
        (None, None) => {}
    }
    true
}

/// Where the learner is.
pub fn here(model: &Model) -> Step {
    Step {
        lesson: model.reading.lesson().id.clone(),
        top: model.reading.anchor(),
    }
}

/// Back to where they came from, or on to where they went back from.
fn retrace(model: &mut Model, step: fn(&mut Trail, Step) -> Option<Step>, nothing: &str) {
    let here = here(model);
    let Some(Step { lesson, top }) = step(&mut model.trail, here) else {
        model.notice = Some(model.words.say(nothing));
        return;
    };
    model.focus = Pane::Lesson;
    if model.reading.lesson().id != lesson && model.open_lesson(&lesson) {
        say_language(model);
    }
    model.reading.restore(&lesson, top);
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
        Some(index) => drop(open_lesson(model, index)),
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
    };
}

/// The next exercise that is not passed: after the one that is open and round to it. One that was opened for a learner who
/// has not gone to it yet counts as the next. Where all that are left are in lessons that are locked, what opens the first is said.
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
    let others = order.filter(unsolved).filter(|item| Some(*item) != left);
    let is_locked = |item: &&Item| {
        let lesson = lessons.iter().position(|l| l.id == item.key().0);
        lesson.is_some_and(|lesson| workshop::lock(model, lesson).is_some())
    };
    let next = others.clone().find(|item| !is_locked(item));
    match next.or(others.clone().next()).cloned() {
        Some(item) => meet(model, &item),
        None => {
            let id = match all.iter().any(|item| unsolved(&item)) {
                true => "notice-last-left",
                false => "notice-all-passed",
            };
            model.notice = Some(model.words.say(id));
        }
    }
}
