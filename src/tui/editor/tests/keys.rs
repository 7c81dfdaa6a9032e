use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::tui::editor::EditorCommand::{
    BackTab, Backspace, Copy, Cut, Delete, DeleteLine, Insert, Move, Newline, Paste, Redo,
    SelectAll, Tab, Undo,
};
use crate::tui::editor::{EditorCommand, Motion, command_for};

const NONE: KeyModifiers = KeyModifiers::NONE;
const CTRL: KeyModifiers = KeyModifiers::CONTROL;
const ALT: KeyModifiers = KeyModifiers::ALT;
const SHIFT: KeyModifiers = KeyModifiers::SHIFT;

#[test]
fn the_usual_keys_do_the_usual() {
    let moves = |motion, extend| Move { motion, extend };
    for (code, modifiers, command) in [
        (KeyCode::Char('a'), NONE, Insert('a')),
        (KeyCode::Char('A'), SHIFT, Insert('A')),
        (KeyCode::Char('한'), NONE, Insert('한')),
        (KeyCode::Char('@'), CTRL | ALT, Insert('@')),
        (KeyCode::Enter, NONE, Newline),
        (KeyCode::Tab, NONE, Tab),
        (KeyCode::BackTab, SHIFT, BackTab),
        (KeyCode::Backspace, NONE, Backspace),
        (KeyCode::Char('h'), CTRL, Backspace),
        (KeyCode::Backspace, ALT, Delete(Motion::WordLeft)),
        (KeyCode::Char('w'), CTRL, Delete(Motion::WordLeft)),
        (KeyCode::Delete, NONE, Delete(Motion::Right)),
        (KeyCode::Delete, CTRL, Delete(Motion::WordRight)),
        (KeyCode::Char('k'), CTRL, Delete(Motion::LineEnd)),
        (KeyCode::Char('u'), CTRL, Delete(Motion::LineStart)),
        (KeyCode::Char('k'), CTRL | SHIFT, DeleteLine),
        (KeyCode::Char('z'), CTRL, Undo),
        (KeyCode::Char('y'), CTRL, Redo),
        (KeyCode::Char('z'), CTRL | SHIFT, Redo),
        (KeyCode::Char('Z'), CTRL, Redo),
        (KeyCode::Char('c'), CTRL, Copy),
        (KeyCode::Char('x'), CTRL, Cut),
        (KeyCode::Char('v'), CTRL, Paste),
        (KeyCode::Char('a'), CTRL, SelectAll),
        (KeyCode::Left, NONE, moves(Motion::Left, false)),
        (KeyCode::Left, CTRL, moves(Motion::WordLeft, false)),
        (KeyCode::Right, CTRL | SHIFT, moves(Motion::WordRight, true)),
        (KeyCode::Up, SHIFT, moves(Motion::Up, true)),
        (KeyCode::Home, NONE, moves(Motion::LineStart, false)),
        (KeyCode::Home, CTRL, moves(Motion::Top, false)),
        (KeyCode::End, CTRL | SHIFT, moves(Motion::Bottom, true)),
        (KeyCode::PageDown, NONE, moves(Motion::PageDown, false)),
    ] {
        assert_eq!(
            pressed(code, modifiers),
            Some(command),
            "{modifiers:?} {code:?}"
        );
    }
}

#[test]
fn other_keys_are_left_to_others() {
    for letter in ['r', 'f', 's', 'q', 'o', 'p', 'g', 'n', 't'] {
        assert_eq!(pressed(KeyCode::Char(letter), CTRL), None, "Ctrl+{letter}");
        assert_eq!(pressed(KeyCode::Char(letter), ALT), None, "Alt+{letter}");
    }
    for code in [KeyCode::Esc, KeyCode::F(1), KeyCode::F(5), KeyCode::Insert] {
        assert_eq!(pressed(code, NONE), None, "{code:?}");
    }
}

#[test]
fn a_released_key_does_nothing() {
    let mut key = KeyEvent::new(KeyCode::Char('a'), NONE);
    key.kind = KeyEventKind::Release;
    assert_eq!(command_for(key), None);
}

fn pressed(code: KeyCode, modifiers: KeyModifiers) -> Option<EditorCommand> {
    command_for(KeyEvent::new(code, modifiers))
}
