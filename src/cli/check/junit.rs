//! A check's report as JUnit's XML, for what gathers tests: a test a run, and one for what is written.

use std::time::Duration;

use quick_junit::{NonSuccessKind, Report as Junit, TestCase, TestCaseStatus, TestSuite};

use super::report::{Outcome, Report, Run};

/// The report as XML.
pub fn write(report: &Report) -> String {
    let mut junit = Junit::new(format!("tutorbox check {}", report.pack));
    junit.set_time(Duration::from_secs_f64(report.seconds));
    junit.add_test_suite(written(report));
    if report.claims > 0 {
        let mut runs = TestSuite::new("runs");
        runs.add_test_cases(report.runs.iter().map(run));
        junit.add_test_suite(runs);
    }
    // Writing to memory fails where a time is out of range, and none is.
    junit.to_string().unwrap_or_default()
}

/// One test for each problem of what is written, or one that passes.
fn written(report: &Report) -> TestSuite {
    let mut suite = TestSuite::new("written");
    let refuted = report.runs.iter().filter(|r| r.result == Outcome::Refuted);
    // Those of runs are behind the others, and have tests of their own.
    let count = report.problems.len() - refuted.count();
    for problem in &report.problems[..count] {
        let status = match problem.level {
            "error" => {
                let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
                status.set_message(&*problem.message);
                status.set_description(&*problem.text);
                status
            }
            _ => TestCaseStatus::success(),
        };
        let mut case = TestCase::new(place(&problem.path, problem.line), status);
        case.set_classname(&*problem.path);
        if problem.level != "error" {
            case.set_system_out(&*problem.text);
        }
        suite.add_test_case(case);
    }
    if count == 0 {
        suite.add_test_case(TestCase::new("the pack", TestCaseStatus::success()));
    }
    suite
}

fn run(run: &Run) -> TestCase {
    let why = run.why.as_deref().unwrap_or_default();
    let status = match run.result {
        Outcome::Holds => TestCaseStatus::success(),
        Outcome::Refuted if run.is_warned => TestCaseStatus::success(),
        Outcome::Refuted => non_success(NonSuccessKind::Failure, why),
        Outcome::Untried => non_success(NonSuccessKind::Error, why),
    };
    let mut case = TestCase::new(&*run.what, status);
    case.set_classname(place(&run.path, run.line));
    case.set_time(Duration::from_secs_f64(run.seconds));
    if run.is_warned {
        case.set_system_out(why);
    }
    if run.remembered {
        case.set_system_out("remembered from before");
    }
    case
}

fn non_success(kind: NonSuccessKind, why: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(kind);
    status.set_message(why.lines().next().unwrap_or_default());
    status.set_description(why);
    status
}

fn place(path: &str, line: usize) -> String {
    match line {
        0 => path.to_owned(),
        line => format!("{path}:{line}"),
    }
}
