//! What a run said, in sentences: how it ended, each check, what was printed.

use super::talk::Talk;
use crate::course::Wording;
use crate::locale;
use crate::render::neutralise;
use crate::run::{Diagnostic, Location, Origin, Outcome, ProgramStatus, Severity, Transcript};
use crate::verdict::{CheckResult, Kind, Reason, Status, Verdict};

/// How many lines of output are told unasked.
const BRIEF: usize = 30;

/// A run that is over.
pub struct Told {
    pub transcript: Transcript,
    pub verdict: Verdict,
    /// What the checks say in the language of the prose.
    pub wording: Wording,
    /// Whether there was anything to prove.
    pub is_judged: bool,
    /// Whether what the program printed was told while it ran.
    pub is_heard: bool,
    /// What the learner's files are called: tests are hidden, and a place in one of them helps nobody.
    pub files: Vec<String>,
}

/// How a check is told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Passed,
    Failed,
    Untold,
}

impl Told {
    /// Says what there is to mend, whole, and how much there is else.
    pub fn tell(&self, talk: &mut Talk) {
        self.begin(talk);
        let checks = &self.verdict.checks;
        checks
            .iter()
            .filter(|check| fate(check) == Fate::Failed)
            .for_each(|check| self.check(check, Some(BRIEF), talk));
        let count = |fate_of: Fate| checks.iter().filter(|check| fate(check) == fate_of).count();
        let (passed, untold) = (count(Fate::Passed), count(Fate::Untold));
        if passed > 0 && passed < checks.len() {
            let args = [("passed", passed.into()), ("total", checks.len().into())];
            talk.say_with("plain-checks-passed", &args);
        }
        if untold > 0 && !self.does_not_compile() {
            talk.say_with("plain-checks-untold", &[("count", untold.into())]);
        }
        if !self.is_heard && !self.was_compared() {
            self.output(Some(BRIEF), talk);
        }
    }

    /// Says all of it.
    pub fn tell_all(&self, talk: &mut Talk) {
        self.begin(talk);
        for check in &self.verdict.checks {
            self.check(check, None, talk);
        }
        self.output(None, talk);
    }

    fn begin(&self, talk: &mut Talk) {
        let headline = self.headline(talk);
        talk.teller.say(&headline);
        let code = locale::bare_code(&talk.words, &self.transcript);
        if let Some(told) = code.filter(|_| self.is_judged) {
            talk.teller.say(&told);
        }
        for diagnostic in &self.transcript.diagnostics {
            self.diagnostic(diagnostic, talk);
        }
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

    /// Whether a check that failed has told all that was printed already.
    fn was_compared(&self) -> bool {
        let printed: String = neutralise(&self.printed())
            .iter()
            .map(|line| line.plain() + "\n")
            .collect();
        let failed = self.verdict.checks.iter();
        let mut failed = failed.filter(|check| fate(check) == Fate::Failed);
        failed.any(|check| {
            check
                .actual
                .as_ref()
                .is_some_and(|got| got.trim_end() == printed.trim_end())
        })
    }

    /// What the program itself printed, as it came.
    fn printed(&self) -> Vec<u8> {
        let output = self.transcript.output.iter();
        let own = output.filter(|capture| capture.origin == Origin::Program);
        own.flat_map(|capture| capture.bytes.clone()).collect()
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

    fn check(&self, check: &CheckResult, most: Option<usize>, talk: &mut Talk) {
        let fate = fate(check);
        let id = match fate {
            Fate::Passed => "plain-check-passed",
            Fate::Failed => "plain-check-failed",
            Fate::Untold => "plain-check-untold",
        };
        let name = locale::check_name(&talk.words, &self.wording, &check.name);
        talk.say_with(id, &[("name", name.into())]);
        if fate == Fate::Failed {
            self.why(check, talk);
        }
        // What the program itself prints is told at the end, once.
        if !check.output.is_empty() && matches!(check.kind, Kind::Tests | Kind::Cases) {
            talk.say("plain-printed");
            printed(&check.output, most, talk);
        }
    }

    fn why(&self, check: &CheckResult, talk: &mut Talk) {
        let reason = check.reason.as_ref();
        let reason = reason.and_then(|reason| locale::reason(&talk.words, reason));
        let message = locale::message(&self.wording, check);
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
        let own = |at: &&Location| self.files.contains(&at.file);
        if let Some(at) = check.location.as_ref().filter(own) {
            talk.say_with("plain-at", &place(Some(at)));
        }
    }

    /// What the program itself printed.
    fn output(&self, most: Option<usize>, talk: &mut Talk) {
        // What a compiler prints is what its diagnostics have said.
        if self.does_not_compile() && !self.transcript.diagnostics.is_empty() {
            return;
        }
        let bytes = self.printed();
        let finished = self.transcript.finished.as_ref();
        if !bytes.is_empty() {
            talk.say("plain-output");
            printed(&bytes, most, talk);
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

/// What was printed; no more than so many lines of it, and how many more there are.
fn printed(bytes: &[u8], most: Option<usize>, talk: &mut Talk) {
    let lines = neutralise(bytes);
    let most = most.unwrap_or(lines.len());
    for line in lines.iter().take(most) {
        talk.teller.code_line(&line.plain());
    }
    let more = lines.len().saturating_sub(most);
    if more > 0 {
        talk.say_with("plain-more-lines", &[("count", more.into())]);
    }
}

/// What never ran has failed nothing.
fn fate(check: &CheckResult) -> Fate {
    let never_ran = matches!(
        check.reason,
        Some(Reason::DidNotCompile | Reason::CutShort(Outcome::Cancelled))
    );
    match check.status {
        Status::Pass => Fate::Passed,
        Status::Fail | Status::Error if !never_ran => Fate::Failed,
        _ => Fate::Untold,
    }
}

fn place(at: Option<&Location>) -> Vec<(&'static str, fluent_bundle::FluentValue<'static>)> {
    let place = |at: &Location| [("file", at.file.clone().into()), ("line", at.line.into())];
    at.map(place).into_iter().flatten().collect()
}
