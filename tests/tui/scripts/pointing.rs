//! What the mouse does, where what it points at is drawn.

use crossterm::event::MouseEventKind;
use tutorbox::progress::Status;
use tutorbox::run::{Outcome, ProgramStatus, Severity};
use tutorbox::tui::effect::Effect;
use tutorbox::tui::model::{Learner, Pane};
use tutorbox::tui::overlay::Overlay;

use crate::news::{began, complains, ended, engine, program_ended};
use crate::packs::{catalogue, library};
use crate::stage::{NOW, Setup, Stage};
use tutorbox::tui::library::News;

/// Lesson and editor side by side.
fn wide() -> Stage {
    let mut stage = Setup::new().wide().start();
    stage.hear(engine(true)).effects();
    stage
}

/// The same, and the compiler complains of line 4.
fn failed() -> Stage {
    let mut stage = wide();
    stage.keys("f5").hear_all(began(1));
    stage
        .hear(complains(
            1,
            Severity::Error,
            "undefined variable \"lst\"",
            "sum.exs",
            4,
        ))
        .hear(program_ended(1, ProgramStatus::CompileError))
        .hear(ended(1, Outcome::Exited(1), 0));
    stage
}

#[test]
fn a_click_gives_a_pane_the_keys_and_puts_the_cursor() {
    let mut stage = wide();
    stage.click_on("def sum");
    assert_eq!(stage.model.focus, Pane::Editor);
    assert_eq!(stage.cursor(), (2, 2));
    stage.click_on("First steps");
    assert_eq!(stage.model.focus, Pane::Lesson);
    // The number of a line is its beginning, and what is behind its end is the end.
    let (x, y) = stage.find("list\u{20}");
    stage.click(x + 20, y);
    assert_eq!(stage.cursor(), (3, 8));
}

#[test]
fn a_drag_selects_and_two_clicks_select_a_word_and_three_a_line() {
    let mut stage = wide();
    let (x, y) = stage.find("def sum");
    stage.drag((x, y), (x + 3, y)).types("fun");
    assert!(stage.text().contains("  fun sum(list)"), "{}", stage.text());
    stage.click(x + 5, y).click_again(x + 5, y).types("add");
    assert!(stage.text().contains("  fun add(list)"), "{}", stage.text());
    stage.click(x, y).click_again(x, y).click_again(x, y);
    stage.keys("delete");
    assert!(!stage.text().contains("add(list)"), "{}", stage.text());
}

#[test]
fn the_wheel_scrolls_what_is_below_the_pointer() {
    let mut stage = Setup::new().size(120, 20).start();
    stage.hear(engine(true));
    stage.mouse(MouseEventKind::ScrollDown, 5, 8);
    assert_eq!(stage.model.reading.scroll_line(), 3);
    stage.mouse(MouseEventKind::ScrollUp, 5, 8);
    assert_eq!(stage.model.reading.scroll_line(), 0);
    // In the editor the cursor stays where it is, and typing brings it back into sight.
    stage.keys("f6 ctrl-a").paste(&"line\n".repeat(60));
    let before = stage.cursor();
    for _ in 0..30 {
        stage.mouse(MouseEventKind::ScrollUp, 90, 8);
    }
    assert_eq!(stage.cursor(), before);
    assert_eq!(stage.cursor_on_screen(), None);
    stage.find(" 1 line");
    stage.types("x");
    assert!(stage.cursor_on_screen().is_some());
    // A page on top has the wheel wherever the pointer is.
    stage.keys("esc f1");
    stage.mouse(MouseEventKind::ScrollDown, 0, 8);
    assert!(matches!(
        stage.model.overlay,
        Some(Overlay::Help { scroll: 3 })
    ));
}

#[test]
fn a_card_is_opened_and_an_example_is_selected_first() {
    let mut stage = Setup::new().start();
    stage.hear(engine(true)).keys("tab tab tab");
    assert_eq!(stage.open(), "greet");
    stage.keys("g");
    stage.click_on("Add them up");
    assert_eq!(
        (stage.open(), stage.model.focus),
        ("sum".into(), Pane::Editor)
    );
    // What says that it is open leads there, too.
    let mut stage = Setup::new().start();
    stage.hear(engine(true)).click_on("open in the editor");
    assert_eq!(
        (stage.open(), stage.model.focus),
        ("sum".into(), Pane::Editor)
    );
    stage.keys("esc g");
    let (x, y) = stage.find("IO.puts");
    stage.click(x, y);
    assert_eq!(
        (stage.open(), stage.model.focus),
        ("#0".into(), Pane::Lesson)
    );
    // Two quick clicks do both.
    stage.keys("tab tab g");
    stage.click(x, y).click_again(x, y);
    assert_eq!(
        (stage.open(), stage.model.focus),
        ("#0".into(), Pane::Editor)
    );
}

