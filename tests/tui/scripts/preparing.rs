//! The engine comes late, or not; its image is prepared.

use tutorbox::sandbox::image::Progress;
use tutorbox::tui::effect::Effect;
use tutorbox::tui::message::ImageNews;

use crate::news::{carried_engine, engine, image, no_engine, progress};
use crate::stage::{Setup, Stage};

fn prepares() -> Effect {
    let language = "elixir".to_owned();
    Effect::Prepare { language }
}

fn runs(stage: &mut Stage) -> usize {
    let deeds = stage.deeds();
    deeds
        .iter()
        .filter(|deed| matches!(deed, Effect::Run { .. }))
        .count()
}

#[test]
fn the_image_is_asked_for_once_and_then_prepared() {
    let mut stage = Setup::new().start();
    stage.hear(engine(false));
    assert_eq!(stage.deeds(), []);
    stage.keys("y");
    assert_eq!(stage.deeds(), [prepares()]);
    stage.hear(progress(Progress::Finish));
    stage.keys("f5 f5");
    assert_eq!(stage.deeds(), []);
    assert!(stage.model.overlay.is_none());
}

#[test]
fn a_run_waits_for_the_image_and_starts_when_it_is_there() {
    let mut stage = Setup::new().start();
    stage.hear(engine(false)).keys("y f6 f5").deeds();
    stage.hear(progress(Progress::Finish));
    assert_eq!(runs(&mut stage), 0);
    stage.hear(image(ImageNews::Ready));
    assert_eq!(runs(&mut stage), 1);
}

#[test]
fn a_run_that_waits_starts_though_another_exercise_is_open_by_then() {
    let mut stage = Setup::new().start();
    stage
        .hear(engine(false))
        .keys("y f6 ctrl-a")
        .types("waiting");
    stage.keys("f5 f2 down enter").deeds();
    assert_eq!(stage.open(), "greet");
    stage.hear(image(ImageNews::Ready));
    let deeds = stage.deeds();
    let [Effect::Run { job, .. }] = deeds.as_slice() else {
        panic!("{deeds:?}");
    };
    assert_eq!(job.files[0].text, "waiting");
}

#[test]
fn an_image_that_came_with_the_pack_is_prepared_unasked() {
    let mut stage = Setup::new().start();
    stage.hear(carried_engine());
    assert_eq!(stage.deeds(), [prepares()]);
    assert!(stage.model.overlay.is_none());
    stage.hear(progress(Progress::Layers { done: 1, total: 2 }));
    stage.keys("f6 f5");
    assert_eq!(runs(&mut stage), 0);
    stage.hear(image(ImageNews::Ready));
    assert_eq!(runs(&mut stage), 1);
}

#[test]
fn declined_it_is_asked_for_again_by_a_run() {
    let mut stage = Setup::new().start();
    stage.hear(engine(false)).keys("esc");
    assert_eq!(stage.deeds(), []);
    stage.keys("f5 enter");
    assert_eq!(stage.deeds(), [prepares()]);
    stage.hear(image(ImageNews::Ready));
    assert_eq!(runs(&mut stage), 1);
}

#[test]
fn declined_twice_nothing_waits() {
    let mut stage = Setup::new().start();
    stage.hear(engine(false)).keys("n f5 n").deeds();
    assert!(stage.model.runs.active().is_none());
    stage.hear(image(ImageNews::Ready));
    assert_eq!(runs(&mut stage), 0);
}

#[test]
fn a_run_before_the_engine_is_found_starts_when_it_is() {
    let mut stage = Setup::new().start();
    stage.keys("f5");
    assert_eq!(stage.deeds(), []);
    stage.hear(engine(true));
    assert_eq!(runs(&mut stage), 1);
}

#[test]
fn a_run_before_no_engine_is_found_is_given_up_and_told_why() {
    let mut stage = Setup::new().start();
    stage.keys("f5").hear(no_engine());
    assert!(stage.model.runs.active().is_none());
    let screen = stage.screen();
    assert!(screen.contains("No container engine answers"), "{screen}");
}

#[test]
fn a_run_before_an_engine_without_the_image_asks_and_waits() {
    let mut stage = Setup::new().start();
    stage.keys("f5").hear(engine(false)).keys("y");
    assert_eq!(stage.deeds(), [prepares()]);
    stage.hear(image(ImageNews::Ready));
    assert_eq!(runs(&mut stage), 1);
}

#[test]
fn a_run_does_not_start_without_its_image_though_a_page_hides_the_question() {
    let mut stage = Setup::new().start();
    stage.keys("f5 f1").hear(engine(false));
    assert_eq!(stage.deeds(), []);
    stage.keys("esc f5 y");
    assert_eq!(stage.deeds(), [prepares()]);
}

#[test]
fn escape_gives_up_waiting() {
    let mut stage = Setup::new().start();
    stage.hear(engine(false)).keys("y f6 f5 esc").deeds();
    stage.hear(image(ImageNews::Ready));
    assert_eq!(runs(&mut stage), 0);
}

#[test]
fn preparing_can_be_stopped_and_begun_again() {
    let mut stage = Setup::new().start();
    stage.hear(engine(false)).keys("y f5 f9");
    assert_eq!(stage.deeds(), [prepares(), Effect::CancelPreparation]);
    stage.hear(image(ImageNews::Cancelled));
    assert!(stage.model.runs.active().is_none());
    stage.keys("f5 y");
    assert_eq!(stage.deeds(), [prepares()]);
}

#[test]
fn a_failed_preparation_can_be_begun_again() {
    let mut stage = Setup::new().start();
    stage.hear(engine(false)).keys("y f5").deeds();
    stage.hear(image(ImageNews::Failed("no network".to_owned())));
    assert!(stage.screen().contains("no network"));
    stage.keys("esc f5 y");
    assert_eq!(stage.deeds(), [prepares()]);
}

#[test]
fn without_an_engine_a_run_looks_for_one_again() {
    let mut stage = Setup::new().start();
    stage.hear(no_engine()).keys("esc f5");
    assert_eq!(stage.deeds(), [Effect::Connect]);
    stage.hear(engine(true));
    assert_eq!(runs(&mut stage), 1);
}
