//! The learner's own keys: what `[keys]` of `config.toml` makes of the keymap, and which keys get in each other's way.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::key::{Chord, meant, parse, pretty};
use super::map::{Bound, Keymap, bindings};
use super::{BINDINGS, Context, passes, setting, text};
use crate::config::{KeySetting, KnownKeys, Place};
use crate::tui::action::Action;

/// Something that is wrong with the learner's keys.
pub type Wrong = (Place, String);

/// The contexts, and the actions that can have keys there. In a pane, whatever can be done anywhere can have a key of that pane's.
pub fn known() -> Vec<KnownKeys> {
    let mut known: Vec<KnownKeys> = Vec::new();
    for binding in BINDINGS {
        let context = binding.context.name();
        let action = setting(binding.name);
        match known.iter_mut().find(|known| known.context == context) {
            Some(known) => known.actions.push(action),
            None => known.push(KnownKeys {
                context,
                actions: vec![action],
            }),
        }
    }
    for known in &mut known {
        if PANES.iter().any(|pane| pane.name() == known.context) {
            let anywhere = in_context(Context::Anywhere).map(|binding| setting(binding.name));
            let others: Vec<_> = anywhere.filter(|a| !known.actions.contains(a)).collect();
            known.actions.extend(others);
        }
    }
    known
}

const PANES: [Context; 3] = [Context::Lesson, Context::Editor, Context::Results];

fn in_context(context: Context) -> impl Iterator<Item = &'static super::Binding> {
    BINDINGS.iter().filter(move |b| b.context == context)
}

impl Keymap {
    /// The keymap with the learner's keys, and what is wrong with these. What is wrong counts as not written.
    pub fn with(settings: &[KeySetting]) -> (Self, Vec<Wrong>) {
        let mut wrong = Vec::new();
        let mut kept: Vec<&KeySetting> = Vec::new();
        for setting in settings {
            match misspelt(setting) {
                Some(what) => wrong.push((setting.place, what)),
                None => kept.push(setting),
            }
        }
        loop {
            let bindings = apply(&kept);
            let Some((index, what)) = clash(&bindings) else {
                return (Self::of(bindings), wrong);
            };
            // What it would have replaced is in force again, and may be in the way of another.
            wrong.push((kept.remove(index).place, what));
        }
    }
}

fn misspelt(setting: &KeySetting) -> Option<String> {
    let key = setting.keys.iter().find(|key| parse(key).is_none())?;
    let hint = match meant(key) {
        Some(meant) => format!("did you mean \"{meant}\"?"),
        None => {
            "a key is written as \"f5\", \"ctrl-r\", \"alt-left\", \"shift-tab\", \"?\"".to_owned()
        }
    };
    Some(format!("{key:?} is no key; {hint}"))
}

/// What comes with the program, with these settings instead.
fn apply(settings: &[&KeySetting]) -> Vec<Bound> {
    let mut bindings = bindings();
    for (index, set) in settings.iter().enumerate() {
        let is_meant =
            |b: &&mut Bound| b.context.name() == set.context && b.setting() == set.action;
        if let Some(bound) = bindings.iter_mut().find(is_meant) {
            bound.keys.clone_from(&set.keys);
            bound.set_by = Some(index);
            continue;
        }
        let pane = PANES.iter().find(|pane| pane.name() == set.context);
        let binding = in_context(Context::Anywhere).find(|b| setting(b.name) == set.action);
        if let (Some(&context), Some(binding)) = (pane, binding) {
            bindings.push(Bound {
                context,
                keys: set.keys.clone(),
                action: binding.action.clone(),
                name: binding.name,
                set_by: Some(index),
            });
        }
    }
    bindings
}

/// The first setting that cannot be, and why.
fn clash(bindings: &[Bound]) -> Option<(usize, String)> {
    let set = bindings.iter().filter_map(|b| Some((b.set_by?, b)));
    for (index, bound) in set {
        let why = bound
            .chords()
            .find_map(|(key, chord)| text_in_the_way(bound, key, chord));
        if let Some(why) = why.or_else(|| no_way_out(bindings, bound)) {
            return Some((index, why));
        }
    }
    let mut pairs = bindings
        .iter()
        .enumerate()
        .flat_map(|(nth, one)| bindings[nth + 1..].iter().map(move |other| (one, other)));
    pairs.find_map(|(one, other)| {
        // Of two that the learner has set, the one that comes later in the file.
        let (set, there) = match one.set_by > other.set_by {
            true => (one, other),
            false => (other, one),
        };
        let index = set.set_by?;
        let why = set
            .chords()
            .find_map(|(key, chord)| other_in_the_way(set, there, key, chord));
        why.map(|why| (index, why))
    })
}

/// A key that types, where one types.
fn text_in_the_way(bound: &Bound, key: &str, (code, held): Chord) -> Option<String> {
    let types = |context| text(context, KeyEvent::new(code, held)).is_some();
    let is_letter = matches!(code, KeyCode::Char(_)) && !held.contains(KeyModifiers::CONTROL);
    let shown = pretty(key);
    match bound.context {
        context if types(context) && is_letter => Some(format!(
            "{shown} could not be typed any more, for here one types: hold ctrl or alt with it"
        )),
        context if types(context) => Some(format!(
            "{shown} is a key of the editor itself, which would lose it: choose another"
        )),
        Context::Anywhere if types(Context::Editor) => Some(format!(
            "{shown} {} in the editor, so it cannot mean anything else anywhere: choose another, or set it in [keys.lesson]",
            if is_letter { "is typed" } else { "edits" }
        )),
        _ => None,
    }
}

/// A key that another has already, here or where this one would hide it.
fn other_in_the_way(set: &Bound, there: &Bound, key: &str, chord: Chord) -> Option<String> {
    let is_one_wish = set.action == there.action || set.name == there.name;
    if is_one_wish || !there.chords().any(|(_, other)| other == chord) {
        return None;
    }
    let (key, name, place) = (pretty(key), there.setting(), there.context.name());
    if set.context == there.context {
        return Some(format!(
            "{key} is the key of `{name}` in [keys.{place}] already: choose another, or give `{name}` another"
        ));
    }
    if hides(set, there) {
        return Some(format!(
            "{key} would hide `{name}` of [keys.{place}] here: choose another, or give `{name}` another"
        ));
    }
    hides(there, set).then(|| {
        format!("{key} is the key of `{name}` in [keys.{place}], which would hide it there: choose another")
    })
}

/// Whether a key of the one never gets as far as the other.
fn hides(inner: &Bound, outer: &Bound) -> bool {
    let is_around = match outer.context {
        Context::Anywhere => inner.context != Context::Anywhere,
        Context::Preview => inner.context != Context::Preview && inner.context != Context::Anywhere,
        _ => false,
    };
    is_around && passes(inner.context, outer.context, &outer.action)
}

/// The last key that leads out of something must stay.
fn no_way_out(bindings: &[Bound], bound: &Bound) -> Option<String> {
    let leads_out = match bound.action {
        Action::Quit => bound.context == Context::Anywhere,
        Action::Back | Action::No => true,
        _ => false,
    };
    let has_keys =
        |b: &Bound| b.context == bound.context && b.action == bound.action && !b.keys.is_empty();
    if !leads_out || bindings.iter().any(has_keys) {
        return None;
    }
    let (context, name) = (bound.context.name(), bound.setting());
    Some(format!(
        "`{name}` needs a key in [keys.{context}], or nothing would lead out"
    ))
}
