//! Comments, going to a line, replacing, several files, the learner's own editor, and the solution beside one's code.

use tutorbox::run::SourceFile;
use tutorbox::tui::effect::Effect;
use tutorbox::tui::message::Message;
use tutorbox::tui::model::Pane;
use tutorbox::tui::outside::Unedited;
use tutorbox::tui::overlay::Overlay;

use super::ready;
use crate::news::engine;
use crate::stage::{Setup, Stage};

fn notice(stage: &Stage) -> &str {
    stage.model.notice.as_deref().unwrap_or_default()
}

/// The editor has the keys, and this is in it.
fn editing(text: &str) -> Stage {
    let mut stage = ready();
    stage.keys("f6 ctrl-a").paste(text);
    stage
}

#[test]
fn a_line_is_commented_by_either_key_and_undone_at_once() {
    for key in ["ctrl-/", "ctrl-7", "alt-/"] {
        let mut stage = editing("a\nb");
        stage.keys(key);
        assert_eq!(stage.text(), "a\n# b", "{key}");
        stage.keys("ctrl-a").keys(key);
        assert_eq!(stage.text(), "# a\n# # b", "{key}");
        stage.keys("ctrl-z");
        assert_eq!(stage.text(), "a\n# b", "{key}");
    }
}

#[test]
fn one_goes_to_a_line_and_a_column() {
    let mut stage = editing("one\ntwo\n셋 넷\nfour");
    for (typed, cursor) in [
        ("2", (1, 0)),
        ("3:2", (2, 1)),
        ("3:", (2, 0)),
        ("99", (3, 4)),
        ("1:99", (0, 3)),
        // Nothing typed, nothing gone to.
        ("", (0, 3)),
    ] {
        stage.keys("ctrl-g").types(typed).keys("enter");
        assert_eq!(stage.cursor(), cursor, "{typed}");
        assert!(stage.model.desk.opened().unwrap().foot.is_none());
    }
    stage.keys("ctrl-g").types("x2y").paste("1\n2");
    assert!(stage.screen().contains("Line: 21 "), "{}", stage.screen());
    stage.keys("ctrl-u 0 enter");
    assert!(notice(&stage).contains("no place"), "{}", notice(&stage));
    stage.keys("backspace 4 esc");
    assert_eq!(stage.cursor(), (0, 3));
    assert_eq!(stage.model.focus, Pane::Editor);
    assert_eq!(stage.text(), "one\ntwo\n셋 넷\nfour");
}

#[test]
fn what_is_found_is_replaced_one_by_one() {
    let mut stage = editing("a b a b a");
    stage
        .keys("ctrl-g 1 enter ctrl-f")
        .types("a")
        .keys("tab")
        .types("é");
    assert!(
        stage.screen().contains("Replace with: é   a · 1 of 3"),
        "{}",
        stage.screen()
    );
    stage.keys("enter down enter");
    assert_eq!(stage.text(), "é b a b é");
    stage.keys("tab backspace b");
    assert!(stage.screen().contains("Find: b "), "{}", stage.screen());
    stage.keys("tab ctrl-u enter esc");
    assert_eq!(stage.text().matches('b').count(), 1);
    stage.keys("ctrl-z ctrl-z");
    assert_eq!(stage.text(), "é b a b a");
}

#[test]
fn all_that_is_found_is_replaced_at_once_and_counted() {
    let mut stage = editing("one two\ntwo two");
    stage.keys("ctrl-f").types("two").keys("tab").types("2");
    stage.keys("alt-a");
    assert_eq!(stage.text(), "one 2\n2 2");
    assert!(notice(&stage).contains("in 3 places"), "{}", notice(&stage));
    stage.keys("alt-a");
    assert!(notice(&stage).starts_with("Nothing"), "{}", notice(&stage));
    stage.keys("esc ctrl-z");
    assert_eq!(stage.text(), "one two\ntwo two");
}

