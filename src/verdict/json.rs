//! The verdict as JSON: a stable interface.
//!
//! Version 1. Every field is always there, `null` where there is nothing to say; fields may be added within
//! a version, none is removed or changes its meaning.
//!
//! ```json
//! {
//!   "version": 1,
//!   "exercise": "sum",
//!   "outcome": { "kind": "exited", "code": 0, "limit": null, "detail": null },
//!   "passed": false,
//!   "checks": [
//!     {
//!       "name": "adds", "kind": "tests", "status": "fail",
//!       "expected": "3", "actual": "4", "message": "Assertion with == failed",
//!       "output": "", "file": "sum_test.exs", "line": 3, "duration_ms": 1.5
//!     }
//!   ],
//!   "diagnostics": [
//!     { "severity": "warning", "message": "unused variable", "file": "sum.exs", "line": 2, "column": null }
//!   ]
//! }
//! ```
//!
//! - `outcome.kind`: `exited` (with `code`), `timed-out` (`limit` in ms), `out-of-memory` and `output-limit`
//!   (`limit` in bytes), `cancelled`, `engine-failed` (`detail` says why).
//! - `kind`: `tests`, `stdout`, `exit`, `file`, `cases`, `source`.
//! - `status`: `pass`, `fail`, or `error` where the check could not be looked at.
//! - `message`: the author's or the test's; where there is none, ours, in English.
//! - `output`: what the learner's code printed meanwhile; bytes that are no UTF-8 are replaced by U+FFFD.

use serde::Serialize;

use super::{CheckResult, Kind, Status, Verdict};
use crate::run::{Diagnostic, Location, Outcome, Severity};

/// The version of the format.
pub const VERSION: u32 = 1;

/// One run, judged.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// [`VERSION`].
    pub version: u32,
    /// The exercise's id.
    pub exercise: String,
    /// How the run ended; `None` where it has not.
    pub outcome: Option<OutcomeReport>,
    /// Whether all was proved.
    pub passed: bool,
    /// Tests and checks.
    pub checks: Vec<CheckReport>,
    /// What the compiler and the runtime said.
    pub diagnostics: Vec<DiagnosticReport>,
}

impl Report {
    /// What a verdict and the run's diagnostics say about an exercise.
    pub fn new(exercise: &str, verdict: &Verdict, diagnostics: &[Diagnostic]) -> Self {
        Self {
            version: VERSION,
            exercise: exercise.to_owned(),
            outcome: verdict.outcome.as_ref().map(OutcomeReport::from),
            passed: verdict.passed(),
            checks: verdict.checks.iter().map(CheckReport::from).collect(),
            diagnostics: diagnostics.iter().map(DiagnosticReport::from).collect(),
        }
    }
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct OutcomeReport {
    /// In which way.
    pub kind: &'static str,
    /// The exit code.
    pub code: Option<i32>,
    /// The limit that was hit: milliseconds or bytes.
    pub limit: Option<u64>,
    /// What the engine said.
    pub detail: Option<String>,
}

impl From<&Outcome> for OutcomeReport {
    fn from(outcome: &Outcome) -> Self {
        let mut report = Self::default();
        report.kind = match outcome {
            Outcome::Exited(code) => {
                report.code = Some(*code);
                "exited"
            }
            Outcome::TimedOut { after } => {
                report.limit = Some(u64::try_from(after.as_millis()).unwrap_or(u64::MAX));
                "timed-out"
            }
            Outcome::OutOfMemory { limit } => {
                report.limit = Some(*limit);
                "out-of-memory"
            }
            Outcome::OutputLimit { limit } => {
                report.limit = Some(*limit);
                "output-limit"
            }
            Outcome::Cancelled => "cancelled",
            Outcome::EngineFailed(why) => {
                report.detail = Some(why.clone());
                "engine-failed"
            }
        };
        report
    }
}

/// One test or check.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CheckReport {
    /// The author's name, or an English one.
    pub name: String,
    /// What it looks at.
    pub kind: &'static str,
    /// Whether it passed.
    pub status: &'static str,
    /// What should have come.
    pub expected: Option<String>,
    /// What came.
    pub actual: Option<String>,
    /// Why it did not pass.
    pub message: Option<String>,
    /// What was printed meanwhile.
    pub output: String,
    /// Where to look.
    pub file: Option<String>,
    /// Line, from 1.
    pub line: Option<usize>,
    /// How long it took, milliseconds.
    pub duration_ms: Option<f64>,
}

impl From<&CheckResult> for CheckReport {
    fn from(check: &CheckResult) -> Self {
        let ours = || check.reason.as_ref().map(ToString::to_string);
        let location = check.location.as_ref();
        Self {
            name: check.name.to_string(),
            kind: kind(check.kind),
            status: status(check.status),
            expected: check.expected.clone(),
            actual: check.actual.clone(),
            message: check.message.clone().or_else(ours),
            output: String::from_utf8_lossy(&check.output).into_owned(),
            file: location.map(file),
            line: location.map(|at| at.line),
            duration_ms: check.duration.map(|d| d.as_secs_f64() * 1e3),
        }
    }
}

/// A place that the compiler or the runtime points at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DiagnosticReport {
    /// `error` or `warning`.
    pub severity: &'static str,
    /// What it says.
    pub message: String,
    /// Where, as far as known.
    pub file: Option<String>,
    /// Line, from 1.
    pub line: Option<usize>,
    /// Column, from 1.
    pub column: Option<usize>,
}

impl From<&Diagnostic> for DiagnosticReport {
    fn from(diagnostic: &Diagnostic) -> Self {
        let location = diagnostic.location.as_ref();
        Self {
            severity: match diagnostic.severity {
                Severity::Warning => "warning",
                Severity::Error => "error",
            },
            message: diagnostic.message.clone(),
            file: location.map(file),
            line: location.map(|at| at.line),
            column: location.and_then(|at| at.column),
        }
    }
}

fn file(location: &Location) -> String {
    location.file.clone()
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Tests => "tests",
        Kind::Stdout => "stdout",
        Kind::Exit => "exit",
        Kind::File => "file",
        Kind::Cases => "cases",
        Kind::Source => "source",
    }
}

fn status(status: Status) -> &'static str {
    match status {
        // A report is made of a verdict that is final; what was never decided was not proved.
        Status::Pending | Status::Error => "error",
        Status::Pass => "pass",
        Status::Fail => "fail",
    }
}
