//! What the rules of a pack mean to a learner who is so far: which lessons are open, and what helps with an exercise.

use super::{Gate, Lesson, Pack, Unlock};

/// Why a lesson is not open yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lock {
    /// The lesson that must be passed first, by its place in the pack.
    pub first: usize,
    /// How many of its exercises are not passed.
    pub left: usize,
}

/// Whether what helps with an exercise is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// It is.
    Open,
    /// After so many more failed runs.
    After(u32),
    /// It will never be.
    Never,
}

impl Pack {
    /// What each lesson waits for; nothing where it is open. A lesson of which something was passed is open, whatever comes to
    /// stand before it. `is_passed` tells it of an exercise by its id.
    pub fn locks(&self, is_passed: impl Fn(&str) -> bool) -> Vec<Option<Lock>> {
        let mut ahead = None;
        let lessons = self.lessons.iter().enumerate();
        lessons
            .map(|(index, lesson)| {
                let passed = lesson.exercises.iter().filter(|e| is_passed(&e.id)).count();
                if passed > 0 || self.workshop.unlock == Unlock::Free {
                    ahead = None;
                }
                let lock = ahead;
                let left = lesson.exercises.len() - passed;
                if left > 0 {
                    ahead = ahead.or(Some(Lock { first: index, left }));
                }
                lock
            })
            .collect()
    }
}

/// What a learner who is done with an exercise has before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Onward {
    /// Something in its lesson.
    Exercise,
    /// Something in another lesson.
    Lesson,
    /// Nothing: all is passed.
    Nothing,
}

impl Pack {
    /// What is left from a lesson on. `is_passed` tells it of an exercise by its id.
    pub fn onward(&self, lesson: &Lesson, is_passed: impl Fn(&str) -> bool) -> Onward {
        if !lesson.exercises.iter().all(|e| is_passed(&e.id)) {
            Onward::Exercise
        } else if !self.exercises().all(|e| is_passed(&e.id)) {
            Onward::Lesson
        } else {
            Onward::Nothing
        }
    }
}

impl Gate {
    /// Whether it is open to a learner who has passed the exercise, or has failed at it so many times.
    pub fn access(self, is_passed: bool, tries: u32) -> Access {
        match self {
            Self::Never => Access::Never,
            _ if is_passed => Access::Open,
            Self::After(runs) if tries < runs => Access::After(runs - tries),
            Self::After(_) => Access::Open,
        }
    }
}
