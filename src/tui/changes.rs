//! What is another in the pack since the learner was at it: an update came between.

use std::collections::HashSet;

use super::model::{Item, Learner};
use crate::course::{Pack, sum_of};
use crate::progress::Status;

/// Which exercises are others than the learner knows them. Nothing of theirs was touched.
#[derive(Debug, Default)]
pub struct Changes {
    /// Their starter, and the learner has a draft of their own.
    starters: HashSet<String>,
    /// Those of them that the learner was not told of yet.
    untold: HashSet<String>,
    /// What they ask for, and the learner has passed them.
    asks: HashSet<String>,
}

impl Changes {
    /// Those of a pack, for what the learner brings along. What sums nobody wrote down is taken for the same.
    pub fn new(pack: &Pack, learner: &Learner) -> Self {
        let is_other = |seen: &Option<String>, now: &str| seen.as_ref().is_some_and(|s| s != now);
        let mut changes = Self::default();
        for (lesson, exercise) in pack
            .lessons
            .iter()
            .flat_map(|lesson| lesson.exercises.iter().map(move |e| (lesson, e)))
        {
            let id = &exercise.id;
            let (Some(seen), Some(now)) = (learner.seen.get(id), pack.sums.get(id)) else {
                continue;
            };
            let draft = learner.drafts.get(&Item::exercise(&lesson.id, id));
            if draft.is_some_and(|draft| *draft != exercise.own())
                && is_other(&seen.starter, &now.starter)
            {
                changes.starters.insert(id.clone());
            }
            if learner.states.get(id) == Some(&Status::Passed) && is_other(&seen.asks, &now.asks) {
                changes.asks.insert(id.clone());
            }
        }
        changes.untold.clone_from(&changes.starters);
        changes
    }

    /// Whether the exercise begins otherwise than the learner's draft did.
    pub fn has_starter(&self, exercise: &str) -> bool {
        self.starters.contains(exercise)
    }

    /// Whether the exercise asks for something else than when it was passed.
    pub fn asks(&self, exercise: &str) -> bool {
        self.asks.contains(exercise)
    }

    /// Whether the learner is to be told now that the starter is another: once.
    pub fn tell(&mut self, exercise: &str) -> bool {
        self.untold.remove(exercise)
    }

    /// The learner has taken the starter of now.
    pub fn starter_taken(&mut self, exercise: &str) {
        self.starters.remove(exercise);
        self.untold.remove(exercise);
    }

    /// It was passed as it is now.
    pub fn passed(&mut self, exercise: &str) {
        self.asks.remove(exercise);
    }
}

/// Leaves out the drafts that are nothing but the starter of before: whoever typed nothing begins with the one of now.
pub fn drop_old_starters(learner: &mut Learner) {
    let Learner { seen, drafts, .. } = learner;
    drafts.retain(|item, files| match item {
        Item::Exercise { exercise, .. } => {
            let begun = seen.get(exercise).and_then(|seen| seen.starter.as_ref());
            begun.is_none_or(|begun| *begun != sum_of(files))
        }
        Item::Example { .. } | Item::Scratch { .. } => true,
    });
}
