//! Sentences about the rules of a pack: what they are, and what a lesson that is locked waits for.

use super::Words;
use crate::course::{Gate, Lock, Unlock, Workshop};

/// What must be done before this lesson opens.
pub fn lock(words: &Words, lesson: usize, lock: Lock) -> String {
    let args = [
        ("lesson", (lesson + 1).into()),
        ("first", (lock.first + 1).into()),
        ("left", lock.left.into()),
    ];
    words.say_with("lesson-locked", &args)
}

/// The rules in words; nothing where there are none.
pub fn rules(words: &Words, workshop: &Workshop) -> Option<String> {
    let default = Workshop::default();
    let sequential = (workshop.unlock == Unlock::Sequential).then(|| words.say("rules-sequential"));
    let hints = (workshop.hints != default.hints).then(|| match workshop.hints {
        Gate::After(runs) => words.say_with("rules-hints", &[("runs", runs.into())]),
        Gate::Never => words.say("hints-never"),
    });
    let solutions = match workshop.solutions {
        Gate::After(runs) => Some(words.say_with("rules-solutions", &[("runs", runs.into())])),
        Gate::Never => None,
    };
    let minutes = workshop
        .minutes
        .map(|minutes| words.say_with("rules-minutes", &[("minutes", minutes.into())]));
    let all = [sequential, hints, solutions, minutes];
    let said: Vec<String> = all.into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(" "))
}
