//! What the learner does with what is open: writing it, running it, starting over.

use std::sync::Arc;

use similar::{ChangeTag, TextDiff};

use super::editor::{self, Edited};
use super::learner;
use super::results::Told;
use super::session::Session;
use crate::cli::CliError;
use crate::course::{Check, Exercise, Onward};
use crate::locale;
use crate::progress::{RunRecord, Timestamp};
use crate::render::{Stop, text};
use crate::run::{Job, Outcome, SourceFile, Stdin, Transcript};
use crate::verdict::{self, Verdict, judge};

impl Session<'_> {
    /// What is open; where nothing is, that is said.
    pub(super) fn opened(&mut self) -> Option<Stop> {
        if self.open.is_none() {
            self.talk.say("plain-nothing-open");
        }
        self.open.clone()
    }

    /// The exercise that is open.
    pub(super) fn exercise(&self) -> Option<Exercise> {
        match self.open.as_ref()? {
            Stop::Exercise(id) => self.here().exercise(id).cloned(),
            Stop::Example(_) => None,
        }
    }

    pub(super) fn edit(&mut self) -> Result<(), CliError> {
        let Some(stop) = self.opened() else {
            return Ok(());
        };
        let pack = Arc::clone(&self.pack);
        let lesson = &pack.lessons[self.lesson];
        let files = self.learner.files(lesson, &stop)?.own();
        let front = self.exercise().and_then(|exercise| {
            let front = exercise.starter.get(exercise.front())?;
            files.iter().position(|file| file.path == front.path)
        });
        let front = front.unwrap_or(0);
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

    /// Takes the whole text of a file, line by line.
    pub(super) async fn write(&mut self, about: &str) -> Result<(), CliError> {
        let Some(open) = self.changeable(about)? else {
            return Ok(());
        };
        let file = ("file", open.path().to_owned().into());
        self.talk.say_with("plain-write", &[file]);
        let Some(text) = self.talk.take_text().await else {
            self.talk.say("plain-unchanged");
            return Ok(());
        };
        self.save_text(open, text)?;
        self.talk.say("plain-saved");
        Ok(())
    }

    /// Takes what the program is to read, for every run to come.
    pub(super) async fn take_input(&mut self) {
        if self.opened().is_none() {
            return;
        }
        self.talk.say("plain-input");
        let Some(text) = self.talk.take_text().await else {
            self.talk.say("plain-unchanged");
            return;
        };
        let count = ("count", text.lines().count().into());
        self.desk.input = Some(text).filter(|text| !text.is_empty());
        self.talk.say_with("plain-input-kept", &[count]);
    }

    /// What the program reads: what was said beforehand; else what is typed while it runs, where somebody can.
    fn stdin(&self) -> Stdin {
        match &self.desk.input {
            Some(text) => Stdin::Bytes(text.clone().into_bytes()),
            None if self.talk.listener.is_terminal => Stdin::Typed,
            None => Stdin::Empty,
        }
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
        let Some(ran) = self.runner.run(job.clone(), &mut self.talk).await? else {
            return Ok(());
        };
        let transcript = ran.transcript;
        let verdict = judge(&checks, !job.tests.is_empty(), &transcript);
        let wording = exercise.as_ref().and_then(|e| e.wording.clone());
        let told = Told {
            transcript,
            verdict,
            wording: wording.unwrap_or_default(),
            is_judged: !job.tests.is_empty() || !checks.is_empty(),
            is_heard: ran.is_told,
            files: job.files.iter().map(|f| f.path.clone()).collect(),
        };
        told.tell(&mut self.talk);
        let finished = told.transcript.finished.as_ref();
        let counts = finished.is_some_and(|f| f.outcome.counts());
        if let (Some(exercise), true, true) = (exercise, told.is_judged, counts) {
            self.keep_run(&exercise, job, checks, &told)?;
        }
        self.desk.last = Some(told);
        Ok(())
    }

    /// All that came of the last run of what is open.
    pub(super) fn tell_verdict(&mut self) {
        match &self.desk.last {
            Some(told) => told.tell_all(&mut self.talk),
            None => self.talk.say("plain-no-verdict"),
        }
    }

    /// What must be run, and what it is to prove.
    fn order(
        &self,
        stop: &Stop,
        exercise: Option<&Exercise>,
        files: Vec<SourceFile>,
    ) -> Option<(Job, Vec<Check>)> {
        if let Some(exercise) = exercise {
            let mut job = verdict::job(exercise, files);
            // Cases bring along what they read.
            if job.cases.is_empty() {
                job.stdin = self.stdin();
            }
            return Some((job, exercise.checks.clone()));
        }
        let Stop::Example(index) = stop else {
            return None;
        };
        let language = &self.here().example(*index)?.language;
        let file = files.into_iter().next()?;
        let job = Job::program(language, file, self.stdin(), self.pack.limits);
        Some((job, Vec::new()))
    }

    /// Keeps what a run has proved, and says what follows from it.
    fn keep_run(
        &mut self,
        exercise: &Exercise,
        job: Job,
        checks: Vec<Check>,
        told: &Told,
    ) -> Result<(), CliError> {
        let verdict = &told.verdict;
        let order = (job, checks);
        if !verdict.passed() && self.failed.get(&exercise.id) == Some(&order) {
            return self.tell_uncounted(exercise);
        }
        let record = self.record(exercise, &order.0, &told.transcript, verdict);
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
