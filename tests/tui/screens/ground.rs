//! A theme in a terminal whose own background it is not made for.

use insta::assert_snapshot;
use tutorbox::render::{Depth, Ground};

use crate::news::engine;
use crate::stage::{Setup, Stage};

/// A hint over an exercise beside its lesson, in a light theme.
fn hint(depth: Depth) -> Stage {
    let setup = Setup::new().wide().light().on(Ground::Dark);
    let mut stage = setup.depth(depth).start();
    stage.hear(engine(true)).keys("f6 f3");
    stage
}

#[test]
fn a_light_theme_in_a_dark_terminal() {
    assert_snapshot!(hint(Depth::TrueColor).picture());
}

#[test]
fn a_light_theme_in_a_dark_terminal_of_256_colours() {
    assert_snapshot!(hint(Depth::Ansi256).picture());
}

#[test]
fn a_light_theme_in_a_dark_terminal_of_16_colours() {
    assert_snapshot!(hint(Depth::Ansi16).picture());
}
