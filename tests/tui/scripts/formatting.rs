//! What is in the editor in its formatter's layout, and why it is not.

use tutorbox::run::Outcome;
use tutorbox::tui::effect::Effect;
use tutorbox::tui::formatting::{Formatted, Request, Unformatted};
use tutorbox::tui::message::Message;

use super::ready;
use crate::news::{engine, no_engine};
use crate::stage::{Setup, Stage};

const MESSY: &str = "x=1\n\n\n\ny   =   2\nlast";
const TIDY: &str = "x = 1\n\ny = 2\nlast\n";

fn notice(stage: &Stage) -> &str {
    stage.model.notice.as_deref().unwrap_or_default()
}

/// This is in the editor, and its formatter has been asked for.
fn asked(text: &str) -> (Stage, Request) {
    let mut stage = ready();
    stage.keys("f6 ctrl-a").paste(text).effects();
    let request = ask(&mut stage);
    (stage, request)
}

fn ask(stage: &mut Stage) -> Request {
    match &stage.keys("alt-f").deeds()[..] {
        [Effect::Format(request)] => request.clone(),
        others => panic!("{others:?}"),
    }
}

fn answer(stage: &mut Stage, request: &Request, formatted: Formatted) {
    let id = request.id;
    stage.hear(Message::Formatted { id, formatted });
}

#[test]
fn the_layout_is_one_step_and_the_cursor_keeps_its_line() {
    let (mut stage, request) = asked(MESSY);
    assert_eq!(
        (request.language.as_str(), request.text.as_str()),
        ("elixir", MESSY)
    );
    assert!(notice(&stage).contains("Esc"), "{}", notice(&stage));
    // Moving changes nothing, and the word of it stays.
    stage.keys("up home");
    assert!(notice(&stage).starts_with("Formatting"));
    answer(&mut stage, &request, Ok(TIDY.to_owned()));
    assert_eq!(stage.text(), TIDY.trim_end());
    assert_eq!(stage.cursor(), (2, 0));
    assert!(notice(&stage).contains("Ctrl+Z"), "{}", notice(&stage));
    stage.keys("ctrl-z");
    assert_eq!(stage.text(), MESSY);
    assert_eq!(stage.cursor(), (4, 0));
}

#[test]
fn what_is_formatted_already_is_no_step() {
    let (mut stage, request) = asked(TIDY);
    answer(&mut stage, &request, Ok(TIDY.to_owned()));
    assert!(notice(&stage).contains("already"), "{}", notice(&stage));
    stage.keys("ctrl-z");
    assert_ne!(stage.text(), TIDY, "the paste was the last step");
}

#[test]
fn an_error_changes_nothing_and_is_told_in_a_line() {
    let refused = |line| Unformatted::Refused {
        line,
        why: "missing terminator: end".to_owned(),
    };
    let no_answer = Unformatted::Ended(Outcome::Exited(9));
    for (why, words) in [
        (refused(Some(4)), "line 4: missing terminator: end"),
        (refused(None), "Not formatted: missing terminator: end"),
        (Unformatted::NoText, "no text"),
        (no_answer, "exit code 9"),
    ] {
        let (mut stage, request) = asked(MESSY);
        answer(&mut stage, &request, Err(why));
        assert_eq!(stage.text(), MESSY);
        assert!(notice(&stage).contains(words), "{}", notice(&stage));
    }
}

#[test]
fn escape_stops_it_and_what_it_says_then_is_dropped() {
    let (mut stage, request) = asked(MESSY);
    assert_eq!(stage.keys("esc").deeds(), [Effect::StopFormatting]);
    assert!(notice(&stage).starts_with("Stopped"), "{}", notice(&stage));
    answer(&mut stage, &request, Ok(TIDY.to_owned()));
    assert_eq!(stage.text(), MESSY);
    assert!(notice(&stage).starts_with("Stopped"), "{}", notice(&stage));
}

#[test]
fn an_answer_to_another_text_is_dropped_and_told() {
    for meanwhile in ["x", "ctrl-z", "ctrl-n", "alt-s"] {
        let (mut stage, request) = asked(MESSY);
        stage.keys(meanwhile);
        let now = stage.text();
        answer(&mut stage, &request, Ok(TIDY.to_owned()));
        assert_eq!(stage.text(), now, "{meanwhile}");
        assert!(notice(&stage).contains("Alt+F"), "{}", notice(&stage));
    }
    // Of two that were asked for, the last counts.
    let (mut stage, first) = asked(MESSY);
    let second = ask(&mut stage);
    answer(&mut stage, &first, Ok("first".to_owned()));
    assert_eq!(stage.text(), MESSY);
    answer(&mut stage, &second, Ok("second".to_owned()));
    assert_eq!(stage.text(), "second");
}

#[test]
fn where_there_is_no_formatter_the_key_says_so_and_the_list_has_none() {
    let mut stage = Setup::new().start();
    let Message::Engine(Ok(mut found)) = engine(true) else {
        panic!("no engine");
    };
    found.languages[0].has_formatter = false;
    stage.hear(Message::Engine(Ok(found))).keys("f6").effects();
    assert_eq!(stage.keys("alt-f").deeds(), []);
    assert_eq!(notice(&stage), "No formatter is known for Elixir.");
    stage.keys("ctrl-p").types("format");
    assert!(!stage.screen().contains("Alt+F"), "{}", stage.screen());
    let mut stage = ready();
    stage.keys("f6 ctrl-p").types("format");
    assert!(stage.screen().contains("Alt+F"), "{}", stage.screen());
}

#[test]
fn without_an_engine_the_key_says_who_knows_why() {
    let mut stage = Setup::new().start();
    stage.hear(no_engine()).keys("esc f6").effects();
    assert_eq!(stage.keys("alt-f").deeds(), []);
    assert!(notice(&stage).contains("F5"), "{}", notice(&stage));
}
