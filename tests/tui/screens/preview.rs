//! What an author sees beside what their learners will.

use insta::assert_snapshot;
use tutorbox::render::Depth;

use crate::author::Author;
use crate::news::{began, done, engine, test_ended};
use crate::stage::{Setup, Stage};

fn preview(setup: Setup, author: &mut Author) -> Stage {
    let mut stage = setup.preview(author.edition()).start();
    stage.hear(engine(true));
    stage
}

/// A lesson with two mistakes.
fn mistaken() -> Author {
    let mut author = Author::new();
    author
        .replaces("01-first.md", "hint=greet", "hint=great")
        .replaces("01-first.md", "kind = \"source\"", "kind = \"sauce\"");
    author
}

#[test]
fn at_its_start() {
    assert_snapshot!(preview(Setup::new(), &mut Author::new()).picture());
}

#[test]
fn at_its_start_wide() {
    assert_snapshot!(preview(Setup::new().wide(), &mut Author::new()).picture());
}

#[test]
fn in_korean() {
    assert_snapshot!(preview(Setup::new().korean().wide(), &mut Author::new()).picture());
}

#[test]
fn what_changed_is_marked() {
    let mut author = Author::new();
    let mut stage = preview(Setup::new(), &mut author);
    author.replaces("01-first.md", "A sum of", "The *sum* of");
    stage.hear(author.saves());
    assert_snapshot!(stage.picture());
}

#[test]
fn what_changed_is_out_of_sight() {
    let mut author = Author::new();
    let mut stage = preview(Setup::new(), &mut author);
    author.replaces("01-first.md", "That is all", "This is all");
    stage.hear(author.saves());
    assert_snapshot!(stage.picture());
}

#[test]
fn a_problem_at_its_place() {
    assert_snapshot!(preview(Setup::new(), &mut mistaken()).picture());
}

#[test]
fn another_problem() {
    assert_snapshot!(
        preview(Setup::new().wide(), &mut mistaken())
            .keys("e")
            .picture()
    );
}

#[test]
fn a_problem_in_a_light_theme() {
    assert_snapshot!(preview(Setup::new().light().wide(), &mut mistaken()).picture());
}

#[test]
fn a_problem_without_colours() {
    assert_snapshot!(preview(Setup::new().depth(Depth::None), &mut mistaken()).picture());
}

#[test]
fn a_problem_of_no_lesson() {
    let mut author = Author::new();
    author.replaces("pack.toml", "version", "versoin");
    assert_snapshot!(preview(Setup::new(), &mut author).picture());
}

#[test]
fn a_problem_in_a_small_terminal() {
    assert_snapshot!(preview(Setup::new().size(40, 12), &mut mistaken()).picture());
}

#[test]
fn a_problem_far_to_the_right() {
    let mut author = Author::new();
    let long = "title=\"An exercise with a title that does not end before the screen does, and not even then\" flie=a.exs";
    author.replaces("02-second.md", "title=\"Shapes in two files\"", long);
    assert_snapshot!(preview(Setup::new(), &mut author).picture());
}

#[test]
fn what_learners_do_not_see() {
    let mut stage = preview(Setup::new(), &mut Author::new());
    assert_snapshot!(stage.keys("v space").picture());
}

#[test]
fn what_learners_do_not_see_in_a_light_theme() {
    let mut stage = preview(Setup::new().light().wide(), &mut Author::new());
    assert_snapshot!(stage.keys("v tab tab").picture());
}

#[test]
fn a_narrower_terminal() {
    let mut stage = preview(Setup::new().wide(), &mut Author::new());
    assert_snapshot!(stage.keys("w").picture());
}

#[test]
fn a_page_in_a_narrower_terminal() {
    let mut stage = preview(Setup::new().size(130, 36), &mut Author::new());
    assert_snapshot!(stage.keys("w w f3").picture());
}

#[test]
fn the_solution_passes() {
    let mut stage = preview(Setup::new().wide(), &mut Author::new());
    stage.keys("s r").hear_all(began(1));
    stage.hear(test_ended(1, None)).hear_all(done(1));
    assert_snapshot!(stage.picture());
}

#[test]
fn nothing_to_show_yet() {
    assert_snapshot!(preview(Setup::new(), &mut Author::without_lessons()).picture());
}

#[test]
fn help() {
    assert_snapshot!(
        preview(Setup::new().size(80, 40), &mut Author::new())
            .keys("f1")
            .picture()
    );
}
