//! What points into the text while it changes, and the mouse.

use super::support::{editor, marked, moved, typed};
use crate::tui::editor::EditorCommand::{
    BackTab, Delete, DeleteLine, Insert, InsertText, Newline, Tab, Undo,
};
use crate::tui::editor::{Editor, EditorCommand, FindStatus, Mark, Motion, Position, Severity};

#[test]
fn marks_follow_their_lines() {
    for (before, commands, line) in [
        ("a¦\nmarked", vec![Newline], Some(2)),
        ("a\n¦marked", vec![Newline], Some(2)),
        ("a\nmarked¦\nb", vec![Newline], Some(1)),
        ("a\nmarked¦\nb", vec![Delete(Motion::Right)], None),
        ("a\nmarked\n¦b", vec![Insert('x')], Some(1)),
        ("a¦\nmarked", vec![Delete(Motion::Right)], None),
        ("¦a\nmarked", vec![DeleteLine], Some(0)),
        ("a\n¦marked", vec![DeleteLine], None),
        ("a\nmar¦ked", vec![Newline], None),
        ("a\nmar¦ked", vec![Tab], None),
        ("a\nmar¦ked", vec![BackTab], Some(1)),
        ("‸a\n¦marked", vec![Tab], Some(1)),
        ("‸a¦\nmarked", vec![InsertText("1\n2\n3".into())], Some(3)),
        (
            "‸a¦\nmarked",
            vec![InsertText("1\n2\n3".into()), Undo],
            Some(1),
        ),
    ] {
        let mut editor = with_mark(before);
        for command in commands.clone() {
            editor.apply(command);
        }
        let found = (0..9).find(|&line| editor.marks.on(line).is_some());
        assert_eq!(found, line, "{commands:?} on {before:?}");
    }
}

#[test]
fn the_gravest_mark_of_the_line_is_told() {
    let mut editor = editor("elixir", "¦a\nb");
    let mark = |severity, message: &str| Mark {
        line: 0,
        severity,
        message: message.into(),
    };
    editor.set_marks(vec![
        mark(Severity::Warning, "unused"),
        mark(Severity::Error, "first"),
        mark(Severity::Error, "second"),
    ]);
    assert_eq!(editor.mark_at_cursor().unwrap().message, "first");
    editor.apply(moved(Motion::Down));
    assert_eq!(editor.mark_at_cursor(), None);
}

#[test]
fn finding() {
    let mut editor = editor("elixir", "sum ¦Sum\nsum é");
    assert_eq!(editor.find_status(), None);
    editor.find_start();
    editor.find_set("s");
    assert_eq!(marked(&editor), "sum ‸S¦um\nsum é");
    editor.find_set("sum");
    assert_eq!(status(&editor), (3, Some(2)));
    editor.find_next();
    editor.find_next();
    assert_eq!(marked(&editor), "‸sum¦ Sum\nsum é");
    editor.find_prev();
    assert_eq!(marked(&editor), "sum Sum\n‸sum¦ é");
    editor.find_set("Sum");
    assert_eq!(status(&editor), (1, Some(1)));
    editor.find_set("none");
    assert_eq!(marked(&editor), "sum ¦Sum\nsum é");
    assert_eq!(status(&editor), (0, None));
    editor.find_set("");
    assert_eq!(status(&editor), (0, None));
    editor.find_set("é");
    editor.find_stop();
    assert_eq!(marked(&editor), "sum Sum\nsum ‸é¦");
}

#[test]
fn a_cancelled_search_leaves_nothing() {
    let mut editor = editor("elixir", "a‸b¦ c");
    editor.find_start();
    editor.find_set("c");
    editor.find_cancel();
    assert_eq!(marked(&editor), "a‸b¦ c");
    assert_eq!(editor.find_status(), None);
}

#[test]
fn no_letter_is_found_within_a_character() {
    let mut editor = editor("elixir", "¦e\u{301} e");
    editor.find_start();
    editor.find_set("e");
    assert_eq!(status(&editor), (1, Some(1)));
    assert_eq!(marked(&editor), "e\u{301} ‸e¦");
}

#[test]
fn matches_follow_the_text() {
    let mut editor = editor("elixir", "¦x\nsum\nsum sum\n");
    editor.find_start();
    editor.find_set("sum");
    editor.set_cursor(Position::new(0, 1));
    for (command, matches) in typed(" sum\nsum").into_iter().zip([3, 3, 3, 4, 4, 4, 4, 5]) {
        editor.apply(command);
        assert_eq!(status(&editor).0, matches, "{}", marked(&editor));
    }
    editor.apply(EditorCommand::SelectAll);
    editor.apply(InsertText("sum".into()));
    assert_eq!(status(&editor).0, 1);
    editor.apply(Undo);
    assert_eq!(status(&editor).0, 5);
}

