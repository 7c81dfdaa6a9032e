//! From the facts of a run to what they prove.

use std::collections::HashMap;

use super::text::{Written, wanted};
use super::{CheckName, CheckResult, Found, Kind, Reason, Status, Verdict, asks, source};
use crate::course::{Case, Check, CheckKind, Expect};
use crate::run::{
    Location, Origin, Outcome, ProgramStatus, Severity, Stream, TestResult, TestStatus, Transcript,
};

/// Draws the verdict of a run, as far as its transcript goes: call it again as the transcript grows.
///
/// Tests are drawn as they are reported, `exit` when the run has finished, all else when the runner has
/// said `done`; of a run that was cut short, the `cases` rows before the cut are drawn as well. `tests_expected` says whether the job had test files: it must then report a test.
pub fn judge(checks: &[Check], tests_expected: bool, transcript: &Transcript) -> Verdict {
    let run = Run::of(checks, transcript);
    let mut results = if tests_expected {
        run.tests()
    } else {
        Vec::new()
    };
    let mut row = 0;
    for check in checks {
        run.check(check, &mut row, &mut results);
    }
    Verdict {
        checks: results,
        outcome: run.outcome().cloned(),
        awaits_tests: tests_expected && run.obstacle().is_none() && !transcript.done,
    }
}

/// What was printed by one test, case, or the program.
#[derive(Debug, Clone, Default)]
struct Printed {
    /// In order of arrival.
    both: Vec<u8>,
    stdout: Vec<u8>,
}

fn printed(transcript: &Transcript) -> HashMap<&Origin, Printed> {
    let mut all: HashMap<_, Printed> = HashMap::new();
    for capture in &transcript.output {
        let printed = all.entry(&capture.origin).or_default();
        printed.both.extend(&capture.bytes);
        if capture.stream == Stream::Stdout {
            printed.stdout.extend(&capture.bytes);
        }
    }
    all
}

/// A transcript, read for judging.
struct Run<'a> {
    transcript: &'a Transcript,
    /// What was printed by whom.
    printed: HashMap<&'a Origin, Printed>,
    /// How many rows all `cases` checks have.
    rows: usize,
    /// Where the first error points.
    fault: Option<&'a Location>,
    /// Whether an `exit` check says how the program should end, so that raising may be right.
    may_raise: bool,
}

impl<'a> Run<'a> {
    fn of(checks: &[Check], transcript: &'a Transcript) -> Self {
        Self {
            transcript,
            printed: printed(transcript),
            rows: asks(checks).cases.len(),
            fault: transcript
                .diagnostics
                .iter()
                .filter(|d| d.severity == Severity::Error)
                .find_map(|d| d.location.as_ref()),
            may_raise: checks
                .iter()
                .any(|check| matches!(check.kind, CheckKind::Exit { .. })),
        }
    }

