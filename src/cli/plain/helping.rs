//! What helps: the commands, the hints, and the solution, as far as the pack lets a learner have them.

use super::command::{self, Known, TOPICS};
use super::reading;
use super::session::Session;
use crate::cli::CliError;
use crate::course::{Access, Exercise, Gate};
use crate::locale::Words;
use crate::progress::{ExerciseState, Status};
use crate::run::SourceFile;

impl Session<'_> {
    /// The commands by what they are about, or what one of them does.
    pub(super) fn help(&mut self, about: &str) {
        let words = &self.talk.words;
        if !about.is_empty() {
            match command::known_as(about, words) {
                Some(known) => {
                    let does = words.say(known.does);
                    let told = format!("{}: {does}", names(known, words));
                    self.talk.teller.say(&told);
                }
                None => {
                    let near = command::near(about, words);
                    self.unknown(about, near);
                }
            }
            return;
        }
        for (topic, commands) in TOPICS {
            let words = &self.talk.words;
            let names: Vec<String> = commands.iter().map(|known| names(known, words)).collect();
            let told = format!("{}: {}", words.say(topic), names.join(", "));
            self.talk.teller.say(&told);
        }
        self.talk.say("plain-help");
    }

    /// The next hint; after the last one the first again.
    pub(super) fn hint(&mut self) -> Result<(), CliError> {
        let exercise = self
            .exercise()
            .filter(|exercise| !exercise.hints.is_empty());
        let Some(exercise) = exercise else {
            self.talk.say("notice-no-hints");
            return Ok(());
        };
        let rules = self.pack.workshop;
        match self.learner.access(rules.hints, &exercise.id)? {
            Access::Open => {}
            Access::After(runs) => {
                self.talk.say_with("hints-after", &[("runs", runs.into())]);
                return Ok(());
            }
            Access::Never => {
                self.talk.say("hints-never");
                return self.tell_solution_access(&exercise);
            }
        }
        let count = exercise.hints.len();
        let number = self.desk.hints % count;
        let args = [("number", (number + 1).into()), ("count", count.into())];
        self.talk.say_with("hint-title", &args);
        reading::page(&exercise.hints[number], &mut self.talk);
        self.desk.hints += 1;
        match self.desk.hints < count {
            true => self.talk.say("plain-hint-next"),
            false => self.tell_solution_access(&exercise)?,
        }
        Ok(())
    }

    /// When the solution opens, where it ever does.
    fn tell_solution_access(&mut self, exercise: &Exercise) -> Result<(), CliError> {
        let rules = self.pack.workshop;
        match self.learner.access(rules.solutions, &exercise.id)? {
            Access::Open => self.talk.say("plain-hint-solution"),
            Access::After(runs) => self
                .talk
                .say_with("solution-after", &[("runs", runs.into())]),
            Access::Never => {}
        }
        Ok(())
    }

    /// The files that the solution changes, once every hint that is open was told.
    pub(super) fn solution(&mut self) -> Result<(), CliError> {
        let Some(exercise) = self.exercise() else {
            self.talk.say("plain-no-exercise");
            return Ok(());
        };
        let rules = self.pack.workshop;
        match self.learner.access(rules.solutions, &exercise.id)? {
            Access::Open => {}
            Access::After(runs) => {
                self.talk
                    .say_with("solution-after", &[("runs", runs.into())]);
                return Ok(());
            }
            Access::Never => {
                self.talk.say("plain-no-solution");
                return Ok(());
            }
        }
        let has_hints = self.learner.access(rules.hints, &exercise.id)? == Access::Open;
        let is_passed = self.learner.state(&exercise.id)?.status == Status::Passed;
        if has_hints && !is_passed && self.desk.hints < exercise.hints.len() {
            self.talk.say("plain-hints-first");
            return Ok(());
        }
        self.talk.say("solution-title");
        let changed = exercise.solution.iter();
        let changed = changed.filter(|file| !exercise.starter.contains(file));
        let changed: Vec<&SourceFile> = changed.collect();
        self.tell_files(&changed);
        let lesson = self.here().id.clone();
        Ok(self.learner.reveal(&lesson, &exercise.id)?)
    }

    /// Says what the last failed run of an exercise has opened, if anything; else where help is.
    pub(super) fn tell_opened(&mut self, exercise: &Exercise, state: &ExerciseState) {
        if state.status == Status::Passed {
            return;
        }
        let tries = u32::try_from(state.attempts).unwrap_or(u32::MAX);
        let rules = self.pack.workshop;
        let (id, key) = match Gate::After(tries) {
            gate if gate == rules.hints => ("hints-open", "hint"),
            gate if gate == rules.solutions => ("solution-open", "solution"),
            _ if exercise.hints.is_empty() => return,
            _ if rules.hints.access(false, tries) == Access::Open => ("plain-help-is", "hint"),
            _ => return,
        };
        self.talk.say_with(id, &[("key", key.into())]);
    }

    /// Says that a failed run was no other try, where what helps waits for one.
    pub(super) fn tell_uncounted(&mut self, exercise: &Exercise) -> Result<(), CliError> {
        let rules = self.pack.workshop;
        for gate in [rules.hints, rules.solutions] {
            if matches!(self.learner.access(gate, &exercise.id)?, Access::After(_)) {
                self.talk.say("notice-same-code");
                return Ok(());
            }
        }
        Ok(())
    }
}

/// What a command is called, and what it is called in the learner's language where that is another word.
fn names(known: &Known, words: &Words) -> String {
    let name = known.names[0];
    match words.say(known.local) {
        local if local == name => local,
        local => format!("{name} ({local})"),
    }
}
