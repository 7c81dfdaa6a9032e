//! What the learner has done, in the same file as the full interface keeps it. It is looked up whenever it is asked for: the two may
//! be open at once.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::cli::{CliError, play};
use crate::course::{Access, Example, Exercise, Gate, Lesson, Lock, Pack, sum_of};
use crate::progress::{
    Entry, ExerciseState, Files, KEPT_RUNS, Key, Place, RunRecord, Status, Store, StoreError,
    Timestamp,
};
use crate::render::Stop;
use crate::run::SourceFile;

/// How far back a draft that was reset is looked for.
const HISTORY: usize = 50;

/// The learner, in one pack.
pub struct Learner {
    pub store: Store,
    pack: Arc<Pack>,
    /// What took the place of what, the latest last.
    before: HashMap<Key, Vec<Vec<SourceFile>>>,
}

impl Learner {
    pub fn new(store: Store, pack: Arc<Pack>) -> Self {
        Self {
            store,
            pack,
            before: HashMap::new(),
        }
    }

    fn key(&self, lesson: &Lesson, stop: &Stop) -> Key {
        Key::new(&self.pack.id, &lesson.id, name(stop))
    }

    /// How far an exercise is.
    pub fn state(&self, id: &str) -> Result<ExerciseState, StoreError> {
        let states = self.store.states(&self.pack.id)?;
        Ok(states.get(id).copied().unwrap_or_default())
    }

    /// Those of the pack that are passed.
    pub fn passed(&self) -> Result<Vec<String>, StoreError> {
        let states = self.store.states(&self.pack.id)?.into_iter();
        let passed = states.filter(|(_, state)| state.status == Status::Passed);
        Ok(passed.map(|(id, _)| id).collect())
    }

    /// What a lesson waits for before it opens.
    pub fn lock(&self, lesson: usize) -> Result<Option<Lock>, StoreError> {
        let passed = self.passed()?;
        let locks = self
            .pack
            .locks(|id| passed.iter().any(|passed| passed == id));
        Ok(locks.get(lesson).copied().flatten())
    }

    /// Whether what helps is open.
    pub fn access(&self, gate: Gate, exercise: &str) -> Result<Access, StoreError> {
        let state = self.state(exercise)?;
        let tries = u32::try_from(state.attempts).unwrap_or(u32::MAX);
        Ok(gate.access(state.status == Status::Passed, tries))
    }

    /// The files of what is open: the draft where there is one, else the starter. A draft that is nothing but the starter of before
    /// gives way to the one of now.
    pub fn files(&mut self, lesson: &Lesson, stop: &Stop) -> Result<Files, CliError> {
        let key = self.key(lesson, stop);
        let draft = match self.store.draft(&key)? {
            Some(draft) => Some(draft),
            None => play::moved(&self.store, &self.pack)?.remove(&key.exercise),
        };
        let mut draft = draft.map_or_else(Vec::new, |draft| draft.files);
        if let Stop::Exercise(id) = stop {
            let begun = play::seen(&self.store, &self.pack)?.remove(id);
            let begun = begun.and_then(|seen| seen.starter);
            if begun.is_some_and(|begun| begun == sum_of(&draft)) {
                draft.clear();
            }
        }
        let (starter, readonly) = (starter(lesson, stop), readonly(lesson, stop));
        Ok(Files::of(starter, readonly, draft))
    }

    /// Keeps what was typed; what it takes the place of can be had back.
    pub fn save(
        &mut self,
        lesson: &Lesson,
        stop: &Stop,
        own: Vec<SourceFile>,
    ) -> Result<(), CliError> {
        let before = self.files(lesson, stop)?;
        let files = [own, before.gone.clone()].concat();
        self.put(lesson, stop, files)?;
        self.remember(lesson, stop, before);
        Ok(())
    }

