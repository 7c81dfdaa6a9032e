//! The rules that a pack is worked through by: what is locked, what helps and when, the time box, the welcome.

use tutorbox::progress::{Place, Status, Timestamp};
use tutorbox::run::Outcome;
use tutorbox::tui::effect::Effect;
use tutorbox::tui::message::Message;
use tutorbox::tui::model::{Learner, Pane};

use crate::author::Author;
use crate::news::{began, done, ended, engine, test_ended};
use crate::stage::{NOW, Setup, Stage};

const SEQUENTIAL: &str = "unlock = \"sequential\"";
const LATER: &str = "hints = 2\nsolutions = 3";
const NEVER: &str = "hints = \"never\"\nsolutions = 1";

/// What is said of the second lesson while an exercise of the first is left.
const ONE_LEFT: &str = "Lesson 2 is locked: pass lesson 1 first (one exercise left).";

/// Somebody who has passed these exercises, and was here before.
fn learner(passed: &[&str]) -> Learner {
    let passed = passed.iter().map(|id| (id.to_string(), Status::Passed));
    Learner {
        states: passed.collect(),
        opened_at: Some(NOW),
        ..Learner::default()
    }
}

fn start(rules: &'static str, learner: Learner) -> Stage {
    let mut stage = Setup::new().rules(rules).learner(learner).start();
    stage.hear(engine(true)).effects();
    stage
}

fn lesson(stage: &Stage) -> &str {
    &stage.model.reading.lesson().id
}

fn notice(stage: &Stage) -> &str {
    stage.model.notice.as_deref().unwrap_or_default()
}

/// Changes something of what is open and runs it: it gives this instead of 3, or passes.
fn runs(stage: &mut Stage, actual: Option<&str>) {
    let focus = stage.model.focus;
    stage.model.focus = Pane::Editor;
    stage.keys("space");
    stage.model.focus = focus;
    runs_again(stage, actual);
}

/// Runs what is open as it is.
fn runs_again(stage: &mut Stage, actual: Option<&str>) -> Vec<Effect> {
    stage.effects();
    stage.keys("f5");
    let deeds = stage.deeds();
    let [Effect::Run { run, .. }] = deeds.as_slice() else {
        panic!("{deeds:?}");
    };
    stage.hear_all(began(*run)).hear(test_ended(*run, actual));
    stage.hear_all(done(*run)).deeds()
}

#[test]
fn nothing_leads_to_a_lesson_that_is_locked() {
    for keys in [
        "n",
        "right",
        "ctrl-n",
        "f6 ctrl-n",
        "f2 end up enter",
        "f2 end up up enter",
        "f2 end up up up enter",
    ] {
        let mut stage = start(SEQUENTIAL, learner(&["greet"]));
        // So that the one that is left was gone to.
        stage.keys("tab tab").keys(keys);
        assert_eq!(lesson(&stage), "first", "{keys}");
        assert!(
            notice(&stage).ends_with(ONE_LEFT.split_once(" is locked").unwrap().1),
            "{keys}: {}",
            notice(&stage)
        );
    }
}

#[test]
fn the_map_stays_for_another_choice() {
    let mut stage = start(SEQUENTIAL, learner(&["greet"]));
    stage.keys("f2 end up up up enter");
    assert!(stage.screen().contains("The course"));
    assert!(stage.screen().contains(ONE_LEFT));
    stage.keys("home enter");
    assert!(!stage.screen().contains("The course"));
}

#[test]
fn a_lesson_that_is_asked_for_at_the_start_is_no_way_in() {
    let setup = || Setup::new().rules(SEQUENTIAL).lesson("second");
    let stage = setup().learner(learner(&["greet"])).start();
    assert_eq!((lesson(&stage), notice(&stage)), ("first", ONE_LEFT));
    let stage = setup().learner(learner(&["greet", "sum"])).start();
    assert_eq!((lesson(&stage), notice(&stage)), ("second", ""));
}

#[test]
fn the_last_pass_opens_the_next_lesson() {
    let mut stage = start(SEQUENTIAL, learner(&["greet"]));
    runs(&mut stage, Some("1"));
    stage.keys("ctrl-n");
    assert_eq!((lesson(&stage), notice(&stage)), ("first", ONE_LEFT));
    runs(&mut stage, None);
    // The page at the lesson's end is between.
    stage.keys("ctrl-n ctrl-n");
    assert_eq!(
        (lesson(&stage), stage.open().as_str()),
        ("second", "shapes")
    );
}

#[test]
fn what_is_open_and_unsolved_comes_before_what_is_locked() {
    let mut stage = start(SEQUENTIAL, learner(&[]));
    stage.keys("f2 down enter");
    assert_eq!(stage.open(), "greet");
    stage.keys("ctrl-n");
    assert_eq!((stage.open().as_str(), notice(&stage)), ("sum", ""));
}

