use serde_json::{Value, json};

use super::*;
use crate::verdict::json::Report;

#[test]
fn the_report_is_what_is_documented() {
    let run = transcript([
        diagnostic(Severity::Warning, 2),
        prints("Hullo\n"),
        ended(),
        RunEvent::Done,
        finished(Outcome::Exited(0)),
    ]);
    let verdict = judge(&[stdout("Hello\n"), exit(0), exit(1)], false, &run);
    let report = Report::new("greet", &verdict, &run.diagnostics);
    let row = |name: &str, kind: &str, status: &str| {
        json!({
            "name": name, "kind": kind, "status": status,
            "expected": null, "actual": null, "message": null, "output": "",
            "file": null, "line": null, "duration_ms": null,
        })
    };
    let mut differs = row("standard output", "stdout", "fail");
    differs["expected"] = json!("Hello\n");
    differs["actual"] = json!("Hullo\n");
    differs["message"] = json!("author's message");
    differs["output"] = json!("Hullo\n");
    let mut other = row("exits with code 1", "exit", "fail");
    other["expected"] = json!("1");
    other["actual"] = json!("0");
    other["message"] = json!("author's message");
    let wanted = json!({
        "version": 1,
        "exercise": "greet",
        "outcome": { "kind": "exited", "code": 0, "limit": null, "detail": null },
        "passed": false,
        "checks": [differs, row("exits with code 0", "exit", "pass"), other],
        "diagnostics": [
            { "severity": "warning", "message": "oh", "file": "sum.exs", "line": 2, "column": null },
        ],
    });
    assert_eq!(serde_json::to_value(report).unwrap(), wanted);
}

#[test]
fn a_check_that_could_not_be_looked_at_says_why() {
    let run = transcript([
        diagnostic(Severity::Error, 7),
        RunEvent::ProgramEnded(ProgramStatus::CompileError),
    ]);
    let report = Report::new("x", &judge(&[exit(0)], false, &run), &[]);
    let report = serde_json::to_value(report).unwrap();
    assert_eq!(report["checks"][0]["status"], "error");
    assert_eq!(report["checks"][0]["message"], "did not compile");
    assert_eq!(report["checks"][0]["line"], 7);
    assert_eq!(report["outcome"], Value::Null);
}

#[test]
fn every_outcome_has_a_kind_of_its_own_and_says_its_limit() {
    let told = outcomes().map(|outcome| {
        let report = Report::new(
            "x",
            &judge(&[], false, &transcript([finished(outcome)])),
            &[],
        );
        let outcome = report.outcome.unwrap();
        (outcome.kind, outcome.code, outcome.limit, outcome.detail)
    });
    let wanted = [
        ("exited", Some(0), None, None),
        ("timed-out", None, Some(10_000), None),
        ("out-of-memory", None, Some(256 << 20), None),
        ("output-limit", None, Some(256 << 10), None),
        ("cancelled", None, None, None),
        ("engine-failed", None, None, Some("gone".to_owned())),
    ];
    assert_eq!(told, wanted);
}
