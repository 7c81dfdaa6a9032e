//! The page at the end of a lesson.

use std::time::Duration;

use tutorbox::progress::Status;
use tutorbox::run::ProgramStatus;
use tutorbox::tui::effect::Effect;
use tutorbox::tui::model::{Learner, Pane};
use tutorbox::tui::overlay::Overlay;
use tutorbox::tui::update;

use crate::news::{began, done, engine, program_ended, test_ended};
use crate::stage::{NOW, Setup, Stage};

/// Somebody who has passed these exercises.
fn after(passed: &[&str], rules: &'static str) -> Stage {
    let states = passed.iter().map(|id| (id.to_string(), Status::Passed));
    let learner = Learner {
        states: states.collect(),
        opened_at: Some(NOW),
        ..Learner::default()
    };
    let mut stage = Setup::new().rules(rules).learner(learner).start();
    stage.hear(engine(true)).effects();
    stage
}

/// Runs what is open, changed a little: it gives this instead of 3, or passes.
fn run(stage: &mut Stage, actual: Option<&str>) {
    stage.model.focus = Pane::Editor;
    stage.keys("space f5");
    let id = stage.effects().into_iter().find_map(|effect| match effect {
        Effect::Run { run, .. } => Some(run),
        _ => None,
    });
    let id = id.unwrap();
    stage
        .hear_all(began(id))
        .hear(program_ended(id, ProgramStatus::Ok))
        .hear(test_ended(id, actual))
        .hear_all(done(id));
}

fn is_there(stage: &Stage) -> bool {
    matches!(stage.model.overlay, Some(Overlay::LessonEnd { .. }))
}

#[test]
fn it_comes_once_when_one_goes_on_and_enter_goes_to_the_next_lesson() {
    for (to_it, on) in [("n", "enter"), ("ctrl-n", "ctrl-n"), ("right", "n")] {
        let mut stage = after(&["sum", "greet"], "");
        stage.keys(to_it);
        assert!(is_there(&stage), "{to_it}");
        let kept = stage.effects().into_iter().any(|effect| {
            matches!(effect, Effect::SaveLesson { lesson, past } if lesson == "first" && past.is_reviewed)
        });
        assert!(kept, "{to_it}");
        stage.keys(on);
        assert_eq!(stage.model.reading.lesson_index(), 1, "{on}");
        assert!(stage.model.overlay.is_none());
        stage.keys("p n");
        assert_eq!(stage.model.reading.lesson_index(), 1);
    }
}

#[test]
fn escape_stays_and_then_one_goes_on_without_it() {
    let mut stage = after(&["sum", "greet"], "");
    stage.keys("ctrl-n esc");
    assert_eq!(stage.model.reading.lesson_index(), 0);
    assert!(stage.model.overlay.is_none());
    stage.keys("ctrl-n");
    assert_eq!(stage.open(), "shapes");
}

#[test]
fn a_lesson_that_is_not_done_or_has_nothing_to_do_ends_without_it() {
    let mut stage = after(&["sum"], "");
    stage.keys("n n p");
    assert_eq!(stage.model.reading.lesson_index(), 1);
    assert!(stage.model.overlay.is_none());
}

#[test]
fn it_does_not_lie_over_the_results_of_the_last_run() {
    let mut stage = after(&["greet"], "");
    run(&mut stage, None);
    assert!(stage.model.overlay.is_none());
    assert!(stage.screen().contains("That was the last exercise"));
    stage.keys("ctrl-n");
    assert!(is_there(&stage));
}

#[test]
fn it_tells_at_which_run_and_whose_solution_was_looked_at() {
    let mut stage = after(&["greet"], "solutions = 0");
    run(&mut stage, Some("1"));
    stage.keys("f3 f3 f3");
    assert!(matches!(
        stage.model.overlay,
        Some(Overlay::Solution { .. })
    ));
    let revealed = Effect::SaveRevealed {
        lesson: "first".to_owned(),
        exercise: "sum".to_owned(),
    };
    assert!(stage.effects().contains(&revealed));
    stage.keys("esc f3 f3 f3 esc");
    assert!(!stage.effects().contains(&revealed));
    run(&mut stage, None);
    // Of what is passed a look at the solution means nothing, and another run neither.
    stage.keys("f3 f3 f3 esc");
    run(&mut stage, None);
    stage.keys("ctrl-n");
    let screen = stage.screen();
    assert!(screen.contains("solution seen · at run 2"), "{screen}");
    assert!(screen.contains("2 of 3 exercises"), "{screen}");
    assert!(screen.contains("Next: Two files"), "{screen}");
}

#[test]
fn it_tells_the_time_where_that_is_known() {
    let mut stage = after(&["sum", "greet"], "");
    update::spend(&mut stage.model, Duration::from_secs(125));
    // Somebody was away.
    update::spend(&mut stage.model, Duration::from_secs(3_600));
    stage.keys("n");
    assert!(
        stage.screen().contains("about 2 minutes"),
        "{}",
        stage.screen()
    );
    let mut stage = after(&["sum", "greet"], "");
    assert!(!stage.keys("n").screen().contains("You were at it"));
}

#[test]
fn the_last_lesson_leads_to_what_is_left_and_the_end_is_said_once() {
    let mut stage = after(&["sum", "greet", "shapes"], "");
    stage.keys("n");
    assert!(stage.screen().contains("That was the whole course."));
    stage.keys("enter n");
    assert!(is_there(&stage), "the second lesson has an end, too");
}
