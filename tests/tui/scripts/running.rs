//! Running, and what comes of it.

use tutorbox::progress::Status;
use tutorbox::run::{Outcome, ProgramStatus, RunEvent, Severity, SourceFile};
use tutorbox::tui::effect::Effect;
use tutorbox::tui::model::{Item, Pane};

use super::ready;
use crate::news::{
    began, complains, done, elapsed, ended, engine, prints, program_ended, run, test_ended,
};
use crate::stage::{Setup, Stage};

/// The number of the run that was asked for, and no other deed.
#[track_caller]
fn asked_to_run(stage: &mut Stage) -> u64 {
    match stage.deeds().as_slice() {
        [Effect::Run { run, .. }] => *run,
        other => panic!("{other:?}"),
    }
}

fn passes(stage: &mut Stage, id: u64) {
    stage
        .hear_all(began(id))
        .hear(program_ended(id, ProgramStatus::Ok))
        .hear(test_ended(id, None))
        .hear_all(done(id));
}

fn state<'a>(stage: &'a Stage, exercise: &str) -> Option<&'a Status> {
    stage.model.states.get(exercise)
}

#[test]
fn what_is_typed_is_what_is_run() {
    let mut stage = ready();
    stage.keys("tab tab enter ctrl-a").types("IO.puts(1)");
    stage.keys("f5");
    let deeds = stage.deeds();
    let [Effect::Run { run: 1, job }] = deeds.as_slice() else {
        panic!("{deeds:?}");
    };
    assert_eq!(job.files, [SourceFile::new("sum.exs", "IO.puts(1)")]);
    assert_eq!(
        (job.entry.as_str(), job.language.as_str()),
        ("sum.exs", "elixir")
    );
    assert_eq!(job.tests.len(), 1);
    assert!(job.facts);
}

#[test]
fn each_key_that_runs_does_so_where_it_should() {
    for keys in ["f5", "ctrl-r", "r", "f6 f5", "f6 ctrl-r"] {
        let mut stage = ready();
        stage.keys(keys);
        assert_eq!(asked_to_run(&mut stage), 1, "{keys}");
    }
    let mut stage = ready();
    stage.keys("f6 r");
    assert_eq!(stage.deeds(), []);
    assert!(stage.text().starts_with('r'));
}

#[test]
fn a_pass_is_recorded_and_ctrl_n_goes_on() {
    let mut stage = ready();
    stage.keys("f6 f5");
    let id = asked_to_run(&mut stage);
    passes(&mut stage, id);
    assert_eq!(state(&stage, "sum"), Some(&Status::Passed));
    let deeds = stage.deeds();
    let [
        Effect::RecordRun {
            lesson,
            exercise,
            record,
        },
    ] = deeds.as_slice()
    else {
        panic!("{deeds:?}");
    };
    assert_eq!((lesson.as_str(), exercise.as_str()), ("first", "sum"));
    assert_eq!((record.passed, record.failing, record.total), (true, 0, 2));
    assert_eq!(record.files, [SourceFile::new("sum.exs", stage.text())]);

    stage.keys("ctrl-n");
    assert_eq!(stage.open(), "greet");
    stage.keys("ctrl-n");
    assert_eq!(
        (stage.open().as_str(), stage.model.reading.lesson_index()),
        ("shapes", 1)
    );
    // Another lesson begins at its beginning; then comes the exercise.
    assert_eq!(stage.model.reading.scroll_line(), 0);
    stage.keys("ctrl-n");
    assert_eq!(stage.open(), "shapes");
    // Round to what is left, past what is passed.
    stage.keys("ctrl-n");
    assert_eq!(
        (stage.open().as_str(), stage.model.reading.lesson_index()),
        ("greet", 0)
    );
}

#[test]
fn ctrl_n_begins_with_the_exercise_that_nobody_has_gone_to_yet() {
    let mut stage = ready();
    stage.keys("ctrl-n");
    assert_eq!(stage.open(), "sum");
    assert!(stage.model.reading.selected().is_some());
    // Who is in the editor has gone to what is open, and wants another.
    let mut stage = ready();
    stage.keys("f6 ctrl-n");
    assert_eq!(stage.open(), "greet");
}

#[test]
fn passed_once_is_passed() {
    let mut stage = ready();
    stage.keys("f6 f5");
    passes(&mut stage, 1);
    stage.keys("f5").hear_all(began(2));
    stage.hear(ended(2, Outcome::Exited(1), 0));
    assert_eq!(state(&stage, "sum"), Some(&Status::Passed));
}

#[test]
fn a_failure_is_counted_and_what_points_at_the_code_is_marked() {
    let mut stage = ready();
    stage.keys("f6 f5").hear_all(began(1));
    stage
        .hear(complains(
            1,
            Severity::Error,
            "undefined variable",
            "sum.exs",
            4,
        ))
        .hear(program_ended(1, ProgramStatus::CompileError))
        .hear_all([run(1, RunEvent::Done), ended(1, Outcome::Exited(1), 0)]);
    let failing = Status::Failing {
        failing: 2,
        total: 2,
    };
    assert_eq!(state(&stage, "sum"), Some(&failing));
    stage.keys("esc f4");
    assert_eq!(stage.model.focus, Pane::Editor);
    assert_eq!(stage.cursor(), (3, 4));
    let editor = stage.model.desk.opened().unwrap().editor().unwrap();
    assert_eq!(
        editor.mark_at_cursor().unwrap().message,
        "undefined variable"
    );
}

