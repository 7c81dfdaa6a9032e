//! Sentences about runs: how one ended, what a check is called, and why it did not pass.

use std::borrow::Cow;

use crate::course::Wording;
use crate::run::{Limits, Outcome, Transcript};
use crate::verdict::{CheckName, CheckResult, Found, Reason};

use super::Words;

/// How a run ended, as a whole sentence for the learner.
pub fn outcome(words: &Words, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Exited(0) => words.say("outcome-exited-well"),
        Outcome::Exited(code) => words.say_with("outcome-exited", &[("code", (*code).into())]),
        Outcome::TimedOut { after } => words.say_with(
            "outcome-timed-out",
            &[("seconds", after.as_secs_f64().into())],
        ),
        Outcome::OutOfMemory { limit } => {
            words.say_with("outcome-out-of-memory", &[("limit", size(*limit).into())])
        }
        Outcome::OutputLimit { limit } => {
            words.say_with("outcome-output-limit", &[("limit", size(*limit).into())])
        }
        Outcome::Cancelled => words.say("outcome-cancelled"),
        Outcome::EngineFailed(why) => {
            words.say_with("outcome-engine-failed", &[("why", why.as_str().into())])
        }
    }
}

/// With which code a program ended, where nothing else tells of it.
pub fn bare_code(words: &Words, transcript: &Transcript) -> Option<String> {
    let code = transcript.bare_code()?;
    Some(outcome(words, &Outcome::Exited(code)))
}

/// How many checks of a run did not pass, or that all did.
pub fn counted(words: &Words, passed: bool, failing: usize, total: usize) -> String {
    let id = match passed {
        true => "results-all-passed",
        false => "results-some-failed",
    };
    words.say_with(id, &[("failing", failing.into()), ("total", total.into())])
}

/// How long ago something was, so many milliseconds.
pub fn ago(words: &Words, passed: i64) -> String {
    const MINUTE: i64 = 60_000;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;
    let (id, count) = match passed {
        passed if passed < MINUTE => ("history-now", 0),
        passed if passed < HOUR => ("history-minutes", passed / MINUTE),
        passed if passed < DAY => ("history-hours", passed / HOUR),
        passed => ("history-days", passed / DAY),
    };
    words.say_with(id, &[("count", count.into())])
}

/// What a check is called, with its author's words for it where those are translated.
pub fn check_name(words: &Words, wording: &Wording, name: &CheckName) -> String {
    let named = |id, name: &str| words.say_with(id, &[("name", name.into())]);
    match name {
        CheckName::Given(name) => wording.of(name).into_owned(),
        CheckName::Stdout => words.say("check-stdout"),
        CheckName::Exit(code) => words.say_with("check-exit", &[("code", (*code).into())]),
        CheckName::File(path) => named("check-file", path),
        CheckName::Case(stdin) if stdin.is_empty() => words.say("check-case-empty"),
        CheckName::Case(stdin) => named("check-case", stdin),
        CheckName::Require(name) => named("check-require", name),
        CheckName::Forbid(name) => named("check-forbid", name),
        CheckName::Tests => words.say("check-tests"),
    }
}

/// What its author, or a test, says of a check that did not pass.
pub fn message<'c>(wording: &'c Wording, check: &'c CheckResult) -> Option<Cow<'c, str>> {
    Some(wording.of(check.message.as_ref()?))
}

/// Why a check did not pass. `None` where the values beside it say so already.
pub fn reason(words: &Words, reason: &Reason) -> Option<String> {
    Some(match reason {
        Reason::Differs | Reason::Assertion => return None,
        Reason::CutShort(how) => words.say_with(
            "reason-cut-short",
            &[("outcome", outcome(words, how).into())],
        ),
        Reason::NotReported => words.say("reason-not-reported"),
        Reason::NoTests => words.say("reason-no-tests"),
        Reason::DidNotCompile => words.say("reason-did-not-compile"),
        Reason::Raised => words.say("reason-raised"),
        Reason::NotRun => words.say("reason-not-run"),
        Reason::OutputCut(bytes) => {
            words.say_with("reason-output-cut", &[("size", size(*bytes).into())])
        }
        Reason::FileCut { seen, size: whole } => words.say_with(
            "reason-file-cut",
            &[("seen", size(*seen).into()), ("size", size(*whole).into())],
        ),
        Reason::BadPattern(why) => {
            words.say_with("reason-bad-pattern", &[("why", why.as_str().into())])
        }
        Reason::Lacks => words.say("reason-lacks"),
        Reason::NoMatch => words.say("reason-no-match"),
        Reason::ExitCode(code) => words.say_with("reason-exit-code", &[("code", (*code).into())]),
        Reason::NoFile => words.say("reason-no-file"),
        Reason::Source { missing, found } => source(words, missing, found),
        Reason::TestBroke => words.say("reason-test-broke"),
    })
}

