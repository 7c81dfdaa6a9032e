//! The editor pane.

use insta::assert_snapshot;
use tutorbox::render::Depth;
use tutorbox::run::{Outcome, ProgramStatus, Severity};

use crate::news::{began, complains, ended, engine, program_ended};
use crate::stage::{Setup, Stage};

/// The first exercise, with the keys in the editor.
fn editor(setup: Setup) -> Stage {
    let mut stage = setup.start();
    stage.hear(engine(true)).keys("f6");
    stage
}

/// The compiler has complained, and the learner looks at the code again.
fn marked(setup: Setup) -> Stage {
    let mut stage = editor(setup);
    stage.keys("f5").hear_all(began(1));
    stage
        .hear(complains(
            1,
            Severity::Error,
            "undefined variable \"lst\"",
            "sum.exs",
            4,
        ))
        .hear(complains(
            1,
            Severity::Warning,
            "variable \"list\" is unused",
            "sum.exs",
            3,
        ))
        .hear(program_ended(1, ProgramStatus::CompileError))
        .hear(ended(1, Outcome::Exited(1), 0));
    stage
}

#[test]
fn an_exercise() {
    assert_snapshot!(editor(Setup::new()).picture());
}

#[test]
fn an_exercise_beside_its_lesson() {
    assert_snapshot!(editor(Setup::new().wide()).picture());
}

#[test]
fn an_exercise_in_a_light_theme() {
    assert_snapshot!(editor(Setup::new().light()).picture());
}

#[test]
fn an_exercise_in_16_colours() {
    assert_snapshot!(editor(Setup::new().depth(Depth::Ansi16)).picture());
}

#[test]
fn typed_and_selected() {
    let mut stage = editor(Setup::new());
    stage.keys("down down down end").types("\n\"한국어 #{x}\"");
    assert_snapshot!(stage.keys("shift-left shift-left shift-left").picture());
}

#[test]
fn marks() {
    assert_snapshot!(marked(Setup::new()).keys("f4").picture());
}

#[test]
fn marks_wide() {
    assert_snapshot!(marked(Setup::new().wide()).picture());
}

#[test]
fn a_search_that_finds() {
    let mut stage = editor(Setup::new());
    assert_snapshot!(stage.keys("ctrl-f").types("sum").keys("enter").picture());
}

#[test]
fn a_search_that_does_not() {
    let mut stage = editor(Setup::new().depth(Depth::None));
    assert_snapshot!(stage.keys("ctrl-f").types("nowhere").picture());
}

#[test]
fn one_file_of_two() {
    let mut stage = Setup::new().wide().start();
    stage.hear(engine(true)).keys("n f6");
    assert_snapshot!(stage.picture());
}

#[test]
fn started_over() {
    let mut stage = editor(Setup::new());
    let screen = stage.types("x").keys("f8").screen();
    assert!(
        screen.contains("The starter is back. Ctrl+Z brings your code back."),
        "{screen}"
    );
}

#[test]
fn a_scratch_pad() {
    let mut stage = editor(Setup::new());
    stage.keys("alt-s").types("1 + 1");
    assert_snapshot!(stage.picture());
}

#[test]
fn what_is_being_formatted() {
    let mut stage = editor(Setup::new());
    stage.keys("alt-f");
    assert_snapshot!(stage.picture());
}
