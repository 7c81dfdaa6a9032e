//! What a pack's rules mean to its learner: which lessons are open, and what helps with an exercise. An author's preview locks
//! nothing.

use std::collections::HashMap;

use super::model::Model;
use crate::course::{Gate, Pack};
use crate::progress::Status;

pub use crate::course::{Access, Lock};
pub use crate::locale::{lock as say_lock, rules};

/// What each lesson waits for, of a learner who is so far; nothing where it is open.
pub fn locks(pack: &Pack, states: &HashMap<String, Status>) -> Vec<Option<Lock>> {
    pack.locks(|id| states.get(id) == Some(&Status::Passed))
}

/// What a lesson waits for before this learner may open it.
pub fn lock(model: &Model, lesson: usize) -> Option<Lock> {
    if model.preview.is_some() {
        return None;
    }
    let locks = locks(model.reading.pack(), &model.states);
    locks.get(lesson).copied().flatten()
}

/// Whether the hints of an exercise are open to this learner.
pub fn hints(model: &Model, exercise: &str) -> Access {
    access(model, model.reading.pack().workshop.hints, exercise)
}

/// Whether its solution is.
pub fn solution(model: &Model, exercise: &str) -> Access {
    access(model, model.reading.pack().workshop.solutions, exercise)
}

fn access(model: &Model, gate: Gate, exercise: &str) -> Access {
    let is_passed = model.states.get(exercise) == Some(&Status::Passed);
    let tries = model.tries.get(exercise).copied().unwrap_or(0);
    gate.access(is_passed || model.preview.is_some(), tries)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Write as _;

    use proptest::prelude::*;

    use super::*;
    use crate::course;

    /// A pack of lessons with so many exercises each, called `0-0`, `0-1`, `1-0` and so on.
    fn pack(counts: &[usize], unlock: &str) -> Pack {
        let toml = format!(
            "id = \"p\"\ntitle = \"P\"\nversion = \"1.0.0\"\nlanguage = \"sh\"\n[workshop]\nunlock = \"{unlock}\"\n"
        );
        let mut files: BTreeMap<String, Vec<u8>> = [("pack.toml".to_owned(), toml.into())].into();
        for (lesson, count) in counts.iter().enumerate() {
            let mut text = "# L\n".to_owned();
            for exercise in 0..*count {
                write!(
                    text,
                    "```exercise={lesson}-{exercise}\n```\n```test={lesson}-{exercise}\nt\n```\n\
                     ```hint={lesson}-{exercise}\nh\n```\n```solution={lesson}-{exercise}\ns\n```\n"
                )
                .unwrap();
            }
            files.insert(format!("{lesson}-l{lesson}.md"), text.into());
        }
        let loaded = course::load(&files, "en");
        assert!(loaded.pack.is_some(), "{:?}", loaded.problems);
        loaded.pack.unwrap()
    }

    fn passed(ids: &[&str]) -> HashMap<String, Status> {
        let passed = ids.iter().map(|id| (id.to_string(), Status::Passed));
        passed.collect()
    }

    /// The lessons that are open.
    fn open(pack: &Pack, states: &HashMap<String, Status>) -> Vec<usize> {
        let locks = locks(pack, states).into_iter().enumerate();
        locks
            .filter_map(|(at, lock)| lock.is_none().then_some(at))
            .collect()
    }

    #[test]
    fn a_lesson_opens_when_the_one_before_is_passed() {
        let pack = pack(&[2, 0, 1, 1], "sequential");
        let first = |left| Some(Lock { first: 0, left });
        assert_eq!(
            locks(&pack, &passed(&[])),
            [None, first(2), first(2), first(2)]
        );
        assert_eq!(
            locks(&pack, &passed(&["0-1"])),
            [None, first(1), first(1), first(1)]
        );
        let third = Some(Lock { first: 2, left: 1 });
        assert_eq!(
            locks(&pack, &passed(&["0-0", "0-1"])),
            [None, None, None, third]
        );
        assert_eq!(open(&pack, &passed(&["0-0", "0-1", "2-0"])), [0, 1, 2, 3]);
    }

    #[test]
    fn what_was_passed_stays_open_whatever_comes_to_stand_before_it() {
        let pack = pack(&[1, 1, 2, 1, 1], "sequential");
        assert_eq!(open(&pack, &passed(&["0-0", "2-0"])), [0, 1, 2]);
        assert_eq!(open(&pack, &passed(&["0-0", "2-0", "2-1"])), [0, 1, 2, 3]);
        let failing = Status::Failing {
            failing: 1,
            total: 1,
        };
        assert_eq!(open(&pack, &[("2-0".to_owned(), failing)].into()), [0]);
    }

    #[test]
    fn without_the_rule_all_are_open() {
        assert_eq!(open(&pack(&[1, 1, 1], "free"), &passed(&[])), [0, 1, 2]);
    }

    proptest! {
        /// Whoever does what a lock asks for gets on, and comes to the end.
        #[test]
        fn every_lesson_can_be_reached(
            counts in prop::collection::vec(0..3_usize, 1..6),
            begun in prop::collection::vec((0..6_usize, 0..3_usize), 0..3),
        ) {
            let pack = pack(&counts, "sequential");
            let begun = begun.iter().map(|(lesson, exercise)| (format!("{lesson}-{exercise}"), Status::Passed));
            let mut states: HashMap<String, Status> = begun.collect();
            for _ in 0..=counts.len() {
                let locks = locks(&pack, &states);
                prop_assert_eq!(locks[0], None);
                let Some(lock) = locks.iter().flatten().next() else {
                    return Ok(());
                };
                prop_assert_eq!(locks[lock.first], None, "what is to be done first is open");
                let exercises = &pack.lessons[lock.first].exercises;
                let missing: Vec<_> = exercises.iter().filter(|e| !states.contains_key(&e.id)).collect();
                prop_assert_eq!(missing.len(), lock.left);
                for exercise in missing {
                    states.insert(exercise.id.clone(), Status::Passed);
                }
            }
            prop_assert!(false, "it goes on for ever");
        }
    }
}
