//! The page at the end of a lesson: when it comes, and where one goes from it.

use std::time::Duration;

use super::{close, on_overlay, reading};
use crate::progress::Status;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::model::{Item, Model};
use crate::tui::overlay::Overlay;

/// Whether the learner who goes on from here has done all of the lesson, and has not looked back on it yet.
pub fn is_due(model: &Model) -> bool {
    let lesson = model.reading.lesson();
    let is_passed = |id: &str| model.states.get(id) == Some(&Status::Passed);
    model.preview.is_none()
        && !lesson.exercises.is_empty()
        && lesson.exercises.iter().all(|e| is_passed(&e.id))
        && !model.past.lesson(&lesson.id).is_reviewed
}

/// Shows the page.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let lesson = model.reading.lesson().id.clone();
    model.past.review(&lesson);
    on_overlay(model, Overlay::LessonEnd { scroll: 0 })
}

/// From the page on: to the next lesson, and from the last one to what is left.
pub fn go_on(model: &mut Model) {
    close(model);
    let next = model.reading.lesson_index() + 1;
    let left = model.progress();
    if next < model.reading.pack().lessons.len() {
        reading::open_lesson(model, next);
    } else if left.0 < left.1 {
        reading::go(model, &Action::NextUnsolved);
    }
}

/// An exercise was passed that was not before: at which run is remembered.
pub fn passed(model: &mut Model, exercise: &str) {
    let failed = model.tries.get(exercise).copied().unwrap_or(0);
    let run = usize::try_from(failed)
        .unwrap_or(usize::MAX)
        .saturating_add(1);
    model.past.passed_runs.insert(exercise.to_owned(), run);
}

/// So much time has gone by since the last key.
pub fn spend(model: &mut Model, time: Duration) {
    if !model.library.is_open {
        let lesson = model.reading.lesson().id.clone();
        model.past.spend(&lesson, time);
    }
}

/// What is to be saved: how lessons were gone through, and that a solution was looked at.
pub fn save(model: &mut Model) -> Vec<Effect> {
    let due = model.past.take_due().into_iter();
    let mut effects: Vec<Effect> = due
        .map(|(lesson, past)| Effect::SaveLesson { lesson, past })
        .collect();
    effects.extend(reveal(model));
    effects
}

fn reveal(model: &mut Model) -> Option<Effect> {
    let is_seen = matches!(
        model.overlay,
        Some(Overlay::Solution { .. } | Overlay::Compare { solution: true, .. })
    );
    if !is_seen || model.preview.is_some() {
        return None;
    }
    let Item::Exercise { lesson, exercise } = model.desk.opened()?.item.clone() else {
        return None;
    };
    let is_passed = model.states.get(&exercise) == Some(&Status::Passed);
    let is_new = !is_passed && model.past.revealed.insert(exercise.clone());
    is_new.then_some(Effect::SaveRevealed { lesson, exercise })
}
