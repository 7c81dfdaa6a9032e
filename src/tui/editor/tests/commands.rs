use super::support::{check, check_in, editor, extended, marked, moved, typed};
use crate::tui::editor::EditorCommand::{
    BackTab, Backspace, Copy, Cut, Delete, DeleteLine, InsertText, Newline, Paste, Redo, SelectAll,
    Tab, Undo,
};
use crate::tui::editor::{EditorCommand, Motion};

#[test]
fn typing() {
    check("a¦c", &typed("b"), "ab¦c");
    check("‸old¦ text", &typed("new"), "new¦ text");
    check("안¦", &typed("녕👩‍👧"), "안녕👩‍👧¦");
    check("x¦", &[EditorCommand::Insert('\t')], "x\t¦");
}

#[test]
fn a_paste_is_exact() {
    let paste = |text: &str| [InsertText(text.into())];
    check("  do¦", &paste("\r\na\r\n\tb\rc\n"), "  do\na\n\tb\nc\n¦");
    check("‸a\nb¦c", &paste(""), "¦c");
}

#[test]
fn a_new_line_is_indented() {
    for (before, after) in [
        ("  x = 1¦", "  x = 1\n  ¦"),
        ("  x¦  = 1", "  x\n  ¦= 1"),
        ("def f do¦", "def f do\n  ¦"),
        ("def f, do: 1¦", "def f, do: 1\n¦"),
        ("  1 ->¦", "  1 ->\n    ¦"),
        ("  1 -> \"one\"¦", "  1 -> \"one\"\n  ¦"),
        ("Enum.map(xs, fn x ->¦)", "Enum.map(xs, fn x ->\n  ¦)"),
        ("%{¦", "%{\n  ¦"),
        ("f(1, [2],¦", "f(1, [2],\n  ¦"),
        ("f([1])¦", "f([1])\n¦"),
        ("else¦", "else\n  ¦"),
        ("x = \"do¦", "x = \"do\n¦"),
        ("\"(\" # do¦", "\"(\" # do\n¦"),
        ("def f do # why¦", "def f do # why\n  ¦"),
        ("x = :do¦", "x = :do\n¦"),
        ("a\n    ¦", "a\n\n    ¦"),
        ("  ‸a\nb¦ c", "\n  ¦c"),
    ] {
        check(before, &[Newline], after);
    }
    check_in("python", "def f():¦", &[Newline], "def f():\n    ¦");
    check_in("python", "x = f(1,¦", &[Newline], "x = f(1,\n    ¦");
    check_in("sh", "if true; then¦", &[Newline], "if true; then\n  ¦");
    check_in("none", "do¦", &[Newline], "do\n¦");
}

#[test]
fn what_ends_a_block_stands_where_it_began() {
    for (before, text, after) in [
        ("def f do¦", "\n1\nend", "def f do\n  1\nend¦"),
        (
            "  if x do¦",
            "\n1\nelse\n2\nend\n",
            "  if x do\n    1\n  else\n    2\n  end\n  ¦",
        ),
        (
            "case x do¦",
            "\n1 ->\n2\nend",
            "case x do\n  1 ->\n    2\nend¦",
        ),
        (
            "f(fn x -> x end)\nif y do¦",
            "\n1\nend",
            "f(fn x -> x end)\nif y do\n  1\nend¦",
        ),
        ("x = [¦", "\n1\n]", "x = [\n  1\n]¦"),
        ("def f do¦", "\nending", "def f do\n  ending¦"),
        ("def f do¦", "\nend |> g", "def f do\nend |> g¦"),
        ("def f do¦", "\n:end", "def f do\n  :end¦"),
        ("x¦", "\nend", "x\nend¦"),
        ("def f do\n  ¦x", "end", "def f do\n  end¦x"),
    ] {
        check(before, &typed(text), after);
    }
    check_in(
        "sh",
        "  for x in a; do¦",
        &typed("\nls\ndone"),
        "  for x in a; do\n    ls\n  done¦",
    );
}

#[test]
fn erasing() {
    for (before, command, after) in [
        ("ab¦c", Backspace, "a¦c"),
        ("a\n¦b", Backspace, "a¦b"),
        ("¦a", Backspace, "¦a"),
        ("     ¦a", Backspace, "    ¦a"),
        ("    ¦a", Backspace, "  ¦a"),
        ("a   ¦", Backspace, "a  ¦"),
        ("안👩‍👧¦", Backspace, "안¦"),
        ("a‸bc\nd¦e", Backspace, "a¦e"),
        ("a¦bc", Delete(Motion::Right), "a¦c"),
        ("a¦\nb", Delete(Motion::Right), "a¦b"),
        ("a¦", Delete(Motion::Right), "a¦"),
        ("foo bar¦", Delete(Motion::WordLeft), "foo ¦"),
        ("foo  ¦", Delete(Motion::WordLeft), "¦"),
        ("¦ foo bar", Delete(Motion::WordRight), "¦ bar"),
        ("a¦bc\nd", Delete(Motion::LineEnd), "a¦\nd"),
        ("a¦\nd", Delete(Motion::LineEnd), "a¦d"),
        ("  ab¦c", Delete(Motion::LineStart), "  ¦c"),
        ("a\nb¦b\nc", DeleteLine, "a\nc¦"),
        ("a\nbb¦", DeleteLine, "a¦"),
        ("a¦", DeleteLine, "¦"),
        ("‸a\nb\n¦c", DeleteLine, "¦c"),
    ] {
        check(before, &[command], after);
    }
}

