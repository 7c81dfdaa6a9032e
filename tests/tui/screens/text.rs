//! Text that is not one cell a character, and reads in other directions.

use insta::assert_snapshot;
use tutorbox::run::Outcome;

use crate::author::Author;
use crate::news::{began, ended, engine, prints};
use crate::stage::{Setup, Stage};

/// Wide, combining, joined, and from right to left.
const ODD: &str = "한글과 漢字, e\u{301}a\u{308}, 👩‍👩‍👧 🇰🇷 👍🏽, שלום עולם, مرحبا";

/// The lesson, the editor and the results have it, side by side.
fn everywhere() -> Stage {
    let mut author = Author::new();
    author.replaces(
        "01-first.md",
        "Every value has",
        &format!("{ODD}.\n\nEvery value has"),
    );
    let edition = author.edition();
    let mut stage = Setup::new().wide().preview(edition).start();
    stage.hear(engine(true)).keys("f6 ctrl-a");
    stage
        .types(&format!("# {ODD}\n"))
        .paste(&format!("\"{ODD}\""));
    stage.keys("f5").hear_all(began(1));
    stage
        .hear(prints(1, &format!("{ODD}\n")))
        .hear(ended(1, Outcome::Exited(0), 0));
    stage
}

#[test]
fn odd_text_breaks_no_column() {
    let mut stage = everywhere();
    let divider = (0..120).find(|x| stage.cell(*x, 20) == "│").unwrap();
    for y in 2..34 {
        assert_eq!(stage.cell(divider, y), "│", "row {y}\n{}", stage.screen());
    }
    assert_snapshot!(stage.picture());
}

#[test]
fn whole_syllables_are_typed_and_searched_for() {
    let mut stage = Setup::new().start();
    stage.keys("f6 ctrl-a").types("안녕 하세요");
    assert_eq!(stage.text(), "안녕 하세요");
    assert_eq!(stage.cursor(), (0, 6));
    stage.keys("home ctrl-f").types("하세");
    assert!(stage.screen().contains("1"), "{}", stage.screen());
    stage.keys("esc").types("X");
    assert_eq!(stage.text(), "안녕 X요");
    stage.keys("ctrl-p").types("도움");
    assert!(stage.screen().contains("도움"));
    stage.keys("esc ctrl-t").paste("첫 걸음");
    assert!(stage.screen().contains("첫 걸음"));
}