#[test]
fn the_mouse() {
    let mut editor = editor("elixir", "¦one\n안녕 two\n");
    editor.prepare(30, 5);
    for (row, column, after) in [
        (0, 5, "o¦ne\n안녕 two\n"),
        (0, 25, "one¦\n안녕 two\n"),
        (1, 6, "one\n안¦녕 two\n"),
        (1, 7, "one\n안¦녕 two\n"),
        (1, 1, "one\n¦안녕 two\n"),
        (4, 9, "one\n안녕 two\n¦"),
    ] {
        editor.click(row, column);
        assert_eq!(marked(&editor), after);
    }
    editor.click(0, 5);
    editor.drag_to(1, 8);
    assert_eq!(marked(&editor), "o‸ne\n안녕¦ two\n");
    assert_eq!(editor.selected_text().as_deref(), Some("ne\n안녕"));
}

#[test]
fn going_to_a_line() {
    let mut editor = editor("elixir", "a\n  b\n   \n¦c");
    for (number, after) in [
        (2, "a\n  ¦b\n   \nc"),
        (3, "a\n  b\n   ¦\nc"),
        (0, "¦a\n  b\n   \nc"),
        (99, "a\n  b\n   \n¦c"),
    ] {
        editor.goto_line(number);
        assert_eq!(marked(&editor), after, "{number}");
    }
}

#[test]
fn the_revision_tells_of_changes() {
    let mut editor = editor("elixir", "a¦");
    let saved = editor.revision();
    editor.apply(moved(Motion::Left));
    editor.apply(Delete(Motion::WordLeft));
    editor.apply(Undo);
    editor.set_text("a");
    assert!(!editor.is_modified_since(saved));
    editor.apply(Insert('b'));
    assert!(editor.is_modified_since(saved));
    let saved = editor.revision();
    editor.apply(Undo);
    assert!(editor.is_modified_since(saved));
}

#[test]
fn replacing_the_text_can_be_undone() {
    let mut editor = editor("elixir", "one\ntwo¦");
    editor.set_text("new\r\ntext\r\n");
    assert_eq!(marked(&editor), "new\ntex¦t\n");
    editor.apply(Undo);
    assert_eq!(marked(&editor), "one\ntwo¦");
}

/// An editor whose line 1 is marked.
fn with_mark(text: &str) -> Editor {
    let mut editor = editor("elixir", text);
    editor.set_marks(vec![Mark {
        line: 1,
        severity: Severity::Error,
        message: "here".into(),
    }]);
    editor
}

fn status(editor: &Editor) -> (usize, Option<usize>) {
    let FindStatus {
        matches, current, ..
    } = editor.find_status().unwrap();
    (matches, current)
}

#[test]
fn no_place_is_too_far() {
    for text in ["안".repeat(70_000), "ab\n".repeat(70_000)] {
        let mut editor = editor("elixir", &format!("{text}ab¦"));
        editor.apply(moved(Motion::Left));
        editor.apply(Insert('x'));
        assert_eq!(editor.text(), format!("{text}axb"));
        editor.apply(Delete(Motion::Left));
        editor.apply(Undo);
        editor.apply(Undo);
        assert_eq!(editor.text(), format!("{text}ab"));
    }
}

#[test]
fn two_clicks_select_a_word_and_three_a_line() {
    let mut editor = editor("elixir", "¦a = 안녕_1 + b\n\nc");
    editor.prepare(30, 5);
    // Two cells of gutter beside the number.
    for (row, column, selected) in [
        (0, 9, Some("안녕_1")),
        (0, 6, Some("=")),
        (0, 4, Some("a")),
        (0, 5, Some(" ")),
        (0, 29, Some("b")),
        (1, 9, None),
    ] {
        editor.select_word_at(row, column);
        assert_eq!(
            editor.selected_text().as_deref(),
            selected,
            "{row}:{column}"
        );
    }
    editor.select_line_at(0);
    assert_eq!(editor.selected_text().as_deref(), Some("a = 안녕_1 + b\n"));
    editor.select_line_at(2);
    assert_eq!(editor.selected_text().as_deref(), Some("c"));
}

#[test]
fn what_is_clicked_stays_where_it_is_and_what_is_scrolled_to_stays_in_view() {
    let text = (1..=40).map(|n| format!("line {n}\n")).collect::<String>();
    let mut editor = editor("elixir", &format!("¦{text}"));
    editor.prepare(30, 10);
    editor.scroll_by(20);
    editor.prepare(30, 10);
    assert_eq!(editor.viewport.top, 20);
    // The first row is nearer to the edge than the cursor is elsewhere.
    editor.click(0, 6);
    editor.prepare(30, 10);
    assert_eq!((editor.viewport.top, editor.cursor().line), (20, 20));
    editor.scroll_by(-100);
    editor.prepare(30, 10);
    assert_eq!(editor.viewport.top, 0);
    editor.apply(EditorCommand::Insert('x'));
    editor.prepare(30, 10);
    assert!(
        (11..=20).contains(&editor.viewport.top),
        "{}",
        editor.viewport.top
    );
    editor.scroll_by(100);
    assert_eq!(editor.viewport.top, 31);
}
