//! The library: what keys do in it, and what it wants of the world.

use std::sync::Arc;

use semver::Version;
use tutorbox::pack::intake::Outcome;
use tutorbox::pack::{Change, Image};
use tutorbox::tui::effect::Effect;
use tutorbox::tui::library::{Catalogue, Completion, News, Wish};
use tutorbox::tui::model::Pane;
use tutorbox::tui::overlay::Overlay;
use tutorbox::tui::target::{Spot, Target};

use crate::author::Author;
use crate::news::engine;
use crate::packs::{
    arrived, asks_of_signer, bare, browse, catalogue, changed, finds, library, refused, verifying,
};
use crate::stage::{Setup, Stage};

fn start() -> Stage {
    let mut stage = Setup::new().start();
    stage.hear(engine(true)).deeds();
    stage
}

fn open() -> Stage {
    let mut stage = start();
    browse(&mut stage, catalogue("en"));
    stage
}

fn wish(wish: Wish) -> Effect {
    Effect::Library(wish)
}

fn selected(stage: &Stage) -> &str {
    &stage.model.library.selected().unwrap().shelved.name
}

#[test]
fn it_is_read_when_it_is_opened_and_the_keys_are_its_own_until_it_is_closed() {
    let mut stage = start();
    stage.keys("f6 ctrl-l");
    assert_eq!(stage.deeds(), [wish(Wish::Read)]);
    let before = stage.text();
    // Nothing is read yet, and nothing is there to be opened.
    stage.keys("down enter x u f5 g").types("never");
    assert_eq!(stage.text(), before);
    assert_eq!(stage.deeds(), []);
    stage.keys("esc");
    stage.types("now");
    assert_eq!(stage.text(), format!("now{before}"));
    // The key that opens it closes it, too.
    stage.keys("f10 f10").types("!");
    assert_eq!(stage.text(), format!("now!{before}"));
}

#[test]
fn the_open_pack_is_selected_and_entered_without_being_opened_again() {
    let mut stage = start();
    let mut all = catalogue("en");
    all.entries.swap(0, 1);
    browse(&mut stage, all);
    assert_eq!(selected(&stage), "practice");
    stage.keys("enter");
    assert_eq!(stage.deeds(), []);
    assert!(!stage.model.library.is_open);
}

#[test]
fn another_version_of_the_open_pack_is_opened_in_its_place() {
    let mut stage = start();
    let mut all = catalogue("en");
    let mut newer = stage.model.reading.pack().as_ref().clone();
    newer.version = "1.1.0".to_owned();
    all.entries[0].shelved.pack = Ok(Arc::new(newer));
    browse(&mut stage, all).keys("enter");
    let target = Target {
        pack: "practice".to_owned(),
        spot: None,
    };
    assert_eq!(stage.deeds(), [Effect::Open(target)]);
}

/// A catalogue in which another version has taken the place of the open pack: two exercises of three are left.
fn updated(stage: &Stage) -> Catalogue {
    let mut all = catalogue("en");
    let mut newer = stage.model.reading.pack().as_ref().clone();
    newer.version = "1.1.0".to_owned();
    newer.lessons.truncate(1);
    all.entries[0].shelved.pack = Ok(Arc::new(newer));
    all
}

#[test]
fn whoever_closes_the_library_goes_on_in_the_version_that_took_the_place_of_the_open_one() {
    for keys in ["esc", "f10"] {
        let mut stage = open();
        assert!(stage.screen().contains("0 of 3"), "{}", stage.screen());
        let updated = updated(&stage);
        stage.hear(library(News::Read(updated)));
        assert!(stage.screen().contains("0 of 2"), "{}", stage.screen());
        stage.keys(keys);
        let target = Target {
            pack: "practice".to_owned(),
            spot: None,
        };
        assert_eq!(stage.deeds(), [Effect::Open(target)]);
    }
}

#[test]
fn whoever_is_in_a_folder_of_their_own_does_not_leave_it_for_what_is_installed_by_that_name() {
    let mut stage = start();
    let others = updated(&stage);
    browse(&mut stage, others).keys("esc");
    assert_eq!(stage.deeds(), []);
}

