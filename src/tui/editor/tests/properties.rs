use proptest::prelude::*;

use crate::render::Highlighter;
use crate::tui::editor::EditorCommand::{
    BackTab, Backspace, Copy, Cut, Delete, DeleteLine, Deselect, Insert, InsertText, Move, Newline,
    Paste, Redo, SelectAll, Tab, Undo,
};
use crate::tui::editor::{Editor, EditorCommand, Motion, Position, motion};

const MOTIONS: [Motion; 12] = [
    Motion::Left,
    Motion::Right,
    Motion::WordLeft,
    Motion::WordRight,
    Motion::Up,
    Motion::Down,
    Motion::LineStart,
    Motion::LineEnd,
    Motion::PageUp,
    Motion::PageDown,
    Motion::Top,
    Motion::Bottom,
];

/// Code, white space, wide characters, and such as join their neighbours or have no width.
const PIECES: [&str; 24] = [
    "do", "end", "else", "fn ->", "#", "\"", "(", ")", "abc", "x", " ", "  ", "\t", "\n", "\r\n",
    "안", "👩", "👧", "\u{200d}", "e", "\u{301}", "\u{202e}", "\u{1b}", "\u{1161}",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..12)
        .prop_map(|pieces| pieces.concat())
}

fn command() -> impl Strategy<Value = EditorCommand> {
    let motion = || prop::sample::select(&MOTIONS[..]);
    let plain = vec![
        Newline, Backspace, DeleteLine, Tab, BackTab, SelectAll, Deselect, Undo, Redo, Copy, Cut,
        Paste,
    ];
    prop_oneof![
        3 => text().prop_map(|text| text.chars().next().map_or(Newline, Insert)),
        1 => text().prop_map(InsertText),
        1 => motion().prop_map(Delete),
        4 => (motion(), any::<bool>()).prop_map(|(motion, extend)| Move { motion, extend }),
        4 => prop::sample::select(plain),
    ]
}

fn commands() -> impl Strategy<Value = Vec<EditorCommand>> {
    prop::collection::vec(command(), 0..40)
}

fn new(text: &str) -> Editor {
    let mut editor = Editor::new("elixir", text, &Highlighter::new());
    editor.prepare(20, 5);
    editor
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_cursor_is_always_between_two_characters(text in text(), commands in commands()) {
        let mut editor = new(&text);
        for command in commands {
            editor.apply(command);
            for at in [editor.selection.head, editor.selection.anchor] {
                prop_assert_eq!(motion::snap(&editor.buffer, at), at);
            }
        }
    }

    #[test]
    fn undoing_everything_gives_the_first_text_and_redoing_the_last(text in text(), commands in commands()) {
        let mut editor = new(&text);
        let first = editor.text();
        for command in commands {
            editor.apply(command);
        }
        let does = |editor: &mut Editor, command: EditorCommand| {
            let before = editor.revision();
            editor.apply(command);
            editor.is_modified_since(before)
        };
        while does(&mut editor, Redo) {}
        let last = editor.text();
        while does(&mut editor, Undo) {}
        prop_assert_eq!(editor.text(), first);
        while does(&mut editor, Redo) {}
        prop_assert_eq!(editor.text(), last);
    }

    #[test]
    fn matches_are_those_of_a_new_search(text in text(), commands in commands()) {
        let mut editor = new(&text);
        editor.find_start();
        editor.find_set("e");
        for command in commands {
            editor.apply(command);
        }
        let mut fresh = new(&editor.text());
        fresh.find_start();
        fresh.find_set("e");
        prop_assert_eq!(editor.find_status().unwrap().matches, fresh.find_status().unwrap().matches);
    }

    #[test]
    fn every_picture_has_the_cursor(text in text(), commands in commands(), width in 8_u16..30, height in 1_u16..6) {
        let mut editor = new(&text);
        let area = ratatui::layout::Rect::new(0, 0, width, height);
        for command in commands {
            editor.apply(command);
            editor.prepare(width, height);
            let mut screen = ratatui::buffer::Buffer::empty(area);
            let cursor = editor.view(area, &mut screen, &|_| ratatui::style::Style::new(), true);
            prop_assert!(cursor.is_some_and(|at| area.contains(at)));
        }
    }

    #[test]
    fn a_click_goes_where_the_cursor_is_seen(text in text(), line in 0_usize..9, column in 0_usize..30) {
        let mut editor = new(&text);
        editor.set_cursor(Position::new(line, column));
        let before = editor.cursor();
        editor.prepare(30, 5);
        let area = ratatui::layout::Rect::new(0, 0, 30, 5);
        let mut screen = ratatui::buffer::Buffer::empty(area);
        let at = editor.view(area, &mut screen, &|_| ratatui::style::Style::new(), true).unwrap();
        editor.click(at.y, at.x);
        prop_assert_eq!(editor.cursor(), before);
    }
}
