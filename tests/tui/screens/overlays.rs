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
fn all_actions() {
    assert_snapshot!(start(Setup::new()).keys("ctrl-p down").picture());
}

#[test]
fn some_actions_in_a_light_theme() {
    let mut stage = start(Setup::new().light().wide());
    assert_snapshot!(stage.keys("ctrl-p n x").picture());
}

#[test]
fn places_without_colours() {
    let mut stage = start(Setup::new().depth(Depth::None));
    assert_snapshot!(stage.keys("/ t w o").picture());
}

#[test]
fn places_in_korean() {
    let mut stage = start(Setup::new().korean().wide());
    assert_snapshot!(stage.keys("/ 더").picture());
}

/// It is the last row of the map.
#[test]
fn the_glossary() {
    assert_snapshot!(start(Setup::new()).keys("f2 end enter").picture());
}

#[test]
fn the_glossary_in_korean() {
    let mut stage = start(Setup::new().korean().light().wide());
    assert_snapshot!(stage.keys("f2 end enter").picture());
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