#[test]
fn a_link_is_followed() {
    let mut stage = wide();
    stage.click_on("order does");
    assert_eq!(stage.model.reading.lesson_index(), 1);
    stage.keys("[");
    assert_eq!(stage.model.reading.lesson_index(), 0);
}

#[test]
fn what_a_run_complains_of_leads_to_its_line() {
    let mut stage = failed();
    stage.click_on("undefined variable");
    assert_eq!(stage.model.focus, Pane::Editor);
    assert_eq!(stage.cursor(), (3, 4));
}

#[test]
fn borders_are_dragged_and_keys_do_it_too() {
    let mut stage = failed();
    let divider = |stage: &Stage| (0..120).find(|x| stage.cell(*x, 5) == "│").unwrap();
    let before = divider(&stage);
    stage.drag((before, 9), (before + 17, 12));
    assert_eq!(divider(&stage), before + 17);
    stage.keys("alt-,");
    assert!(divider(&stage) < before + 17);
    stage.drag((divider(&stage), 9), (0, 9));
    assert_eq!(divider(&stage), 30);
    for _ in 0..30 {
        stage.keys("alt-.");
    }
    assert_eq!(divider(&stage), 120 - 31);
    let (x, y) = stage.find("Results");
    stage.model.focus = Pane::Editor;
    stage.drag((x, y), (x, y - 5));
    assert_eq!(stage.find("Results"), (x, y - 5));
    assert_eq!(stage.model.focus, Pane::Editor, "who types goes on typing");
    stage.keys("alt-minus");
    assert_eq!(stage.find("Results"), (x, y - 3));
    stage.keys("alt-= alt-=");
    assert_eq!(stage.find("Results"), (x, y - 7));
    for _ in 0..30 {
        stage.keys("alt-=");
    }
    stage.find("def sum");
    // Where there is one column, or nothing was run, it is said.
    let mut stage = Setup::new().start();
    stage.keys("alt-.");
    assert!(stage.screen().contains("side by side"));
    stage.keys("f6 alt-=");
    assert!(stage.screen().contains("There are no results"));
}

#[test]
fn the_keys_of_the_last_line_are_buttons() {
    let mut stage = wide();
    for (word, is_so) in [("F1 help", true), ("? help", true), ("Esc close", false)] {
        if stage.screen().contains(word) {
            stage.click_on(word);
            assert_eq!(stage.model.overlay.is_some(), is_so, "{word}");
        }
    }
    assert!(stage.model.overlay.is_none());
    stage.click_on("r run");
    assert!(
        stage
            .deeds()
            .iter()
            .any(|e| matches!(e, Effect::Run { .. }))
    );
}

#[test]
fn answers_are_buttons_and_beside_a_question_nothing_is_agreed_to() {
    let mut stage = Setup::new().start();
    stage.hear(engine(false)).keys("f5").effects();
    assert!(matches!(
        stage.model.overlay,
        Some(Overlay::AskImage { .. })
    ));
    stage.click(0, 3);
    assert!(matches!(
        stage.model.overlay,
        Some(Overlay::AskImage { .. })
    ));
    stage.click_on("n / Esc");
    assert!(stage.model.overlay.is_none());
    assert_eq!(stage.deeds(), []);
    stage.keys("f5");
    stage.click_on("y / Enter");
    let deeds = stage.deeds();
    assert!(
        deeds.iter().any(|e| matches!(e, Effect::Prepare { .. })),
        "{deeds:?}"
    );
}

#[test]
fn rows_of_the_map_and_of_lists_are_chosen_and_beside_a_page_it_closes() {
    let mut stage = wide();
    // How far the learner is stands at the right end of the first line.
    stage.click(118, 0);
    assert!(matches!(stage.model.overlay, Some(Overlay::Outline { .. })));
    stage.click(0, 5);
    assert!(stage.model.overlay.is_none());
    stage.click(118, 0);
    let (_, y) = stage.find("Two files");
    stage.click(80, y).click_again(80, y);
    assert_eq!(stage.model.reading.lesson_index(), 1);
    // The second half of a double click means nothing to the editor, which was below the map.
    assert!(stage.model.overlay.is_none());
    assert_eq!(stage.model.focus, Pane::Lesson);
    stage.click_on("tutorbox");
    assert!(matches!(stage.model.overlay, Some(Overlay::Picker(_))));
    stage.keys("h e l p");
    stage.click_on("F1");
    assert!(matches!(stage.model.overlay, Some(Overlay::Help { .. })));
}

