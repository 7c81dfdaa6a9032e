//! The lesson pane: prose, cards in every state, examples, the end.

use insta::assert_snapshot;
use tutorbox::progress::Status;
use tutorbox::render::Depth;
use tutorbox::tui::model::Learner;

use crate::news::engine;
use crate::stage::{Setup, Stage};

fn lesson(setup: Setup) -> Stage {
    let mut stage = setup.start();
    stage.hear(engine(true));
    stage
}

/// One exercise passed, the other failed.
fn half_way() -> Learner {
    let failing = Status::Failing {
        failing: 1,
        total: 2,
    };
    Learner {
        states: [
            ("sum".to_owned(), failing),
            ("greet".to_owned(), Status::Passed),
        ]
        .into(),
        ..Learner::default()
    }
}

#[test]
fn scrolled() {
    assert_snapshot!(lesson(Setup::new()).keys("down down down").picture());
}

#[test]
fn to_the_end() {
    assert_snapshot!(lesson(Setup::new()).keys("end").picture());
}

#[test]
fn an_example_is_selected() {
    assert_snapshot!(lesson(Setup::new()).keys("tab").picture());
}

#[test]
fn a_card_is_selected() {
    assert_snapshot!(lesson(Setup::new()).keys("tab tab").picture());
}

#[test]
fn cards_that_failed_and_passed() {
    let mut stage = lesson(Setup::new().wide().learner(half_way()));
    assert_snapshot!(stage.keys("end").picture());
}

#[test]
fn cards_in_a_light_theme() {
    let mut stage = lesson(Setup::new().wide().light().learner(half_way()));
    assert_snapshot!(stage.keys("end").picture());
}

#[test]
fn cards_without_colours() {
    let setup = Setup::new().wide().depth(Depth::None).learner(half_way());
    assert_snapshot!(lesson(setup).keys("tab").picture());
}

#[test]
fn cards_in_16_colours() {
    let setup = Setup::new().depth(Depth::Ansi16).learner(half_way());
    assert_snapshot!(lesson(setup).keys("tab tab").picture());
}

#[test]
fn in_korean() {
    let setup = Setup::new().korean().learner(half_way());
    assert_snapshot!(lesson(setup).keys("tab tab").picture());
}

#[test]
fn in_korean_wide() {
    let setup = Setup::new().wide().korean().learner(half_way());
    assert_snapshot!(lesson(setup).picture());
}

#[test]
fn one_that_is_not_translated_says_so() {
    assert_snapshot!(lesson(Setup::new().korean()).keys("n").picture());
}

#[test]
fn one_without_exercises() {
    assert_snapshot!(lesson(Setup::new()).keys("n n").picture());
}

#[test]
fn there_is_none_after_the_last() {
    let mut stage = lesson(Setup::new());
    let screen = stage.keys("n n n").screen();
    assert!(screen.contains("This is the last lesson."), "{screen}");
}
