//! What the learner does with what is open: writing it, running it, starting over.

use std::sync::Arc;

use similar::{ChangeTag, TextDiff};

use super::editor::{self, Edited};
use super::learner;
use super::results::Told;
use super::session::Session;
use super::talk::Heard;
use crate::cli::CliError;
use crate::course::{Check, Exercise, Onward};
use crate::locale;
use crate::progress::{RunRecord, Timestamp};
use crate::render::{Stop, text};
use crate::run::{Job, Outcome, SourceFile, Stdin, Transcript};
use crate::verdict::{self, Verdict, judge};

/// What ends a text that is typed in.
const END: &str = ".";

impl Session<'_> {
    /// What is open; where nothing is, that is said.
    fn opened(&mut self) -> Option<Stop> {
        if self.open.is_none() {
            self.talk.say("plain-nothing-open");
        }
        self.open.clone()
    }

    /// The exercise that is open.
    pub(super) fn exercise(&self) -> Option<Exercise> {
        match self.open.as_ref()? {
            Stop::Exercise(id) => learner::exercise(self.here(), id).cloned(),
            Stop::Example(_) => None,
        }
    }

    pub(super) fn edit(&mut self) -> Result<(), CliError> {
        let Some(stop) = self.opened() else {
            return Ok(());
        };
        let pack = Arc::clone(&self.pack);
        let lesson = &pack.lessons[self.lesson];
        let files = self.learner.files(lesson, &stop)?.sources;
        let front = self.exercise().map_or(0, |exercise| exercise.front());
        self.talk.teller.flush();
        match editor::edit(&files, front)? {
            Edited::Files(now) if now == files => self.talk.say("plain-unchanged"),
            Edited::Files(now) => {
                self.learner.save(lesson, &stop, now)?;
                self.talk.say("plain-saved");
            }
            Edited::NoEditor => self.talk.say("plain-no-editor"),
            Edited::Failed(why) => {
                self.talk
                    .say_with("plain-editor-failed", &[("why", why.into())]);
            }
            Edited::Refused(why, folder) => {
                self.talk.teller.say(&why.to_string());
                let folder = folder.display().to_string().into();
                self.talk.say_with("plain-kept", &[("folder", folder)]);
            }
        }
        Ok(())
    }

    /// Takes a file's text, line by line, until a line with a dot alone.
    pub(super) async fn write(&mut self, about: &str) -> Result<(), CliError> {
        let Some(stop) = self.opened() else {
            return Ok(());
        };
        let pack = Arc::clone(&self.pack);
        let lesson = &pack.lessons[self.lesson];
        let mut files = self.learner.files(lesson, &stop)?.sources;
        let names: Vec<&str> = files.iter().map(|f| f.path.as_str()).collect();
        let at = match about {
            "" if names.len() == 1 => Some(0),
            name => names.iter().position(|known| *known == name),
        };
        let Some(at) = at else {
            let names = ("names", names.join(", ").into());
            self.talk.say_with("plain-write-which", &[names]);
            return Ok(());
        };
        let file = ("file", files[at].path.clone().into());
        self.talk.say_with("plain-write", &[file]);
        let mut typed = String::new();
        loop {
            match self.talk.take().await {
                Heard::Line(line) if line == END => break,
                Heard::Line(line) => typed.extend([line.as_str(), "\n"]),
                Heard::Interrupt => {
                    self.talk.say("plain-unchanged");
                    return Ok(());
                }
                // Nothing that was typed is lost.
                Heard::End => break,
            }
        }
        files[at].text = typed;
        self.learner.save(lesson, &stop, files)?;
        self.talk.say("plain-saved");
        Ok(())
    }

    pub(super) fn reset(&mut self) -> Result<(), CliError> {
        let Some(stop) = self.opened() else {
            return Ok(());
        };
        let pack = Arc::clone(&self.pack);
        self.learner.reset(&pack.lessons[self.lesson], &stop)?;
        self.talk
            .say_with("editor-was-reset", &[("key", "undo".into())]);
        Ok(())
    }

    pub(super) fn undo(&mut self) -> Result<(), CliError> {
        let Some(stop) = self.opened() else {
            return Ok(());
        };
        let pack = Arc::clone(&self.pack);
        let is_back = self.learner.undo(&pack.lessons[self.lesson], &stop)?;
        self.talk.say(match is_back {
            true => "plain-undone",
            false => "plain-nothing-to-undo",
        });
        Ok(())
    }

    /// Says which lines are others than the starter's.
    pub(super) fn compare(&mut self) -> Result<(), CliError> {
        let Some(stop) = self.opened() else {
            return Ok(());
        };
        let pack = Arc::clone(&self.pack);
        let lesson = &pack.lessons[self.lesson];
        let files = self.learner.files(lesson, &stop)?;
        let starter = learner::starter(lesson, &stop);
        if files.sources == starter && files.gone.is_empty() {
            self.talk.say("plain-is-starter");
            return Ok(());
        }
        for (own, starter) in files.sources.iter().zip(&starter) {
            if own != starter {
                let path = own.path.clone().into();
                self.talk.say_with("plain-file", &[("file", path)]);
                self.differences(&starter.text, &own.text);
            }
        }
        for gone in &files.gone {
            let path = gone.path.clone().into();
            self.talk.say_with("plain-file", &[("file", path)]);
            self.talk.say("compare-gone");
            self.talk.teller.code(&gone.text);
        }
        Ok(())
    }

    fn differences(&mut self, starter: &str, own: &str) {
        let diff = TextDiff::from_lines(starter, own);
        for change in diff.iter_all_changes() {
            let (id, line) = match change.tag() {
                ChangeTag::Equal => continue,
                ChangeTag::Delete => ("plain-line-starter", change.old_index()),
                ChangeTag::Insert => ("plain-line-yours", change.new_index()),
            };
            let value = text::visible(change.value().trim_end_matches('\n')).into_owned();
            let line = ("line", (line.unwrap_or(0) + 1).into());
            self.talk.say_with(id, &[line, ("text", value.into())]);
        }
    }

    pub(super) async fn run(&mut self) -> Result<(), CliError> {
        let Some(stop) = self.opened() else {
            return Ok(());
        };
        let pack = Arc::clone(&self.pack);
        let lesson = &pack.lessons[self.lesson];
        let files = self.learner.files(lesson, &stop)?.sources;
        let exercise = self.exercise();
        let Some((job, checks)) = self.order(&stop, exercise.as_ref(), files) else {
            return Ok(());
        };
        let Some(transcript) = self.runner.run(job.clone(), &mut self.talk).await? else {
            return Ok(());
        };
        let verdict = judge(&checks, !job.tests.is_empty(), &transcript);
        let wording = exercise.as_ref().and_then(|e| e.wording.clone());
        let told = Told {
            transcript: &transcript,
            verdict: &verdict,
            wording: &wording.unwrap_or_default(),
            is_judged: !job.tests.is_empty() || !checks.is_empty(),
            files: job.files.iter().map(|f| f.path.as_str()).collect(),
        };
        told.tell(&mut self.talk);
        let is_judged = told.is_judged;
        let finished = transcript.finished.as_ref();
        let counts = finished.is_some_and(|f| f.outcome.counts());
        if let (Some(exercise), true, true) = (exercise, is_judged, counts) {
            self.keep_run(&exercise, job, checks, &transcript, &verdict)?;
        }
        Ok(())
    }

    /// What must be run, and what it is to prove.
    fn order(
        &self,
        stop: &Stop,
        exercise: Option<&Exercise>,
        files: Vec<SourceFile>,
    ) -> Option<(Job, Vec<Check>)> {
        if let Some(exercise) = exercise {
            return Some((verdict::job(exercise, files), exercise.checks.clone()));
        }
        let Stop::Example(index) = stop else {
            return None;
        };
        let language = &learner::example(self.here(), *index)?.language;
        let file = files.into_iter().next()?;
        let job = Job::program(language, file, Stdin::Empty, self.pack.limits);
        Some((job, Vec::new()))
    }

    /// Keeps what a run has proved, and says what follows from it.
    fn keep_run(
        &mut self,
        exercise: &Exercise,
        job: Job,
        checks: Vec<Check>,
        transcript: &Transcript,
        verdict: &Verdict,
    ) -> Result<(), CliError> {
        let order = (job, checks);
        if !verdict.passed() && self.failed.get(&exercise.id) == Some(&order) {
            return self.tell_uncounted(exercise);
        }
        let record = self.record(exercise, &order.0, transcript, verdict);
        let pack = Arc::clone(&self.pack);
        let lesson = &pack.lessons[self.lesson];
        let state = self.learner.record(lesson, &exercise.id, &record)?;
        if verdict.passed() {
            self.failed.remove(&exercise.id);
            return self.tell_onward();
        }
        self.failed.insert(exercise.id.clone(), order);
        self.tell_opened(exercise, &state);
        Ok(())
    }

    fn record(
        &self,
        exercise: &Exercise,
        job: &Job,
        transcript: &Transcript,
        verdict: &Verdict,
    ) -> RunRecord {
        let finished = transcript.finished.as_ref();
        let duration = finished.map(|f| f.duration).unwrap_or_default();
        let lasted = i64::try_from(duration.as_millis()).unwrap_or(0);
        let outcome = |outcome: &Outcome| locale::outcome(&self.talk.words, outcome);
        let sums = self.pack.sums.get(&exercise.id);
        RunRecord {
            started_at: Timestamp(Timestamp::now().0 - lasted),
            duration,
            outcome: finished.map(|f| outcome(&f.outcome)).unwrap_or_default(),
            passed: verdict.passed(),
            failing: verdict.failing(),
            total: verdict.total(),
            files: job.files.clone(),
            asks: sums.map(|sums| sums.asks.clone()),
        }
    }

    /// What a learner who is done here can do next.
    fn tell_onward(&mut self) -> Result<(), CliError> {
        let passed = self.learner.passed()?;
        let is_passed = |id: &str| passed.iter().any(|passed| passed == id);
        let id = match self.pack.onward(self.here(), is_passed) {
            Onward::Exercise => "plain-onward",
            Onward::Lesson => "plain-lesson-done",
            Onward::Nothing => "results-course-done",
        };
        self.talk.say(id);
        Ok(())
    }

    /// Files, each under its name.
    pub(super) fn tell_files(&mut self, files: &[&SourceFile]) {
        for file in files {
            let path = file.path.clone().into();
            self.talk.say_with("plain-file", &[("file", path)]);
            self.talk.teller.code(&file.text);
        }
    }
}
