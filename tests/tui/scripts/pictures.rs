//! Pictures of a lesson: asked for when they are near, drawn when they are painted, and words where they cannot be.

use insta::assert_snapshot;
use tutorbox::render::{Depth, paint};
use tutorbox::tui::effect::Effect;
use tutorbox::tui::message::Message;
use tutorbox::tui::pictures::Painting;

use crate::author::Author;
use crate::stage::{Setup, Stage};

const HALVES: &[u8] = include_bytes!("../../pictures/halves.png");

/// A lesson that begins with a picture, and goes on.
fn lesson() -> Setup {
    let mut author = Author::new();
    let prose = "More words.\n\n".repeat(60);
    let text = format!("# Halves\n\n![Red and blue](images/halves.png)\n\n{prose}");
    author
        .writes("00-halves.md", &text)
        .brings("images/halves.png", HALVES);
    Setup::new().preview(author.edition())
}

fn wanted(stage: &mut Stage) -> Vec<Painting> {
    let effects = stage.effects().into_iter();
    let paintings = effects.filter_map(|effect| match effect {
        Effect::Paint(paintings) => Some(paintings),
        _ => None,
    });
    paintings.flatten().collect()
}

/// Paints what is wanted, as the worker does.
fn painted(stage: &mut Stage) -> usize {
    let wanted = wanted(stage);
    let count = wanted.len();
    for painting in wanted {
        let cells = paint(&painting.picture, painting.size, painting.depth).unwrap();
        stage.hear(Message::Painted(painting, Ok(cells)));
    }
    count
}

#[test]
fn a_picture_is_drawn_once_it_is_painted() {
    let mut stage = lesson().start();
    assert!(stage.screen().contains("Red and blue"));
    assert_eq!(painted(&mut stage), 1);
    assert_snapshot!(stage.screen());
    // Half of it has scrolled away, and nothing is painted again.
    stage.keys("down down down down down");
    assert_snapshot!(stage.screen());
    assert_eq!(painted(&mut stage), 0);
}

#[test]
fn a_picture_that_is_far_away_is_not_asked_for() {
    let mut stage = lesson().start();
    wanted(&mut stage);
    stage.keys("end").resize(60, 40);
    assert_eq!(wanted(&mut stage), []);
    stage.keys("home");
    assert_eq!(wanted(&mut stage).len(), 1);
}

#[test]
fn a_damaged_picture_becomes_its_words() {
    let mut stage = lesson().start();
    let painting = wanted(&mut stage).remove(0);
    stage.hear(Message::Painted(painting, Err("broken".to_owned())));
    assert!(stage.screen().contains("[picture: Red and blue]"));
    assert_eq!(wanted(&mut stage), []);
}

#[test]
fn with_few_colours_or_little_room_there_are_words() {
    let mut stage = lesson().depth(Depth::Ansi16).start();
    assert_eq!(wanted(&mut stage), []);
    assert!(stage.screen().contains("[picture: Red and blue]"));
    let mut stage = lesson().korean().depth(Depth::Ansi16).start();
    assert_eq!(wanted(&mut stage), []);
    assert!(stage.screen().contains("[그림: Red and blue]"));
}
