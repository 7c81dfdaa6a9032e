//! What an update has changed since the learner was at it.

use insta::assert_snapshot;
use tutorbox::progress::{Seen, Status};
use tutorbox::run::SourceFile;
use tutorbox::tui::model::{Item, Learner};

use crate::news::engine;
use crate::stage::{Setup, Stage};

/// A learner who began `sum` and passed it before its starter and its tests were changed.
fn start(setup: Setup) -> Stage {
    let mut learner = Learner::default();
    let typed = "defmodule Sum do\n  def sum([]), do: 0\n  def sum([head | tail]), do: head + sum(tail)\nend\n";
    let item = Item::exercise("first", "sum");
    learner
        .drafts
        .insert(item, vec![SourceFile::new("sum.exs", typed)]);
    learner.states.insert("sum".into(), Status::Passed);
    let seen = Seen {
        starter: Some("another".into()),
        asks: Some("others".into()),
    };
    learner.seen.insert("sum".into(), seen);
    let mut stage = setup.learner(learner).start();
    stage.hear(engine(true)).keys("tab tab");
    stage
}

#[test]
fn the_card_of_what_was_passed_before() {
    assert_snapshot!(start(Setup::new()).picture());
}

#[test]
fn a_new_starter_is_told() {
    assert_snapshot!(start(Setup::new()).keys("enter").picture());
}

#[test]
fn a_new_starter_is_told_beside_the_lesson_in_korean() {
    assert_snapshot!(start(Setup::new().wide().korean()).keys("enter").picture());
}

#[test]
fn the_draft_beside_the_new_starter() {
    assert_snapshot!(start(Setup::new()).keys("enter ctrl-d").picture());
}

#[test]
fn the_draft_beside_the_new_starter_in_korean() {
    let mut stage = start(Setup::new().wide().korean());
    assert_snapshot!(stage.keys("enter ctrl-d").picture());
}

#[test]
fn a_draft_whose_file_the_starter_has_no_longer() {
    let mut learner = Learner::default();
    let typed = "defmodule Sum do\n  def sum([]), do: 0\nend\n";
    let files = vec![SourceFile::new("adding.exs", typed)];
    learner.drafts.insert(Item::exercise("first", "sum"), files);
    let mut stage = Setup::new().learner(learner).start();
    stage.hear(engine(true)).keys("tab tab enter ctrl-d");
    assert_snapshot!(stage.picture());
}

#[test]
fn the_course_with_what_was_passed_before() {
    assert_snapshot!(start(Setup::new()).keys("f2").picture());
}
