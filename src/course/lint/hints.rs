//! A hint says something.

use super::Page;
use crate::course::block::Role;
use crate::course::problems::Problems;
use crate::course::words::quoted;

/// Says which hints are empty.
pub(super) fn check(page: &Page<'_>, problems: &mut Problems) {
    for hint in page.parts(Role::Hint).filter(|hint| hint.is_empty()) {
        problems.add(|| {
            let id = quoted(&hint.exercise.text);
            hint.source()
                .error(
                    hint.exercise.at.clone(),
                    format!("this hint of exercise {id} says nothing"),
                )
                .help("write what leads a learner one step on, or leave the block out")
        });
    }
}
