//! What a run said, in sentences: how it ended, each check, what was printed.

use super::talk::Talk;
use crate::course::Wording;
use crate::locale;
use crate::render::neutralise;
use crate::run::{Diagnostic, Location, Origin, Outcome, ProgramStatus, Severity, Transcript};
use crate::verdict::{CheckResult, Kind, Reason, Status, Verdict};

/// A run that is over.
pub struct Told<'a> {
    pub transcript: &'a Transcript,
    pub verdict: &'a Verdict,
    /// What the checks say in the language of the prose.
    pub wording: &'a Wording,
    /// Whether there was anything to prove.
    pub is_judged: bool,
    /// What the learner's files are called: tests are hidden, and a place in one of them helps nobody.
    pub files: Vec<&'a str>,
}

impl Told<'_> {
    /// Says all of it.
    pub fn tell(&self, talk: &mut Talk) {
        let headline = self.headline(talk);
        talk.teller.say(&headline);
        for diagnostic in &self.transcript.diagnostics {
            self.diagnostic(diagnostic, talk);
        }
        for check in &self.verdict.checks {
            self.check(check, talk);
        }
        self.output(talk);
    }

    fn headline(&self, talk: &Talk) -> String {
        let words = &talk.words;
        let counted = |id| {
            let (failing, total) = (self.verdict.failing(), self.verdict.total());
            words.say_with(id, &[("failing", failing.into()), ("total", total.into())])
        };
        let finished = self.transcript.finished.as_ref();
        let sentence = match finished.map(|f| &f.outcome) {
            Some(Outcome::Exited(_)) if self.does_not_compile() => words.say("results-compile"),
            Some(Outcome::Exited(_)) if self.is_judged => match self.verdict.passed() {
                true => counted("results-all-passed"),
                false => counted("results-some-failed"),
            },
            Some(outcome) => locale::outcome(words, outcome),
            None => String::new(),
        };
        let seconds = finished.map_or(0.0, |f| f.duration.as_secs_f64());
        let time = [("seconds", format!("{seconds:.1}").into())];
        format!("{sentence} ({})", words.say_with("results-elapsed", &time))
    }

    fn does_not_compile(&self) -> bool {
        self.transcript.program == Some(ProgramStatus::CompileError)
    }

    fn diagnostic(&self, diagnostic: &Diagnostic, talk: &mut Talk) {
        let id = match (diagnostic.severity, &diagnostic.location) {
            (Severity::Error, Some(_)) => "plain-error-at",
            (Severity::Error, None) => "plain-error",
            (Severity::Warning, Some(_)) => "plain-warning-at",
            (Severity::Warning, None) => "plain-warning",
        };
        let head = talk
            .words
            .say_with(id, &place(diagnostic.location.as_ref()));
        talk.teller.say(&head);
        talk.teller.code(&diagnostic.message);
    }

    fn check(&self, check: &CheckResult, talk: &mut Talk) {
        let untold = matches!(
            check.reason,
            Some(Reason::DidNotCompile | Reason::CutShort(Outcome::Cancelled))
        );
        let id = match check.status {
            Status::Pass => "plain-check-passed",
            Status::Fail | Status::Error if !untold => "plain-check-failed",
            _ => "plain-check-untold",
        };
        let name = locale::check_name(&talk.words, self.wording, &check.name);
        talk.say_with(id, &[("name", name.into())]);
        if id == "plain-check-failed" {
            self.why(check, talk);
        }
        // What the program itself prints is told at the end, once.
        if !check.output.is_empty() && matches!(check.kind, Kind::Tests | Kind::Cases) {
            talk.say("plain-printed");
            printed(&check.output, talk);
        }
    }

    fn why(&self, check: &CheckResult, talk: &mut Talk) {
        let reason = check.reason.as_ref();
        let reason = reason.and_then(|reason| locale::reason(&talk.words, reason));
        let message = locale::message(self.wording, check);
        for sentence in message.iter().map(AsRef::as_ref).chain(reason.as_deref()) {
            talk.teller.say(sentence.trim_end());
        }
        let values = [
            ("plain-expected", check.expected_of_people()),
            ("plain-actual", check.actual.as_deref()),
        ];
        for (id, value) in values {
            if let Some(value) = value {
                labelled(id, value, talk);
            }
        }
        let own = |at: &&Location| self.files.contains(&&*at.file);
        if let Some(at) = check.location.as_ref().filter(own) {
            talk.say_with("plain-at", &place(Some(at)));
        }
    }

    /// What the program itself printed.
    fn output(&self, talk: &mut Talk) {
        // What a compiler prints is what its diagnostics have said.
        if self.does_not_compile() && !self.transcript.diagnostics.is_empty() {
            return;
        }
        let own = |origin: &Origin| *origin == Origin::Program;
        let output = self.transcript.output.iter();
        let output = output.filter(|capture| own(&capture.origin));
        let bytes: Vec<u8> = output.flat_map(|capture| capture.bytes.clone()).collect();
        let finished = self.transcript.finished.as_ref();
        if !bytes.is_empty() {
            talk.say("plain-output");
            printed(&bytes, talk);
        } else if !self.is_judged && finished.is_some_and(|f| f.outcome.counts()) {
            talk.say("results-no-output");
        }
        let dropped = finished.map_or(0, |f| f.dropped.0 + f.dropped.1);
        if dropped > 0 {
            talk.say_with("results-cut", &[("size", locale::size(dropped).into())]);
        }
    }
}

/// A value on the line of its label; one of several lines below it.
fn labelled(id: &str, value: &str, talk: &mut Talk) {
    let label = talk.words.say(id);
    let value = value.trim_end_matches('\n');
    match value.contains('\n') {
        true => {
            talk.teller.say(&label);
            talk.teller.code(value);
        }
        false => talk.teller.say(&format!("{label} {value}")),
    }
}

fn printed(bytes: &[u8], talk: &mut Talk) {
    let lines: Vec<String> = neutralise(bytes).iter().map(|l| l.plain()).collect();
    talk.teller.code(&lines.join("\n"));
}

fn place(at: Option<&Location>) -> Vec<(&'static str, fluent_bundle::FluentValue<'static>)> {
    let place = |at: &Location| [("file", at.file.clone().into()), ("line", at.line.into())];
    at.map(place).into_iter().flatten().collect()
}
