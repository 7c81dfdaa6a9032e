//! The keys of the editor: the one file of it that knows crossterm.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::command::{EditorCommand, Motion};

/// What a key means to the editor; `None` for a key that is not the editor's.
pub fn command_for(key: KeyEvent) -> Option<EditorCommand> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    let shift = key.modifiers.contains(KeyModifiers::SHIFT);
    match key.code {
        // AltGr arrives as both.
        KeyCode::Char(c) if ctrl == alt => Some(EditorCommand::Insert(c)),
        KeyCode::Char(c) if ctrl => shortcut(c, shift),
        KeyCode::Char(_) => None,
        KeyCode::Enter => Some(EditorCommand::Newline),
        KeyCode::Tab => Some(EditorCommand::Tab),
        KeyCode::BackTab => Some(EditorCommand::BackTab),
        KeyCode::Backspace if ctrl || alt => Some(EditorCommand::Delete(Motion::WordLeft)),
        KeyCode::Backspace => Some(EditorCommand::Backspace),
        KeyCode::Delete if ctrl || alt => Some(EditorCommand::Delete(Motion::WordRight)),
        KeyCode::Delete => Some(EditorCommand::Delete(Motion::Right)),
        code => motion(code, ctrl || alt).map(|motion| EditorCommand::Move {
            motion,
            extend: shift,
        }),
    }
}

/// The commands on Ctrl and a letter. With Shift a terminal sends an upper-case letter, or says so apart.
fn shortcut(letter: char, shift: bool) -> Option<EditorCommand> {
    let shift = shift || letter.is_ascii_uppercase();
    let command = match (letter.to_ascii_lowercase(), shift) {
        ('z', false) => EditorCommand::Undo,
        ('y', _) | ('z', true) => EditorCommand::Redo,
        ('c', _) => EditorCommand::Copy,
        ('x', _) => EditorCommand::Cut,
        ('v', _) => EditorCommand::Paste,
        ('a', _) => EditorCommand::SelectAll,
        ('w', _) => EditorCommand::Delete(Motion::WordLeft),
        ('k', false) => EditorCommand::Delete(Motion::LineEnd),
        ('k', true) => EditorCommand::DeleteLine,
        ('u', _) => EditorCommand::Delete(Motion::LineStart),
        // Many terminals send this for Backspace, and some for Ctrl+Backspace.
        ('h', _) => EditorCommand::Backspace,
        _ => return None,
    };
    Some(command)
}

fn motion(code: KeyCode, far: bool) -> Option<Motion> {
    let motion = match (code, far) {
        (KeyCode::Left, false) => Motion::Left,
        (KeyCode::Left, true) => Motion::WordLeft,
        (KeyCode::Right, false) => Motion::Right,
        (KeyCode::Right, true) => Motion::WordRight,
        (KeyCode::Up, false) => Motion::Up,
        (KeyCode::Down, false) => Motion::Down,
        (KeyCode::Home, false) => Motion::LineStart,
        (KeyCode::Home, true) => Motion::Top,
        (KeyCode::End, false) => Motion::LineEnd,
        (KeyCode::End, true) => Motion::Bottom,
        (KeyCode::PageUp, false) => Motion::PageUp,
        (KeyCode::PageDown, false) => Motion::PageDown,
        _ => return None,
    };
    Some(motion)
}
