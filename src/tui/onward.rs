//! Where a learner goes on who has passed what is open: with the text behind it first, which the next exercise may need.

use super::model::{Item, Model};
use crate::progress::Status;

/// The exercise that is open, where its last run has passed.
pub fn passed(model: &Model) -> Option<&Item> {
    let item = &model.desk.opened()?.item;
    let Item::Exercise { exercise, .. } = item else {
        return None;
    };
    let has_passed = model.runs.of(item)?.verdict.passed();
    let is_passed = model.states.get(exercise) == Some(&Status::Passed);
    (has_passed && is_passed).then_some(item)
}

/// The same, where it stands in the lesson that is read.
pub fn read_behind(model: &Model) -> Option<&Item> {
    passed(model).filter(|item| item.key().0 == model.reading.lesson().id)
}
