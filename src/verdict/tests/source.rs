use super::*;
use crate::run::{FactKind, SourceFact};

fn fact(kind: FactKind, name: &str, line: usize) -> RunEvent {
    RunEvent::SourceFact(SourceFact {
        kind,
        name: name.into(),
        location: Some(at(line)),
    })
}

fn calls(name: &str, line: usize) -> RunEvent {
    fact(FactKind::Call, name, line)
}

fn source(require: &[&str], forbid: &[&str]) -> Check {
    let owned = |names: &[&str]| names.iter().map(|&name| name.into()).collect();
    check(CheckKind::Source {
        require: owned(require),
        forbid: owned(forbid),
    })
}

fn done(facts: impl IntoIterator<Item = RunEvent>) -> Transcript {
    transcript(facts.into_iter().chain([ended(), RunEvent::Done]))
}

/// Whether a source that does this uses what the author calls `wanted`.
fn uses(wanted: &str, event: RunEvent) -> bool {
    let run = done([event]);
    let required = only(&[source(&[wanted], &[])], &run).passed();
    let forbidden = !only(&[source(&[], &[wanted])], &run).passed();
    assert_eq!(required, forbidden);
    required
}

#[test]
fn a_call_is_meant_with_its_arity_or_without() {
    assert!(uses("Enum.sum", calls("Enum.sum/1", 1)));
    assert!(uses("Enum.sum/1", calls("Enum.sum/1", 1)));
    assert!(!uses("Enum.sum/2", calls("Enum.sum/1", 1)));
    assert!(!uses("Enum.su", calls("Enum.sum/1", 1)));
    assert!(!uses("Enum.sum", calls("Enum.sum_by/2", 1)));
    assert!(!uses("sum", calls("Enum.sum/1", 1)));
}

#[test]
fn a_word_is_a_construct_or_a_call_of_the_prelude() {
    assert!(uses("for", fact(FactKind::Construct, "for", 1)));
    assert!(uses("|>", fact(FactKind::Construct, "|>", 1)));
    assert!(uses("..", fact(FactKind::Construct, "..", 1)));
    assert!(uses("length", calls("Kernel.length/1", 1)));
    assert!(uses("length/1", calls("Kernel.length/1", 1)));
    assert!(uses("Kernel.length", calls("Kernel.length/1", 1)));
    assert!(uses("len", calls("builtins.len/1", 1)));
    assert!(uses("len", calls("builtins.len", 1)));
    assert!(uses(".append", calls(".append/1", 1)));
    assert!(!uses("append", calls(".append/1", 1)));
    assert!(uses("/", calls("Kernel.//2", 1)));
    assert!(!uses("length/2", calls("Kernel.length/1", 1)));
    assert!(!uses("length", calls("Mine.length/1", 1)));
    assert!(!uses(
        "ParallelCompiler.compile",
        calls("KernelParallelCompiler.compile/1", 1)
    ));
    assert!(!uses("for", fact(FactKind::Construct, "forall", 1)));
}

#[test]
fn what_is_forbidden_is_told_with_its_first_line() {
    let run = done([calls("Enum.sum/1", 9), calls("Enum.sum/1", 3)]);
    let result = only(&[source(&[], &["Enum.sum"])], &run);
    assert_eq!(result.status, Status::Fail);
    assert_eq!(result.location, Some(at(3)));
    assert_eq!(result.message.as_deref(), Some("author's message"));
    assert_eq!(
        result.reason.unwrap().to_string(),
        "uses Enum.sum/1 (sum.exs:3)"
    );
}

#[test]
fn what_is_missing_is_told() {
    let result = only(&[source(&["Enum.map"], &[])], &done([]));
    assert_eq!(result.status, Status::Fail);
    assert_eq!(result.reason.unwrap().to_string(), "does not use Enum.map");
}

#[test]
fn a_check_without_a_name_is_a_row_for_each_entry() {
    let run = done([calls("Enum.map/2", 1), calls("Enum.sum/1", 2)]);
    let verdict = judge(&[source(&["Enum.map", "|>"], &["Enum.sum"])], false, &run);
    let rows: Vec<_> = verdict
        .checks
        .iter()
        .map(|c| (c.name.clone(), c.status))
        .collect();
    let wanted = [
        (CheckName::Require("Enum.map".into()), Status::Pass),
        (CheckName::Require("|>".into()), Status::Fail),
        (CheckName::Forbid("Enum.sum".into()), Status::Fail),
    ];
    assert_eq!(rows, wanted);
}

#[test]
fn a_check_with_a_name_is_one_row() {
    let named = Check {
        name: Some("by hand".into()),
        ..source(&["|>"], &["Enum.sum"])
    };
    let result = only(&[named], &done([calls("Enum.sum/1", 2)]));
    assert_eq!(result.name, CheckName::Given("by hand".into()));
    let told = result.reason.unwrap().to_string();
    assert_eq!(told, "does not use |>; uses Enum.sum/1 (sum.exs:2)");
}

#[test]
fn facts_that_may_still_come_decide_nothing() {
    let run = transcript([calls("Enum.map/2", 1), ended()]);
    let verdict = judge(&[source(&["Enum.map"], &["for"])], false, &run);
    assert_eq!(statuses(&verdict), [Status::Pending; 2]);
}
