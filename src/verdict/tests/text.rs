use super::*;

fn result(expect: Expect, text: &str) -> CheckResult {
    only(&[check(CheckKind::Stdout(expect))], &printed(text))
}

fn equals(text: &str) -> Expect {
    Expect::Equals(text.into())
}

#[test]
fn line_ends_and_one_final_line_end_do_not_matter() {
    for (wanted, text) in [
        ("Hello\n", "Hello\n"),
        ("Hello\n", "Hello"),
        ("Hello", "Hello\n"),
        ("a\nb\n", "a\r\nb\r\n"),
        ("a\r\nb", "a\nb"),
        ("", "\n"),
    ] {
        let result = result(equals(wanted), text);
        assert_eq!(result.status, Status::Pass, "{wanted:?} {text:?}");
        assert_eq!((result.reason, result.message), (None, None));
    }
}

#[test]
fn all_else_matters() {
    for (wanted, text) in [
        ("Hello", "Hello\n\n"),
        ("Hello", "hello"),
        ("Hello", " Hello"),
        ("Hello", "Hello "),
        ("a\nb", "a\rb"),
        ("Hello", ""),
    ] {
        let result = result(equals(wanted), text);
        assert_eq!(result.status, Status::Fail, "{wanted:?} {text:?}");
    }
}

#[test]
fn a_difference_is_there_to_be_shown() {
    let result = result(equals("Hello\n"), "Hullo\r\n");
    assert_eq!(result.reason, Some(Reason::Differs));
    assert_eq!(result.message.as_deref(), Some("author's message"));
    assert_eq!(result.expected.as_deref(), Some("Hello\n"));
    assert_eq!(result.actual.as_deref(), Some("Hullo\n"));
    assert_eq!(result.output, b"Hullo\r\n");
}

#[test]
fn bytes_that_are_no_text_are_no_panic() {
    let bytes = RunEvent::Output {
        stream: Stream::Stdout,
        origin: Origin::Program,
        bytes: vec![b'a', 0xFF],
    };
    let run = transcript([bytes, ended(), RunEvent::Done]);
    let result = only(&[stdout("a")], &run);
    assert_eq!(result.status, Status::Fail);
    assert_eq!(result.actual.as_deref(), Some("a\u{FFFD}"));
}

#[test]
fn contains_is_anywhere_in_it() {
    let contains = |part: &str| Expect::Contains(part.into());
    assert_eq!(result(contains("b\nc"), "ab\r\ncd").status, Status::Pass);
    let lacks = result(contains("x"), "abc");
    assert_eq!(
        (lacks.status, lacks.reason),
        (Status::Fail, Some(Reason::Lacks))
    );
}

#[test]
fn a_pattern_may_mean_a_line_with_its_end_or_without() {
    let matches = |pattern: &str| result(Expect::Matches(pattern.into()), "Hello 42\r\n");
    for pattern in [r"^Hello \d+$", r"Hello \d+\n$", r"\d{2}"] {
        assert_eq!(matches(pattern).status, Status::Pass, "{pattern}");
    }
    let other = matches("^42");
    assert_eq!(
        (other.status, other.reason),
        (Status::Fail, Some(Reason::NoMatch))
    );
}

#[test]
fn a_bad_pattern_is_an_error_and_not_a_panic() {
    let result = result(Expect::Matches("(".into()), "x");
    assert_eq!(result.status, Status::Error);
    assert!(
        matches!(result.reason, Some(Reason::BadPattern(_))),
        "{result:?}"
    );
}
