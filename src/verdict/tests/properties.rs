use proptest::prelude::*;

use super::*;
use crate::run::{FactKind, SourceFact};

fn any_origin() -> impl Strategy<Value = Origin> {
    prop_oneof![
        3 => Just(Origin::Program),
        1 => (1..4_usize).prop_map(Origin::Case),
        1 => "[12]".prop_map(Origin::Test),
    ]
}

/// Anything but the runner's final record.
fn any_event() -> impl Strategy<Value = RunEvent> {
    let status = prop_oneof![
        Just(ProgramStatus::Ok),
        Just(ProgramStatus::Error),
        Just(ProgramStatus::CompileError),
    ];
    let size = prop::option::of(0..20_u64);
    prop_oneof![
        (any_origin(), "[ab\r\n]{0,4}").prop_map(|(o, text)| print(Stream::Stdout, o, &text)),
        (any_origin(), "[ab]{0,4}").prop_map(|(o, text)| print(Stream::Stderr, o, &text)),
        status.prop_map(RunEvent::ProgramEnded),
        (1..4_usize).prop_map(case_ended),
        "[12]".prop_map(|id| RunEvent::TestBegan { id }),
        "[12]".prop_map(|id| test(&id, TestStatus::Pass)),
        "[12]".prop_map(|id| test(&id, TestStatus::Fail)),
        (1..9_usize).prop_map(|line| diagnostic(Severity::Error, line)),
        Just(RunEvent::SourceFact(SourceFact {
            kind: FactKind::Construct,
            name: "for".into(),
            location: None,
        })),
        size.prop_map(|size| RunEvent::File(FilePiece {
            path: "a".into(),
            size,
            offset: 0,
            bytes: b"ab".to_vec(),
        })),
    ]
}

fn any_expect() -> impl Strategy<Value = Expect> {
    prop_oneof![
        "[ab\n]{0,3}".prop_map(Expect::Equals),
        "[ab]{0,2}".prop_map(Expect::Contains),
        r"[ab.*(\[]{0,3}".prop_map(Expect::Matches),
    ]
}

fn any_check() -> impl Strategy<Value = Check> {
    let names = || prop::collection::vec("for|if", 0..2);
    let kind = prop_oneof![
        any_expect().prop_map(CheckKind::Stdout),
        prop::option::of(any_expect()).prop_map(|expect| CheckKind::File {
            path: "a".into(),
            expect
        }),
        Just(cases(&[("1", "a"), ("2", "")]).kind),
        (names(), names()).prop_map(|(require, forbid)| CheckKind::Source { require, forbid }),
    ];
    kind.prop_map(check)
}

fn any_events() -> impl Strategy<Value = Vec<RunEvent>> {
    prop::collection::vec(any_event(), 0..16)
}

proptest! {
    /// Whatever is said: without the final record nothing is passed as a whole, and at the end all is decided.
    #[test]
    fn a_run_that_was_never_done_is_never_a_pass(
        checks in prop::collection::vec(any_check(), 0..4),
        tests in any::<bool>(),
        events in any_events(),
        outcome in prop::sample::select(outcomes().to_vec()),
    ) {
        let mut run = transcript(events);
        prop_assert!(!judge(&checks, tests, &run).passed());
        run.absorb(finished(outcome));
        let verdict = judge(&checks, tests, &run);
        prop_assert!(!verdict.passed(), "{:?}", verdict);
        prop_assert!(verdict.is_final(), "{:?}", verdict);
    }

    /// What has been decided stays decided as the run goes on, up to `done` and its end.
    #[test]
    fn a_check_is_decided_once(
        checks in prop::collection::vec(any_check(), 0..4),
        events in any_events(),
    ) {
        let mut run = Transcript::default();
        let mut before = judge(&checks, false, &run);
        let ends = [RunEvent::Done, finished(Outcome::Exited(0))];
        for event in events.into_iter().filter(|e| !matches!(e, RunEvent::ProgramEnded(_))).chain(ends) {
            run.absorb(event);
            let after = judge(&checks, false, &run);
            prop_assert_eq!(before.total(), after.total());
            for (old, new) in before.checks.iter().zip(&after.checks) {
                prop_assert!(old.status == Status::Pending || old == new);
            }
            before = after;
        }
        prop_assert!(before.is_final());
    }

    /// Nothing passes with a reason why it did not, and nothing else is without one.
    #[test]
    fn whatever_did_not_pass_says_why(
        checks in prop::collection::vec(any_check(), 0..4),
        events in any_events(),
        done in any::<bool>(),
    ) {
        let mut run = transcript(events);
        run.done = done;
        run.absorb(finished(Outcome::Exited(0)));
        for check in judge(&checks, true, &run).checks {
            prop_assert_eq!(check.passed(), check.reason.is_none(), "{:?}", check);
        }
    }
}
