use proptest::prelude::*;
use ratatui::style::Style;

use super::*;
use crate::proof::Lift;
use crate::run::{Capture, Finished, Origin, SourceFile, TestResult, TestStatus, Transcript};

fn attack(limits: &[Limit], ends: &[End]) -> Attack {
    Attack {
        name: "x".to_owned(),
        language: "sh",
        file: SourceFile::new("x.sh", ""),
        tries: String::new(),
        looks: String::new(),
        by: limits[0],
        limits: limits.to_vec(),
        ends: ends.to_vec(),
        lift: Lift::Unsafe("no".to_owned()),
        stdin: String::new(),
    }
}

fn usual() -> Attack {
    attack(&[Limit::Pids], &[End::Exited])
}

fn printed(stream: Stream, bytes: &[u8]) -> Capture {
    Capture {
        stream,
        origin: Origin::Program,
        bytes: bytes.to_owned(),
    }
}

fn run(outcome: Outcome, output: Vec<Capture>) -> Transcript {
    Transcript {
        started: true,
        output,
        finished: Some(Finished {
            outcome,
            duration: Duration::from_secs(1),
            dropped: (0, 0),
        }),
        ..Transcript::default()
    }
}

/// A run that ended well and printed this.
fn said(bytes: impl AsRef<[u8]>) -> Transcript {
    let output = vec![printed(Stream::Stdout, bytes.as_ref())];
    run(Outcome::Exited(0), output)
}

fn timed_out() -> Outcome {
    let after = Duration::from_secs(3);
    Outcome::TimedOut { after }
}

#[track_caller]
fn is_contained(judgement: &Judgement, expected: &str) {
    let Judgement::Contained { how, .. } = judgement else {
        panic!("{judgement:?}");
    };
    assert_eq!(how, expected);
}

#[track_caller]
fn is_not(judgement: &Judgement, expected: &str) {
    let Judgement::NotContained { why } = judgement else {
        panic!("{judgement:?}");
    };
    assert!(why.contains(expected), "{why}");
}

#[track_caller]
fn is_broken(judgement: &Judgement, expected: &str) {
    let Judgement::Broken { why } = judgement else {
        panic!("{judgement:?}");
    };
    assert!(why.contains(expected), "{why}");
}

#[test]
fn what_says_that_it_was_stopped_was() {
    let judgement = judge(&usual(), &said("trying\ncontained: EAGAIN after 61\n"));
    is_contained(&judgement, "EAGAIN after 61");
    assert!(matches!(
        judgement,
        Judgement::Contained {
            by: Limit::Pids,
            ..
        }
    ));
    // On either stream, and without a line end.
    let stderr = vec![printed(Stream::Stderr, b"contained: yes")];
    is_contained(&judge(&usual(), &run(Outcome::Exited(0), stderr)), "yes");
}

#[test]
fn what_says_that_it_got_through_did_whatever_else_it_says() {
    for text in [
        "escaped: root",
        "contained: no\nescaped: root\n",
        "escaped: root\ncontained: forged\n",
        "broken: no\nescaped: root\n",
        "words before escaped: root",
        "\x1b[31mescaped: root",
    ] {
        is_not(&judge(&usual(), &said(text)), "escaped: root");
    }
    let torn = vec![
        printed(Stream::Stdout, b"contained: x\nesca"),
        printed(Stream::Stderr, b"noise"),
        printed(Stream::Stdout, b"ped: root\n"),
    ];
    is_not(
        &judge(&usual(), &run(Outcome::Exited(0), torn)),
        "escaped: root",
    );
    let ended = run(timed_out(), vec![printed(Stream::Stderr, b"escaped: root")]);
    let either = attack(&[Limit::WallClock], &[End::TimedOut]);
    is_not(&judge(&either, &ended), "escaped: root");
}

