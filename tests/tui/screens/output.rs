//! The results pane where one types, searches, chooses and looks back.

use insta::assert_snapshot;
use tutorbox::progress::{Entry, RunRecord, Timestamp};
use tutorbox::run::{Outcome, ProgramStatus, RunEvent, Severity, SourceFile};
use tutorbox::tui::history::Past;
use tutorbox::tui::message::Message;

use crate::news::{
    began, complains, done, elapsed, ended, engine, prints, program_ended, run, test_ended,
    test_prints,
};
use crate::stage::{Setup, Stage};

/// The example has asked for a name.
fn asking(setup: Setup) -> Stage {
    let mut stage = setup.start();
    stage
        .hear(engine(true))
        .keys("tab enter f5")
        .hear_all(began(1));
    stage.hear(prints(1, "What is your name? "));
    stage.hear(elapsed(1, 2300));
    stage
}

#[test]
fn a_program_that_may_be_waiting() {
    assert_snapshot!(asking(Setup::new()).picture());
}

#[test]
fn a_line_that_is_typed_and_one_that_was() {
    let mut stage = asking(Setup::new());
    stage.keys("f6").types("Ann").keys("enter");
    stage.hear(prints(1, "Hello, Ann!\nAnd yours? "));
    assert_snapshot!(stage.types("세상").picture());
}

#[test]
fn a_line_that_is_typed_in_korean_and_wide() {
    let mut stage = asking(Setup::new().korean().wide());
    assert_snapshot!(stage.keys("f6").picture());
}

#[test]
fn a_line_that_is_typed_on_a_tiny_screen() {
    let mut stage = asking(Setup::new().size(20, 5));
    assert_snapshot!(stage.types("a name that is too long").picture());
}

#[test]
fn a_program_that_waited_too_long() {
    let mut stage = asking(Setup::new());
    let after = std::time::Duration::from_secs(60);
    stage.hear(ended(1, Outcome::TimedOut { after }, 0));
    let screen = stage.screen();
    assert!(
        screen.contains("stopped after 60 s. Was it waiting"),
        "{screen}"
    );
}

#[test]
fn what_is_searched_for() {
    let mut stage = asking(Setup::new().light());
    stage
        .hear(prints(1, "\nname by name, \x1b[1mna\x1b[0mme\n"))
        .hear(ended(1, Outcome::Exited(0), 0));
    stage.keys("f6 /").types("name").keys("down");
    assert_snapshot!(stage.picture());
}

#[test]
fn a_place_that_is_selected() {
    let mut stage = Setup::new().start();
    stage.hear(engine(true)).keys("f6 f5").hear_all(began(1));
    stage
        .hear(complains(1, Severity::Warning, "unused", "sum.exs", 3))
        .hear(complains(1, Severity::Error, "undefined", "sum.exs", 4))
        .hear(program_ended(1, ProgramStatus::CompileError))
        .hear_all([run(1, RunEvent::Done), ended(1, Outcome::Exited(1), 0)]);
    assert_snapshot!(stage.keys("f6 tab tab").picture());
}

#[test]
fn a_value_that_is_folded() {
    let mut stage = Setup::new().wide().start();
    stage.hear(engine(true)).keys("f6 f5").hear_all(began(1));
    let text: String = (0..50).map(|n| format!("row {n}.\n")).collect();
    stage
        .hear(program_ended(1, ProgramStatus::Ok))
        .hear(test_prints(1, "SumTest adds", &text))
        .hear(test_ended(1, Some("4")))
        .hear_all(done(1));
    assert_snapshot!(stage.keys("f6").picture());
}

/// The exercise was run, and its runs are looked at.
fn looking_back(setup: Setup) -> Stage {
    let mut stage = setup.start();
    stage.hear(engine(true)).keys("f6 f5").hear_all(began(1));
    stage.hear(ended(1, Outcome::Exited(1), 0));
    let now = Timestamp(10 * 24 * 3_600_000);
    let ago = [20_000, 120_000, 5 * 3_600_000, 3 * 24 * 3_600_000];
    let runs = (0..).zip(ago).map(|(failing, ago)| RunRecord {
        started_at: Timestamp(now.0 - ago),
        duration: std::time::Duration::from_millis(1500),
        outcome: String::new(),
        passed: failing == 0,
        failing: failing.min(2),
        total: 2,
        files: vec![SourceFile::new(
            "sum.exs",
            stage
                .text()
                .replace("list\n", &format!("{failing} + lost\n")),
        )],
        asks: None,
    });
    let past = Past {
        lesson: "first".to_owned(),
        exercise: "sum".to_owned(),
        entries: Ok(runs.map(Entry::Run).collect()),
        now,
    };
    stage.hear(Message::History(past));
    stage
}

#[test]
fn earlier_runs() {
    let mut stage = looking_back(Setup::new());
    assert_snapshot!(stage.keys("down").picture());
}

#[test]
fn earlier_runs_in_korean_and_wide() {
    let mut stage = looking_back(Setup::new().korean().wide());
    assert_snapshot!(stage.keys("down down down").picture());
}

#[test]
fn earlier_runs_on_a_tiny_screen() {
    let mut stage = looking_back(Setup::new().size(20, 5));
    assert_snapshot!(stage.keys("down pagedown").picture());
}