#[test]
fn what_an_update_changes_is_told_to_whoever_looks_at_the_library() {
    let told = |stage: &Stage| stage.screen().contains("what has changed");
    let mut stage = open();
    stage.keys("i").types("tea.tbx").keys("enter");
    stage.hear(changed());
    assert!(told(&stage));
    stage.hear(arrived(Change::From(Version::new(1, 0, 0))));
    stage.keys("esc");
    assert!(stage.model.library.is_open && !told(&stage));

    // Whoever types goes on typing, and is told thereafter.
    stage.keys("/").types("a").hear(changed()).types("b");
    assert!(!told(&stage));
    stage.keys("esc");
    assert!(told(&stage));

    let mut stage = open();
    stage.keys("i").types("tea.tbx").keys("enter esc f6");
    stage.hear(changed());
    stage.hear(arrived(Change::From(Version::new(1, 0, 0))));
    assert!(!told(&stage));
    assert!(
        stage.screen().contains("in the library, F10"),
        "{}",
        stage.screen()
    );
    assert!(told(stage.keys("f10")));
}

#[test]
fn another_pack_is_opened_in_its_place_and_a_broken_one_says_why_it_is_not() {
    let mut stage = open();
    stage.keys("end enter");
    let Some(Overlay::Trouble { text, .. }) = &stage.model.overlay else {
        panic!("{:?}", stage.model.overlay);
    };
    assert!(text.contains("01-cook.md:3"), "{text}");
    stage.keys("esc up enter");
    let target = Target {
        pack: "tea".to_owned(),
        spot: None,
    };
    assert_eq!(stage.deeds(), [Effect::Open(target)]);
}

#[test]
fn help_and_what_lies_on_top_go_back_to_it() {
    let mut stage = open();
    stage.keys("f1").keys("esc").keys("down");
    assert_eq!(selected(&stage), "mine");
    stage.keys("? esc j k");
    assert_eq!(selected(&stage), "mine");
}

#[test]
fn a_pack_comes_in_with_all_that_is_asked() {
    let mut stage = open();
    stage.keys("i").types("/st");
    stage.keys("tab");
    assert_eq!(stage.deeds(), [wish(Wish::Complete("/st".to_owned()))]);
    let completed = |typed: &str| {
        library(News::Completed(Completion {
            typed: typed.to_owned(),
            text: "/stick/tea.tbx".to_owned(),
            options: Vec::new(),
        }))
    };
    // What came too late is dropped.
    stage.hear(completed("/s"));
    stage.hear(completed("/st"));
    stage.keys("enter");
    let install = wish(Wish::Install {
        from: "/stick/tea.tbx".to_owned(),
        only: None,
    });
    assert_eq!(stage.deeds(), [install]);
    stage
        .keys("enter")
        .hear(verifying(1))
        .hear(asks_of_signer());
    // Whoever pressed Enter once more than they meant to has not agreed.
    stage.keys("enter");
    assert_eq!(stage.deeds(), []);
    stage.keys("y");
    assert_eq!(stage.deeds(), [wish(Wish::Answer(true))]);
    stage.hear(arrived(Change::New));
    assert_eq!(stage.deeds(), [wish(Wish::Read)]);
    stage.hear(library(News::Read(catalogue("en"))));
    assert_eq!(selected(&stage), "tea");
    assert!(stage.screen().contains("tea 1.1.0 is installed."));
}

#[test]
fn an_address_is_no_path_and_the_command_that_fetches_it_is_told() {
    let mut stage = open();
    stage
        .keys("i")
        .types("https://example.org/tea.tbx")
        .keys("enter");
    assert_eq!(stage.deeds(), []);
    assert!(stage.screen().contains("tutorbox pack install URL"));
    assert!(stage.screen().contains("example.org/tea.tbx"));
}

#[test]
fn what_is_declined_or_refused_leaves_the_path_to_be_mended() {
    let mut stage = open();
    stage.keys("i").types("tea.tbxx").keys("enter");
    stage.hear(asks_of_signer()).keys("n");
    let deeds = stage.deeds();
    assert_eq!(deeds.last(), Some(&wish(Wish::Answer(false))));
    stage.hear(library(News::Arrived(Ok(Outcome::Declined))));
    stage.keys("enter").hear(refused());
    stage.keys("esc backspace enter");
    let again = wish(Wish::Install {
        from: "tea.tbx".to_owned(),
        only: None,
    });
    assert_eq!(stage.deeds().last(), Some(&again));
}

#[test]
fn what_is_typed_after_a_refusal_takes_the_place_of_the_path_and_completing_goes_on_with_it() {
    let refuse = || {
        let mut stage = open();
        stage.keys("i").types("tea").keys("enter").hear(refused());
        stage.keys("esc").deeds();
        stage
    };
    let path = |stage: &mut Stage| match stage.keys("enter").deeds().pop() {
        Some(Effect::Library(Wish::Install { from, .. })) => from,
        other => panic!("{other:?}"),
    };
    assert_eq!(path(&mut refuse()), "tea");
    assert_eq!(path(refuse().types("/b")), "/b");
    assert_eq!(path(refuse().paste("/b.tbx").types("x")), "/b.tbxx");
    assert_eq!(path(refuse().keys("tab").types("2")), "tea2");
    assert_eq!(path(refuse().keys("backspace").types("x")), "tex");
}

