//! The results pane: every way in which a run goes on and ends.

use std::time::Duration;

use insta::assert_snapshot;
use tutorbox::render::Depth;
use tutorbox::run::{Outcome, ProgramStatus, RunEvent, Severity};
use tutorbox::tui::message::Message;

use crate::news::{
    began, complains, done, elapsed, ended, engine, prints, program_ended, run, test_ended,
    test_prints, uses_enum_sum,
};
use crate::stage::{Setup, Stage};

const MIB: u64 = 1024 * 1024;

/// The first exercise has been run.
fn sum(setup: Setup) -> Stage {
    let mut stage = setup.start();
    stage.hear(engine(true)).keys("f6 f5").hear_all(began(1));
    stage
}

/// The second one, which is about what it prints.
fn greet(setup: Setup) -> Stage {
    let mut stage = setup.start();
    stage.hear(engine(true)).keys("tab tab tab enter f5");
    stage.hear_all(began(1));
    stage
}

/// The example has been run.
fn example(setup: Setup) -> Stage {
    let mut stage = setup.start();
    stage
        .hear(engine(true))
        .keys("tab enter f5")
        .hear_all(began(1));
    stage
}

/// A run of the example that printed a little and ended so.
fn ended_so(outcome: Outcome, dropped: u64) -> String {
    let mut stage = example(Setup::new());
    stage
        .hear(prints(1, "one\ntwo\n"))
        .hear(ended(1, outcome, dropped));
    results(&stage)
}

/// What is below the pane's title.
fn results(stage: &Stage) -> String {
    let screen = stage.screen();
    let rows = screen
        .lines()
        .skip_while(|row| !row.contains("Results"))
        .skip(1);
    let rows: Vec<_> = rows.map(str::trim_end).collect();
    rows.join("\n").trim_end().to_owned()
}

fn passed(stage: &mut Stage) -> &mut Stage {
    stage
        .hear(program_ended(1, ProgramStatus::Ok))
        .hear(test_ended(1, None))
        .hear_all(done(1))
}

fn failed(stage: &mut Stage) -> &mut Stage {
    stage
        .hear(prints(1, "a word of the program's own\n"))
        .hear(program_ended(1, ProgramStatus::Ok))
        .hear(run(
            1,
            RunEvent::TestBegan {
                id: "SumTest adds".to_owned(),
            },
        ))
        .hear(test_prints(
            1,
            "SumTest adds",
            "looking at \x1b[31m[1, 2]\x1b[0m\n",
        ))
        .hear(test_ended(1, Some("[1, 2]")))
        .hear_all(done(1))
}

#[test]
fn nothing_was_run() {
    let mut stage = Setup::new().start();
    assert_snapshot!(stage.hear(engine(true)).keys("f6 f6").picture());
}

#[test]
fn waiting_for_the_image() {
    let mut stage = Setup::new().start();
    stage.hear(engine(false)).keys("y f6 f5");
    assert_snapshot!(stage.picture());
}

#[test]
fn booting() {
    let mut stage = Setup::new().start();
    assert_snapshot!(stage.hear(engine(true)).keys("f6 f5").picture());
}

#[test]
fn running_with_output() {
    let mut stage = example(Setup::new());
    stage.hear(prints(
        1,
        "Hello, 3!\n안녕, \x1b[1;32m세상\x1b[0m!\nno line end",
    ));
    assert_snapshot!(stage.hear(elapsed(1, 2300)).picture());
}

#[test]
fn an_example_that_ended() {
    let mut stage = example(Setup::new().wide());
    stage
        .hear(prints(1, "Hello, 3!\n"))
        .hear(ended(1, Outcome::Exited(0), 0));
    assert_snapshot!(stage.picture());
}

#[test]
fn all_passed() {
    assert_snapshot!(passed(&mut sum(Setup::new())).picture());
}

#[test]
fn all_passed_wide() {
    assert_snapshot!(passed(&mut sum(Setup::new().wide())).picture());
}

#[test]
fn the_only_check_passed() {
    let mut stage = greet(Setup::new());
    stage
        .hear(prints(1, "Hello, world!\n"))
        .hear(program_ended(1, ProgramStatus::Ok))
        .hear_all(done(1));
    assert_snapshot!(stage.picture());
}

#[test]
fn passed_by_a_program_whose_last_command_failed() {
    let mut stage = greet(Setup::new());
    stage
        .hear(prints(1, "Hello, world!\n"))
        .hear(program_ended(1, ProgramStatus::Ok))
        .hear_all([run(1, RunEvent::Done), ended(1, Outcome::Exited(1), 0)]);
    assert_snapshot!(results(&stage));
}

#[test]
fn failing_with_a_diff() {
    assert_snapshot!(failed(&mut sum(Setup::new())).keys("f6").picture());
}

#[test]
fn failing_with_a_diff_wide() {
    assert_snapshot!(failed(&mut sum(Setup::new().wide())).picture());
}

#[test]
fn failing_with_a_diff_in_a_light_theme() {
    assert_snapshot!(failed(&mut sum(Setup::new().light())).keys("f6").picture());
}

#[test]
fn failing_with_a_diff_without_colours() {
    let mut stage = sum(Setup::new().depth(Depth::None));
    assert_snapshot!(failed(&mut stage).keys("f6").picture());
}

