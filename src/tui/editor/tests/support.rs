//! Texts with the cursor and the selection written into them.

use crate::render::Highlighter;
use crate::tui::editor::position::Selection;
use crate::tui::editor::{Editor, EditorCommand, Motion, Position};

/// Stands where the cursor is.
const HEAD: char = '¦';
/// Stands where selecting began.
const ANCHOR: char = '‸';

pub fn editor(language: &str, marked: &str) -> Editor {
    let mut editor = Editor::new(
        language,
        &marked.replace([HEAD, ANCHOR], ""),
        &Highlighter::new(),
    );
    let without = |other| marked.replace(other, "");
    let head = position_of(&without(ANCHOR), HEAD).expect("no cursor in the text");
    let anchor = position_of(&without(HEAD), ANCHOR).unwrap_or(head);
    editor.selection = Selection { anchor, head };
    editor
}

pub fn marked(editor: &Editor) -> String {
    let mut lines: Vec<String> = editor.text().split('\n').map(String::from).collect();
    let Selection { anchor, head } = editor.selection;
    let mut signs = vec![(head, HEAD)];
    if anchor != head {
        signs.push((anchor, ANCHOR));
        signs.sort();
    }
    for (at, sign) in signs.into_iter().rev() {
        let line = &mut lines[at.line];
        let byte = line
            .char_indices()
            .nth(at.column)
            .map_or(line.len(), |(byte, _)| byte);
        line.insert(byte, sign);
    }
    lines.join("\n")
}

/// Applies the commands to a marked Elixir text, and compares with another.
#[track_caller]
pub fn check(before: &str, commands: &[EditorCommand], after: &str) {
    check_in("elixir", before, commands, after);
}

#[track_caller]
pub fn check_in(language: &str, before: &str, commands: &[EditorCommand], after: &str) {
    let mut editor = editor(language, before);
    for command in commands {
        editor.apply(command.clone());
    }
    assert_eq!(marked(&editor), after, "{commands:?} on {before:?}");
}

pub fn typed(text: &str) -> Vec<EditorCommand> {
    let command = |c| match c {
        '\n' => EditorCommand::Newline,
        c => EditorCommand::Insert(c),
    };
    text.chars().map(command).collect()
}

pub fn moved(motion: Motion) -> EditorCommand {
    EditorCommand::Move {
        motion,
        extend: false,
    }
}

pub fn extended(motion: Motion) -> EditorCommand {
    EditorCommand::Move {
        motion,
        extend: true,
    }
}

fn position_of(text: &str, sign: char) -> Option<Position> {
    let before = text.split_once(sign)?.0;
    let line = before.rsplit('\n').next()?;
    Some(Position::new(
        before.matches('\n').count(),
        line.chars().count(),
    ))
}
