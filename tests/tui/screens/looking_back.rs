//! The end of a lesson, and what the learner has marked.

use std::time::Duration;

use insta::assert_snapshot;
use tutorbox::progress::Status;
use tutorbox::render::Depth;
use tutorbox::tui::model::Learner;
use tutorbox::tui::past::Past;
use tutorbox::tui::update;

use crate::news::engine;
use crate::stage::{NOW, Setup, Stage};

fn start(setup: Setup, passed: &[&str]) -> Stage {
    let states = passed.iter().map(|id| (id.to_string(), Status::Passed));
    let mut past = Past::default();
    past.passed_runs = [("sum".to_owned(), 1), ("greet".to_owned(), 4)].into();
    past.revealed = ["greet".to_owned()].into();
    let learner = Learner {
        states: states.collect(),
        opened_at: Some(NOW),
        past,
        ..Learner::default()
    };
    let mut stage = setup.learner(learner).start();
    stage.hear(engine(true));
    update::spend(&mut stage.model, Duration::from_secs(200));
    stage
}

#[test]
fn the_end_of_a_lesson() {
    let mut stage = start(Setup::new(), &["sum", "greet"]);
    assert_snapshot!(stage.keys("n").picture());
}

#[test]
fn the_end_of_a_lesson_in_korean() {
    let mut stage = start(Setup::new().korean().light().wide(), &["sum", "greet"]);
    assert_snapshot!(stage.keys("n").picture());
}

#[test]
fn the_end_of_the_course_in_little_room_without_colours() {
    let setup = Setup::new().size(40, 14).depth(Depth::None);
    let mut stage = start(setup, &["sum", "greet", "shapes"]);
    assert_snapshot!(stage.keys("n down").picture());
}

#[test]
fn bookmarks() {
    let mut stage = start(Setup::new(), &[]);
    assert_snapshot!(stage.keys("m j j j j j j j j j j m '").picture());
}

#[test]
fn a_bookmark_in_the_margin() {
    let mut stage = start(Setup::new().korean(), &[]);
    assert_snapshot!(stage.keys("j j j m k k").picture());
}