#[test]
fn failing_with_a_diff_in_korean() {
    assert_snapshot!(failed(&mut sum(Setup::new().korean())).keys("f6").picture());
}

/// Else it would be below what the test has printed, and out of sight.
#[test]
fn what_failed_stands_above_what_passed() {
    let mut stage = sum(Setup::new());
    let printed: String = (1..=9).map(|n| format!("at {n}\n")).collect();
    stage
        .hear(uses_enum_sum(1))
        .hear(program_ended(1, ProgramStatus::Ok))
        .hear(test_prints(1, "SumTest adds", &printed))
        .hear(test_ended(1, None))
        .hear_all(done(1));
    assert_snapshot!(stage.picture());
}

#[test]
fn what_failed_stands_above_what_is_only_warned_of() {
    let mut stage = sum(Setup::new().size(80, 40));
    let (warning, file) = ("variable \"x\" is unused", "sum.exs");
    stage.hear(complains(1, Severity::Warning, warning, file, 3));
    failed(&mut stage);
    let row = |text| stage.find(text).1;
    assert!(row("✗ adds") < row("warning"), "{}", stage.screen());
    assert!(
        row("warning") < row("✓ it does not use"),
        "{}",
        stage.screen()
    );
}

#[test]
fn failing_by_what_it_printed() {
    let mut stage = greet(Setup::new());
    stage
        .hear(prints(1, "Hello, moon!\n"))
        .hear(program_ended(1, ProgramStatus::Ok))
        .hear_all(done(1));
    assert_snapshot!(stage.keys("f6").picture());
}

#[test]
fn failing_by_several_lines() {
    let mut stage = greet(Setup::new().wide());
    stage
        .hear(prints(1, "Hello,\nworld!\nand more that is longer than the pane is wide, so that it has to be cut or wrapped somewhere\n"))
        .hear(program_ended(1, ProgramStatus::Ok))
        .hear_all(done(1));
    assert_snapshot!(stage.keys("f6").picture());
}

#[test]
fn a_compile_error() {
    let mut stage = sum(Setup::new());
    let message = "undefined variable \"lst\"\n\nhint: did you mean list?";
    stage
        .hear(complains(
            1,
            Severity::Warning,
            "variable \"list\" is unused",
            "sum.exs",
            3,
        ))
        .hear(complains(1, Severity::Error, message, "sum.exs", 4))
        .hear(program_ended(1, ProgramStatus::CompileError))
        .hear_all([run(1, RunEvent::Done), ended(1, Outcome::Exited(1), 0)]);
    assert_snapshot!(stage.keys("f6").picture());
}

#[test]
fn an_exit_code() {
    assert_snapshot!(ended_so(Outcome::Exited(3), 0));
}

#[test]
fn timed_out() {
    let after = Duration::from_secs(10);
    assert_snapshot!(ended_so(Outcome::TimedOut { after }, 0));
}

#[test]
fn out_of_memory() {
    let limit = 256 * MIB;
    assert_snapshot!(ended_so(Outcome::OutOfMemory { limit }, 0));
}

#[test]
fn an_output_limit_with_its_cut() {
    let limit = 256 * 1024;
    assert_snapshot!(ended_so(Outcome::OutputLimit { limit }, 5 * MIB));
}

#[test]
fn cancelled() {
    assert_snapshot!(ended_so(Outcome::Cancelled, 0));
}

#[test]
fn the_engine_failed() {
    let why = "cannot start a container: the daemon closed the connection";
    assert_snapshot!(ended_so(Outcome::EngineFailed(why.to_owned()), 0));
}

#[test]
fn an_exercise_that_timed_out() {
    let mut stage = sum(Setup::new());
    stage.hear(ended(
        1,
        Outcome::TimedOut {
            after: Duration::from_secs(10),
        },
        0,
    ));
    assert_snapshot!(stage.keys("f6").picture());
}

#[test]
fn stale() {
    let mut stage = sum(Setup::new());
    passed(&mut stage).types("# ");
    assert_snapshot!(stage.picture());
}

#[test]
fn hostile_output_is_only_text() {
    let mut stage = example(Setup::new());
    let hostile =
        "\x1b]0;title\x07\x1b[2J\x1b[H\x1b[?1049l\x1b[31mred\x1b[0m\rover\x1b(0\x08\u{202e}end\n";
    stage
        .hear(prints(1, hostile))
        .hear(ended(1, Outcome::Exited(0), 0));
    assert_snapshot!(results(&stage));
}

#[test]
fn a_long_output_scrolls() {
    let mut stage = example(Setup::new());
    for n in 0..200 {
        stage.hear(prints(1, &format!("line {n}\n")));
    }
    stage.hear(ended(1, Outcome::Exited(0), 0));
    assert_snapshot!(stage.keys("f6 end").picture());
    stage.keys("home pagedown");
    let screen = stage.screen();
    assert!(screen.contains("line 20"), "{screen}");
    assert!(!screen.contains("line 9"), "{screen}");
}

#[test]
fn what_a_message_cannot_be_is_a_screen_without_it() {
    let mut stage = sum(Setup::new());
    let before = stage.screen();
    stage.hear(Message::Highlighting);
    assert_eq!(stage.screen(), before);
}
