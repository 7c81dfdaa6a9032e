//! What an editor can be told to do.

/// A way to move the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Motion {
    /// One character back; over a line's start to the end of the line before.
    Left,
    /// One character on; over a line's end to the start of the next line.
    Right,
    /// To the start of the word before.
    WordLeft,
    /// To the end of the next word.
    WordRight,
    /// One line up, in the same screen column where the line is long enough.
    Up,
    /// One line down.
    Down,
    /// To the first character that is no space; from there to the line's very start.
    LineStart,
    /// To the line's end.
    LineEnd,
    /// As many lines up as the pane shows, less two.
    PageUp,
    /// As many lines down.
    PageDown,
    /// To the text's start.
    Top,
    /// To the text's end.
    Bottom,
}

/// An intent. Where text is selected, what inserts or deletes replaces the selection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditorCommand {
    /// A typed character.
    Insert(char),
    /// This text exactly, such as a paste; `\r\n` becomes `\n`.
    InsertText(String),
    /// A line break, and the indentation that the new line should have.
    Newline,
    /// Deletes the character before the cursor; in a line's leading spaces, back to the indent stop.
    Backspace,
    /// Deletes from the cursor to where the motion leads.
    Delete(Motion),
    /// Deletes the lines that the selection touches.
    DeleteLine,
    /// Spaces to the next indent stop; with a selection, indents its lines.
    Tab,
    /// Takes one level of indentation from the lines that the selection touches.
    BackTab,
    /// Comments the lines that the selection touches out, or back in where all of them are.
    ToggleComment,
    /// Moves the cursor.
    Move {
        /// How.
        motion: Motion,
        /// Whether the text between is selected.
        extend: bool,
    },
    /// Selects everything.
    SelectAll,
    /// Drops the selection, the cursor stays.
    Deselect,
    /// Takes back one step.
    Undo,
    /// Makes it again.
    Redo,
    /// Puts the selection, or the whole line where there is none, in the clipboard.
    Copy,
    /// The same, and deletes it.
    Cut,
    /// Inserts what was copied or cut last in this editor.
    Paste,
}

impl EditorCommand {
    /// Whether it may change the text.
    pub fn changes(&self) -> bool {
        !matches!(
            self,
            Self::Move { .. } | Self::SelectAll | Self::Deselect | Self::Copy
        )
    }
}
