use super::*;

#[test]
fn tests_appear_as_they_are_reported() {
    let mut run = transcript([ended()]);
    let verdict = judge(&[], true, &run);
    assert_eq!(verdict.checks[0].name, CheckName::Tests);
    assert_eq!(statuses(&verdict), [Status::Pending]);
    run.absorb(test("1", TestStatus::Pass));
    let verdict = judge(&[], true, &run);
    assert_eq!(verdict.checks[0].name, CheckName::Given("test 1".into()));
    assert_eq!(statuses(&verdict), [Status::Pass]);
}

#[test]
fn tests_that_passed_are_no_pass_while_more_may_come() {
    let mut run = transcript([ended(), test("1", TestStatus::Pass)]);
    let verdict = judge(&[], true, &run);
    assert!(!verdict.is_final() && !verdict.passed());
    run.absorb(RunEvent::Done);
    let verdict = judge(&[], true, &run);
    assert!(verdict.is_final() && verdict.passed());
}

#[test]
fn a_test_brings_all_that_it_says() {
    let result = TestResult {
        id: "t1".into(),
        name: "adds".into(),
        status: TestStatus::Fail,
        message: Some("Assertion with == failed".into()),
        expected: Some("3".into()),
        actual: Some("4".into()),
        test_code: None,
        task_id: None,
        duration: Some(Duration::from_millis(1)),
        location: Some(at(3)),
    };
    let by_test = Origin::Test("t1".into());
    let run = transcript([
        prints("program"),
        print(Stream::Stdout, by_test.clone(), "out"),
        print(Stream::Stderr, by_test, "err"),
        RunEvent::Test(result),
        RunEvent::Done,
    ]);
    let verdict = judge(&[], true, &run);
    let wanted = CheckResult {
        name: CheckName::Given("adds".into()),
        kind: Kind::Tests,
        status: Status::Fail,
        message: Some("Assertion with == failed".into()),
        reason: Some(Reason::Assertion),
        expected: Some("3".into()),
        actual: Some("4".into()),
        output: b"outerr".to_vec(),
        location: Some(at(3)),
        duration: Some(Duration::from_millis(1)),
    };
    assert_eq!(verdict.checks, [wanted]);
    assert_eq!((verdict.failing(), verdict.total()), (1, 1));
}

#[test]
fn expected_tests_of_which_none_was_run_are_one_error() {
    let run = transcript([ended(), diagnostic(Severity::Error, 2), RunEvent::Done]);
    let verdict = judge(&[], true, &run);
    let [row] = &verdict.checks[..] else {
        panic!("{verdict:?}")
    };
    assert_eq!(
        (row.status, row.reason.clone()),
        (Status::Error, Some(Reason::NoTests))
    );
    assert_eq!(row.location, Some(at(2)));
}

#[test]
fn tests_of_a_program_that_raised_are_one_error() {
    let run = transcript([diagnostic(Severity::Error, 2), raised(), RunEvent::Done]);
    let verdict = judge(&[], true, &run);
    assert_eq!(statuses(&verdict), [Status::Error]);
    assert_eq!(verdict.checks[0].reason, Some(Reason::Raised));
}

#[test]
fn a_run_that_dies_in_a_test_keeps_the_tests_before_and_what_that_one_printed() {
    let run = transcript([
        ended(),
        test("1", TestStatus::Pass),
        RunEvent::TestBegan { id: "2".into() },
        print(Stream::Stdout, Origin::Test("2".into()), "looping"),
        finished(outcomes()[1].clone()),
    ]);
    let verdict = judge(&[], true, &run);
    assert_eq!(statuses(&verdict), [Status::Pass, Status::Error]);
    assert_eq!(verdict.checks[1].output, b"looping");
    assert_eq!(
        verdict.checks[1].reason,
        Some(Reason::CutShort(outcomes()[1].clone()))
    );
    assert!(verdict.is_final() && !verdict.passed());
}

#[test]
fn tests_that_nobody_asked_for_are_not_looked_at() {
    let run = transcript([
        prints("a"),
        ended(),
        test("1", TestStatus::Fail),
        RunEvent::Done,
    ]);
    assert!(judge(&[stdout("a")], false, &run).passed());
}