/// The exercise with two files, in a terminal of this size.
fn shapes(width: u16, height: u16) -> Stage {
    let mut stage = Setup::new().size(width, height).lesson("second").start();
    stage.hear(engine(true)).keys("f6").effects();
    stage
}

#[test]
fn all_files_are_named_and_the_next_is_found_in_by_itself() {
    let mut stage = shapes(80, 24);
    assert!(
        stage
            .screen()
            .contains("Shapes in two files · main.exs  shape.exs")
    );
    stage.keys("ctrl-f").types("Shape").keys("f7");
    let opened = stage.model.desk.opened().unwrap();
    assert_eq!((opened.path(), &opened.foot), ("main.exs", &None));
    stage.types("x");
    assert!(stage.text().starts_with('x'), "{}", stage.text());
    // Where there is less room, the names come first; where there is none for them, the exercise does.
    assert!(shapes(40, 12).screen().contains("▌main.exs  shape.exs"));
    assert!(shapes(24, 6).screen().contains("▌Shapes in two"));
}

#[test]
fn what_ones_own_editor_made_comes_back_and_can_be_undone() {
    let mut stage = shapes(80, 24);
    let [Effect::EditOutside { files, front }] = &stage.keys("alt-e").deeds()[..] else {
        panic!("nothing was handed over");
    };
    assert_eq!((files.len(), front.as_str()), (2, "shape.exs"));
    let (before, mut made) = (stage.text(), files.clone());
    made[1] = SourceFile::new("shape.exs", "mine\n");
    stage.hear(Message::EditedOutside(Ok(made.clone())));
    assert_eq!(stage.text(), "mine\n");
    assert!(notice(&stage).contains("Ctrl+Z"), "{}", notice(&stage));
    stage.hear(Message::EditedOutside(Ok(made)));
    assert!(notice(&stage).contains("Nothing was changed"));
    stage.keys("ctrl-z");
    assert_eq!(stage.text(), before);
}

#[test]
fn where_ones_own_editor_fails_one_is_told_and_nothing_changes() {
    let failed = |kept: Option<&str>| Unedited::Failed {
        editor: "vim".to_owned(),
        why: "exit status: 1".to_owned(),
        kept: kept.map(Into::into),
    };
    let unreadable = Unedited::Unreadable {
        why: "sum.exs: no UTF-8".to_owned(),
        kept: "/tmp/kept".into(),
    };
    for (why, words) in [
        (Unedited::Unnamed, "EDITOR"),
        (Unedited::NotHandedOver("disk full".to_owned()), "disk full"),
        (failed(None), "exit status: 1"),
        (failed(Some("/tmp/kept")), "/tmp/kept"),
        (unreadable, "no UTF-8"),
    ] {
        let mut stage = editing("mine");
        stage.hear(Message::EditedOutside(Err(why)));
        assert!(stage.screen().contains(words), "{}", stage.screen());
        stage.keys("esc");
        assert_eq!(
            (stage.text().as_str(), stage.model.focus),
            ("mine", Pane::Editor)
        );
    }
}

#[test]
fn ones_code_is_compared_with_the_solution_where_it_is_open() {
    let with = |stage: &Stage| match stage.model.overlay {
        Some(Overlay::Compare { solution, .. }) => solution,
        _ => panic!("{}", stage.screen()),
    };
    let mut stage = Setup::new().rules("solutions = 0").start();
    stage.hear(engine(true)).keys("f6 ctrl-a").types("mine");
    stage.keys("ctrl-d");
    assert!(!with(&stage) && stage.screen().contains("def sum(list) do"));
    stage.keys("tab");
    assert!(with(&stage), "{}", stage.screen());
    assert!(
        stage.screen().contains("head + sum(tail)"),
        "{}",
        stage.screen()
    );
    stage.keys("s");
    assert!(!with(&stage));
    // Where it is not, nothing of it is shown.
    let mut stage = editing("mine");
    stage.keys("ctrl-d tab");
    assert!(!with(&stage));
    assert!(notice(&stage).contains("not open"), "{}", notice(&stage));
}
