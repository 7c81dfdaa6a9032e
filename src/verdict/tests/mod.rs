#![allow(clippy::unwrap_used, clippy::expect_used)]

mod checks;
mod ends;
mod json;
mod of_tests;
mod properties;
mod source;
mod text;

use std::time::Duration;

use super::*;
use crate::course::{Case, Check, CheckKind, Expect};
use crate::run::{
    CaseRun, Diagnostic, FilePiece, Finished, Origin, ProgramStatus, RunEvent, Severity, Stream,
    TestResult, TestStatus, Transcript,
};

fn check(kind: CheckKind) -> Check {
    Check {
        name: None,
        message: Some("author's message".into()),
        is_secret: false,
        kind,
    }
}

fn stdout(text: &str) -> Check {
    check(CheckKind::Stdout(Expect::Equals(text.into())))
}

fn exit(code: i32) -> Check {
    check(CheckKind::Exit { code })
}

fn file(path: &str, expect: Option<Expect>) -> Check {
    let path = path.into();
    check(CheckKind::File { path, expect })
}

fn cases(rows: &[(&str, &str)]) -> Check {
    let row = |&(stdin, stdout): &(&str, &str)| Case {
        name: None,
        stdin: stdin.into(),
        stdout: stdout.into(),
    };
    check(CheckKind::Cases(rows.iter().map(row).collect()))
}

fn transcript(events: impl IntoIterator<Item = RunEvent>) -> Transcript {
    let mut transcript = Transcript::default();
    for event in events {
        transcript.absorb(event);
    }
    transcript
}

fn print(stream: Stream, origin: Origin, text: &str) -> RunEvent {
    RunEvent::Output {
        stream,
        origin,
        bytes: text.as_bytes().to_vec(),
    }
}

fn prints(text: &str) -> RunEvent {
    print(Stream::Stdout, Origin::Program, text)
}

fn ended() -> RunEvent {
    RunEvent::ProgramEnded(ProgramStatus::Ok)
}

fn raised() -> RunEvent {
    RunEvent::ProgramEnded(ProgramStatus::Error)
}

fn case_ended(case: usize) -> RunEvent {
    RunEvent::Case(CaseRun {
        case,
        ok: true,
        duration: Some(Duration::from_millis(2)),
    })
}

fn test(id: &str, status: TestStatus) -> RunEvent {
    RunEvent::Test(TestResult {
        id: id.into(),
        name: format!("test {id}"),
        status,
        message: None,
        expected: None,
        actual: None,
        test_code: None,
        task_id: None,
        duration: None,
        location: None,
    })
}

fn finished(outcome: Outcome) -> RunEvent {
    RunEvent::Finished(Finished {
        outcome,
        duration: Duration::from_secs(1),
        dropped: (0, 0),
    })
}

fn at(line: usize) -> Location {
    Location {
        file: "sum.exs".into(),
        line,
        column: None,
    }
}

fn diagnostic(severity: Severity, line: usize) -> RunEvent {
    RunEvent::Diagnostic(Diagnostic {
        severity,
        message: "oh".into(),
        location: Some(at(line)),
    })
}

/// A run of a program that printed this and came to its end.
fn printed(text: &str) -> Transcript {
    transcript([
        prints(text),
        ended(),
        RunEvent::Done,
        finished(Outcome::Exited(0)),
    ])
}

/// What became of the only check.
fn only(checks: &[Check], transcript: &Transcript) -> CheckResult {
    let mut verdict = judge(checks, false, transcript);
    assert_eq!(verdict.total(), 1, "{verdict:?}");
    verdict.checks.remove(0)
}

fn statuses(verdict: &Verdict) -> Vec<Status> {
    verdict.checks.iter().map(|c| c.status).collect()
}

/// Every way in which a run can end.
fn outcomes() -> [Outcome; 6] {
    [
        Outcome::Exited(0),
        Outcome::TimedOut {
            after: Duration::from_secs(10),
        },
        Outcome::OutOfMemory { limit: 256 << 20 },
        Outcome::OutputLimit { limit: 256 << 10 },
        Outcome::Cancelled,
        Outcome::EngineFailed("gone".into()),
    ]
}