#[test]
fn the_last_one_that_is_left_is_not_called_passed() {
    let mut stage = start("", learner(&["greet", "shapes"]));
    stage.keys("tab tab ctrl-n");
    assert!(notice(&stage).starts_with("All the others are passed"));
    runs(&mut stage, None);
    stage.keys("ctrl-n esc ctrl-n");
    assert_eq!(notice(&stage), "Every exercise is passed. Well done.");
}

#[test]
fn who_passed_something_of_a_lesson_keeps_it() {
    let mut stage = start(SEQUENTIAL, learner(&["shapes"]));
    stage.keys("n");
    assert_eq!(lesson(&stage), "second");
    stage.keys("n n");
    assert_eq!(lesson(&stage), "third");
}

#[test]
fn who_left_in_a_lesson_that_is_locked_now_comes_to_what_opens_it() {
    let place = Place {
        lesson: "second".to_owned(),
        exercise: Some("shapes".to_owned()),
        pane: Some(Pane::Editor.name().to_owned()),
        ..Place::default()
    };
    let learner = Learner {
        place: Some(place),
        ..learner(&["sum"])
    };
    let stage = Setup::new().rules(SEQUENTIAL).learner(learner).start();
    assert_eq!((lesson(&stage), stage.open().as_str()), ("first", "greet"));
    assert_eq!(notice(&stage), ONE_LEFT);
}

#[test]
fn without_rules_nothing_is_locked() {
    let mut stage = start("", learner(&[]));
    stage.keys("n n");
    assert_eq!(lesson(&stage), "third");
    stage.keys("p p f3");
    assert!(stage.screen().contains("Hint 1 of 2"));
    stage.keys("f3 f3");
    assert!(
        stage.screen().contains("Hint 1 of 2"),
        "no solution between"
    );
}

#[test]
fn hints_open_after_so_many_failed_runs() {
    let mut stage = start(LATER, learner(&[]));
    stage.keys("f3");
    assert_eq!(notice(&stage), "Hints open after 2 more failed runs.");
    runs(&mut stage, Some("1"));
    stage.keys("f3");
    assert_eq!(notice(&stage), "Hints open after one more failed run.");
    runs(&mut stage, Some("1"));
    assert_eq!(notice(&stage), "Hints are open now: F3.");
    stage.keys("f3");
    assert!(stage.screen().contains("Hint 1 of 2"));
    stage.keys("f3");
    assert!(
        stage
            .screen()
            .contains("The solution opens after one more failed run.")
    );
    stage.keys("f3");
    assert!(stage.screen().contains("Hint 1 of 2"));
    stage.keys("esc");
    runs(&mut stage, Some("1"));
    assert_eq!(notice(&stage), "The solution is open now: F3.");
    runs(&mut stage, Some("1"));
    assert_eq!(notice(&stage), "");
}

#[test]
fn the_same_code_again_is_no_other_try() {
    const SAME: &str = "The same code as before: this does not count as another failed run.";
    let mut stage = start(LATER, learner(&[]));
    let is_recorded = |deeds: Vec<Effect>| {
        let mut deeds = deeds.iter();
        deeds.any(|deed| matches!(deed, Effect::RecordRun { .. }))
    };
    assert!(is_recorded(runs_again(&mut stage, Some("1"))));
    for _ in 0..3 {
        assert!(!is_recorded(runs_again(&mut stage, Some("1"))));
        assert_eq!(notice(&stage), SAME);
        stage.keys("f3");
        assert_eq!(notice(&stage), "Hints open after one more failed run.");
    }
    // A run that was stopped tells nothing, and hides nothing.
    stage.keys("f5");
    let stopped = stage.deeds();
    let [Effect::Run { run, .. }] = stopped.as_slice() else {
        panic!("{stopped:?}");
    };
    stage
        .hear_all(began(*run))
        .hear(ended(*run, Outcome::Cancelled, 0));
    assert!(!is_recorded(runs_again(&mut stage, Some("1"))));
    // What depends on chance may pass the next time.
    assert!(is_recorded(runs_again(&mut stage, None)));
}

#[test]
fn the_same_code_is_told_of_where_something_waits_for_a_try_alone() {
    let mut stage = start("", learner(&[]));
    for _ in 0..2 {
        runs_again(&mut stage, Some("1"));
        assert_eq!(notice(&stage), "");
    }
    let mut stage = start(LATER, learner(&[]));
    runs(&mut stage, Some("1"));
    runs(&mut stage, Some("1"));
    assert_eq!(notice(&stage), "Hints are open now: F3.");
}

#[test]
fn tries_of_another_day_count_and_those_of_another_exercise_do_not() {
    let before = |tries| Learner {
        tries: [("sum".to_owned(), tries)].into(),
        ..learner(&[])
    };
    let mut stage = start(LATER, before(3));
    stage.keys("f3 f3 f3");
    assert!(
        stage.screen().contains("The solution ─"),
        "{}",
        stage.screen()
    );
    assert!(stage.screen().contains("head + sum(tail)"));
    stage.keys("f3");
    assert!(stage.screen().contains("Hint 1 of 2"));
    stage.keys("esc f2 down enter f3");
    assert_eq!(stage.open(), "greet");
    assert_eq!(notice(&stage), "Hints open after 2 more failed runs.");
}