#[test]
fn a_line_that_is_typed_in_is_erased_as_a_whole() {
    let mut stage = open();
    stage.keys("i").types("tea.tbx").keys("ctrl-u").types("mo");
    assert!(stage.screen().contains("❯ mo"), "{}", stage.screen());
    stage.keys("esc /").types("tea").keys("ctrl-u").types("mo");
    assert!(stage.screen().contains("❯ mo"), "{}", stage.screen());
}

#[test]
fn whoever_is_asked_for_an_image_can_go_to_the_library_and_has_not_agreed() {
    let mut stage = Setup::new().start();
    stage.hear(engine(false)).deeds();
    assert!(matches!(
        stage.model.overlay,
        Some(Overlay::AskImage { .. })
    ));
    stage.keys("f10");
    assert!(stage.model.overlay.is_none() && stage.model.library.is_open);
    assert_eq!(stage.deeds(), [wish(Wish::Read)]);
}

#[test]
fn a_question_waits_for_a_learner_who_is_elsewhere() {
    let mut stage = start();
    stage.keys("f6");
    browse(&mut stage, catalogue("en"));
    stage.keys("i").types("tea.tbx").keys("enter esc");
    assert_eq!(stage.model.focus, Pane::Editor);
    stage.hear(asks_of_signer());
    assert!(
        stage.screen().contains("in the library, F10"),
        "{}",
        stage.screen()
    );
    stage.deeds();
    stage.types("yes");
    assert_eq!(stage.deeds(), []);
    assert!(stage.text().starts_with("yes"));
    stage.keys("f10 y");
    assert!(stage.deeds().contains(&wish(Wish::Answer(true))));
}

#[test]
fn a_letter_of_what_is_searched_for_is_no_answer() {
    let mut stage = open();
    stage.keys("i").types("tea.tbx").keys("enter /").deeds();
    stage.hear(asks_of_signer()).types("y");
    let deeds = stage.deeds();
    assert!(
        matches!(deeds.as_slice(), [Effect::Library(Wish::Search { .. })]),
        "{deeds:?}"
    );
    stage.keys("esc y");
    assert_eq!(stage.deeds(), [wish(Wish::Answer(true))]);
}

#[test]
fn one_pack_comes_in_at_a_time_and_the_learner_stays_until_it_is_there() {
    let mut stage = open();
    stage.keys("i").types("tea.tbx").keys("enter").deeds();
    for keys in ["i", "down down enter", "u", "x"] {
        stage.keys(keys);
        assert!(stage.screen().contains("still coming in"), "{keys}");
        assert_eq!(stage.deeds(), [], "{keys}");
    }
}

#[test]
fn another_version_is_for_a_pack_that_is_installed() {
    let mut stage = open();
    stage.keys("u");
    assert!(stage.screen().contains("comes with tutorbox"));
    stage.keys("down u");
    assert!(stage.screen().contains("it there: /home/ada/mine"));
    stage.keys("down u").types("~/tea.tbx").keys("enter");
    let install = wish(Wish::Install {
        from: "~/tea.tbx".to_owned(),
        only: Some("tea".to_owned()),
    });
    assert_eq!(stage.deeds(), [install]);
}

#[test]
fn a_pack_goes_when_the_learner_says_so() {
    let mut stage = open();
    stage.keys("x").keys("down x");
    assert!(stage.model.library.question.is_none());
    stage.keys("down x n delete");
    assert_eq!(stage.deeds(), []);
    stage.keys("y");
    assert_eq!(stage.deeds(), [wish(Wish::Remove("tea".to_owned()))]);
    stage.hear(library(News::Removed(Ok("tea".to_owned()))));
    assert!(stage.screen().contains("is kept"));
    assert_eq!(stage.deeds(), [wish(Wish::Read)]);
    stage.hear(library(News::Read(bare("en"))));
    assert_eq!(selected(&stage), "practice");
}

#[test]
fn the_images_of_a_pack_that_has_gone_go_unless_it_is_the_open_one() {
    let mut stage = open();
    let images = vec![Image {
        language: "elixir".to_owned(),
        arch: "amd64".to_owned(),
        image: "elixir".to_owned(),
        digest: "sha256:1".to_owned(),
    }];
    let unused = |pack: &str| {
        library(News::Unused {
            pack: pack.to_owned(),
            images: images.clone(),
        })
    };
    stage.hear(unused("practice"));
    assert_eq!(stage.deeds(), []);
    stage.hear(unused("tea"));
    assert_eq!(stage.deeds(), [Effect::LetGo(images)]);
}

