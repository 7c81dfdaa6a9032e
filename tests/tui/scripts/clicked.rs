//! Whatever names a key can be clicked, and does what the key does.

use tutorbox::progress::Seen;
use tutorbox::run::{ProgramStatus, SourceFile};
use tutorbox::tui::keymap::Context;
use tutorbox::tui::model::{Item, Learner};

use crate::author::Author;
use crate::news::{began, done, engine, program_ended, test_ended, test_prints};
use crate::packs::{bare, browse};
use crate::stage::{Setup, Stage};

/// Where a sentence that names a key is to be read, the sentence, and the key that does the same.
type Named = (fn() -> Stage, &'static str, &'static str);

const NAMED: [Named; 11] = [
    (hint, "the next hint", "f3"),
    (last_hint, "the solution", "f3"),
    (compared, "takes the starter", "f8"),
    (compared, "turns between", "tab"),
    (other_starter, "starter changed", "ctrl-d"),
    (folded, "40 lines more", "z"),
    (nothing_installed, "installs one", "i"),
    (mistaken, "e: next", "e"),
    (mistaken, "Esc: hide", "esc"),
    (example, "▶ run", "r"),
    (passed, "reads on, ", "esc"),
];

#[test]
fn what_names_a_key_does_what_it_does() {
    for (start, sentence, key) in NAMED {
        let (mut clicked, mut pressed) = (start(), start());
        let before = clicked.cells();
        clicked.click_on(sentence);
        pressed.keys(key);
        let now = clicked.cells();
        assert!(now != before, "{sentence}\n{}", clicked.screen());
        assert!(now == pressed.cells(), "{sentence}\n{}", clicked.screen());
        assert_eq!(clicked.deeds(), pressed.deeds(), "{sentence}");
    }
}

#[test]
fn the_long_value_is_shown_wherever_the_keys_are() {
    let mut stage = folded();
    stage.keys("f6");
    assert_eq!(stage.model.context(), Context::Lesson);
    stage.click_on("40 lines more");
    assert!(!stage.screen().contains("40 lines more"));
}

#[test]
fn beside_a_sentence_nothing_is_done() {
    let mut stage = mistaken();
    let before = stage.cells();
    stage.click_on(" of 3 · ");
    assert!(stage.cells() == before);
}

fn ready(setup: Setup) -> Stage {
    let mut stage = setup.start();
    stage.hear(engine(true)).deeds();
    stage
}

fn hint() -> Stage {
    let mut stage = ready(Setup::new());
    stage.keys("f6 f3");
    stage
}

fn last_hint() -> Stage {
    let mut stage = ready(Setup::new().rules("solutions = 0"));
    stage.keys("f6 f3 f3");
    stage
}

fn compared() -> Stage {
    let mut stage = ready(Setup::new().rules("solutions = 0"));
    stage.keys("f6 x ctrl-d");
    stage
}

fn other_starter() -> Stage {
    let mut learner = Learner::default();
    let item = Item::exercise("first", "sum");
    let typed = vec![SourceFile::new("sum.exs", "defmodule Sum do\nend\n")];
    learner.drafts.insert(item, typed);
    let seen = Seen {
        starter: Some("another".into()),
        asks: None,
    };
    learner.seen.insert("sum".into(), seen);
    let mut stage = ready(Setup::new().learner(learner));
    stage.keys("tab tab enter");
    stage
}

/// What a test printed is too long to be shown whole; the results have the keys.
fn folded() -> Stage {
    let mut stage = ready(Setup::new().wide());
    stage.keys("f6 f5").hear_all(began(1));
    let text: String = (0..50).map(|n| format!("row {n}.\n")).collect();
    stage
        .hear(program_ended(1, ProgramStatus::Ok))
        .hear(test_prints(1, "SumTest adds", &text))
        .hear(test_ended(1, Some("4")))
        .hear_all(done(1))
        .keys("f6");
    stage
}

/// All checks have passed.
fn passed() -> Stage {
    let mut stage = ready(Setup::new());
    stage.keys("f6 f5").hear_all(began(1));
    stage
        .hear(program_ended(1, ProgramStatus::Ok))
        .hear(test_ended(1, None))
        .hear_all(done(1));
    stage.deeds();
    stage
}

fn nothing_installed() -> Stage {
    let mut stage = ready(Setup::new());
    browse(&mut stage, bare("en"));
    stage
}

/// The preview of a lesson with two mistakes.
fn mistaken() -> Stage {
    let mut author = Author::new();
    author
        .replaces("01-first.md", "hint=greet", "hint=great")
        .replaces("01-first.md", "kind = \"source\"", "kind = \"sauce\"");
    ready(Setup::new().preview(author.edition()))
}

/// The example is selected, and the lesson has the keys.
fn example() -> Stage {
    let mut stage = ready(Setup::new());
    stage.keys("tab");
    stage
}
