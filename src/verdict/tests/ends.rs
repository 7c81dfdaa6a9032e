use super::*;

/// A check of every kind.
fn every_kind() -> Vec<Check> {
    vec![
        stdout(""),
        exit(0),
        file("out.txt", None),
        cases(&[("", "")]),
        check(CheckKind::Source {
            require: vec![],
            forbid: vec!["for".into()],
        }),
    ]
}

#[test]
fn nothing_is_known_before_the_run() {
    let verdict = judge(&every_kind(), true, &Transcript::default());
    assert_eq!(statuses(&verdict), [Status::Pending; 6]);
    assert_eq!(verdict.failing(), 0);
    assert!(!verdict.is_final() && !verdict.passed());
}

#[test]
fn a_run_that_reported_nothing_proves_nothing_however_it_ended() {
    for outcome in outcomes() {
        let run = transcript([RunEvent::Started, finished(outcome.clone())]);
        let verdict = judge(&every_kind(), true, &run);
        assert_eq!(verdict.outcome, Some(outcome.clone()));
        assert!(verdict.is_final());
        for check in &verdict.checks {
            if check.kind == Kind::Exit && outcome == Outcome::Exited(0) {
                continue;
            }
            assert_eq!(check.status, Status::Error, "{check:?}");
            assert_eq!(check.reason, Some(Reason::CutShort(outcome.clone())));
        }
    }
}

#[test]
fn code_that_does_not_compile_passes_nothing_and_says_where() {
    let mut run = transcript([
        diagnostic(Severity::Warning, 1),
        diagnostic(Severity::Error, 7),
        diagnostic(Severity::Error, 9),
        RunEvent::ProgramEnded(ProgramStatus::CompileError),
    ]);
    for event in [RunEvent::Done, finished(Outcome::Exited(1))] {
        let verdict = judge(&[every_kind(), vec![exit(1)]].concat(), true, &run);
        assert_eq!(statuses(&verdict), [Status::Error; 7]);
        for check in &verdict.checks {
            assert_eq!(check.reason, Some(Reason::DidNotCompile));
            assert_eq!(check.location, Some(at(7)));
        }
        assert!(verdict.is_final());
        run.absorb(event);
    }
}

#[test]
fn what_was_proved_before_done_stays_proved_however_the_process_went() {
    for outcome in outcomes() {
        let events = [
            prints("a"),
            ended(),
            test("1", TestStatus::Pass),
            RunEvent::Done,
        ];
        let mut run = transcript(events);
        run.absorb(finished(outcome));
        assert!(judge(&[stdout("a")], true, &run).passed());
    }
}

#[test]
fn a_run_that_was_asked_nothing_proves_nothing() {
    assert!(!judge(&[], false, &printed("")).passed());
}

#[test]
fn every_cut_has_a_sentence_of_its_own() {
    let sentences: std::collections::BTreeSet<_> = outcomes()
        .map(|outcome| Reason::CutShort(outcome).to_string())
        .into();
    assert_eq!(sentences.len(), outcomes().len());
    let sentence = Reason::CutShort(Outcome::OutOfMemory { limit: 256 << 20 }).to_string();
    assert_eq!(
        sentence,
        "it used more than 256 MiB before this could be checked"
    );
}
