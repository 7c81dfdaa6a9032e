//! A run in a few lines of text, and tables of jobs and what they come to.

use std::fmt::Write;

use futures_util::future::join_all;
use tutorbox::run::{
    Diagnostic, Job, Location, Origin, Outcome, ProgramStatus, Severity, Stream, TestResult,
    TestStatus, Transcript,
};

use crate::common::{rigs_of, share};

/// Runs every job, all in one language, on every engine, a fair part of them where a boot takes long. What each comes to, line by
/// line, must be what stands beside it; indentation apart. All that differs is told at the end.
pub async fn come_to<const N: usize>(rows: [(Job, &str); N]) {
    let pid = regex::Regex::new(r"#PID<[0-9.]+>").unwrap();
    let rigs = rigs_of(&rows[0].0.language).await.into_iter();
    let told = rigs.map(async |rig| {
        let mut differences = String::new();
        let part: Vec<_> = rows.iter().step_by(share(&rig.about)).collect();
        for (left, (job, expected)) in (0..part.len()).rev().zip(part) {
            let seen = match left {
                0 => rig.start(job.clone()).transcript().await,
                _ => rig.run(job.clone()).await,
            };
            let seen = told(&seen);
            let seen = pid.replace_all(&seen, "#PID<…>").into_owned();
            let expected = lines(expected);
            if seen != expected {
                let code = &job.files.last().unwrap().text;
                let engine = &rig.engine;
                writeln!(
                    differences,
                    "on {engine}\n{code}\n-- expected\n{expected}-- seen\n{seen}"
                )
                .unwrap();
            }
        }
        rig.close().await;
        differences
    });
    let differences = join_all(told).await.concat();
    assert!(differences.is_empty(), "{differences}");
}

fn lines(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}

/// What a run said: output by stream and origin, then the records by kind. The two streams have no order between
/// them, so none is told.
fn told(seen: &Transcript) -> String {
    let mut lines = Vec::new();
    for stream in [Stream::Stdout, Stream::Stderr] {
        lines.extend(printed(seen, stream));
    }
    lines.extend(seen.diagnostics.iter().map(diagnostic));
    lines.extend(
        seen.program
            .map(|status| format!("program {}", program(status))),
    );
    lines.extend(seen.cases.iter().map(|case| {
        let status = if case.ok { "ok" } else { "error" };
        format!("case {} {status}", case.case)
    }));
    lines.extend(seen.tests.iter().map(test));
    lines.extend(seen.files.iter().map(|(path, found)| match found {
        Some((size, kept)) => format!("file {path} {size} bytes, {} seen", kept.len()),
        None => format!("no file {path}"),
    }));
    lines.extend(seen.done.then(|| "done".to_owned()));
    lines.extend(seen.finished.as_ref().map(|f| ended(&f.outcome)));
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// All that one stream carried, a line an origin; of a text of many lines on stderr the first alone.
fn printed(seen: &Transcript, stream: Stream) -> Vec<String> {
    let mut origins: Vec<&Origin> = Vec::new();
    for capture in seen.output.iter().filter(|c| c.stream == stream) {
        if !origins.contains(&&capture.origin) {
            origins.push(&capture.origin);
        }
    }
    let said = |origin: &&Origin| {
        let bytes = seen.printed(stream, origin);
        let text = String::from_utf8_lossy(&bytes);
        let (name, text) = match stream {
            Stream::Stdout => ("out", text.as_ref()),
            Stream::Stderr => ("err", text.trim().lines().next().unwrap_or_default()),
        };
        format!("{name}{} {text:?}", whose(origin))
    };
    origins.iter().map(said).collect()
}

fn whose(origin: &Origin) -> String {
    match origin {
        Origin::Program => String::new(),
        Origin::Typed => " of the learner".to_owned(),
        Origin::Case(case) => format!(" of case {case}"),
        Origin::Test(id) => format!(" of test {id}"),
    }
}

fn diagnostic(diagnostic: &Diagnostic) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let message = diagnostic.message.lines().next().unwrap_or_default();
    format!(
        "{severity}{} {message}",
        place(diagnostic.location.as_ref())
    )
}

fn place(location: Option<&Location>) -> String {
    location.map_or_else(String::new, |at| {
        let column = at.column.map(|c| format!(":{c}")).unwrap_or_default();
        format!(" {}:{}{column}", at.file, at.line)
    })
}

fn program(status: ProgramStatus) -> &'static str {
    match status {
        ProgramStatus::Ok => "ok",
        ProgramStatus::CompileError => "compile-error",
        ProgramStatus::Error => "error",
    }
}

fn test(test: &TestResult) -> String {
    let status = match test.status {
        TestStatus::Pass => "pass",
        TestStatus::Fail => "fail",
        TestStatus::Error => "error",
    };
    let sides = match (&test.expected, &test.actual) {
        (Some(expected), Some(actual)) => format!(" expected {expected} actual {actual}"),
        _ => String::new(),
    };
    let at = place(test.location.as_ref());
    format!("{status} {}: {}{at}{sides}", test.id, test.name)
}

fn ended(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Exited(code) => format!("exit {code}"),
        other => format!("{other:?}"),
    }
}
