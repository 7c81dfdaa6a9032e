//! A check's report for people: each problem with its line and a caret, then one sentence.

use std::collections::BTreeMap;

use super::report::Report;

/// The report, as it is read in a terminal.
pub fn write(report: &Report) -> String {
    let problems = report.problems.iter().map(|problem| problem.text.clone());
    let mut parts: Vec<String> = problems.collect();
    parts.extend(untried(report));
    parts.push(summary(report));
    parts.join("\n\n")
}

/// The last sentence: what the pack is, and what that is known from.
pub fn summary(report: &Report) -> String {
    format!("{}; {}.", verdict(report), runs(report))
}

/// What the engine could not run: each reason once.
fn untried(report: &Report) -> Vec<String> {
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for run in report.untried() {
        let why = run.why.as_deref().unwrap_or_default();
        reasons.entry(why).or_default().push(&run.what);
    }
    let told = |(why, what): (&str, Vec<&str>)| {
        let others = match what.len() {
            1 => String::new(),
            n => format!(" and {} more", n - 1),
        };
        format!("{}{others} could not be run: {why}", what[0])
    };
    reasons.into_iter().map(told).collect()
}

fn verdict(report: &Report) -> String {
    let counts = [
        (report.count("error"), "error", "errors"),
        (report.count("warning"), "warning", "warnings"),
        (
            report.untried().count(),
            "run that the engine failed",
            "runs that the engine failed",
        ),
    ];
    let counts: Vec<String> = counts
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
        .collect();
    match (counts.is_empty(), report.interrupted) {
        (true, true) => "Interrupted".to_owned(),
        (true, false) => "The pack is sound".to_owned(),
        (false, true) => format!("Interrupted; {}", counts.join(", ")),
        (false, false) => counts.join(", "),
    }
}

fn runs(report: &Report) -> String {
    if report.claims == 0 {
        return match report.is_sound() {
            true => "nothing was run".to_owned(),
            false => "nothing was run: what is written comes first".to_owned(),
        };
    }
    let so_far = if report.interrupted { " so far" } else { "" };
    let remembered = match report.remembered {
        0 => String::new(),
        all if all == report.claims => " (all remembered)".to_owned(),
        some => format!(" ({some} remembered)"),
    };
    format!(
        "{} of {} runs went as they should{so_far}{remembered}, in {:.1} s",
        report.proved, report.claims, report.seconds
    )
}
