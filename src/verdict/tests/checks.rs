use super::*;

#[test]
fn only_what_the_program_prints_on_stdout_counts() {
    let run = transcript([
        print(Stream::Stderr, Origin::Program, "warning\n"),
        prints("Hel"),
        print(Stream::Stdout, Origin::Test("1".into()), "noise"),
        print(Stream::Stdout, Origin::Case(1), "noise"),
        prints("lo\n"),
        ended(),
        RunEvent::Done,
    ]);
    let result = only(&[stdout("Hello")], &run);
    assert_eq!(result.status, Status::Pass);
    assert_eq!(result.output, b"warning\nHello\n");
}

#[test]
fn stdout_is_judged_on_done_and_not_before() {
    let mut run = transcript([prints("Hello"), ended()]);
    assert_eq!(only(&[stdout("Hello")], &run).status, Status::Pending);
    run.absorb(RunEvent::Done);
    assert_eq!(only(&[stdout("Hello")], &run).status, Status::Pass);
}

#[test]
fn output_that_was_cut_proves_nothing() {
    let mut run = printed("Hello");
    run.finished.as_mut().unwrap().dropped = (7, 0);
    let result = only(&[stdout("Hello")], &run);
    assert_eq!(
        (result.status, result.reason),
        (Status::Error, Some(Reason::OutputCut(7)))
    );
    run.finished.as_mut().unwrap().dropped = (0, 7);
    assert_eq!(only(&[stdout("Hello")], &run).status, Status::Pass);
}

#[test]
fn a_program_that_raised_printed_nothing_right() {
    let run = transcript([
        prints("Hello"),
        diagnostic(Severity::Warning, 1),
        diagnostic(Severity::Error, 4),
        raised(),
        RunEvent::Done,
    ]);
    for wanted in ["Hello", "Bye"] {
        let result = only(&[stdout(wanted)], &run);
        assert_eq!(
            (result.status, result.reason),
            (Status::Error, Some(Reason::Raised))
        );
        assert_eq!(result.location, Some(at(4)));
        assert_eq!(result.message, None);
    }
}

#[test]
fn a_program_may_raise_where_a_check_says_how_it_ends() {
    let run = transcript([
        prints("Hello"),
        raised(),
        RunEvent::Done,
        finished(Outcome::Exited(1)),
    ]);
    assert!(judge(&[stdout("Hello"), exit(1)], false, &run).passed());
    assert!(!judge(&[stdout("Hello"), exit(0)], false, &run).passed());
}

#[test]
fn stdout_of_a_program_that_was_not_run_is_an_error() {
    let run = transcript([case_ended(1), RunEvent::Done]);
    let result = only(&[stdout("")], &run);
    assert_eq!(
        (result.status, result.reason),
        (Status::Error, Some(Reason::NotRun))
    );
}

#[test]
fn a_code_that_is_not_the_programs_is_none() {
    let run = transcript([RunEvent::Done, finished(Outcome::Exited(0))]);
    let result = only(&[exit(0)], &run);
    assert_eq!(
        (result.status, result.reason),
        (Status::Error, Some(Reason::NotRun))
    );
}

#[test]
fn exit_needs_the_end() {
    let mut run = transcript([ended(), RunEvent::Done]);
    assert_eq!(only(&[exit(0)], &run).status, Status::Pending);
    run.absorb(finished(Outcome::Exited(0)));
    assert_eq!(only(&[exit(0)], &run).status, Status::Pass);
    let result = only(&[exit(3)], &run);
    assert_eq!(
        (result.status, result.reason),
        (Status::Fail, Some(Reason::ExitCode(0)))
    );
    assert_eq!(result.expected.as_deref(), Some("3"));
    assert_eq!(result.actual.as_deref(), Some("0"));
}

#[test]
fn a_program_that_halts_by_itself_is_judged_by_its_code() {
    let run = transcript([prints("Bye"), finished(Outcome::Exited(3))]);
    assert!(judge(&[exit(3)], false, &run).passed());
    assert!(judge(&[exit(3), stdout("Bye")], false, &run).passed());
    assert!(!judge(&[exit(3), stdout("Hi")], false, &run).passed());
    assert!(!judge(&[exit(0), stdout("Bye")], false, &run).passed());
    // Where nobody asks how it ends, it should have come to its end.
    assert!(!judge(&[stdout("Bye")], false, &run).passed());
    assert!(!judge(&[exit(3), stdout("Bye")], true, &run).passed());
}

fn left(size: Option<u64>, bytes: &str) -> Transcript {
    let piece = FilePiece {
        path: "out.txt".into(),
        size,
        offset: 0,
        bytes: bytes.as_bytes().to_vec(),
    };
    transcript([ended(), RunEvent::File(piece), RunEvent::Done])
}

#[test]
fn a_file_must_be_there_and_right() {
    let contains = Some(Expect::Contains("done".into()));
    let whole = left(Some(5), "done\n");
    assert_eq!(only(&[file("out.txt", None)], &whole).status, Status::Pass);
    assert_eq!(
        only(&[file("out.txt", contains.clone())], &whole).status,
        Status::Pass
    );
    let other = only(&[file("out.txt", contains.clone())], &left(Some(1), "x"));
    assert_eq!(
        (other.status, other.reason),
        (Status::Fail, Some(Reason::Lacks))
    );
    assert_eq!(other.actual.as_deref(), Some("x"));
    for expect in [None, contains] {
        let none = only(&[file("out.txt", expect)], &left(None, ""));
        assert_eq!(
            (none.status, none.reason),
            (Status::Fail, Some(Reason::NoFile))
        );
    }
}

