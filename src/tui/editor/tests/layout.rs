//! The text in another layout: where the cursor comes to stand.

use super::support::{editor, marked};
use crate::tui::editor::{EditorCommand, Motion};

#[track_caller]
fn check(before: &str, text: &str, after: &str) {
    let mut editor = editor("elixir", before);
    assert!(editor.reformat(text));
    assert_eq!(marked(&editor), after);
    editor.apply(EditorCommand::Undo);
    assert_eq!(marked(&editor), before, "one step takes it back");
}

#[test]
fn the_cursor_keeps_its_line_and_its_place_in_the_code() {
    check("a\n\n\nb=¦1\nc\n", "a\n\nb = 1\nc\n", "a\n\nb =¦ 1\nc\n");
    check(
        "a\nif x do\n¦y\nend\n",
        "a\n\nif x do\n  y\nend\n",
        "a\n\nif x do\n¦  y\nend\n",
    );
    check(
        "x=1\nsame lin¦e\n",
        "x = 1\nsame line\n",
        "x = 1\nsame lin¦e\n",
    );
    check("f( 한,글 )¦\n", "f(한, 글)\n", "f(한, 글)¦\n");
}

#[test]
fn a_line_that_is_no_more_leaves_the_cursor_near() {
    check(
        "a\n[1,\n2,¦\n3]\nz\n",
        "a\n[1, 2, 3]\nz\n",
        "a\n[1¦, 2, 3]\nz\n",
    );
    check("a\n\n\n\n¦\n", "a\n", "a\n¦");
    check(
        "f(a,b)\nz¦\n",
        "f(\n  a,\n  b\n)\nz\n",
        "f(\n  a,\n  b\n)\nz¦\n",
    );
}

#[test]
fn a_text_without_a_last_line_break_gets_none() {
    check("x=1¦", "x = 1\n", "x = 1¦");
    let mut same = editor("elixir", "x = 1¦");
    let revision = same.revision();
    assert!(!same.reformat("x = 1\n"));
    assert_eq!(same.revision(), revision);
}

#[test]
fn what_is_in_sight_stays_where_it_is_on_the_screen() {
    let lines: Vec<String> = (0..60).map(|n| format!("line_{n}")).collect();
    let text = lines.join("\n");
    let mut editor = editor("elixir", &format!("{}¦", lines.join("\n\n\n")));
    editor.set_cursor(super::super::Position::new(90, 0));
    editor.bring_into_view(40, 11);
    let row = |editor: &super::super::Editor| editor.cursor().line - editor.viewport.top;
    let before = row(&editor);
    editor.reformat(&text);
    editor.bring_into_view(40, 11);
    assert_eq!((editor.cursor().line, row(&editor)), (30, before));
}

#[test]
fn a_text_that_fits_again_is_seen_from_its_beginning() {
    let mut editor = editor("elixir", &format!("short\n{}¦\n", "x".repeat(60)));
    editor.bring_into_view(40, 11);
    assert!(editor.viewport.left > 0);
    // The line above would not be seen otherwise, however wide the cursor's own is.
    editor.apply(EditorCommand::Delete(Motion::LineStart));
    editor.apply(EditorCommand::InsertText("y".repeat(33)));
    editor.bring_into_view(40, 11);
    assert_eq!(editor.viewport.left, 0);
}
