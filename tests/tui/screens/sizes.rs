//! Terminals that are very small or very large.

use insta::assert_snapshot;
use tutorbox::run::Outcome;

use crate::news::{began, ended, engine, no_engine, prints};
use crate::packs::{browse, catalogue};
use crate::stage::{Setup, Stage};

/// Takes the interface through its states, and looks at each.
fn tour(stage: &mut Stage, mut look: impl FnMut(&Stage)) {
    stage.hear(no_engine());
    for keys in ["f5", "esc"] {
        look(stage.keys(keys));
    }
    look(stage.hear(engine(false)));
    look(stage.keys("y"));
    stage.hear(engine(true)).hear_all(began(1));
    for keys in [
        "tab", "tab", "enter", "ctrl-a", "ctrl-f", "x", "esc", "f5", "f6", "f1", "pagedown", "esc",
        "f2", "end", "esc", "f3", "f3", "esc", "f6", "G", "n", "f7", "p", "end",
    ] {
        look(stage.keys(keys));
    }
    stage.keys("tab enter f5").hear_all(began(2));
    look(stage.hear(prints(2, &"안녕 ".repeat(100))));
    look(stage.hear(ended(2, Outcome::OutputLimit { limit: 1 }, 1)));
    look(stage.keys("f6 end"));
}

#[test]
fn no_size_is_too_small_or_too_large() {
    let widths = [0, 1, 2, 5, 12, 40, 99, 100, 200];
    let heights = [0, 1, 2, 3, 5, 8, 12, 60];
    for (number, width) in widths.into_iter().enumerate() {
        for (other, height) in heights.into_iter().enumerate() {
            let setup = match (number + other) % 2 {
                0 => Setup::new(),
                _ => Setup::new().korean(),
            };
            let mut stage = setup.size(width, height).start();
            tour(&mut stage, |_| ());
        }
    }
}

#[test]
fn every_size_can_become_every_other() {
    let mut stage = Setup::new().start();
    let sizes = [
        (200, 60),
        (20, 5),
        (120, 36),
        (1, 1),
        (80, 24),
        (40, 12),
        (0, 0),
        (99, 24),
        (100, 24),
    ];
    let mut next = sizes.iter().cycle();
    tour(&mut stage, |_| ());
    let mut stage = Setup::new().start();
    stage.hear(engine(true)).keys("tab tab tab");
    for _ in 0..3 * sizes.len() {
        let (width, height) = *next.next().unwrap();
        stage.resize(width, height);
        stage.keys("down");
    }
}

#[test]
fn at_20_by_5() {
    let mut pictures = Vec::new();
    let mut stage = Setup::new().size(20, 5).start();
    tour(&mut stage, |stage| pictures.push(stage.screen()));
    assert_snapshot!(pictures.join("----\n"));
}

#[test]
fn lists_have_rows_at_20_by_5() {
    let mut stage = Setup::new().size(20, 5).start();
    let mut pictures = Vec::new();
    for keys in ["ctrl-p", "down", "esc f2", "end", "esc ctrl-t", "down down"] {
        pictures.push(stage.keys(keys).screen());
    }
    stage.keys("esc");
    browse(&mut stage, catalogue("en"));
    for keys in ["", "down"] {
        pictures.push(stage.keys(keys).screen());
    }
    assert_snapshot!(pictures.join("\n----\n"));
}

#[test]
fn at_40_by_12() {
    let mut stage = Setup::new().size(40, 12).start();
    let mut pictures = vec![stage.hear(engine(false)).screen()];
    for keys in ["n", "tab tab", "enter", "f1", "esc f2", "esc f3"] {
        pictures.push(stage.keys(keys).screen());
    }
    assert_snapshot!(pictures.join("----\n"));
}

#[test]
fn at_200_by_60() {
    let mut stage = Setup::new().size(200, 60).start();
    stage
        .hear(engine(true))
        .keys("tab tab enter f5")
        .hear_all(began(1));
    stage
        .hear(prints(1, "Hello\n"))
        .hear(ended(1, Outcome::Exited(0), 0));
    assert_snapshot!(stage.screen());
}