#[test]
fn who_says_nothing_is_not_believed() {
    is_not(&judge(&usual(), &said("")), "without a word");
    is_not(&judge(&usual(), &said("well\n\n")), "its last words: well");
    // The mark stands at the beginning of a line.
    is_not(
        &judge(&usual(), &said("not contained: x\n")),
        "without a word",
    );
    is_not(&judge(&usual(), &said("contained:x\n")), "without a word");
    let mut failed = said("contained: x\n");
    failed.finished.as_mut().unwrap().outcome = Outcome::Exited(137);
    is_not(&judge(&usual(), &failed), "code 137");
}

#[test]
fn only_the_ends_that_were_foreseen_count() {
    let late = run(
        timed_out(),
        vec![printed(Stream::Stdout, b"contained: x\n")],
    );
    is_not(&judge(&usual(), &late), "stopped after 3 s");
    let patient = attack(
        &[Limit::Pids, Limit::WallClock],
        &[End::Exited, End::TimedOut],
    );
    let judgement = judge(&patient, &run(timed_out(), Vec::new()));
    is_contained(&judgement, "stopped after 3 s");
    assert!(matches!(
        judgement,
        Judgement::Contained {
            by: Limit::WallClock,
            ..
        }
    ));
    let endless = attack(&[Limit::WallClock], &[End::TimedOut]);
    is_not(
        &judge(&endless, &said("contained: x\n")),
        "exited with code 0",
    );
}

#[test]
fn what_the_host_ends_needs_no_word() {
    let cases = [
        (
            Outcome::OutOfMemory { limit: 256 << 20 },
            End::OutOfMemory,
            Limit::Memory,
            "killed at 256 MiB of memory",
        ),
        (
            Outcome::OutputLimit { limit: 256 << 10 },
            End::OutputLimit,
            Limit::Output,
            "stopped after 256 KiB of output",
        ),
    ];
    for (outcome, end, limit, expected) in cases {
        let judgement = judge(&attack(&[limit], &[end]), &run(outcome, Vec::new()));
        is_contained(&judgement, expected);
    }
    // The limit that ended it is none that it meets: the one that it names is.
    let outcome = Outcome::OutOfMemory { limit: 1 << 20 };
    let scratch = attack(&[Limit::Scratch], &[End::OutOfMemory]);
    let judgement = judge(&scratch, &run(outcome, Vec::new()));
    assert!(matches!(
        judgement,
        Judgement::Contained {
            by: Limit::Scratch,
            ..
        }
    ));
}

#[test]
fn what_could_not_be_tried_is_neither() {
    is_broken(&judge(&usual(), &said("broken: no perl\n")), "no perl");
    is_broken(
        &judge(&usual(), &said("contained: x\nbroken: no perl\n")),
        "no perl",
    );
    let lost = run(Outcome::EngineFailed("gone\x1b[2J".to_owned()), Vec::new());
    is_broken(&judge(&usual(), &lost), "the engine failed: gone␛[2J");
    is_broken(
        &judge(&usual(), &run(Outcome::Cancelled, Vec::new())),
        "interrupted",
    );
    is_broken(&judge(&usual(), &Transcript::default()), "did not end");
}

const TITLE: &str =
    "\x1b]0;mine\x07\u{9d}52;c;eA==\u{9c}\x1b[2J\x1bP+q\x1b\\\x1b[31mred\ncontained: sent\n";

#[test]
fn the_screen_is_looked_at_through_its_own_filter() {
    let screen = attack(&[Limit::Screen], &[End::Exited]);
    is_contained(&judge(&screen, &said(TITLE)), "sent");
    let nothing_filtered = |bytes: &[u8]| {
        let line = |text: &str| OutputLine {
            runs: vec![(Style::default(), text.to_owned())],
        };
        let text = String::from_utf8_lossy(bytes).into_owned();
        text.split('\n').map(line).collect()
    };
    let judgement = judge_through(nothing_filtered, &screen, &said(TITLE));
    is_not(&judgement, "U+001B would reach the screen");
    // Whoever does not aim at the screen is not asked.
    let judgement = judge_through(nothing_filtered, &usual(), &said(TITLE));
    is_contained(&judgement, "sent");
    let judgement = judge_through(nothing_filtered, &screen, &said("contained: \u{202e}x\n"));
    is_not(&judgement, "U+202E");
}