#[test]
fn a_search_goes_with_what_is_typed_and_what_an_older_one_finds_is_dropped() {
    let mut stage = open();
    stage.keys("/").types("summ");
    let older = stage.deeds();
    stage.keys("backspace");
    let newer = stage.deeds();
    let [Effect::Library(Wish::Search { number, .. })] = newer.as_slice() else {
        panic!("{newer:?}");
    };
    let Some(Effect::Library(Wish::Search { number: old, .. })) = older.last() else {
        panic!("{older:?}");
    };
    let found = |number| {
        let found = Default::default();
        library(News::Found { number, found })
    };
    stage.hear(found(*old));
    assert!(!stage.screen().contains("nothing found"));
    stage.hear(found(*number));
    assert!(stage.screen().contains("nothing found"));
    stage.keys("enter backspace backspace backspace");
    assert!(!stage.screen().contains("nothing found"));
}

#[test]
fn what_is_found_in_the_open_pack_is_shown_there() {
    let mut stage = open();
    stage.keys("/").paste("hello, MOON\nand more");
    finds(&mut stage).keys("enter");
    assert_eq!(stage.deeds(), []);
    assert!(!stage.model.library.is_open);
    // A starter is found at its card, and opened.
    assert_eq!(stage.open(), "greet");
    assert!(stage.screen().contains("┃"), "{}", stage.screen());
}

#[test]
fn what_is_found_in_another_pack_is_opened_there() {
    let mut stage = open();
    stage.keys("/").types("first steps");
    finds(&mut stage).keys("down enter");
    let target = Target {
        pack: "mine".to_owned(),
        spot: Some(Spot {
            lesson: "first".to_owned(),
            block: Some(0),
        }),
    };
    assert_eq!(stage.deeds(), [Effect::Open(target)]);
}

#[test]
fn a_search_before_the_packs_are_read_waits_for_them() {
    let mut stage = start();
    stage.keys("ctrl-l /").types("steps").deeds();
    stage.hear(library(News::Read(bare("en"))));
    finds(&mut stage).keys("enter");
    assert!(!stage.model.library.is_open);
}

#[test]
fn a_preview_has_no_library() {
    let mut stage = Setup::new().preview(Author::new().edition()).start();
    stage.keys("ctrl-l");
    assert_eq!(stage.deeds(), []);
    assert!(stage.screen().contains("tutorbox play"));
}

#[test]
fn what_is_found_in_a_locked_lesson_says_what_comes_first() {
    let mut stage = Setup::new().rules("unlock = \"sequential\"").start();
    stage.hear(engine(true));
    let mut all = catalogue("en");
    all.entries[0].shelved.pack = Ok(Arc::clone(stage.model.reading.pack()));
    browse(&mut stage, all);
    stage.keys("/").types("shapes in two files");
    finds(&mut stage).keys("enter");
    assert_eq!(stage.model.reading.lesson_index(), 0);
    assert!(stage.screen().contains("Lesson 2"), "{}", stage.screen());
}

#[test]
fn what_is_begun_comes_first_and_what_is_for_authors_last() {
    let mut stage = start();
    let mut all = catalogue("en");
    let mut guide = all.entries[0].clone();
    guide.shelved.name = "authoring".to_owned();
    all.entries.insert(0, guide);
    all.entries[2].passed = Some(1);
    browse(&mut stage, all);
    let entries = stage.model.library.entries().iter();
    let names: Vec<&str> = entries.map(|entry| &*entry.shelved.name).collect();
    assert_eq!(names, ["mine", "practice", "tea", "rice", "authoring"]);
    let screen = stage.keys("home").screen();
    assert!(screen.contains("In progress"), "{screen}");
    let screen = stage.keys("end").screen();
    assert!(screen.contains("For authors"), "{screen}");
}

#[test]
fn keys_of_the_library_are_told_where_they_do_something() {
    let mut stage = Setup::new().size(120, 24).start();
    stage.hear(engine(true)).keys("ctrl-l");
    let screen = stage.screen();
    assert!(screen.contains("i install"), "{screen}");
    for idle in ["Enter open", "/ search", "u update", "x remove"] {
        assert!(!screen.contains(idle), "{idle}: {screen}");
    }
    stage.hear(library(News::Read(catalogue("en"))));
    let screen = stage.keys("home").screen();
    assert!(screen.contains("Enter open  / search"), "{screen}");
    assert!(!screen.contains("x remove"), "{screen}");
    let screen = stage.keys("end").screen();
    assert!(screen.contains("u update  x remove"), "{screen}");
}
