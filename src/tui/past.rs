//! What is known of how the learner came here, beside how far each exercise is: at which run they were passed, whose solution was
//! looked at, how long lessons took, and which places were marked.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::time::Duration;

use crate::progress::{Bookmark, ExerciseState, LessonPast};

/// A pause that is longer is none of the lesson's: somebody has gone away.
const LONGEST_PAUSE: Duration = Duration::from_secs(5 * 60);

/// How the learner came here.
#[derive(Debug, Clone, Default)]
pub struct Past {
    /// At which run, from 1, each exercise was first passed, by its id, where that is known.
    pub passed_runs: HashMap<String, usize>,
    /// The exercises whose solution was looked at before they were passed, by their ids.
    pub revealed: HashSet<String>,
    /// The places that were marked.
    pub bookmarks: Vec<Bookmark>,
    lessons: HashMap<String, LessonPast>,
    /// The lessons of which something is to be saved.
    due: BTreeSet<String>,
}

impl Past {
    /// What was kept of a pack.
    pub fn new(
        states: &HashMap<String, ExerciseState>,
        lessons: HashMap<String, LessonPast>,
        bookmarks: Vec<Bookmark>,
    ) -> Self {
        let runs = states.iter();
        let runs = runs.filter_map(|(id, state)| Some((id.clone(), state.passed_run?)));
        let revealed = states.iter().filter(|(_, state)| state.is_revealed);
        Self {
            passed_runs: runs.collect(),
            revealed: revealed.map(|(id, _)| id.clone()).collect(),
            bookmarks,
            lessons,
            due: BTreeSet::new(),
        }
    }

    /// How a lesson was gone through.
    pub fn lesson(&self, id: &str) -> LessonPast {
        self.lessons.get(id).copied().unwrap_or_default()
    }

    /// The learner was at a lesson for so long since the key before.
    pub fn spend(&mut self, lesson: &str, time: Duration) {
        if time > LONGEST_PAUSE {
            return;
        }
        let past = self.lessons.entry(lesson.to_owned()).or_default();
        let before = past.spent.as_secs() / 60;
        past.spent += time;
        // Nobody is told of less than a minute, so that more need not be written.
        if past.spent.as_secs() / 60 > before {
            self.due.insert(lesson.to_owned());
        }
    }

    /// The learner looks back on a lesson at its end.
    pub fn review(&mut self, lesson: &str) {
        let past = self.lessons.entry(lesson.to_owned()).or_default();
        past.is_reviewed = true;
        self.due.insert(lesson.to_owned());
    }

    /// What is to be saved of lessons since this was asked last.
    pub fn take_due(&mut self) -> Vec<(String, LessonPast)> {
        let due = std::mem::take(&mut self.due).into_iter();
        due.map(|id| (id.clone(), self.lesson(&id))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_adds_up_but_for_pauses_and_is_saved_by_the_minute() {
        let mut past = Past::default();
        past.spend("a", Duration::from_secs(40));
        assert_eq!(past.take_due(), []);
        past.spend("a", Duration::from_secs(6 * 60));
        past.spend("b", Duration::from_secs(30));
        past.spend("a", Duration::from_secs(21));
        let spent = LessonPast {
            spent: Duration::from_secs(61),
            is_reviewed: false,
        };
        assert_eq!(past.take_due(), [("a".to_owned(), spent)]);
        assert_eq!(past.take_due(), []);
        past.review("b");
        let due = past.take_due();
        assert_eq!(due.len(), 1);
        assert!(due[0].1.is_reviewed && past.lesson("b").spent == Duration::from_secs(30));
    }
}
