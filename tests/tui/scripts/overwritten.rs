//! Another window has changed what is open here, too.

use tutorbox::progress::{Draft, Entry, Timestamp};
use tutorbox::run::{Outcome, SourceFile};
use tutorbox::tui::effect::Effect;
use tutorbox::tui::history::Past;
use tutorbox::tui::message::Message;
use tutorbox::tui::model::Item;

use super::ready;
use crate::news::{began, ended, engine};
use crate::stage::{Setup, Stage};

const TOLD: &str = "Another window had changed this code";
const SIGN: &str = "! other window · H";

/// This item's draft of another window was overwritten.
fn overwrote(item: &Item) -> Message {
    Message::Overwrote(item.clone())
}

/// What the other window had written is all that the history has.
fn theirs(item: &Item) -> Message {
    let (lesson, exercise) = item.key();
    let draft = Draft {
        files: vec![SourceFile::new("sum.exs", "theirs")],
        saved_at: Timestamp(9_000_000),
    };
    Message::History(Past {
        lesson: lesson.to_owned(),
        exercise,
        entries: Ok(vec![Entry::Draft(draft)]),
        now: Timestamp(10_000_000),
    })
}

/// The first exercise was run and is typed in.
fn typing(setup: Setup) -> (Stage, Item) {
    let mut stage = setup.wide().start();
    stage.hear(engine(true)).keys("f6 ctrl-a").types("mine");
    stage.keys("f5").hear_all(began(1));
    stage.hear(ended(1, Outcome::Exited(0), 0)).effects();
    (stage, Item::exercise("first", "sum"))
}

#[test]
fn it_is_told_once_and_its_sign_stays_until_somebody_looks() {
    let (mut stage, item) = typing(Setup::new());
    stage.hear(overwrote(&item));
    assert!(stage.screen().contains(TOLD), "{}", stage.screen());
    stage.types("!");
    assert!(!stage.screen().contains(TOLD));
    assert!(stage.screen().contains(SIGN), "{}", stage.screen());
    stage.hear(overwrote(&item));
    assert!(!stage.screen().contains(TOLD), "it is told once");
    stage.keys("f6 H").hear(theirs(&item)).keys("esc");
    assert!(!stage.screen().contains(SIGN), "{}", stage.screen());
    // Whoever has looked is told of the next.
    stage.hear(overwrote(&item));
    assert!(stage.screen().contains(TOLD));
}

#[test]
fn what_the_other_wrote_can_be_had_and_what_it_takes_the_place_of_too() {
    let (mut stage, item) = typing(Setup::new());
    stage.hear(overwrote(&item)).keys("f6 H");
    let asked = Effect::ReadHistory {
        lesson: "first".to_owned(),
        exercise: "sum".to_owned(),
    };
    assert!(stage.effects().contains(&asked));
    stage.hear(theirs(&item));
    assert!(stage.screen().contains("not run, and written over"));
    stage.keys("enter");
    assert_eq!(stage.text(), "theirs");
    stage.keys("ctrl-z");
    assert_eq!(stage.text(), "mine");
}

#[test]
fn it_looks_so() {
    let (mut stage, item) = typing(Setup::new());
    insta::assert_snapshot!(stage.hear(overwrote(&item)).picture());
    let (mut stage, item) = typing(Setup::new().korean());
    stage.hear(overwrote(&item)).keys("f6 H");
    insta::assert_snapshot!(stage.hear(theirs(&item)).picture());
}

#[test]
fn of_what_is_open_no_more_nothing_is_told_but_its_sign_waits() {
    let (mut stage, item) = typing(Setup::new());
    stage.keys("f2 down enter");
    assert_ne!(stage.model.desk.opened().map(|o| &o.item), Some(&item));
    stage.hear(overwrote(&item));
    assert!(!stage.screen().contains(TOLD), "{}", stage.screen());
    assert!(!stage.screen().contains(SIGN));
    stage.keys("f2 up enter");
    assert!(stage.screen().contains(SIGN), "{}", stage.screen());
}

#[test]
fn of_an_example_it_can_be_had_too() {
    let mut stage = ready();
    stage.keys("tab enter f5").hear_all(began(1));
    stage.hear(ended(1, Outcome::Exited(0), 0)).effects();
    let item = Item::example("first", 0);
    stage.hear(overwrote(&item)).keys("f6 H");
    let (lesson, exercise) = item.key();
    let lesson = lesson.to_owned();
    let asked = Effect::ReadHistory { lesson, exercise };
    assert!(stage.effects().contains(&asked));
    stage.hear(theirs(&item));
    assert!(stage.screen().contains("not run, and written over"));
    // Whoever has looked may look again.
    stage.keys("esc H");
    assert!(
        stage
            .effects()
            .iter()
            .any(|effect| matches!(effect, Effect::ReadHistory { .. }))
    );
}
