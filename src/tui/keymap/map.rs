//! The keymap that is in force: what comes with the program, and what the learner has made of it.

use std::collections::HashMap;

use crossterm::event::KeyEvent;

use super::key::{Chord, chord, in_old_terminals, parse, pretty};
use super::{BINDINGS, Context, passes, text};
use crate::tui::action::Action;

/// Keys that mean one thing in one context. The first is the one that is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Bound {
    /// Where.
    pub context: Context,
    /// As they are written: `ctrl-r`, `f5`, `?`. There may be none.
    pub keys: Vec<String>,
    /// What they mean.
    pub action: Action,
    /// The message that names it.
    pub name: &'static str,
    /// Which of the learner's settings these keys are from.
    pub(super) set_by: Option<usize>,
}

impl Bound {
    /// A key that means one thing in one context, and is not the learner's to set.
    pub fn fixed(context: Context, key: &str, action: Action, name: &'static str) -> Self {
        Self {
            context,
            keys: vec![key.to_owned()],
            action,
            name,
            set_by: None,
        }
    }

    /// What `config.toml` calls it.
    pub fn setting(&self) -> &'static str {
        super::setting(self.name)
    }

    /// Whether the learner has set its keys.
    pub fn is_set(&self) -> bool {
        self.set_by.is_some()
    }

    /// The keys as people write them.
    pub fn pretty(&self) -> Vec<String> {
        self.keys.iter().map(|key| pretty(key)).collect()
    }

    /// The keys as they are compared.
    pub(super) fn chords(&self) -> impl Iterator<Item = (&str, Chord)> {
        let keys = self.keys.iter();
        keys.filter_map(|key| Some((key.as_str(), parse(key)?)))
    }
}

/// All keys but those that edit text, which are `editor::command_for`'s.
#[derive(Debug, Clone, PartialEq)]
pub struct Keymap {
    bindings: Vec<Bound>,
    by_key: HashMap<(Context, Chord), usize>,
}

impl Default for Keymap {
    /// The one that comes with the program.
    fn default() -> Self {
        Self::of(bindings())
    }
}

/// What comes with the program.
pub(super) fn bindings() -> Vec<Bound> {
    let bindings = BINDINGS.iter().map(|binding| Bound {
        context: binding.context,
        keys: binding.keys.iter().map(|&key| key.to_owned()).collect(),
        action: binding.action.clone(),
        name: binding.name,
        set_by: None,
    });
    bindings.collect()
}

impl Keymap {
    /// A keymap of these. Of two that have the same key in one context the first has it.
    pub(super) fn of(bindings: Vec<Bound>) -> Self {
        let mut by_key = HashMap::new();
        for (index, bound) in bindings.iter().enumerate() {
            for (_, chord) in bound.chords() {
                by_key.entry((bound.context, chord)).or_insert(index);
            }
        }
        Self { bindings, by_key }
    }

    /// All that can have a key, in the order in which it is told.
    pub fn bindings(&self) -> &[Bound] {
        &self.bindings
    }

    /// What a key means here: the context's own binding, then its text, then what it means in a preview, where this is one, and
    /// anywhere. A key that means nothing means what old terminals would send for it.
    pub fn action(&self, context: Context, previews: bool, key: KeyEvent) -> Option<Action> {
        let means = |key| self.means(context, previews, key);
        means(key).or_else(|| in_old_terminals(key).and_then(means))
    }

    fn means(&self, context: Context, previews: bool, key: KeyEvent) -> Option<Action> {
        let chord = chord(key);
        let bound = |outer| {
            let index = *self.by_key.get(&(outer, chord))?;
            let action = &self.bindings[index].action;
            (outer == context || passes(context, outer, action)).then(|| action.clone())
        };
        let preview = || previews.then(|| bound(Context::Preview)).flatten();
        bound(context)
            .or_else(|| text(context, key))
            .or_else(preview)
            .or_else(|| bound(Context::Anywhere))
    }

    /// The key that is shown for an action in a context, as people write it.
    pub fn shown(&self, context: Context, action: &Action) -> Option<String> {
        // What is a letter elsewhere is text where one types.
        let is_typed = |key: &&String| context == Context::Editor && key.chars().count() == 1;
        [context, Context::Preview, Context::Anywhere]
            .into_iter()
            .find_map(|context| {
                let mut bound = self.bindings.iter();
                bound
                    .find(|b| b.context == context && b.action == *action && !b.keys.is_empty())
                    .and_then(|b| b.keys.iter().find(|key| !is_typed(key)))
                    .map(|key| pretty(key))
            })
    }

    /// The same, to be named in a sentence: whoever took the key away still gets there by the list of all actions.
    pub fn told(&self, context: Context, action: &Action) -> String {
        let list = || self.shown(Context::Anywhere, &Action::Commands);
        self.shown(context, action)
            .or_else(list)
            .unwrap_or_else(|| "—".to_owned())
    }
}
