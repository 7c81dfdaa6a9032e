//! Picking what to do, and where to go.

use tutorbox::progress::Status;
use tutorbox::sandbox::image::Progress;
use tutorbox::tui::effect::Effect;
use tutorbox::tui::model::{Learner, Pane};
use tutorbox::tui::overlay::Overlay;

use super::ready;
use crate::news::{engine, progress};
use crate::stage::{Setup, Stage};

fn typed(stage: &mut Stage, text: &str) {
    for letter in text.chars() {
        let key = if letter == ' ' {
            "space".to_owned()
        } else {
            letter.to_string()
        };
        stage.keys(&key);
    }
}

#[test]
fn a_few_letters_and_enter_do_it() {
    let mut stage = ready();
    stage.keys("ctrl-p");
    typed(&mut stage, "hlp");
    stage.keys("enter");
    assert!(matches!(stage.model.overlay, Some(Overlay::Help { .. })));
    // From whatever pane: what is done in the editor is done there.
    stage.keys("esc ctrl-p");
    typed(&mut stage, "find");
    stage.keys("enter x");
    assert_eq!(stage.model.focus, Pane::Editor);
    assert!(stage.screen().contains("not found"), "{}", stage.screen());
}

#[test]
fn whatever_is_listed_can_be_picked() {
    for row in 0..60 {
        let mut stage = ready();
        stage.keys("ctrl-p");
        for _ in 0..row {
            stage.keys("down");
        }
        stage.keys("enter");
        let is_there = matches!(stage.model.overlay, Some(Overlay::Picker(_)));
        let lists = ["Go to", "Links"]
            .map(|title| stage.screen().contains(title))
            .contains(&true);
        assert!(!is_there || lists, "row {row}");
    }
}

#[test]
fn titles_headings_exercises_and_lines_are_places() {
    for (text, lesson) in [
        ("two fil", 1),
        ("greet wor", 0),
        ("shapes", 1),
        ("wrapped by its", 0),
    ] {
        let mut stage = ready();
        stage.keys("n n ctrl-t");
        typed(&mut stage, text);
        stage.keys("enter");
        assert_eq!(stage.model.reading.lesson_index(), lesson, "{text}");
        assert!(stage.model.overlay.is_none(), "{text}");
    }
}

#[test]
fn one_list_leads_to_the_other_and_escape_leaves() {
    let mut stage = ready();
    stage.keys("/");
    assert!(stage.screen().contains("Go to"));
    stage.keys("ctrl-p");
    assert!(stage.screen().contains("Actions"));
    stage.keys("z z z");
    assert!(stage.screen().contains("Nothing fits."));
    stage.keys("enter ctrl-u");
    assert!(stage.screen().contains("next pane"));
    stage.keys("ctrl-p");
    assert!(stage.model.overlay.is_none());
    stage.keys("ctrl-p esc");
    assert!(stage.model.overlay.is_none());
}

#[test]
fn a_link_is_followed_and_one_comes_back() {
    let mut stage = ready();
    stage.keys("f enter");
    assert_eq!(stage.model.reading.lesson_index(), 1);
    stage.keys("[");
    assert_eq!(stage.model.reading.lesson_index(), 0);
    stage.keys("alt-right");
    assert_eq!(stage.model.reading.lesson_index(), 1);
    stage.keys("]");
    assert!(stage.screen().contains("nothing to go forward to"));
    stage.keys("f");
    assert!(stage.screen().contains("This lesson has no links."));
}

#[test]
fn links_lead_to_headings_the_glossary_and_out() {
    let mut stage = ready();
    stage.keys("n n f enter");
    assert!(matches!(
        stage.model.overlay,
        Some(Overlay::Glossary { .. })
    ));
    stage.keys("esc f");
    typed(&mut stage, "more");
    let effects = stage.keys("enter").effects();
    let address = "https://example.org/a".to_owned();
    assert!(effects.contains(&Effect::Copy(address)), "{effects:?}");
    stage.keys("f down enter");
    assert_eq!(stage.model.reading.lesson_index(), 0);
    stage.keys("[");
    assert_eq!(stage.model.reading.lesson_index(), 2);
}

#[test]
fn from_a_place_of_the_same_lesson_one_comes_back() {
    let mut stage = ready();
    stage.keys("/");
    typed(&mut stage, "greet wor");
    stage.keys("enter");
    assert!(stage.model.reading.scroll_line() > 0);
    stage.keys("[");
    assert_eq!(stage.model.reading.scroll_line(), 0);
    stage.keys("[");
    assert!(stage.screen().contains("nothing to go back to"));
}