    fn put(
        &mut self,
        lesson: &Lesson,
        stop: &Stop,
        files: Vec<SourceFile>,
    ) -> Result<(), StoreError> {
        let key = self.key(lesson, stop);
        let sums = self.pack.sums.get(&key.exercise);
        let starter = sums.map(|sums| sums.starter.clone());
        let now = Timestamp::now();
        self.store
            .save_draft(&key, &files, starter.as_deref(), now)?;
        Ok(())
    }

    /// Puts the starter back; what was typed goes to the history.
    pub fn reset(&mut self, lesson: &Lesson, stop: &Stop) -> Result<(), CliError> {
        let before = self.files(lesson, stop)?;
        let key = self.key(lesson, stop);
        self.store.reset_draft(&key, Timestamp::now())?;
        self.remember(lesson, stop, before);
        Ok(())
    }

    fn remember(&mut self, lesson: &Lesson, stop: &Stop, before: Files) {
        let files = [before.own(), before.gone].concat();
        let key = self.key(lesson, stop);
        self.before.entry(key).or_default().push(files);
    }

    /// Brings back what was there before; of another day, what was reset last. Says whether there was anything.
    pub fn undo(&mut self, lesson: &Lesson, stop: &Stop) -> Result<bool, CliError> {
        let key = self.key(lesson, stop);
        let before = self.before.get_mut(&key).and_then(Vec::pop);
        let before = match before {
            Some(files) => Some(files),
            None if self.store.draft(&key)?.is_none() => {
                let history = self.store.history(&key, HISTORY)?.into_iter();
                let mut drafts = history.filter_map(|entry| match entry {
                    Entry::Draft(draft) => Some(draft.files),
                    Entry::Run(_) => None,
                });
                drafts.next()
            }
            None => None,
        };
        let found = before.is_some();
        if let Some(files) = before {
            self.put(lesson, stop, files)?;
        }
        Ok(found)
    }

    /// Keeps a run that was judged.
    pub fn record(
        &mut self,
        lesson: &Lesson,
        exercise: &str,
        run: &RunRecord,
    ) -> Result<ExerciseState, StoreError> {
        let key = Key::new(&self.pack.id, &lesson.id, exercise);
        self.store.record_run(&key, run)
    }

    /// The runs of an exercise that are kept, the latest first, by their numbers: the very first was 1.
    pub fn runs(
        &self,
        lesson: &Lesson,
        exercise: &str,
    ) -> Result<Vec<(usize, RunRecord)>, StoreError> {
        let key = Key::new(&self.pack.id, &lesson.id, exercise);
        let runs = self.store.runs(&key, KEPT_RUNS)?;
        let last = self.store.state(&key)?.attempts.max(runs.len());
        let numbered = runs.into_iter().enumerate();
        Ok(numbered.map(|(at, run)| (last - at, run)).collect())
    }

    /// Keeps that the solution was looked at.
    pub fn reveal(&mut self, lesson: &str, exercise: &str) -> Result<(), StoreError> {
        let key = Key::new(&self.pack.id, lesson, exercise);
        self.store.save_revealed(&key, Timestamp::now())
    }

    /// Whether the exercise asks for something else than when it was passed.
    pub fn asks_changed(&self, exercise: &str) -> Result<bool, StoreError> {
        let seen = play::seen(&self.store, &self.pack)?.remove(exercise);
        let (seen, now) = (seen.and_then(|s| s.asks), self.pack.sums.get(exercise));
        Ok(seen.is_some_and(|seen| now.is_some_and(|now| now.asks != seen)))
    }

    /// Whether the exercise begins otherwise than the learner's draft did. They are told once.
    pub fn starter_changed(&mut self, exercise: &Exercise) -> Result<bool, StoreError> {
        let seen = play::seen(&self.store, &self.pack)?.remove(&exercise.id);
        let (seen, now) = (
            seen.and_then(|s| s.starter),
            self.pack.sums.get(&exercise.id),
        );
        let (Some(seen), Some(now)) = (seen, now) else {
            return Ok(false);
        };
        if seen == now.starter {
            return Ok(false);
        }
        self.store
            .save_starter(&self.pack.id, &exercise.id, &now.starter)?;
        Ok(true)
    }