#[test]
fn a_run_that_was_stopped_is_no_attempt() {
    let mut stage = ready();
    stage.keys("f6 f5").hear_all(began(1)).effects();
    stage.keys("esc");
    assert_eq!(stage.deeds(), [Effect::Stop]);
    stage.hear(ended(1, Outcome::Cancelled, 0));
    assert_eq!(stage.deeds(), []);
    assert_eq!(state(&stage, "sum"), None);
    // Nothing runs: escape goes back to the lesson.
    stage.keys("esc");
    assert_eq!(stage.model.focus, Pane::Lesson);
}

#[test]
fn to_run_again_stops_what_runs_and_what_that_says_is_dropped() {
    let mut stage = ready();
    stage.keys("f6 f5").hear_all(began(1)).effects();
    stage.keys("f5");
    assert!(
        matches!(
            stage.deeds().as_slice(),
            [Effect::Stop, Effect::Run { run: 2, .. }]
        ),
        "the first is stopped, then the second begins"
    );
    stage.hear_all(began(2));
    stage
        .hear(prints(1, "from the first\n"))
        .hear(elapsed(1, 9000));
    stage.hear(test_ended(1, None)).hear_all(done(1));
    assert_eq!(stage.deeds(), []);
    stage.hear(prints(2, "from the second\n"));
    let screen = stage.screen();
    assert!(
        screen.contains("Running") && screen.contains("from the second"),
        "{screen}"
    );
    assert!(
        !screen.contains("from the first") && !screen.contains("9.00"),
        "{screen}"
    );
    passes(&mut stage, 2);
    assert_eq!(state(&stage, "sum"), Some(&Status::Passed));
}

#[test]
fn a_run_that_another_exercise_cut_off_does_not_look_as_if_it_went_on() {
    let mut stage = ready();
    stage.keys("f6 f5").hear_all(began(1));
    stage.keys("f2 down enter");
    assert_eq!(stage.open(), "greet");
    stage.keys("f5").hear_all(began(2)).hear_all(done(2));
    stage.hear(ended(1, Outcome::Cancelled, 0));
    stage.keys("f2 up enter f6");
    assert_eq!(stage.open(), "sum");
    let screen = stage.screen();
    assert!(!screen.contains("Running"), "{screen}");
}

#[test]
fn what_was_run_is_recorded_and_not_what_was_typed_since() {
    let mut stage = ready();
    stage.keys("f6 f5");
    let before = stage.text();
    stage.types("# later ");
    passes(&mut stage, 1);
    let deeds = stage.deeds();
    let record = deeds.iter().find_map(|effect| match effect {
        Effect::RecordRun { record, .. } => Some(record),
        _ => None,
    });
    assert_eq!(record.unwrap().files, [SourceFile::new("sum.exs", before)]);
}

#[test]
fn a_run_is_recorded_though_another_exercise_is_open_when_it_ends() {
    let mut stage = ready();
    stage.keys("f6 f5");
    let code = stage.text();
    stage.hear_all(began(1)).keys("f2 down enter");
    assert_eq!(stage.open(), "greet");
    passes(&mut stage, 1);
    let deeds = stage.deeds();
    let Some(Effect::RecordRun {
        exercise, record, ..
    }) = deeds.last()
    else {
        panic!("{deeds:?}");
    };
    assert_eq!(exercise, "sum");
    assert_eq!(record.files, [SourceFile::new("sum.exs", code)]);
}

#[test]
fn an_example_runs_and_is_not_recorded() {
    let mut stage = ready();
    stage.keys("tab enter f5");
    assert_eq!(stage.open(), "#0");
    let id = asked_to_run(&mut stage);
    stage.hear_all(began(id)).hear(prints(id, "Hello, 3!\n"));
    stage.hear(ended(id, Outcome::Exited(0), 0));
    assert_eq!(stage.deeds(), []);
    assert!(stage.screen().contains("Hello, 3!"));
}

#[test]
fn a_container_waits_for_what_is_open_once() {
    let mut stage = Setup::new().start();
    stage.hear(engine(true));
    let parks = |stage: &mut Stage| {
        let effects = stage.effects();
        effects
            .iter()
            .filter(|e| matches!(e, Effect::Park { .. }))
            .count()
    };
    assert_eq!(parks(&mut stage), 1);
    stage.keys("tab tab enter").types("abc");
    assert_eq!(parks(&mut stage), 0);
    assert_eq!(
        stage.model.desk.opened().unwrap().item,
        Item::exercise("first", "sum")
    );
}

#[test]
fn r_in_the_lesson_runs_what_is_seen_of_it() {
    let low = || {
        let mut stage = Setup::new().size(80, 16).start();
        stage.hear(engine(true)).deeds();
        stage
    };
    let mut stage = low();
    // The exercise that is open is below, and the example in sight.
    stage.keys("r");
    assert_eq!(stage.open(), "#0");
    asked_to_run(&mut stage);
    let mut stage = low();
    stage.keys("end r");
    assert_eq!(stage.open(), "greet");
    asked_to_run(&mut stage);
    // What is open and in sight goes before what stands above it.
    let mut stage = low();
    stage.keys("tab tab r");
    assert_eq!(stage.open(), "sum");
    // What is open is what F5 runs, wherever one reads, and what is seen where the editor is.
    let mut stage = low();
    stage.keys("end f5");
    assert_eq!(stage.open(), "sum");
    let mut stage = Setup::new().wide().start();
    stage.hear(engine(true)).keys("end r");
    assert_eq!(stage.open(), "sum");
}

#[test]
fn where_nothing_that_runs_is_seen_r_shows_what_it_runs() {
    let mut stage = Setup::new().size(80, 9).start();
    stage.hear(engine(true)).keys("r").deeds();
    assert_eq!(stage.open(), "sum");
    stage.hear_all(began(1));
    passes(&mut stage, 1);
    stage.model.focus = Pane::Lesson;
    stage.frame();
    stage.find("Add them up");
}
