//! What is passed leads on: to the text behind it first, which the next exercise may need.

use insta::assert_snapshot;
use tutorbox::run::ProgramStatus;
use tutorbox::tui::model::Pane;

use crate::news::{began, done, engine, program_ended, test_ended};
use crate::stage::{Setup, Stage};

/// The first exercise is passed, from the editor.
fn passed(setup: Setup) -> Stage {
    let mut stage = setup.start();
    stage.hear(engine(true)).keys("tab tab enter f5");
    stage
        .hear_all(began(1))
        .hear(program_ended(1, ProgramStatus::Ok))
        .hear(test_ended(1, None))
        .hear_all(done(1));
    stage
}

/// So low that there is always more of the lesson than is seen.
fn low() -> Setup {
    Setup::new().size(80, 16)
}

fn last_line(stage: &Stage) -> String {
    let screen = stage.screen();
    screen.lines().last().unwrap_or_default().trim().to_owned()
}

#[test]
fn the_last_line_names_reading_on_first_and_then_what_it_named_before() {
    let mut stage = passed(Setup::new());
    let named = "Esc read on  F5 run  Ctrl+N next exercise  F1 help";
    assert!(
        last_line(&stage).starts_with(named),
        "{}",
        last_line(&stage)
    );
    assert_eq!(last_line(&stage).matches("Esc").count(), 1);
    stage.keys("f6");
    let named = "Esc read on  r run  Ctrl+N next exercise  ? help";
    assert!(
        last_line(&stage).starts_with(named),
        "{}",
        last_line(&stage)
    );
}

#[test]
fn escape_leads_to_what_stands_behind_the_exercise() {
    for pane in ["", "f6"] {
        let mut stage = passed(low());
        stage.keys(pane).keys("esc");
        assert_eq!(stage.model.focus, Pane::Lesson);
        let (_, card) = stage.find("Exercise");
        assert!(card <= 2, "{}", stage.screen());
        stage.find("✓ Add them up");
        stage.find("A hint is one key away");
    }
}

#[test]
fn it_looks_so() {
    let mut stage = passed(low());
    assert_snapshot!(stage.picture());
    assert_snapshot!(stage.keys("esc").picture());
}

#[test]
fn in_the_lesson_the_next_page_is_named_as_long_as_there_is_one() {
    let mut stage = passed(low());
    stage.keys("esc");
    let named = "Space read on  r run  Ctrl+N next exercise";
    assert!(
        last_line(&stage).starts_with(named),
        "{}",
        last_line(&stage)
    );
    stage.keys("end");
    let named = "r run  Ctrl+N next exercise";
    assert!(
        last_line(&stage).starts_with(named),
        "{}",
        last_line(&stage)
    );
}

#[test]
fn whoever_has_read_further_stays_there() {
    let mut stage = passed(low());
    stage.keys("esc end");
    let end = stage.model.reading.scroll_line();
    stage.keys("f6 esc");
    assert_eq!(stage.model.reading.scroll_line(), end);
    stage.keys("home f6 esc");
    stage.find("A hint is one key away");
}

#[test]
fn what_is_not_passed_leads_back_to_where_one_was() {
    let mut stage = low().start();
    stage.hear(engine(true)).keys("f6");
    assert!(last_line(&stage).contains("Esc lesson") || !last_line(&stage).contains("Esc"));
    stage.keys("esc");
    assert_eq!(stage.model.reading.scroll_line(), 0);
}
