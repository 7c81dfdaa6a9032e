//! The rows of what can be done.

use super::{Choice, Row};
use crate::locale::Words;
use crate::tui::action::Action;
use crate::tui::editor::EditorCommand;
use crate::tui::keymap::{Bound, Context, Keymap};

/// The message that names what keys do now; `None` where they would do nothing.
pub type Naming<'a> = &'a dyn Fn(&Bound) -> Option<&'static str>;

/// What the editor does by keys of its own, which are not in the keymap's table.
const EDITING: [(&str, EditorCommand, &str); 2] = [
    ("ctrl-z", EditorCommand::Undo, "key-undo"),
    ("ctrl-y", EditorCommand::Redo, "key-redo"),
];

/// A row for each thing that `name` knows a name of, those that are done anywhere first.
pub fn rows(keymap: &Keymap, words: &Words, name: Naming<'_>) -> Vec<Row> {
    use Context::{Anywhere, Editor, Lesson, Preview, Results};
    let editing = editing();
    let all = || keymap.bindings().iter().chain(&editing);
    let contexts = [Anywhere, Lesson, Editor, Results, Preview];
    let bound = contexts
        .into_iter()
        .flat_map(|context| all().filter(move |bound| bound.context == context));
    let mut rows: Vec<Row> = Vec::new();
    for bound in bound {
        let Some(name) = name(bound) else { continue };
        let words = called(words, bound, name);
        if rows.iter().all(|row| row.words != words) {
            rows.push(Row {
                words,
                marks: Vec::new(),
                beside: bound.pretty().join(", "),
                choice: Choice::Act(bound.context, bound.action.clone()),
            });
        }
    }
    rows
}

fn editing() -> Vec<Bound> {
    let keys = EDITING.into_iter();
    keys.map(|(key, command, name)| Bound::fixed(Context::Editor, key, Action::Edit(command), name))
        .collect()
}

/// What is scrolled is told as well: panes scroll by the same names.
fn called(words: &Words, bound: &Bound, name: &str) -> String {
    let action = words.say(name);
    let scrolls = matches!(
        bound.action,
        Action::Scroll(_) | Action::ScrollPage(_) | Action::Top | Action::Bottom
    );
    let pane = match bound.context {
        Context::Lesson => "key-to-lesson",
        Context::Results => "key-to-results",
        _ => return action,
    };
    if !scrolls {
        return action;
    }
    let args = [("pane", words.say(pane).into()), ("action", action.into())];
    words.say_with("picker-in-pane", &args)
}
