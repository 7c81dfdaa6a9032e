//! Leaving and coming back: the same lesson, the same place, the same draft.

use tutorbox::course;
use tutorbox::progress::{Place, Seen, Status};
use tutorbox::run::SourceFile;
use tutorbox::tui::effect::Effect;
use tutorbox::tui::model::{Item, Learner, Pane};

use crate::news::engine;
use crate::stage::{Setup, Stage};

/// What a store would hold after these effects.
fn kept(effects: Vec<Effect>) -> Learner {
    kept_with(Learner::default(), effects)
}

/// The same, where it held this before.
fn kept_with(mut learner: Learner, effects: Vec<Effect>) -> Learner {
    for effect in effects {
        match effect {
            Effect::SavePlace(place) => learner.place = Some(place),
            Effect::SaveDraft {
                lesson,
                exercise,
                files,
                starter,
            } => {
                let seen = Seen {
                    starter,
                    asks: None,
                };
                learner.seen.insert(exercise.clone(), seen);
                learner
                    .drafts
                    .insert(Item::from_key(&lesson, &exercise), files);
            }
            Effect::SaveStarter { exercise, starter } => {
                learner.seen.entry(exercise).or_default().starter = Some(starter);
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

/// A learner who began `greet` before an update.
fn before_an_update() -> Learner {
    let mut learner = Learner::default();
    let typed = vec![SourceFile::new("greet.exs", "IO.puts(\"Hello, sun!\")\n")];
    learner
        .drafts
        .insert(Item::exercise("first", "greet"), typed);
    let seen = |starter: &str, asks: &str| Seen {
        starter: Some(starter.into()),
        asks: Some(asks.into()),
    };
    learner
        .seen
        .insert("greet".into(), seen("before", "before"));
    learner.states.insert("greet".into(), Status::Passed);
    learner
}

#[test]
fn a_starter_that_has_changed_is_told_once() {
    let mut stage = Setup::new().learner(before_an_update()).start();
    stage.keys("tab tab tab");
    assert_eq!(stage.open(), "greet");
    assert!(!stage.screen().contains("The starter has changed"));
    stage.effects();
    stage.keys("enter");
    assert!(
        stage
            .screen()
            .contains("The starter has changed since you began. Ctrl+D compares, F8 takes it.")
    );
    stage.keys("down");
    assert!(!stage.screen().contains("The starter has changed"));
    // What stays says it as long as the program runs; nothing was touched.
    assert!(stage.screen().contains("starter changed · Ctrl+D"));
    assert!(stage.text().contains("sun"));
    // That it was told outlives the program.
    let mut learner = kept_with(before_an_update(), stage.effects());
    learner.place = None;
    let mut after = Setup::new().learner(learner).start();
    after.keys("tab tab tab enter");
    assert!(after.text().contains("sun"));
    assert!(!after.screen().contains("tarter"), "{}", after.screen());
}

#[test]
fn what_was_typed_in_a_file_that_an_update_has_renamed_stays() {
    let item = Item::exercise("first", "greet");
    let mut learner = before_an_update();
    let typed = vec![SourceFile::new("before.exs", "IO.puts(\"Hello, sun!\")\n")];
    learner.drafts.insert(item.clone(), typed.clone());
    let mut stage = Setup::new().learner(learner.clone()).start();
    stage.keys("tab tab tab enter");
    assert!(stage.screen().contains("The starter has changed"));
    let mut learner = kept_with(learner, stage.effects());
    assert_eq!(learner.drafts[&item], typed);
    // It is not what runs, and is shown beside it.
    assert!(stage.text().contains("moon"));
    stage.keys("ctrl-d");
    assert!(
        stage
            .screen()
            .contains("The exercise has this file no longer.")
    );
    assert!(stage.screen().contains("Hello, sun!"));
    stage.keys("f8 #");
    learner = kept_with(learner, stage.effects());
    let files = &learner.drafts[&item];
    assert_eq!(files.len(), 2);
    assert!(files[0].text.contains('#'));
    assert_eq!(files[1..], typed);
}

#[test]
fn who_takes_the_new_starter_can_have_their_own_code_back() {
    let mut stage = Setup::new().learner(before_an_update()).start();
    stage.keys("tab tab tab enter ctrl-d");
    assert!(stage.screen().contains("Your code and the starter"));
    stage.keys("f8");
    assert!(stage.text().contains("moon"));
    assert!(!stage.screen().contains("starter changed"));
    stage.keys("ctrl-d");
    assert!(
        stage
            .screen()
            .contains("What is in the editor is the starter.")
    );
    stage.keys("ctrl-z");
    assert!(stage.text().contains("sun"));
    stage.keys("ctrl-d ctrl-d");
    assert!(!stage.screen().contains("Your code and the starter"));
}

#[test]
fn who_had_typed_nothing_begins_with_the_new_starter() {
    let mut learner = before_an_update();
    let item = Item::exercise("first", "greet");
    let old = vec![SourceFile::new("greet.exs", "IO.puts(\"Bye!\")\n")];
    let seen = learner.seen.get_mut("greet").unwrap();
    seen.starter = Some(course::sum_of(&old));
    learner.drafts.insert(item, old);
    let mut stage = Setup::new().learner(learner).start();
    stage.keys("tab tab tab enter");
    assert!(stage.text().contains("moon"));
    assert!(!stage.screen().contains("tarter"), "{}", stage.screen());
}

#[test]
fn what_was_passed_under_other_checks_stays_passed_and_says_so() {
    let mut stage = Setup::new().learner(before_an_update()).start();
    stage.keys("end");
    assert!(
        stage
            .screen()
            .contains("passed; its checks have changed since")
    );
    stage.keys("f2");
    assert!(stage.screen().contains("checks changed since"));
    let mut learner = before_an_update();
    learner.seen.get_mut("greet").unwrap().asks = None;
    let mut unknown = Setup::new().learner(learner).start();
    unknown.keys("end");
    assert!(!unknown.screen().contains("changed since"));
}

#[test]
fn in_another_language_the_exercise_that_was_open_is_in_sight() {
    // So low that the heading above the last exercise is the top: in the other language nothing begins at its line.
    let low = || Setup::new().size(80, 12);
    let mut stage = low().korean().start();
    stage.keys("tab tab tab end");
    let after = again(&mut stage, low());
    after.find("Greet the world");
    let mut stage = low().start();
    stage.keys("tab tab tab end");
    let after = again(&mut stage, low().korean());
    assert!(after.screen().contains("세상에 인사하기"));
    // In the same language it is where it was left, wherever what is open stands.
    let mut stage = low().start();
    stage.keys("tab tab tab home down down");
    let top = stage.model.reading.scroll_line();
    let after = again(&mut stage, low());
    assert_eq!(after.model.reading.scroll_line(), top);
}