#[test]
fn a_pass_opens_what_helps() {
    let mut stage = start(LATER, learner(&[]));
    runs(&mut stage, None);
    stage.keys("f3 f3 f3");
    assert!(stage.screen().contains("head + sum(tail)"));
}

#[test]
fn a_pack_may_have_a_solution_and_no_hints() {
    let wide = Setup::new().wide().rules(NEVER);
    let mut stage = wide.learner(learner(&[])).start();
    stage.hear(engine(true));
    assert!(stage.screen().contains("h solution"));
    stage.keys("f3");
    assert_eq!(
        notice(&stage),
        "This pack gives no hints. The solution opens after one more failed run."
    );
    runs(&mut stage, Some("1"));
    stage.keys("f3");
    assert!(stage.screen().contains("head + sum(tail)"));
    stage.keys("f3");
    assert!(stage.screen().contains("head + sum(tail)"));
}

#[test]
fn the_time_box_begins_with_the_first_opening() {
    const MINUTE: i64 = 60_000;
    let start = |opened_at| {
        let learner = Learner {
            opened_at,
            ..Learner::default()
        };
        Setup::new().rules("minutes = 90").learner(learner).start()
    };
    let at = |minutes: i64| Timestamp(NOW.0 + minutes * MINUTE);
    let mut first = start(None);
    assert!(first.screen().contains("90 min left"));
    assert_eq!(first.deeds(), [Effect::TellTime(at(90))]);
    let mut later = start(Some(at(-30)));
    assert!(later.screen().contains("60 min left"));
    assert_eq!(later.effects(), [Effect::TellTime(at(60))]);
    let mut over = start(Some(at(-90)));
    assert!(over.screen().contains("time is up"));
    assert_eq!((over.effects(), notice(&over)), (Vec::new(), ""));
    // The clock was set back since.
    assert!(start(Some(at(30))).screen().contains("90 min left"));
}

#[test]
fn at_its_end_a_sentence_is_said_and_nothing_is_taken_away() {
    let mut stage = start("minutes = 2", learner(&[]));
    stage.hear(Message::MinutesLeft(1));
    assert!(stage.screen().contains("1 min left"));
    assert_eq!(notice(&stage), "");
    stage.hear(Message::MinutesLeft(0));
    assert!(stage.screen().contains("time is up"));
    assert!(notice(&stage).starts_with("The time is up."));
    runs(&mut stage, None);
    assert!(stage.screen().contains("time is up"));
    stage.keys("esc esc n");
    assert_eq!(lesson(&stage), "second");
}

#[test]
fn a_newcomer_is_welcomed_once_and_may_look_again() {
    let welcome = "welcome = \"welcome.md\"";
    let seen = |stage: &Stage| stage.screen().contains("Find a seat by the window.");
    let mut stage = Setup::new().rules(welcome).start();
    assert!(seen(&stage));
    assert!(stage.effects().contains(&Effect::SaveOpening(NOW)));
    stage.keys("esc");
    assert!(!seen(&stage));
    stage.keys("f2 home enter");
    assert!(seen(&stage));
    let mut stage = start(welcome, learner(&[]));
    assert!(!seen(&stage));
    assert_eq!(stage.effects(), []);
}

#[test]
fn what_waits_for_the_welcome_comes_after_it() {
    let mut stage = Setup::new().rules("welcome = \"welcome.md\"").start();
    stage.model.warn(&["a setting".to_owned()]);
    stage.hear(engine(false));
    assert!(stage.screen().contains("Find a seat"));
    stage.keys("esc");
    assert!(stage.screen().contains("a setting"));
    stage.keys("esc");
    assert!(stage.screen().contains("Elixir needs its image"));
    stage.keys("y");
    assert!(stage.model.overlay.is_none());
}

#[test]
fn an_author_gets_anywhere() {
    let mut author = Author::new();
    author.rules("unlock = \"sequential\"\nhints = 2\nsolutions = 3\nwelcome = \"welcome.md\"");
    let mut stage = Setup::new().preview(author.edition()).start();
    stage.hear(engine(true));
    assert!(stage.model.overlay.is_none());
    stage.keys("n");
    assert_eq!(lesson(&stage), "second");
    stage.keys("f3");
    assert!(
        stage
            .screen()
            .contains("Learners see this after 2 failed runs.")
    );
    stage.keys("f3");
    assert!(stage.screen().contains("width * height"));
    assert!(
        stage
            .screen()
            .contains("Learners see this after 3 failed runs.")
    );
    stage.keys("esc f2 home enter");
    assert!(stage.screen().contains("Find a seat"));
    author.replaces("welcome.md", "window", "door");
    stage.hear(author.saves());
    assert!(stage.screen().contains("Find a seat by the door"));
    author.replaces("pack.toml", "\nwelcome = \"welcome.md\"", "");
    stage.hear(author.saves());
    assert!(stage.model.overlay.is_none());
}