#[test]
fn a_file_that_was_not_reported_is_an_error() {
    let result = only(&[file("other.txt", None)], &left(Some(0), ""));
    assert_eq!(
        (result.status, result.reason),
        (Status::Error, Some(Reason::NotReported))
    );
}

#[test]
fn a_file_seen_in_part_proves_only_what_was_seen() {
    let run = left(Some(100), "done and more");
    let status = |expect| only(&[file("out.txt", Some(expect))], &run).status;
    assert_eq!(status(Expect::Contains("done".into())), Status::Pass);
    assert_eq!(status(Expect::Contains("last".into())), Status::Error);
    assert_eq!(status(Expect::Equals("done and more".into())), Status::Fail);
    assert_eq!(
        status(Expect::Equals("done and more, and so on".into())),
        Status::Error
    );
    assert_eq!(status(Expect::Matches("more$".into())), Status::Error);
}

fn rows(answers: &[(usize, &str)]) -> Vec<RunEvent> {
    let row =
        |&(n, text): &(usize, &str)| [print(Stream::Stdout, Origin::Case(n), text), case_ended(n)];
    answers.iter().flat_map(row).collect()
}

#[test]
fn every_row_is_judged_by_what_it_printed() {
    let checks = [
        cases(&[("2 3\n", "5\n"), ("1 1\n", "2\n")]),
        cases(&[("", "0\n")]),
    ];
    let mut run = transcript(rows(&[(1, "5\n"), (2, "3\n"), (3, "0")]));
    run.absorb(RunEvent::Done);
    let verdict = judge(&checks, false, &run);
    assert_eq!(
        statuses(&verdict),
        [Status::Pass, Status::Fail, Status::Pass]
    );
    assert_eq!(verdict.checks[1].expected.as_deref(), Some("2\n"));
    assert_eq!(verdict.checks[1].actual.as_deref(), Some("3\n"));
    assert_eq!(verdict.checks[1].duration, Some(Duration::from_millis(2)));
    assert_eq!(verdict.checks[2].name, CheckName::Case(String::new()));
}

#[test]
fn a_row_that_was_not_reported_or_raised_is_an_error() {
    let mut run = transcript(rows(&[(1, "a")]));
    run.cases[0].ok = false;
    run.absorb(RunEvent::Done);
    let verdict = judge(&[cases(&[("", "a"), ("", "")])], false, &run);
    let reasons: Vec<_> = verdict.checks.iter().map(|c| c.reason.clone()).collect();
    assert_eq!(reasons, [Some(Reason::Raised), Some(Reason::NotReported)]);
    assert_eq!(statuses(&verdict), [Status::Error; 2]);
}

#[test]
fn rows_before_the_one_that_hangs_are_judged() {
    let check = [cases(&[("", "a"), ("", "b"), ("", "c")])];
    let mut run = transcript(rows(&[(1, "a"), (2, "x")]));
    assert_eq!(statuses(&judge(&check, false, &run)), [Status::Pending; 3]);
    run.absorb(finished(outcomes()[1].clone()));
    let verdict = judge(&check, false, &run);
    assert_eq!(
        statuses(&verdict),
        [Status::Pass, Status::Fail, Status::Error]
    );
}

#[test]
fn rows_that_all_ended_without_done_prove_nothing() {
    let mut run = transcript(rows(&[(1, "a")]));
    run.absorb(finished(Outcome::Exited(0)));
    assert_eq!(only(&[cases(&[("", "a")])], &run).status, Status::Error);
}

#[test]
fn a_row_is_called_by_its_input_in_one_short_line() {
    let name = |stdin: &str| CheckName::case(stdin).to_string();
    assert_eq!(name("2 3\n"), "2 3 → …");
    assert_eq!(name("1\n2\n"), "1 ⏎ 2 → …");
    assert_eq!(name("\n"), "no input");
    let long = name(&"한".repeat(100));
    assert_eq!(long, format!("{}… → …", "한".repeat(31)));
}

#[test]
fn what_is_secret_is_not_told() {
    let secret = Check {
        is_secret: true,
        ..stdout("Hello")
    };
    let run = printed("Hullo");
    let told = only(&[stdout("Hello")], &run);
    let untold = only(&[secret], &run);
    assert_eq!(told.expected.as_deref(), Some("Hello"));
    assert_eq!(untold.expected, None);
    assert_eq!(untold.actual.as_deref(), Some("Hullo"));
}

#[test]
fn an_authors_name_comes_first() {
    let named = Check {
        name: Some("greets".into()),
        ..stdout("Hello")
    };
    let result = only(&[named], &printed("Hello"));
    assert_eq!(result.name, CheckName::Given("greets".into()));
}

#[test]
fn a_run_is_asked_for_what_its_checks_look_at() {
    let source = check(CheckKind::Source {
        require: vec!["for".into()],
        forbid: vec![],
    });
    let checks = [
        stdout(""),
        exit(0),
        cases(&[("1", ""), ("2", "")]),
        file("a", None),
        file("a", Some(Expect::Contains("x".into()))),
        cases(&[("3", "")]),
    ];
    let asked = asks(&checks);
    assert_eq!(asked.cases, [b"1", b"2", b"3"]);
    assert_eq!(asked.report, ["a"]);
    assert!(!asked.facts);
    assert!(asks(&[source]).facts);
}
