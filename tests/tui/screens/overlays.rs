//! What lies on top: help, the course, hints.

use insta::assert_snapshot;
use tutorbox::render::Depth;

use crate::news::engine;
use crate::stage::{Setup, Stage};

fn start(setup: Setup) -> Stage {
    let mut stage = setup.start();
    stage.hear(engine(true));
    stage
}

#[test]
fn help() {
    assert_snapshot!(start(Setup::new()).keys("f1").picture());
}

#[test]
fn help_wide() {
    assert_snapshot!(start(Setup::new().wide()).keys("f1").picture());
}

#[test]
fn help_in_korean() {
    assert_snapshot!(start(Setup::new().korean().wide()).keys("f1").picture());
}

#[test]
fn the_course() {
    assert_snapshot!(start(Setup::new()).keys("f2 down down").picture());
}

#[test]
fn the_course_without_colours() {
    assert_snapshot!(start(Setup::new().depth(Depth::None)).keys("f2").picture());
}

#[test]
fn the_course_in_a_light_theme() {
    assert_snapshot!(start(Setup::new().light().wide()).keys("f2").picture());
}

#[test]
fn a_hint() {
    assert_snapshot!(start(Setup::new()).keys("f3").picture());
}

#[test]
fn the_last_hint() {
    assert_snapshot!(start(Setup::new().wide()).keys("f3 f3").picture());
}

#[test]
fn a_hint_in_korean() {
    assert_snapshot!(start(Setup::new().korean()).keys("f3").picture());
}

#[test]
fn settings_that_do_not_count() {
    let warnings = [
        "/home/ada/.config/tutorbox/config.toml:3: memory_mb = 0: it must be a whole number from 32 to 16000 MiB",
        "pack.toml:6: the pack asks for `wall_s = 60`, and the learner allows 10: it is held to that",
    ];
    for (name, setup) in [("en", Setup::new()), ("ko", Setup::new().korean())] {
        let mut stage = setup.start();
        stage.model.warn(&warnings.map(str::to_owned));
        // The question about the image waits its turn.
        stage.hear(engine(false));
        assert_snapshot!(
            format!("settings_that_do_not_count_{name}"),
            stage.picture()
        );
    }
}
