//! Brackets, comments, guides, and replacing.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::support::{check, check_in, editor, extended, marked};
use crate::render::{Highlighter, Role};
use crate::tui::editor::EditorCommand::{self, Redo, ToggleComment, Undo};
use crate::tui::editor::{Editor, Motion, Position};

const SIZE: (u16, u16) = (40, 12);

/// Where brackets are shown, by line and column.
fn brackets(editor: &mut Editor) -> Vec<(usize, usize)> {
    editor.prepare(SIZE.0, SIZE.1);
    let lines = 0..editor.line_count();
    let places = lines.flat_map(|line| {
        let columns = editor.brackets_in(line);
        columns
            .into_iter()
            .flatten()
            .map(move |column| (line, column))
    });
    let mut places: Vec<_> = places.collect();
    places.sort_unstable();
    places
}

fn brackets_of(text: &str) -> Vec<(usize, usize)> {
    brackets(&mut editor("elixir", text))
}

#[test]
fn the_bracket_at_the_cursor_or_before_it_has_its_partner() {
    assert_eq!(brackets_of("f¦(a[1], {b})"), [(0, 1), (0, 11)]);
    assert_eq!(brackets_of("f(a[1], {b})¦"), [(0, 1), (0, 11)]);
    assert_eq!(brackets_of("f(¦a)"), [(0, 1), (0, 3)]);
    assert_eq!(brackets_of("가(나¦)\n"), [(0, 1), (0, 3)]);
    assert_eq!(brackets_of("{\n  [1,\n  2]\n¦}"), [(0, 0), (3, 0)]);
    // Between two, the one that the cursor is on.
    assert_eq!(brackets_of("()¦(a)"), [(0, 2), (0, 4)]);
    for none in ["f¦ (a)", "(¦", "¦)", "a¦", "¦"] {
        assert_eq!(brackets_of(none), [], "{none}");
    }
}

#[test]
fn brackets_in_strings_and_comments_do_not_count() {
    let highlighter = Highlighter::new();
    highlighter.load();
    let mut editor = Editor::new("elixir", "f(\")\", # )\n1)", &highlighter);
    editor.set_cursor(Position::new(0, 1));
    assert_eq!(brackets(&mut editor), [(0, 1), (1, 1)]);
    editor.set_cursor(Position::new(0, 3));
    assert_eq!(brackets(&mut editor), []);
}

#[test]
fn what_a_key_changed_shows_no_brackets_until_it_is_prepared() {
    let mut editor = editor("elixir", "f¦(a)");
    assert_eq!(brackets(&mut editor).len(), 2);
    editor.apply(EditorCommand::Insert('x'));
    assert_eq!(editor.brackets_in(0), [None; 2]);
    assert_eq!(brackets(&mut editor), [(0, 2), (0, 4)]);
}

#[test]
fn a_partner_is_not_looked_for_in_all_of_a_long_text() {
    let long = format!("¦({}\n)", "x\n".repeat(50_000));
    assert_eq!(brackets_of(&long), []);
    let short = format!("¦({}\n)", "x\n".repeat(5_000));
    assert_eq!(brackets_of(&short).len(), 2);
}

#[test]
fn a_line_is_commented_out_and_in() {
    let out = "  # fo¦o()\n";
    check("  fo¦o()\n", &[ToggleComment], out);
    check(out, &[ToggleComment], "  fo¦o()\n");
    check("  fo¦o()\n", &[ToggleComment, Undo], "  fo¦o()\n");
    check("  fo¦o()\n", &[ToggleComment, Undo, Redo], out);
    check("#x¦", &[ToggleComment], "x¦");
    check("¦", &[ToggleComment], "# ¦");
    check("가¦나", &[ToggleComment], "# 가¦나");
    check("#¦ x", &[ToggleComment], "¦x");
    check_in("python", "    ¦x", &[ToggleComment], "    # ¦x");
    check_in("lua", "x¦", &[ToggleComment], "-- x¦");
    check_in("csv", "x¦", &[ToggleComment], "x¦");
}

#[test]
fn a_selection_is_commented_as_one() {
    let before = "‸def f do\n\n  x # y\nend¦\n";
    let out = "‸# def f do\n\n#   x # y\n# end¦\n";
    check(before, &[ToggleComment], out);
    check(before, &[ToggleComment, Undo], before);
    check(out, &[ToggleComment], before);
    // What is half a comment is commented once more.
    check("‸# a\nb¦", &[ToggleComment], "‸# # a\n# b¦");
    // A line that is only touched at its start is not meant.
    let commands = [extended(Motion::Down), ToggleComment];
    check("¦a\nb", &commands, "‸# a\n¦b");
}

#[test]
fn a_match_is_replaced_and_the_next_is_selected() {
    let mut editor = editor("elixir", "¦a b a b a");
    editor.find_start();
    editor.find_set("a");
    assert!(editor.replace_found("aa"));
    assert_eq!(marked(&editor), "aa b ‸a¦ b a");
    assert!(editor.replace_found(""));
    assert_eq!(marked(&editor), "aa b  b ‸a¦");
    editor.find_stop();
    editor.apply(Undo);
    assert_eq!(editor.text(), "aa b a b a");
    editor.apply(Undo);
    assert_eq!(editor.text(), "a b a b a");
}

#[test]
fn all_are_replaced_in_one_step() {
    let text = "one ¦two\ntwo 둘 two\n";
    let mut editor = editor("elixir", text);
    editor.find_start();
    editor.find_set("two");
    assert_eq!(editor.replace_all_found("twofold 2"), 3);
    assert_eq!(editor.text(), "one twofold 2\ntwofold 2 둘 twofold 2\n");
    assert_eq!(editor.find_status().unwrap().matches, 3);
    editor.find_set("nothing");
    assert_eq!(editor.replace_all_found("x"), 0);
    editor.find_stop();
    editor.apply(Undo);
    assert_eq!(editor.text(), text.replace('¦', ""));
}

#[test]
fn a_search_that_replaced_has_a_place_to_go_back_to() {
    let mut editor = editor("elixir", "long line¦");
    editor.find_start();
    editor.find_set("long line");
    editor.replace_found("");
    editor.find_set("not there");
    editor.find_stop();
    editor.apply(EditorCommand::Insert('x'));
    assert_eq!(marked(&editor), "x¦");
}

#[test]
fn guides_stand_where_levels_end_and_leave_selections_alone() {
    let mut editor = editor("elixir", "a\n  b\n      c\n\td\n      \n   ‸   e¦\n");
    editor.prepare(SIZE.0, SIZE.1);
    let area = Rect::new(0, 0, SIZE.0, SIZE.1);
    let mut screen = Buffer::empty(area);
    let bold = |role| match role {
        Role::IndentGuide => Style::new().bold(),
        _ => Style::new(),
    };
    editor.view(area, &mut screen, &bold, true);
    let rows: Vec<String> = (0..6)
        .map(|y| (4..12).map(|x| screen[(x, y)].symbol()).collect())
        .collect();
    let wanted = ["a", "  b", "  │ │ c", "  │ d", "", "  │···e"];
    assert_eq!(
        rows.iter().map(|row| row.trim_end()).collect::<Vec<_>>(),
        wanted
    );
    let is_guide = |x| screen[(x, 2)].modifier.contains(Modifier::BOLD);
    assert_eq!(
        [4, 5, 6, 7, 8].map(is_guide),
        [false, false, true, false, true]
    );
}