fn source(words: &Words, missing: &[String], found: &[Found]) -> String {
    let missing = missing
        .iter()
        .map(|name| words.say_with("reason-source-missing", &[("name", name.as_str().into())]));
    let found = found.iter().map(|Found { name, location }| {
        let name = ("name", name.as_str().into());
        match location {
            Some(at) => words.say_with("reason-source-found-at", &[name, ("line", at.line.into())]),
            None => words.say_with("reason-source-found", &[name]),
        }
    });
    missing.chain(found).collect::<Vec<_>>().join(" ")
}

/// What a run may use, in one sentence.
pub fn limits(words: &Words, limits: &Limits) -> String {
    words.say_with(
        "help-limits",
        &[
            ("seconds", limits.wall.as_secs_f64().into()),
            ("cpus", (f64::from(limits.millicpus) / 1000.0).into()),
            ("memory", size(limits.memory).into()),
            ("pids", limits.pids.into()),
            ("scratch", size(limits.scratch).into()),
            ("output", size(limits.output).into()),
        ],
    )
}

/// What the containers that wait for a run may use together, in one sentence.
pub fn waiting(words: &Words, bytes: u64) -> String {
    words.say_with("help-waiting", &[("memory", size(bytes).into())])
}

/// A size as people write it: `256 KiB`, `1.5 MiB`.
pub fn size(bytes: u64) -> String {
    const UNITS: [(f64, &str); 3] = [
        (1024.0 * 1024.0 * 1024.0, "GiB"),
        (1024.0 * 1024.0, "MiB"),
        (1024.0, "KiB"),
    ];
    // Sizes that lose digits as a float are far beyond what is shown.
    #[allow(clippy::cast_precision_loss)]
    let value = bytes as f64;
    match UNITS.iter().find(|(unit, _)| value >= *unit) {
        Some((unit, name)) => {
            let number = format!("{:.1}", value / unit);
            format!("{} {name}", number.strip_suffix(".0").unwrap_or(&number))
        }
        None => format!("{bytes} B"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_written_as_people_do() {
        assert_eq!(size(300), "300 B");
        assert_eq!(size(256 * 1024), "256 KiB");
        assert_eq!(size(3 * 1024 * 1024 / 2), "1.5 MiB");
    }

    #[test]
    fn limits_are_one_sentence() {
        let half = Limits {
            millicpus: 1500,
            ..Limits::default()
        };
        assert_eq!(
            limits(&Words::new("en"), &Limits::default()),
            "A run may use 10 s, 1 CPU, 256 MiB of memory, 64 processes and threads, 32 MiB of files and 256 KiB of output."
        );
        for lang in ["en", "ko"] {
            assert!(limits(&Words::new(lang), &half).contains("1.5"));
        }
    }

    #[test]
    fn every_outcome_has_its_own_sentence_in_each_language() {
        use std::time::Duration;
        let outcomes = [
            Outcome::Exited(0),
            Outcome::Exited(3),
            Outcome::TimedOut {
                after: Duration::from_secs(10),
            },
            Outcome::OutOfMemory { limit: 1 },
            Outcome::OutputLimit { limit: 1 },
            Outcome::Cancelled,
            Outcome::EngineFailed("why".into()),
        ];
        for lang in ["en", "ko"] {
            let words = Words::new(lang);
            let said: std::collections::BTreeSet<_> =
                outcomes.iter().map(|o| outcome(&words, o)).collect();
            assert_eq!(said.len(), outcomes.len());
            assert!(said.iter().all(|s| !s.contains("outcome-")), "{said:?}");
        }
    }
}