    fn outcome(&self) -> Option<&'a Outcome> {
        self.transcript.finished.as_ref().map(|f| &f.outcome)
    }

    /// Why nothing more will be reported, where that is so and `done` was not said.
    fn obstacle(&self) -> Option<Reason> {
        if self.transcript.program == Some(ProgramStatus::CompileError) {
            return Some(Reason::DidNotCompile);
        }
        match self.outcome() {
            Some(outcome) if !self.transcript.done => Some(Reason::CutShort(outcome.clone())),
            _ => None,
        }
    }

    fn printed(&self, origin: &Origin) -> Printed {
        self.printed.get(origin).cloned().unwrap_or_default()
    }

    /// Marks a check that could not be looked at, with the place of the error that is to blame.
    fn error(&self, result: &mut CheckResult, reason: Reason) {
        if matches!(
            reason,
            Reason::DidNotCompile | Reason::Raised | Reason::NoTests
        ) {
            result.location = self.fault.cloned();
        }
        result.error(reason);
    }

    /// The tests that were reported, and one row for those that should have been and were not.
    fn tests(&self) -> Vec<CheckResult> {
        let reported = &self.transcript.tests;
        let mut results: Vec<_> = reported.iter().map(|test| self.test(test)).collect();
        let raised = self.transcript.program == Some(ProgramStatus::Error);
        let lacking = match self.obstacle() {
            Some(obstacle) => Some(Some(obstacle)),
            None if !reported.is_empty() => None,
            None if !self.transcript.done => Some(None),
            None if raised => Some(Some(Reason::Raised)),
            None => Some(Some(Reason::NoTests)),
        };
        if let Some(reason) = lacking {
            let mut rest = CheckResult::pending(CheckName::Tests, Kind::Tests);
            if let Some(reason) = reason {
                self.error(&mut rest, reason);
            }
            if let Some(id) = &self.transcript.running_test {
                rest.output = self.printed(&Origin::Test(id.clone())).both;
            }
            results.push(rest);
        }
        results
    }

    fn test(&self, test: &TestResult) -> CheckResult {
        let (status, reason) = match test.status {
            TestStatus::Pass => (Status::Pass, None),
            TestStatus::Fail => (Status::Fail, Some(Reason::Assertion)),
            TestStatus::Error => (Status::Error, Some(Reason::TestBroke)),
        };
        CheckResult {
            name: CheckName::Given(test.name.clone()),
            kind: Kind::Tests,
            status,
            message: test.message.clone(),
            reason,
            expected: test.expected.clone(),
            actual: test.actual.clone(),
            output: self.printed(&Origin::Test(test.id.clone())).both,
            location: test.location.clone(),
            duration: test.duration,
        }
    }

    /// Adds what became of one check; `row` counts the `cases` rows of all checks.
    fn check(&self, check: &Check, row: &mut usize, results: &mut Vec<CheckResult>) {
        let given = check.name.as_ref();
        match &check.kind {
            CheckKind::Stdout(expect) => {
                let name = CheckName::given_or(given, || CheckName::Stdout);
                results.push(self.stdout(check, name, expect));
            }
            CheckKind::Exit { code } => {
                let name = CheckName::given_or(given, || CheckName::Exit(*code));
                results.push(self.exit(check, name, *code));
            }
            CheckKind::File { path, expect } => {
                let name = CheckName::given_or(given, || CheckName::File(path.clone()));
                results.push(self.file(check, name, path, expect.as_ref()));
            }
            CheckKind::Cases(rows) => results.extend(rows.iter().map(|case| {
                *row += 1;
                self.case(check, *row, case)
            })),
            CheckKind::Source { require, forbid } => {
                self.source(check, require, forbid, results);
            }
        }
    }

    /// Decides whatever cannot be looked at before `done`, or without it.
    fn undone(&self, result: &mut CheckResult) -> bool {
        match self.obstacle() {
            Some(obstacle) => self.error(result, obstacle),
            None if !self.transcript.done => {}
            None => return false,
        }
        true
    }

    /// Whether the program has ended all by itself, runner and all, where an `exit` check asks how it ends: what it printed is whole then.
    fn has_ended_itself(&self) -> bool {
        let Transcript { program, done, .. } = self.transcript;
        let is_cut = matches!(self.outcome(), Some(Outcome::Exited(_))) && !done;
        is_cut && program.is_none() && self.rows == 0 && self.may_raise
    }

    /// Whether the program raised, and no check says that it may.
    fn raised(&self) -> bool {
        self.transcript.program == Some(ProgramStatus::Error) && !self.may_raise
    }

    fn stdout(&self, check: &Check, name: CheckName, expect: &Expect) -> CheckResult {
        let mut result = CheckResult::pending(name, Kind::Stdout);
        if !self.has_ended_itself() {
            if self.undone(&mut result) {
                return result;
            }
            if self.transcript.program.is_none() {
                self.error(&mut result, Reason::NotRun);
                return result;
            }
        }
        let printed = self.printed(&Origin::Program);
        self.printed_text(&mut result, check, printed, expect, self.raised());
        result
    }

    fn case(&self, check: &Check, row: usize, case: &Case) -> CheckResult {
        let name = CheckName::given_or(case.name.as_ref(), || CheckName::case(&case.stdin));
        let mut result = CheckResult::pending(name, Kind::Cases);
        let run = self.transcript.cases.iter().find(|run| run.case == row);
        // Where all rows ended and `done` is missing all the same, no row is to blame: none is believed.
        let cut_in_a_later_row =
            self.outcome().is_some() && run.is_some() && self.transcript.cases.len() < self.rows;
        if !cut_in_a_later_row && self.undone(&mut result) {
            return result;
        }
        let Some(run) = run else {
            self.error(&mut result, Reason::NotReported);
            return result;
        };
        result.duration = run.duration;
        let expect = Expect::Equals(case.stdout.clone());
        let printed = self.printed(&Origin::Case(row));
        self.printed_text(&mut result, check, printed, &expect, !run.ok);
        result
    }

    /// Judges what was printed on stdout, by a program that raised or did not.
    fn printed_text(
        &self,
        result: &mut CheckResult,
        check: &Check,
        printed: Printed,
        expect: &Expect,
        raised: bool,
    ) {
        result.output = printed.both;
        let dropped = self.transcript.finished.as_ref().map_or(0, |f| f.dropped.0);
        if dropped > 0 {
            result.error(Reason::OutputCut(dropped));
            return;
        }
        let bytes = &printed.stdout;
        let size = bytes.len() as u64;
        text(result, check, &Written { bytes, size }, expect);
        if raised {
            self.error(result, Reason::Raised);
        }
    }

    fn exit(&self, check: &Check, name: CheckName, code: i32) -> CheckResult {
        let mut result = CheckResult::pending(name, Kind::Exit);
        if self.transcript.program == Some(ProgramStatus::CompileError) {
            self.error(&mut result, Reason::DidNotCompile);
            return result;
        }
        if self.transcript.done && self.transcript.program.is_none() {
            self.error(&mut result, Reason::NotRun);
            return result;
        }
        match self.outcome() {
            None => {}
            Some(Outcome::Exited(actual)) if *actual == code => result.status = Status::Pass,
            Some(Outcome::Exited(actual)) => {
                result.fail(Reason::ExitCode(*actual), check.message.as_ref());
                result.expected = Some(code.to_string());
                result.actual = Some(actual.to_string());
            }
            Some(other) => self.error(&mut result, Reason::CutShort(other.clone())),
        }
        result
    }

    fn file(
        &self,
        check: &Check,
        name: CheckName,
        path: &str,
        expect: Option<&Expect>,
    ) -> CheckResult {
        let mut result = CheckResult::pending(name, Kind::File);
        if self.undone(&mut result) {
            return result;
        }
        match (self.transcript.files.get(path), expect) {
            (None, _) => self.error(&mut result, Reason::NotReported),
            (Some(None), _) => result.fail(Reason::NoFile, check.message.as_ref()),
            (Some(Some(_)), None) => result.status = Status::Pass,
            (Some(Some((size, bytes))), Some(expect)) => {
                text(&mut result, check, &Written { bytes, size: *size }, expect);
            }
        }
        if result.passed() && self.raised() {
            self.error(&mut result, Reason::Raised);
        }
        result
    }

    /// One row for the check where it has a name, else one for each thing required or forbidden.
    fn source(
        &self,
        check: &Check,
        require: &[String],
        forbid: &[String],
        results: &mut Vec<CheckResult>,
    ) {
        if let Some(name) = &check.name {
            let name = CheckName::Given(name.clone());
            results.push(self.source_row(check, name, require, forbid));
            return;
        }
        for one in require {
            let name = CheckName::Require(one.clone());
            results.push(self.source_row(check, name, std::slice::from_ref(one), &[]));
        }
        for one in forbid {
            let name = CheckName::Forbid(one.clone());
            results.push(self.source_row(check, name, &[], std::slice::from_ref(one)));
        }
    }

    fn source_row(
        &self,
        check: &Check,
        name: CheckName,
        require: &[String],
        forbid: &[String],
    ) -> CheckResult {
        let mut result = CheckResult::pending(name, Kind::Source);
        if self.undone(&mut result) {
            return result;
        }
        let Some(reason) = source::judge(require, forbid, &self.transcript.facts) else {
            result.status = Status::Pass;
            return result;
        };
        if let Reason::Source { found, .. } = &reason {
            result.location = found
                .first()
                .and_then(|Found { location, .. }| location.clone());
        }
        result.fail(reason, check.message.as_ref());
        result
    }
}

/// Judges a text, and keeps it where it is not as expected.
fn text(result: &mut CheckResult, check: &Check, written: &Written<'_>, expect: &Expect) {
    match written.judge(expect) {
        Ok(None) => {
            result.status = Status::Pass;
            return;
        }
        Ok(Some(reason)) => result.fail(reason, check.message.as_ref()),
        Err(reason) => result.error(reason),
    }
    result.expected = (!check.is_secret).then(|| wanted(expect).to_owned());
    result.actual = Some(written.text());
}
