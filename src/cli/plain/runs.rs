//! What was run before, and the way back to its code.

use std::sync::Arc;

use super::learner;
use super::session::Session;
use crate::cli::CliError;
use crate::locale;
use crate::progress::{RunRecord, Timestamp};
use crate::render::Stop;
use crate::run::SourceFile;

/// How many runs are told of; one goes back to any that is kept by its number.
const TOLD: usize = 10;

/// A run, by its number: the first of an exercise is 1, however many are kept.
type Numbered = (usize, RunRecord);

impl Session<'_> {
    /// The latest runs of the exercise that is open; or one of them with its code.
    pub(super) fn tell_runs(&mut self, about: &str) -> Result<(), CliError> {
        let Some(runs) = self.earlier_runs()? else {
            return Ok(());
        };
        if about.is_empty() {
            for run in runs.iter().take(TOLD) {
                self.tell_run(run);
            }
            let older = runs.len().saturating_sub(TOLD);
            if older > 0 {
                self.talk
                    .say_with("plain-runs-older", &[("count", older.into())]);
            }
            self.talk.say("plain-runs-how");
            return Ok(());
        }
        let Some(run) = self.numbered_run(runs, about) else {
            return Ok(());
        };
        self.tell_run(&run);
        self.tell_files(&run.1.files.iter().collect::<Vec<_>>());
        self.talk
            .say_with("plain-run-restore", &[("number", run.0.into())]);
        Ok(())
    }

    /// Brings the code of a run back.
    pub(super) fn restore_run(&mut self, about: &str) -> Result<(), CliError> {
        let Some(runs) = self.earlier_runs()? else {
            return Ok(());
        };
        let Some((number, run)) = self.numbered_run(runs, about) else {
            return Ok(());
        };
        let Some(open) = self.open_files()? else {
            return Ok(());
        };
        let then = |file: &SourceFile| {
            let then = run.files.iter().find(|then| then.path == file.path);
            then.unwrap_or(file).clone()
        };
        let now = open.files.own();
        let files: Vec<SourceFile> = now.iter().map(then).collect();
        if files == now {
            self.talk.say("plain-same-as-run");
            return Ok(());
        }
        let pack = Arc::clone(&self.pack);
        self.learner
            .save(&pack.lessons[self.lesson], &open.stop, files)?;
        self.talk
            .say_with("plain-restored", &[("number", number.into())]);
        Ok(())
    }

    /// The runs that are kept, the latest first. Where there are none, that is said.
    fn earlier_runs(&mut self) -> Result<Option<Vec<Numbered>>, CliError> {
        let Some(stop) = self.opened() else {
            return Ok(None);
        };
        if matches!(stop, Stop::Example(_)) {
            self.talk.say("notice-no-history");
            return Ok(None);
        }
        let runs = self.learner.runs(self.here(), &learner::name(&stop))?;
        if runs.is_empty() {
            self.talk.say("notice-no-runs");
            return Ok(None);
        }
        Ok(Some(runs))
    }

    fn numbered_run(&mut self, runs: Vec<Numbered>, about: &str) -> Option<Numbered> {
        let range = (runs.last().map(|run| run.0), runs.first().map(|run| run.0));
        let number = about.parse::<usize>().ok();
        let meant = runs.into_iter().find(|run| Some(run.0) == number);
        if meant.is_none() {
            let args = [
                ("first", range.0.unwrap_or(1).into()),
                ("last", range.1.unwrap_or(1).into()),
            ];
            self.talk.say_with("plain-runs-which", &args);
        }
        meant
    }

    fn tell_run(&mut self, (number, run): &Numbered) {
        let words = &self.talk.words;
        let passed = Timestamp::now().0.saturating_sub(run.started_at.0);
        let told = locale::counted(words, run.passed, run.failing, run.total);
        let args = [
            ("number", (*number).into()),
            ("ago", locale::ago(words, passed).into()),
            ("told", told.into()),
        ];
        self.talk.say_with("plain-run", &args);
    }
}
