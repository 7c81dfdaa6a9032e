//! An example that the learner has changed looks changed in the lesson.

use tutorbox::run::SourceFile;
use tutorbox::tui::model::{Item, Learner};

use crate::news::engine;
use crate::stage::{Setup, Stage};

const SIGN: &str = "✎ changed  elixir  ▶ run";

/// The first example is in the editor, with the lesson beside it.
fn opened(setup: Setup) -> Stage {
    let mut stage = setup.start();
    stage.hear(engine(true)).keys("tab enter");
    let item = stage.model.desk.opened().map(|o| o.item.clone());
    assert_eq!(item, Some(Item::example("first", 0)));
    stage
}

#[test]
fn its_row_says_so_until_the_original_is_back() {
    let mut stage = opened(Setup::new().wide());
    let original = stage.text();
    assert!(!stage.screen().contains('✎'), "{}", stage.screen());
    stage.types("x");
    assert!(stage.screen().contains(SIGN), "{}", stage.screen());
    stage.keys("backspace");
    assert_eq!(stage.text(), original);
    assert!(!stage.screen().contains('✎'), "{}", stage.screen());
    stage.types("x").keys("f8");
    assert_eq!(stage.text(), original);
    assert!(!stage.screen().contains('✎'), "{}", stage.screen());
    stage.keys("ctrl-z");
    assert!(stage.screen().contains(SIGN), "{}", stage.screen());
}

#[test]
fn what_was_typed_before_the_program_was_started_counts_and_the_original_does_not() {
    for (text, is_changed) in [(None, false), (Some("other"), true)] {
        let item = Item::example("first", 0);
        let original = opened(Setup::new()).text();
        let text = text.map_or(original, str::to_owned);
        let file = opened(Setup::new())
            .model
            .desk
            .opened()
            .unwrap()
            .path()
            .to_owned();
        let mut learner = Learner::default();
        learner
            .drafts
            .insert(item, vec![SourceFile::new(file, text)]);
        let stage = Setup::new().wide().learner(learner).start();
        assert_eq!(
            stage.screen().contains(SIGN),
            is_changed,
            "{}",
            stage.screen()
        );
    }
}

#[test]
fn it_is_seen_without_colours() {
    let mut stage = opened(Setup::new().wide());
    insta::assert_snapshot!(stage.types("x").picture());
    let mut stage = opened(Setup::new().wide().korean());
    insta::assert_snapshot!(stage.types("x").picture());
}

#[test]
fn a_row_without_room_for_it_has_none() {
    for width in 20..60 {
        let mut stage = opened(Setup::new().size(width, 24));
        let before = stage.types("x").keys("f6").screen();
        // On a row it stands whole, with the label whole behind it.
        let cut = before
            .lines()
            .find(|line| line.contains('✎') && !line.contains(SIGN));
        assert_eq!(cut, None, "{width}");
        assert!(
            !before.contains('▶') || before.contains("elixir  ▶ run"),
            "{width}\n{before}"
        );
    }
}
