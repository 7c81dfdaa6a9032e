//! Which key means what: data, read by the loop, the status line, the help and the list of actions alike.

mod bindings;
mod chosen;
mod key;
mod map;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::action::Action;
use super::editor;
use key::in_old_terminals;

pub use bindings::BINDINGS;
pub use chosen::{Wrong, known};
pub use key::{Chord, parse, pattern, pretty};
pub use map::{Bound, Keymap};

/// What has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// Everywhere, after the context's own keys.
    Anywhere,
    /// The lesson pane.
    Lesson,
    /// The editor pane.
    Editor,
    /// The results pane.
    Results,
    /// The search line of the editor.
    Find,
    /// The line of the editor that a replacement is typed in.
    Replace,
    /// The line of the editor that a line's number is typed in.
    Line,
    /// The search line of the results.
    Seek,
    /// The line that is typed in while a program runs.
    Input,
    /// What was run before.
    History,
    /// A question.
    Ask,
    /// A question that nobody agrees to by the way: Enter is no answer.
    Consent,
    /// A page that lies on top: help, a hint.
    Page,
    /// The page at the end of a lesson.
    LessonEnd,
    /// The map of the course.
    Outline,
    /// A list to pick from.
    Picker,
    /// The library: the list of packs.
    Library,
    /// The line of the library that a path is typed in.
    Path,
    /// The line of the library that a search is typed in.
    Search,
    /// A pane of a preview, after the pane's own keys.
    Preview,
}

impl Context {
    /// What `config.toml` calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Anywhere => "anywhere",
            Self::Lesson => "lesson",
            Self::Editor => "editor",
            Self::Results => "results",
            Self::Find => "find",
            Self::Replace => "replace",
            Self::Line => "line",
            Self::Seek => "seek",
            Self::Input => "input",
            Self::History => "history",
            Self::Ask => "ask",
            Self::Consent => "consent",
            Self::Page => "page",
            Self::LessonEnd => "lesson-end",
            Self::Outline => "outline",
            Self::Picker => "picker",
            Self::Library => "library",
            Self::Path => "path",
            Self::Search => "search",
            Self::Preview => "preview",
        }
    }
}

/// Keys that mean one thing in one context, as they come with the program. The first is the one that is shown.
pub struct Binding {
    /// Where.
    pub context: Context,
    /// As they are written: `ctrl-r`, `f5`, `?`.
    pub keys: &'static [&'static str],
    /// What they mean.
    pub action: Action,
    /// The message that names it; without its `key-`, `config.toml` calls it so, and it must not change.
    pub name: &'static str,
}

/// What `config.toml` calls an action that this message names.
fn setting(name: &'static str) -> &'static str {
    name.strip_prefix("key-").unwrap_or(name)
}

/// Whether what a key means in a preview, or anywhere, it means in this context, too.
fn passes(context: Context, outer: Context, action: &Action) -> bool {
    let is_anywhere = outer == Context::Anywhere;
    match context {
        // What lies on top keeps all keys but those that leave the program, or turn to another page.
        Context::Ask => is_anywhere && [Action::Quit, Action::Library].contains(action),
        Context::Consent | Context::LessonEnd => is_anywhere && *action == Action::Quit,
        Context::Page | Context::Outline | Context::History => {
            let pages = [Action::Help, Action::Hint, Action::Outline, Action::Compare];
            // What is compared with the starter may be given up for it.
            is_anywhere
                && ([Action::Quit, Action::Reset].contains(action) || pages.contains(action))
        }
        Context::Picker => {
            is_anywhere && [Action::Quit, Action::Commands, Action::GoTo].contains(action)
        }
        // There it ends the input.
        Context::Input => *action != Action::Compare,
        Context::Library | Context::Path | Context::Search => {
            let pages = [Action::Help, Action::Library];
            is_anywhere && (*action == Action::Quit || pages.contains(action))
        }
        _ => true,
    }
}

/// What a key types or edits here. Ctrl+Enter is Enter only as long as it is nothing else, so it is nothing by itself.
fn text(context: Context, key: KeyEvent) -> Option<Action> {
    let own = typed(context, key)?;
    let other = in_old_terminals(key).and_then(|old| typed(context, old));
    (other.as_ref() != Some(&own)).then_some(own)
}

fn typed(context: Context, key: KeyEvent) -> Option<Action> {
    match context {
        Context::Editor => editor::command_for(key).map(Action::Edit),
        Context::Find
        | Context::Replace
        | Context::Line
        | Context::Seek
        | Context::Input
        | Context::Path
        | Context::Search
        | Context::Picker => match key.code {
            KeyCode::Char(c)
                if !key
                    .modifiers
                    .intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) =>
            {
                Some(Action::Type(Some(c)))
            }
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests;