#[test]
fn indenting() {
    for (before, command, after) in [
        ("a¦", Tab, "a ¦"),
        ("¦a", Tab, "  ¦a"),
        ("안¦", Tab, "안  ¦"),
        ("‸a\n\nb\n¦c", Tab, "‸  a\n\n  b\n¦c"),
        ("a ‸b¦", Tab, "  a ‸b¦"),
        ("   a¦", BackTab, "  a¦"),
        ("a¦", BackTab, "a¦"),
        ("  ¦a", BackTab, "¦a"),
        ("    ‸a\n b¦", BackTab, "  ‸a\nb¦"),
        ("\ta¦", BackTab, "  a¦"),
    ] {
        check(before, &[command], after);
    }
}

#[test]
fn moving() {
    use Motion::{Bottom, Down, Left, LineEnd, LineStart, Right, Top, Up, WordLeft, WordRight};
    for (before, motions, after) in [
        ("a\n¦b", &[Left][..], "a¦\nb"),
        ("¦a", &[Left], "¦a"),
        ("a¦\nb", &[Right], "a\n¦b"),
        ("¦👩‍👧e\u{301}x", &[Right, Right], "👩‍👧e\u{301}¦x"),
        ("👩‍👧e\u{301}¦x", &[Left, Left], "¦👩‍👧e\u{301}x"),
        ("‸ab¦c", &[Left], "¦abc"),
        ("‸ab¦c", &[Right], "ab¦c"),
        ("‸ab¦c", &[LineEnd], "abc¦"),
        ("¦foo.bar_baz  x", &[WordRight], "foo¦.bar_baz  x"),
        (
            "foo.¦bar_baz  x",
            &[WordRight, WordRight],
            "foo.bar_baz  x¦",
        ),
        ("foo.bar  ¦x", &[WordLeft, WordLeft], "foo¦.bar  x"),
        ("a\n¦b", &[WordLeft], "a¦\nb"),
        ("a¦\nb", &[WordRight], "a\n¦b"),
        ("  a¦b", &[LineStart], "  ¦ab"),
        ("  ¦ab", &[LineStart], "¦  ab"),
        ("¦  ab", &[LineStart], "  ¦ab"),
        ("abcd¦\na\nabcd", &[Down, Down], "abcd\na\nabcd¦"),
        ("abcd¦\n안녕하", &[Down], "abcd\n안녕¦하"),
        ("ab¦\n\tx", &[Down], "ab\n¦\tx"),
        ("a\na¦b", &[Up, Up], "¦a\nab"),
        ("a¦\nabc", &[Down, Down], "a\nabc¦"),
        ("a\nb¦", &[Top], "¦a\nb"),
        ("a¦\nbc", &[Bottom], "a\nbc¦"),
    ] {
        let commands: Vec<_> = motions.iter().map(|&motion| moved(motion)).collect();
        check(before, &commands, after);
    }
}

#[test]
fn a_page_is_what_the_pane_shows() {
    let text: String = (0..50).map(|_| "x\n").collect();
    let mut editor = editor("elixir", &format!("¦{text}"));
    editor.prepare(20, 10);
    editor.apply(moved(Motion::PageDown));
    assert_eq!(editor.cursor().line, 8);
    editor.apply(moved(Motion::PageUp));
    assert_eq!(editor.cursor().line, 0);
}

#[test]
fn selecting() {
    use Motion::{Down, Left, Right, WordRight};
    check("a¦bc", &[extended(Right), extended(Right)], "a‸bc¦");
    check("ab¦c", &[extended(Left)], "a¦b‸c");
    check("a¦b\ncd", &[extended(Down)], "a‸b\nc¦d");
    check("¦ab cd", &[extended(WordRight), moved(Right)], "ab¦ cd");
    check("a\n¦b", &[SelectAll], "‸a\nb¦");
    check("‸a¦b", &[EditorCommand::Deselect], "a¦b");
}

#[test]
fn copying() {
    for (before, command, copied, after) in [
        ("a‸b\nc¦d", Copy, "b\nc", "a‸b\nc¦d"),
        ("a\nb¦c\nd", Copy, "bc\n", "a\nb¦c\nd"),
        ("a‸b\nc¦d", Cut, "b\nc", "a¦d"),
        ("a\nb¦c\nd", Cut, "bc\n", "a\nd¦"),
    ] {
        let mut editor = editor("elixir", before);
        assert_eq!(editor.apply(command).as_deref(), Some(copied));
        assert_eq!(marked(&editor), after);
    }
    check("a‸b¦", &[Cut, Paste, Paste], "abb¦");
    check("a\nb¦c", &[Copy, Paste], "a\nbc\nb¦c");
}

#[test]
fn undo_takes_back_a_word() {
    let undone = |text: &str, times: usize| {
        let mut commands = typed(text);
        commands.extend(vec![Undo; times]);
        commands
    };
    check("¦", &undone("one two", 1), "one ¦");
    check("¦", &undone("one two", 2), "¦");
    check("¦", &undone("one two", 9), "¦");
    check("def f do¦", &undone("\nend", 1), "def f do\n  ¦");
    check("a‸b¦", &[Cut, Undo], "a‸b¦");
    check("abc¦", &[Backspace, Backspace, Undo], "abc¦");
    check("a¦", &[InsertText("1\n2".into()), Undo, Redo], "a1\n2¦");
    check("‸a\nb¦", &[Tab, Undo], "‸a\nb¦");
    check("‸a\nb¦", &[Tab, Undo, Redo], "‸  a\n  b¦");
}

#[test]
fn a_new_edit_forgets_what_was_undone() {
    let mut commands = typed("a");
    commands.extend([Undo, EditorCommand::Insert('b'), Redo]);
    check("¦", &commands, "b¦");
}
