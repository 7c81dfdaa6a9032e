//! The rules of a pack, as its learners see them.

use insta::assert_snapshot;
use tutorbox::progress::{Status, Timestamp};
use tutorbox::render::Depth;
use tutorbox::tui::message::Message;
use tutorbox::tui::model::Learner;

use crate::author::Author;
use crate::news::engine;
use crate::stage::{NOW, Setup, Stage};

const ALL: &str =
    "unlock = \"sequential\"\nhints = 2\nsolutions = 3\nminutes = 90\nwelcome = \"welcome.md\"";

/// Twelve minutes into a pack with all rules, one exercise passed, and another tried so often.
fn amid(setup: Setup, tries: u32) -> Stage {
    let learner = Learner {
        states: [("greet".to_owned(), Status::Passed)].into(),
        tries: [("sum".to_owned(), tries)].into(),
        opened_at: Some(Timestamp(NOW.0 - 12 * 60_000)),
        ..Learner::default()
    };
    let mut stage = setup.rules(ALL).learner(learner).start();
    stage.hear(engine(true));
    stage
}

fn preview(setup: Setup) -> Stage {
    let mut author = Author::new();
    author.rules(ALL);
    let mut stage = setup.preview(author.edition()).start();
    stage.hear(engine(true));
    stage
}

#[test]
fn the_welcome() {
    assert_snapshot!(Setup::new().rules(ALL).start().picture());
}

#[test]
fn the_welcome_in_korean() {
    assert_snapshot!(Setup::new().rules(ALL).korean().wide().start().picture());
}

#[test]
fn the_welcome_in_a_small_terminal() {
    assert_snapshot!(Setup::new().rules(ALL).size(40, 12).start().picture());
}

#[test]
fn locked_lessons() {
    assert_snapshot!(amid(Setup::new(), 0).keys("f2").picture());
}

#[test]
fn locked_lessons_in_a_light_theme() {
    assert_snapshot!(amid(Setup::new().light().wide(), 0).keys("f2").picture());
}

#[test]
fn locked_lessons_without_colours() {
    assert_snapshot!(
        amid(Setup::new().depth(Depth::None), 0)
            .keys("f2")
            .picture()
    );
}

#[test]
fn locked_lessons_in_korean() {
    assert_snapshot!(
        amid(Setup::new().korean(), 0)
            .keys("f2 end enter")
            .picture()
    );
}

#[test]
fn what_to_do_first() {
    assert_snapshot!(amid(Setup::new(), 0).keys("n").picture());
}

#[test]
fn hints_that_are_not_open() {
    assert_snapshot!(amid(Setup::new(), 0).keys("f3").picture());
}

#[test]
fn hints_that_are_not_open_in_korean() {
    assert_snapshot!(amid(Setup::new().korean(), 0).keys("f3").picture());
}

#[test]
fn the_last_hint_before_the_solution() {
    assert_snapshot!(amid(Setup::new(), 2).keys("f3 f3").picture());
}

#[test]
fn the_solution() {
    assert_snapshot!(amid(Setup::new(), 3).keys("f3 f3 f3").picture());
}

#[test]
fn the_time_is_up() {
    let mut stage = amid(Setup::new(), 0);
    assert_snapshot!(stage.hear(Message::MinutesLeft(0)).picture());
}

#[test]
fn the_time_in_a_small_terminal() {
    assert_snapshot!(amid(Setup::new().size(40, 12), 0).picture());
}

#[test]
fn the_rules_are_in_the_help() {
    assert_snapshot!(amid(Setup::new(), 0).keys("f1").picture());
}

#[test]
fn an_author_sees_what_is_set() {
    assert_snapshot!(preview(Setup::new()).keys("f2").picture());
}

#[test]
fn an_author_sees_a_hint() {
    assert_snapshot!(preview(Setup::new()).keys("f3 f3").picture());
}

#[test]
fn an_author_sees_a_solution_of_two_files() {
    let mut author = Author::new();
    author.rules(ALL).replaces(
        "02-second.md",
        "solution=shapes file=main.exs\nIO.puts(",
        "solution=shapes file=main.exs\nIO.puts(+",
    );
    let mut stage = Setup::new().preview(author.edition()).start();
    stage.hear(engine(true)).keys("n f3 f3");
    assert_snapshot!(stage.picture());
}
