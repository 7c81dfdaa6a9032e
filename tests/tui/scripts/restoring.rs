//! Leaving and coming back: the same lesson, the same place, the same draft.

use tutorbox::progress::{Place, Status};
use tutorbox::run::SourceFile;
use tutorbox::tui::effect::Effect;
use tutorbox::tui::model::{Item, Learner, Pane};

use crate::news::engine;
use crate::stage::{Setup, Stage};

/// What a store would hold after these effects.
fn kept(effects: Vec<Effect>) -> Learner {
    let mut learner = Learner::default();
    for effect in effects {
        match effect {
            Effect::SavePlace(place) => learner.place = Some(place),
            Effect::SaveDraft {
                lesson,
                exercise,
                files,
            } => {
                learner
                    .drafts
                    .insert(Item::from_key(&lesson, &exercise), files);
            }
            _ => {}
        }
    }
    learner
}

fn again(stage: &mut Stage, setup: Setup) -> Stage {
    let learner = kept(stage.effects());
    setup.learner(learner).start()
}

#[test]
fn the_editor_is_as_it_was_left() {
    let mut stage = Setup::new().wide().start();
    stage.keys("n tab f6 ctrl-a").types("one\ntwo");
    stage.keys("up home right");
    let mut after = again(&mut stage, Setup::new().wide());
    assert_eq!(
        (after.open().as_str(), after.text().as_str()),
        ("shapes", "one\ntwo")
    );
    assert_eq!((after.model.focus, after.cursor()), (Pane::Editor, (0, 1)));
    assert_eq!(after.screen(), stage.screen());
    after.keys("f7");
    assert!(after.text().starts_with("IO.puts"));
}

#[test]
fn who_left_at_the_top_waits_for_no_more_than_the_first_screen() {
    let is_whole = |stage: &Stage| stage.model.reading.layout().unwrap().is_whole();
    let mut stage = Setup::new().start();
    stage.keys("down up");
    let mut hurried = again(&mut stage, Setup::new().in_a_hurry());
    assert!(!is_whole(&hurried));
    assert_eq!(hurried.model.reading.scroll_line(), 0);
    hurried.frame();
    assert!(is_whole(&hurried));
    stage.keys("end");
    let hurried = again(&mut stage, Setup::new().in_a_hurry());
    assert!(is_whole(&hurried), "the end is nowhere without the rest");
    let line = |stage: &Stage| stage.model.reading.scroll_line();
    assert_eq!(line(&hurried), line(&stage));
}

#[test]
fn the_lesson_is_where_it_was_left_whatever_the_width() {
    let mut stage = Setup::new().start();
    stage.keys("down down down down down down down down down");
    let top = |stage: &Stage| stage.screen().lines().nth(2).unwrap().to_owned();
    let before = top(&stage);
    assert!(
        before.contains("Sums") || before.trim().is_empty(),
        "{before}"
    );
    let after = again(&mut stage, Setup::new());
    assert_eq!(top(&after), before);
    let narrow = again(&mut stage, Setup::new().size(60, 24));
    assert!(narrow.screen().contains("Sums"), "{}", narrow.screen());
}

#[test]
fn an_example_that_was_changed_is_there_again() {
    let mut stage = Setup::new().start();
    stage.keys("tab enter ctrl-a").types("IO.puts(2)");
    let after = again(&mut stage, Setup::new());
    assert_eq!(
        (after.open().as_str(), after.text().as_str()),
        ("#0", "IO.puts(2)")
    );
}

#[test]
fn a_place_that_is_no_longer_there_is_no_harm() {
    let places = [
        Place {
            lesson: "gone".to_owned(),
            ..Place::default()
        },
        Place {
            lesson: "first".to_owned(),
            exercise: Some("gone".to_owned()),
            pane: Some("nowhere".to_owned()),
            ..Place::default()
        },
        Place {
            lesson: "first".to_owned(),
            exercise: Some("#7".to_owned()),
            top: tutorbox::progress::Anchor {
                line: 9999,
                offset: 9999,
            },
            cursor: Some(tutorbox::progress::Cursor {
                file: "sum.exs".to_owned(),
                row: 9999,
                column: 9999,
            }),
            pane: Some("editor".to_owned()),
        },
    ];
    for place in places {
        let learner = Learner {
            place: Some(place.clone()),
            ..Learner::default()
        };
        let mut stage = Setup::new().learner(learner).start();
        stage.frame();
        stage.hear(engine(true)).keys("f6 x f5");
        let deeds = stage.deeds();
        assert!(
            matches!(deeds.as_slice(), [Effect::Run { .. }]),
            "{place:?}: {deeds:?}"
        );
    }
}

#[test]
fn a_draft_of_files_that_the_lesson_no_longer_has_is_no_harm() {
    let item = Item::exercise("first", "sum");
    let draft = vec![SourceFile::new("old.exs", "old")];
    let learner = Learner {
        drafts: [(item, draft)].into(),
        ..Learner::default()
    };
    let stage = Setup::new().learner(learner).start();
    assert!(stage.text().starts_with("defmodule Sum"));
}

#[test]
fn a_newcomer_begins_at_the_beginning_and_others_at_what_is_not_passed() {
    assert_eq!(Setup::new().start().open(), "sum");
    let learner = Learner {
        states: [("sum".to_owned(), Status::Passed)].into(),
        ..Learner::default()
    };
    assert_eq!(Setup::new().learner(learner).start().open(), "greet");
}