    /// Keeps where the learner is. Where the cursor of the full interface was in the same exercise stays known.
    pub fn save_place(&mut self, mut place: Place) -> Result<(), StoreError> {
        let before = self.store.place(&self.pack.id)?;
        if let Some(before) = before.filter(|before| before.exercise == place.exercise) {
            place.cursor = before.cursor;
        }
        self.store
            .save_place(&self.pack.id, &place, Timestamp::now())
    }
}

/// The name that a draft is kept under.
pub fn name(stop: &Stop) -> String {
    match stop {
        Stop::Exercise(id) => id.clone(),
        Stop::Example(index) => Example::draft_name(*index),
    }
}

/// What a learner begins with.
pub fn starter(lesson: &Lesson, stop: &Stop) -> Vec<SourceFile> {
    match stop {
        Stop::Exercise(id) => lesson
            .exercise(id)
            .map_or_else(Vec::new, |e| e.starter.clone()),
        Stop::Example(index) => lesson
            .example(*index)
            .map(Example::file)
            .into_iter()
            .collect(),
    }
}

/// The paths of those files that a learner cannot change.
fn readonly(lesson: &Lesson, stop: &Stop) -> BTreeSet<String> {
    match stop {
        Stop::Exercise(id) => lesson.exercise(id).map(|e| e.readonly.clone()),
        Stop::Example(_) => None,
    }
    .unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::course::load;

    #[test]
    fn a_file_that_nobody_may_change_is_in_no_draft_and_what_was_typed_in_it_before_is_kept() {
        let pack = "id = \"p\"\ntitle = \"P\"\nversion = \"1.0.0\"\nlanguage = \"sh\"\n";
        let lesson = "# A\n```exercise=a file=a.sh\n1\n```\n```exercise=a file=b.sh readonly\n2\n```\n\
            ```test=a\n```\n```markdown hint=a\nh\n```\n```solution=a\n3\n```\n";
        let files = [("pack.toml", pack), ("01-a.md", lesson)];
        let files: BTreeMap<String, Vec<u8>> = files
            .map(|(path, text)| (path.to_owned(), text.into()))
            .into();
        let pack = Arc::new(load(&files, "en").pack.unwrap());
        let mut learner = Learner::new(Store::in_memory().unwrap(), Arc::clone(&pack));
        let (lesson, stop) = (&pack.lessons[0], Stop::Exercise("a".to_owned()));
        let file = |path: &str, text: &str| SourceFile::new(path, text);
        let key = Key::new("p", "a", "a");
        let draft = |learner: &mut Learner| learner.store.draft(&key).unwrap().unwrap().files;
        // When it could be changed, it was.
        let before = [file("a.sh", "typed"), file("b.sh", "typed")];
        let at = Timestamp(1);
        learner.store.save_draft(&key, &before, None, at).unwrap();
        let found = learner.files(lesson, &stop).unwrap();
        assert_eq!(found.sources, [file("a.sh", "typed"), file("b.sh", "2\n")]);
        assert_eq!(found.own(), before[..1]);
        assert_eq!(found.gone, before[1..]);
        let now = vec![file("a.sh", "now")];
        learner.save(lesson, &stop, now).unwrap();
        let saved = [file("a.sh", "now"), file("b.sh", "typed")];
        assert_eq!(draft(&mut learner), saved);
        assert!(learner.undo(lesson, &stop).unwrap());
        assert_eq!(draft(&mut learner), before);
        // Where it was not, nothing of it is.
        let same = [file("a.sh", "typed"), file("b.sh", "2\n")];
        learner.store.save_draft(&key, &same, None, at).unwrap();
        assert_eq!(learner.files(lesson, &stop).unwrap().gone, []);
    }
}