#[test]
fn the_glossary_leads_to_lessons() {
    let mut stage = ready();
    stage.keys("n f2 end enter f");
    assert!(stage.screen().contains("the first lesson"));
    stage.keys("enter");
    assert_eq!(stage.model.reading.lesson_index(), 0);
    assert!(stage.model.overlay.is_none());
    // Other pages have no links.
    stage.keys("f1 f");
    assert!(matches!(stage.model.overlay, Some(Overlay::Help { .. })));
}

#[test]
fn from_its_links_one_comes_back_to_a_page() {
    let mut stage = ready();
    stage.keys("f2 end enter");
    assert!(matches!(
        stage.model.overlay,
        Some(Overlay::Glossary { .. })
    ));
    stage.keys("f");
    assert!(matches!(stage.model.overlay, Some(Overlay::Picker(_))));
    stage.keys("esc");
    assert!(matches!(
        stage.model.overlay,
        Some(Overlay::Glossary { .. })
    ));
    // Whoever goes somewhere has left it.
    stage.keys("f enter");
    assert!(stage.model.overlay.is_none(), "{}", stage.screen());
}

/// What is listed, from the top, without the titles of lessons beside it.
fn listed(stage: &Stage) -> Vec<String> {
    let Some(Overlay::Picker(picker)) = &stage.model.overlay else {
        panic!("no list");
    };
    let rows = picker.rows().iter();
    rows.map(|row| row.words.clone()).collect()
}

#[test]
fn words_in_titles_headings_and_text_come_before_letters_here_and_there() {
    let mut stage = ready();
    stage.keys("ctrl-t");
    typed(&mut stage, "two");
    let rows = listed(&stage);
    assert_eq!(rows[0], "Two files");
    let place = |text: &str| rows.iter().position(|row| row == text);
    let scattered = place("○ Greet the world").unwrap();
    let with_words = rows.iter().filter(|row| row.to_lowercase().contains("two"));
    assert_eq!(with_words.count(), scattered, "{rows:?}");
    stage.keys("ctrl-u");
    typed(&mut stage, "sum");
    let rows = listed(&stage);
    assert_eq!(rows[0], "Sums", "{rows:?}");
    assert!(
        rows[1..].iter().any(|row| row.contains("sums were")),
        "{rows:?}"
    );
}

#[test]
fn what_has_no_room_ends_with_a_sign_of_it() {
    let mut stage = Setup::new().size(40, 12).start();
    stage.keys("ctrl-t");
    typed(&mut stage, "pane");
    let cut = "…longer than the …";
    assert!(stage.screen().contains(cut), "{}", stage.screen());
}

#[test]
fn what_is_possible_now_is_listed_and_nothing_else() {
    let has = |stage: &mut Stage, words: &str| {
        stage.keys("ctrl-p");
        let is_there = listed(stage).iter().any(|row| row == words);
        stage.keys("esc");
        is_there
    };
    let mut stage = Setup::new().start();
    stage.hear(engine(false)).keys("n");
    for idle in [
        "stop preparing",
        "stop",
        "undo",
        "redo",
        "next file",
        "back",
        "bookmarks",
        "lesson: page up",
        "copy the output",
        "previous lesson",
    ] {
        assert!(!has(&mut stage, idle), "{idle}");
    }
    for possible in ["run", "lesson: page down", "next lesson", "hint"] {
        assert!(has(&mut stage, possible), "{possible}");
    }
    stage.keys("space");
    assert!(has(&mut stage, "lesson: page up"));
    stage.keys("f6").types("x");
    assert!(has(&mut stage, "undo") && !has(&mut stage, "redo"));
    let typed_in = stage.text();
    stage.keys("ctrl-p").types("undo").keys("enter");
    assert_ne!(stage.text(), typed_in);
    assert!(has(&mut stage, "redo"));
    stage.keys("f5 y").hear(progress(Progress::Finish));
    assert!(has(&mut stage, "stop preparing") && has(&mut stage, "stop"));
}

#[test]
fn an_exercise_stands_there_with_how_far_it_is() {
    let failing = Status::Failing {
        failing: 1,
        total: 2,
    };
    let states = [("sum", Status::Passed), ("greet", failing)];
    let learner = Learner {
        states: states.map(|(id, state)| (id.to_owned(), state)).into(),
        ..Learner::default()
    };
    let mut stage = Setup::new().wide().learner(learner).start();
    stage.keys("ctrl-t");
    for row in [
        "✓ Add them up",
        "✗ Greet the world",
        "○ Shapes in two files",
    ] {
        stage.find(row);
    }
}
