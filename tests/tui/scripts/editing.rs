//! Opening, typing, hints, starting over, searching, the course.

use tutorbox::run::SourceFile;
use tutorbox::tui::effect::Effect;
use tutorbox::tui::model::Pane;
use tutorbox::tui::view::Part;

use super::ready;
use crate::stage::Stage;

/// The draft that was saved last.
fn draft(stage: &mut Stage) -> Option<(String, Vec<SourceFile>)> {
    let effects = stage.effects();
    effects.into_iter().rev().find_map(|effect| match effect {
        Effect::SaveDraft {
            exercise, files, ..
        } => Some((exercise, files)),
        _ => None,
    })
}

#[test]
fn every_letter_is_saved_as_it_is_typed() {
    let mut stage = ready();
    stage.keys("tab tab tab enter ctrl-a");
    assert_eq!(
        (stage.open().as_str(), stage.model.focus),
        ("greet", Pane::Editor)
    );
    assert_eq!(draft(&mut stage), None);
    let mut text = String::new();
    for c in "안녕 x".chars() {
        text.push(c);
        stage.types(&c.to_string());
        let files = vec![SourceFile::new("greet.exs", &text)];
        assert_eq!(draft(&mut stage), Some(("greet".to_owned(), files)));
    }
    // To move is not to change.
    stage.keys("left home");
    assert_eq!(draft(&mut stage), None);
}

#[test]
fn a_key_is_answered_by_as_little_as_it_changes() {
    let mut stage = ready();
    stage.keys("tab tab tab enter x");
    for (keys, part) in [
        ("y", Part::TypedLine),
        ("backspace", Part::TypedLine),
        ("left", Part::TypedLine),
        ("enter", Part::Editor),
        ("shift-up", Part::Editor),
        ("x", Part::Editor),
        ("y", Part::TypedLine),
        ("ctrl-f", Part::Editor),
        ("y", Part::Editor),
    ] {
        stage.keys(keys);
        assert_eq!(stage.answer, Some(part), "{keys}");
    }
    stage.keys("esc f1");
    assert_eq!(stage.answer, None, "another screen is drawn whole");
    stage.keys("down");
    assert_eq!(stage.answer, Some(Part::Whole));
}

#[test]
fn a_paste_goes_to_the_editor_alone() {
    let mut stage = ready();
    stage.paste("lost");
    assert!(!stage.text().contains("lost"));
    stage.keys("f6 ctrl-a").paste("a\nb\r\nc");
    assert_eq!(stage.text(), "a\nb\nc");
    stage.keys("f1").paste("under the help");
    assert_eq!(stage.text(), "a\nb\nc");
}

#[test]
fn a_paste_while_searching_is_searched_for() {
    let mut stage = ready();
    stage.keys("f6");
    let before = stage.text();
    stage.keys("ctrl-f").paste("list");
    assert_eq!(stage.text(), before);
    assert!(stage.screen().contains("1 of 2"), "{}", stage.screen());
}

#[test]
fn hints_come_one_after_the_other_and_round() {
    let mut stage = ready();
    for number in ["1", "2", "1"] {
        stage.keys("f3");
        assert!(
            stage.screen().contains(&format!("Hint {number} of 2")),
            "{}",
            stage.screen()
        );
    }
    stage.keys("esc");
    assert!(!stage.screen().contains("Hint"));
    // An example has none.
    stage.keys("tab h");
    assert!(
        stage
            .screen()
            .contains("There are no hints for what is open.")
    );
}

#[test]
fn starting_over_can_be_undone() {
    let mut stage = ready();
    stage.keys("f6");
    let starter = stage.text();
    stage.keys("ctrl-a").types("mine");
    stage.keys("f8");
    assert_eq!(stage.text(), starter);
    assert_eq!(draft(&mut stage).unwrap().1[0].text, starter);
    stage.keys("ctrl-z");
    assert_eq!(stage.text(), "mine");
    assert_eq!(draft(&mut stage).unwrap().1[0].text, "mine");
}

#[test]
fn what_was_typed_is_there_when_its_exercise_is_opened_again() {
    let mut stage = ready();
    stage.keys("f6 ctrl-a").types("mine");
    stage.keys("f2 down enter");
    assert_eq!(stage.open(), "greet");
    stage.keys("f2 up enter");
    assert_eq!(
        (stage.open().as_str(), stage.text().as_str()),
        ("sum", "mine")
    );
}

#[test]
fn a_search_walks_round_and_escape_ends_it() {
    let mut stage = ready();
    stage.keys("f6 ctrl-f").types("list");
    let mut lines = Vec::new();
    for _ in 0..3 {
        lines.push(stage.cursor().0);
        stage.keys("enter");
    }
    assert_eq!(lines, [2, 3, 2]);
    stage.keys("backspace backspace x");
    assert!(stage.screen().contains("not found"));
    stage.keys("esc");
    assert_eq!(stage.model.focus, Pane::Editor);
    stage.keys("esc");
    assert_eq!(stage.model.focus, Pane::Lesson);
}

#[test]
fn the_course_leads_to_any_exercise_and_lesson() {
    let mut stage = ready();
    stage.keys("f2 end up enter");
    assert_eq!(stage.model.reading.lesson_index(), 2);
    stage.keys("o home enter");
    assert_eq!(stage.model.reading.lesson_index(), 0);
    stage.keys("o end up up enter");
    assert_eq!(
        (stage.open().as_str(), stage.model.reading.lesson_index()),
        ("shapes", 1)
    );
    stage.keys("o esc");
    assert!(stage.model.overlay.is_none());
}

#[test]
fn each_file_has_its_own_text_and_all_are_saved() {
    let mut stage = ready();
    stage.keys("n f6 ctrl-a").types("shape");
    stage.keys("f7 ctrl-a").types("main");
    let files = vec![
        SourceFile::new("main.exs", "main"),
        SourceFile::new("shape.exs", "shape"),
    ];
    assert_eq!(draft(&mut stage), Some(("shapes".to_owned(), files)));
    stage.keys("ctrl-z ctrl-z");
    assert!(stage.text().starts_with("IO.puts"), "{}", stage.text());
}

#[test]
fn an_exercise_opens_at_the_file_that_there_is_something_to_do_in() {
    let mut stage = ready();
    stage.keys("n f6");
    assert!(stage.text().starts_with("defmodule"), "{}", stage.text());
}

#[test]
fn what_is_copied_goes_to_the_terminal() {
    let mut stage = ready();
    stage.keys("f6 ctrl-a ctrl-c");
    assert_eq!(stage.deeds(), [Effect::Copy(stage.text())]);
}

#[test]
fn leaving_is_one_key_everywhere() {
    for keys in [
        "q",
        "ctrl-q",
        "f6 ctrl-q",
        "f1 ctrl-q",
        "f2 ctrl-q",
        "f6 ctrl-f ctrl-q",
    ] {
        let mut stage = ready();
        stage.keys(keys);
        assert_eq!(stage.deeds(), [Effect::Quit], "{keys}");
    }
}
