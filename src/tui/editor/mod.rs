//! The editor: a text, a cursor, and how both look.
//!
//! It knows neither files nor runs, nor who is asking: it takes [`EditorCommand`]s, counts its changes, and draws
//! itself. Lines and columns count from 0 everywhere; columns are characters, and the cursor never stands within a
//! grapheme cluster.

mod brackets;
mod buffer;
mod cells;
mod command;
mod comment;
mod editing;
mod find;
mod highlight;
mod history;
mod indent;
mod keys;
mod marks;
mod motion;
mod moving;
mod paint;
mod position;
mod reformat;
mod reindent;
mod replace;
#[cfg(test)]
mod tests;
mod view;
mod viewport;

use std::ops::Range;

use brackets::Pair;
use buffer::{Buffer, Change};
use editing::Clipboard;
use find::Find;
use highlight::Highlight;
use history::{Grain, History, Step};
use indent::Rules;
use marks::Marks;
use position::{Edit, Selection};
use view::Sight;
use viewport::Viewport;

use crate::render::Highlighter;

pub use command::{EditorCommand, Motion};
pub use find::FindStatus;
pub use keys::command_for;
pub use marks::{Mark, Severity};
pub use position::Position;
pub use view::Styles;

/// An editor of one text.
#[derive(Debug)]
pub struct Editor {
    buffer: Buffer,
    history: History,
    /// Changes of the step that is being made.
    changes: Vec<Change>,
    selection: Selection,
    /// The screen cell that moving up and down keeps to.
    goal: Option<usize>,
    revision: u64,
    rules: &'static Rules,
    /// What a comment to the line's end begins with, where that is known.
    comment: Option<&'static str>,
    clipboard: Clipboard,
    marks: Marks,
    find: Option<Find>,
    /// The brackets at the cursor, as they were prepared last.
    pair: Option<Pair>,
    viewport: Viewport,
    /// The cursor and the revision when the view was moved without the cursor: it stays until one of them is another.
    watched: Option<(Position, u64)>,
    /// As it was prepared last.
    seen: Option<Sight>,
    highlight: Highlight,
}

impl Editor {
    /// An editor of this text. The language is named as its folder in `docker/` is; an unknown one is edited as plain
    /// text. Once the highlighter has loaded, the next `prepare` highlights.
    pub fn new(language: &str, text: &str, highlighter: &Highlighter) -> Self {
        let buffer = Buffer::new(text);
        let lines = buffer.lines().len();
        Self {
            buffer,
            history: History::default(),
            changes: Vec::new(),
            selection: Selection::default(),
            goal: None,
            revision: 0,
            rules: Rules::of(language),
            comment: comment::sign_of(language),
            clipboard: Clipboard::default(),
            marks: Marks::default(),
            find: None,
            pair: None,
            viewport: Viewport::default(),
            watched: None,
            seen: None,
            highlight: Highlight::new(highlighter, language, lines),
        }
    }

    /// The whole text.
    pub fn text(&self) -> String {
        self.buffer.lines().join("\n")
    }

    /// Whether this is the whole text.
    pub fn holds(&self, text: &str) -> bool {
        text.split('\n').eq(self.buffer.lines())
    }

    /// Replaces the whole text, in one step that can be undone.
    pub fn set_text(&mut self, text: &str) {
        let head = self.selection.head;
        self.step(Grain::Whole, |editor| {
            let old = editor.text();
            let (start, end) = (Position::default(), editor.buffer.end());
            if old != text {
                editor.replace(start..end, text);
            }
            editor.selection = Selection::at(motion::snap(&editor.buffer, head));
        });
    }

    /// Counts the changes of the text, undoing included.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether the text changed since it had this revision.
    pub fn is_modified_since(&self, revision: u64) -> bool {
        self.revision != revision
    }

    /// How many lines the text has.
    pub fn line_count(&self) -> usize {
        self.buffer.lines().len()
    }

    /// Where the cursor is.
    pub fn cursor(&self) -> Position {
        self.selection.head
    }

    /// The selected text; `None` when nothing is selected.
    pub fn selected_text(&self) -> Option<String> {
        (!self.selection.is_empty()).then(|| self.buffer.text(self.selection.range()))
    }

    /// Replaces all marks.
    pub fn set_marks(&mut self, marks: Vec<Mark>) {
        self.marks = Marks::new(marks);
    }

    /// The gravest mark on the cursor's line.
    pub fn mark_at_cursor(&self) -> Option<&Mark> {
        self.marks.on(self.selection.head.line)
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether there is a step to make again.
    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    /// Does what is told. [`Copy`](EditorCommand::Copy) and [`Cut`](EditorCommand::Cut) give the text that belongs
    /// into the system's clipboard.
    pub fn apply(&mut self, command: EditorCommand) -> Option<String> {
        match command {
            EditorCommand::Insert(c) => self.insert(c),
            EditorCommand::InsertText(text) => self.insert_text(&text),
            EditorCommand::Newline => self.newline(),
            EditorCommand::Backspace => self.backspace(),
            EditorCommand::Delete(motion) => self.delete(motion),
            EditorCommand::DeleteLine => self.delete_lines(),
            EditorCommand::Tab => self.tab(),
            EditorCommand::BackTab => self.back_tab(),
            EditorCommand::ToggleComment => self.toggle_comment(),
            EditorCommand::Move { motion, extend } => self.move_by(motion, extend),
            EditorCommand::SelectAll => self.select_all(),
            EditorCommand::Deselect => self.select(Selection::at(self.selection.head)),
            EditorCommand::Undo => self.undo(),
            EditorCommand::Redo => self.redo(),
            EditorCommand::Copy => return self.copy(),
            EditorCommand::Cut => return self.cut(),
            EditorCommand::Paste => self.paste(),
        }
        None
    }

    fn select(&mut self, selection: Selection) {
        self.goal = None;
        self.selection = selection;
    }

    /// Makes one step of undo from all that `edit` replaces.
    fn step(&mut self, grain: Grain, edit: impl FnOnce(&mut Self)) {
        let before = self.selection;
        edit(self);
        // What was removed between two characters may join them to one.
        for end in [&mut self.selection.head, &mut self.selection.anchor] {
            *end = motion::snap(&self.buffer, *end);
        }
        self.goal = None;
        let changes = std::mem::take(&mut self.changes);
        if !changes.is_empty() {
            self.history.push(Step {
                changes,
                before,
                after: self.selection,
                grain,
            });
        }
    }

    /// Replaces a range within a step; the cursor stands behind the new text.
    fn replace(&mut self, range: Range<Position>, text: &str) {
        let change = self.buffer.replace(range, text);
        let edit = change.edit;
        self.select(Selection::at(motion::snap(&self.buffer, edit.new_end)));
        if edit.removes() || edit.inserts() {
            self.changes.push(change);
            self.follow(edit);
        }
    }

    fn undo(&mut self) {
        let Some(step) = self.history.undo().cloned() else {
            return;
        };
        for change in step.changes.iter().rev() {
            self.buffer.undo(change);
            self.follow(change.edit.inverse());
        }
        self.select(step.before);
    }

    fn redo(&mut self) {
        let Some(step) = self.history.redo().cloned() else {
            return;
        };
        for change in &step.changes {
            self.buffer.redo(change);
            self.follow(change.edit);
        }
        self.select(step.after);
    }

    /// Tells everything that points into the text what happened to it.
    fn follow(&mut self, edit: Edit) {
        self.revision += 1;
        self.marks.follow(&edit);
        self.highlight.follow(&edit);
        if let Some(find) = &mut self.find {
            find.follow(&edit, self.buffer.lines());
        }
    }
}