#[test]
fn what_nobody_asked_for_is_a_forgery() {
    let nonce = attack(&[Limit::Nonce], &[End::Exited]);
    let mut forged = said("contained: sent\n");
    is_contained(&judge(&nonce, &forged), "sent");
    forged.tests.push(TestResult {
        id: "1".to_owned(),
        name: "mine".to_owned(),
        status: TestStatus::Pass,
        message: None,
        expected: None,
        actual: None,
        test_code: None,
        task_id: None,
        duration: None,
        location: None,
    });
    is_not(&judge(&nonce, &forged), "a test that nobody asked for");
    let mut forged = said("contained: sent\n");
    forged.files.insert("x".to_owned(), None);
    is_not(&judge(&nonce, &forged), "a file that nobody asked for");
}

#[test]
fn what_is_shown_is_short_and_safe() {
    let long = format!("contained: {}\n", "한".repeat(100_000));
    let Judgement::Contained { how, .. } = judge(&usual(), &said(long)) else {
        panic!("it is contained");
    };
    assert_eq!(how.chars().count(), LONGEST + 1);
    is_contained(
        &judge(&usual(), &said(b"contained: \x1b[2J\xff\r\n")),
        "␛[2J\u{fffd}",
    );
}

fn outcomes() -> impl Strategy<Value = Outcome> {
    prop_oneof![
        (0..256).prop_map(Outcome::Exited),
        Just(timed_out()),
        Just(Outcome::OutOfMemory { limit: 1 }),
        Just(Outcome::OutputLimit { limit: 1 }),
        Just(Outcome::Cancelled),
        Just(Outcome::EngineFailed("x".to_owned())),
    ]
}

fn captures() -> impl Strategy<Value = Vec<Capture>> {
    let words = prop_oneof![
        Just(b"contained: x\n".to_vec()),
        Just(b"\n".to_vec()),
        Just(b"broken: x\n".to_vec()),
        proptest::collection::vec(any::<u8>(), 0..40),
    ];
    let streams = prop_oneof![Just(Stream::Stdout), Just(Stream::Stderr)];
    let capture = (streams, words).prop_map(|(stream, bytes)| printed(stream, &bytes));
    proptest::collection::vec(capture, 0..8)
}

proptest! {
    #[test]
    fn whatever_is_printed_around_it_escaped_is_escaped(
        outcome in outcomes(), before in captures(), after in captures()
    ) {
        let mut output = before;
        output.push(printed(Stream::Stdout, b"escaped: x"));
        output.extend(after);
        let judgement = judge(&usual(), &run(outcome, output));
        prop_assert!(matches!(judgement, Judgement::NotContained { .. }), "{judgement:?}");
    }

    #[test]
    fn nobody_is_contained_without_a_word_or_a_host_that_ended_it(
        outcome in outcomes(), noise in proptest::collection::vec(any::<u8>(), 0..200)
    ) {
        let ends = [End::Exited];
        let judgement = judge(
            &attack(&[Limit::Memory], &ends),
            &run(outcome, vec![printed(Stream::Stderr, &noise)]),
        );
        prop_assume!(!noise.windows(CONTAINED.len()).any(|w| w == CONTAINED.as_bytes()));
        prop_assert!(!matches!(judgement, Judgement::Contained { .. }), "{judgement:?}");
    }

    #[test]
    fn whatever_is_sent_to_the_screen_only_text_comes_through(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert_eq!(leak(&neutralise(&bytes)), None);
    }

    #[test]
    fn what_is_told_can_be_printed(output in captures(), outcome in outcomes()) {
        let told = match judge(&usual(), &run(outcome, output)) {
            Judgement::Contained { how, .. } => how,
            Judgement::NotContained { why } | Judgement::Broken { why } | Judgement::Skipped { why } => why,
        };
        prop_assert!(!told.chars().any(char::is_control), "{told:?}");
    }
}
