use insta::assert_snapshot;
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use super::support::{editor, extended, moved};
use crate::render::{Highlighter, Role};
use crate::tui::editor::{Editor, EditorCommand, Mark, Motion, Severity};

/// The roles that can be told apart in a picture, and their letters; grounds are upper case.
const LETTERS: [(Role, char); 16] = [
    (Role::CursorLine, 'C'),
    (Role::Selection, 'S'),
    (Role::Match, 'M'),
    (Role::LineNumber, 'n'),
    (Role::Continuation, '>'),
    (Role::Muted, 'm'),
    (Role::Error, 'e'),
    (Role::Warning, 'w'),
    (Role::Fail, 'f'),
    (Role::Keyword, 'k'),
    (Role::String, 's'),
    (Role::Comment, 'c'),
    (Role::Function, 'u'),
    (Role::Number, '0'),
    (Role::Type, 't'),
    (Role::Punctuation, 'p'),
];

fn style(role: Role) -> Style {
    match LETTERS.iter().position(|(known, _)| *known == role) {
        Some(index) if LETTERS[index].1.is_uppercase() => Style::new().bg(colour(index)),
        Some(index) => Style::new().fg(colour(index)),
        None => Style::new(),
    }
}

fn colour(index: usize) -> Color {
    Color::Indexed(u8::try_from(index).unwrap())
}

fn letter(colour: Color) -> char {
    match colour {
        Color::Indexed(index) => LETTERS[usize::from(index)].1,
        _ => '.',
    }
}

/// Each row three times: its text, the meaning of its text, and its ground. `▏` is the edge of the screen, and the last
/// line says where the terminal's cursor is.
fn picture(editor: &mut Editor, width: u16, height: u16, focused: bool) -> String {
    let area = Rect::new(0, 0, width, height);
    let mut screen = Buffer::empty(area);
    editor.prepare(width, height);
    let cursor = editor.view(area, &mut screen, &style, focused);
    let mut picture = String::new();
    for y in 0..height {
        let mut rows = [String::new(), String::new(), String::new()];
        let mut hidden = 0;
        let mut letters = ['.', '.'];
        for x in 0..width {
            let cell = &screen[(x, y)];
            if hidden == 0 {
                rows[0].push_str(cell.symbol());
                letters = [letter(cell.fg), letter(cell.bg)];
                hidden = cell.symbol().cell_width();
            }
            hidden -= 1;
            rows[1].push(letters[0]);
            rows[2].push(letters[1]);
        }
        for row in rows {
            picture.push_str(&format!("▏{row}▏\n"));
        }
    }
    match cursor {
        Some(at) => picture + &format!("cursor at row {}, column {}\n", at.y, at.x),
        None => picture + "no cursor\n",
    }
}

fn highlighted(language: &str, text: &str) -> Editor {
    let highlighter = Highlighter::new();
    highlighter.load();
    Editor::new(language, text, &highlighter)
}

const SUM: &str = "defmodule Sum do\n  # adds\n  def sum([]), do: \"0\"\nend\n";

#[test]
fn highlighted_text() {
    assert_snapshot!(picture(&mut highlighted("elixir", SUM), 28, 6, true));
}

#[test]
fn without_focus() {
    assert_snapshot!(picture(&mut highlighted("elixir", SUM), 28, 2, false));
}

#[test]
fn a_selection_shows_white_space_and_line_breaks() {
    let mut editor = editor("elixir", "one‸ two\n\n\tx¦ y\n");
    assert_snapshot!(picture(&mut editor, 20, 4, true));
}

#[test]
fn marks() {
    let mut editor = editor("elixir", "one¦\ntwo\nthree\nfour\n");
    let mark = |line, severity| Mark {
        line,
        severity,
        message: String::new(),
    };
    editor.set_marks(vec![
        mark(0, Severity::Error),
        mark(1, Severity::Warning),
        mark(1, Severity::Fail),
        mark(3, Severity::Warning),
    ]);
    assert_snapshot!(picture(&mut editor, 14, 4, true));
}

#[test]
fn found_text() {
    let mut editor = editor("elixir", "Sum¦ sum\nsum and Sums\n");
    editor.find_start();
    editor.find_set("sum");
    assert_snapshot!(picture(&mut editor, 20, 2, true));
}

#[test]
fn wide_characters() {
    let mut editor = editor("elixir", "안녕¦하세요 👩‍👧 e\u{301}x\n\t탭\n");
    editor.apply(extended(Motion::Right));
    assert_snapshot!(picture(&mut editor, 24, 2, true));
}

#[test]
fn control_characters_are_only_shown() {
    let mut editor = editor(
        "elixir",
        "\u{1b}[31mred\u{7f}\u{9b}¦\na\u{202e}b\u{200b}c\u{feff}\n",
    );
    assert_snapshot!(picture(&mut editor, 24, 2, true));
}

#[test]
fn a_long_line_has_a_sign_at_each_edge() {
    let line: String = ('a'..='z').collect();
    let mut editor = editor(
        "elixir",
        &format!("short\n{line}¦{line}\n안녕하세요안녕하세요안녕하세요안녕하세요\n"),
    );
    assert_snapshot!(picture(&mut editor, 20, 3, true));
    editor.apply(moved(Motion::LineStart));
    assert_snapshot!(picture(&mut editor, 20, 3, true));
}

#[test]
fn a_wide_character_does_not_hide_the_edge() {
    let mut editor = editor("elixir", "¦abc안녕하세요안녕\nabcd안녕하세요안녕");
    assert_snapshot!(picture(&mut editor, 14, 2, true));
}

#[test]
fn the_cursor_stays_in_view() {
    let text: String = (1..=100).map(|n| format!("{n}\n")).collect();
    let mut editor = editor("elixir", &format!("¦{text}"));
    editor.goto_line(50);
    assert_snapshot!(picture(&mut editor, 10, 9, true));
    editor.apply(moved(Motion::Bottom));
    assert_snapshot!(picture(&mut editor, 10, 3, true));
}

#[test]
fn no_area_is_too_small() {
    let mut editor = editor("elixir", "안녕¦\u{202e} text\n‸and more\n");
    for width in 0..12 {
        for height in 0..4 {
            let picture = picture(&mut editor, width, height, true);
            let has_room = width > 4 && height > 0;
            assert_eq!(
                picture.contains("cursor at row"),
                has_room,
                "{width}×{height}"
            );
        }
    }
}

#[test]
fn typing_is_highlighted_at_the_next_frame() {
    let mut editor = highlighted("elixir", "x = 1");
    picture(&mut editor, 20, 1, true);
    editor.apply(EditorCommand::Insert('#'));
    assert!(picture(&mut editor, 20, 1, true).contains("cc"));
}