#[test]
fn a_pack_of_the_library_is_selected_and_then_opened() {
    let mut stage = Setup::new().start();
    stage.keys("f10").hear(library(News::Read(catalogue("en"))));
    stage.effects();
    stage.click_on("A pack of mine");
    assert_eq!(stage.model.library.selected, 1);
    assert_eq!(stage.deeds(), []);
    stage.click_on("A pack of mine");
    let deeds = stage.deeds();
    assert!(
        matches!(&deeds[..], [Effect::Open(target)] if target.pack == "mine"),
        "{deeds:?}"
    );
}

#[test]
fn the_terminal_is_given_back_by_a_key() {
    let mut stage = wide();
    stage.keys("ctrl-z");
    assert_eq!(stage.deeds(), [Effect::Suspend]);
    // In the editor that key takes back what was typed.
    stage.keys("f6 x ctrl-z");
    assert_eq!(stage.deeds(), []);
    stage.keys("alt-z");
    assert_eq!(stage.deeds(), [Effect::Suspend]);
}

#[test]
fn the_name_of_a_file_brings_it_to_the_front() {
    let mut stage = wide();
    stage.keys("ctrl-n ctrl-n ctrl-n enter");
    let names: Vec<String> = {
        let opened = stage.model.desk.opened().unwrap();
        assert_eq!(opened.file_count(), 2, "{}", stage.screen());
        opened.paths()
    };
    for name in [&names[1], &names[0], &names[1]] {
        stage.click_on("Lesson 2").click_on(name);
        assert_eq!(stage.model.focus, Pane::Editor);
        assert_eq!(stage.model.desk.opened().unwrap().path(), name);
    }
}

#[test]
fn what_says_run_runs() {
    let mut stage = wide();
    stage.click_on("▶ run");
    assert_eq!(stage.open(), "#0");
    let deeds = stage.deeds();
    assert!(
        matches!(deeds.as_slice(), [Effect::Run { run: 1, .. }]),
        "{deeds:?}"
    );
}

#[test]
fn beside_a_notice_the_keys_are_seen_and_can_be_clicked() {
    let notice = "There is nothing to go forward to.";
    let mut stage = Setup::new().start();
    stage.hear(engine(true)).keys("]").click_on(notice);
    assert!(!stage.screen().contains(notice), "{}", stage.screen());
    stage.keys("]").deeds();
    let (_, last) = stage.find(notice);
    let (x, y) = stage.find("r run");
    assert_eq!(y, last, "{}", stage.screen());
    stage.click(x, y);
    let deeds = stage.deeds();
    assert!(
        matches!(deeds.as_slice(), [Effect::Run { .. }]),
        "{deeds:?}"
    );
}

#[test]
fn words_that_name_a_key_do_what_it_does() {
    let mut stage = passed_all_of_the_first_lesson();
    stage.keys("n").click_on("stay here");
    assert!(stage.model.overlay.is_none());
    let mut stage = passed_all_of_the_first_lesson();
    stage.keys("n").click_on("go on");
    assert_eq!(stage.model.reading.lesson_index(), 1);
}

fn passed_all_of_the_first_lesson() -> Stage {
    let passed = ["sum", "greet"].map(|id| (id.to_owned(), Status::Passed));
    let learner = Learner {
        states: passed.into(),
        opened_at: Some(NOW),
        ..Learner::default()
    };
    let mut stage = Setup::new().learner(learner).start();
    stage.hear(engine(true));
    stage
}

#[test]
fn the_sentence_that_says_how_to_run_runs() {
    let mut stage = Setup::new().start();
    stage.hear(engine(true)).deeds();
    stage.model.focus = Pane::Results;
    stage.frame();
    stage.click_on("to run what is in the editor");
    let deeds = stage.deeds();
    assert!(
        matches!(deeds.as_slice(), [Effect::Run { run: 1, .. }]),
        "{deeds:?}"
    );
}

/// They may think that they still type.
#[test]
fn where_a_click_has_brought_the_keys_a_letter_does_not_leave_at_once() {
    for place in ["Results", "First steps"] {
        let mut stage = failed();
        stage.click_on("def sum").click_on(place).deeds();
        assert_ne!(stage.model.focus, Pane::Editor);
        stage.keys("q");
        assert_eq!(stage.deeds(), []);
        stage.find("q once more leaves tutorbox.");
        stage.keys("q");
        assert_eq!(stage.deeds(), [Effect::Quit]);
        // Nobody types that by the way.
        let mut stage = failed();
        stage.click_on("def sum").click_on(place).deeds();
        assert_eq!(stage.keys("ctrl-q").deeds(), [Effect::Quit]);
        // Nor do those who came there by keys.
        let mut stage = failed();
        stage.click_on(place).keys("f6 f6 f6").deeds();
        if stage.model.focus == Pane::Editor {
            stage.keys("f6");
        }
        assert_eq!(stage.keys("q").deeds(), [Effect::Quit]);
    }
}
