//! The keys of the page that do something now, and what they are called.

use crate::pack::Origin;
use crate::tui::action::Action;
use crate::tui::library::{Library, Prompt};

/// The most important first.
pub fn keys(library: &Library) -> Vec<(Action, &'static str)> {
    match &library.prompt {
        None => in_list(library),
        Some(Prompt::Path { text, .. }) => {
            let install = (Action::Open, "key-install");
            let is_typed = !text.trim().is_empty();
            let rest = [
                (Action::Complete, "key-complete"),
                (Action::Back, "key-back"),
            ];
            is_typed
                .then_some(install)
                .into_iter()
                .chain(rest)
                .collect()
        }
        Some(Prompt::Search(search)) => {
            let found = search.found.as_ref().map_or(0, |found| found.hits.len());
            let mut keys = Vec::new();
            if found > 0 {
                keys.push((Action::Open, "key-open"));
            }
            if found > 1 {
                keys.push((Action::Scroll(1), "key-next"));
                keys.push((Action::Scroll(-1), "key-previous"));
            }
            keys.push((Action::Back, "key-back"));
            keys
        }
    }
}

fn in_list(library: &Library) -> Vec<(Action, &'static str)> {
    let is_read = library.catalogue.is_some();
    // One pack comes in at a time.
    let is_free = library.arrival.is_none();
    let selected = library.selected().map(|entry| &entry.shelved.origin);
    let is_installed = matches!(selected, Some(Origin::Installed { .. }));
    let all = [
        (selected.is_some() && is_free, Action::Open, "key-open"),
        (is_read, Action::Find, "key-search"),
        (is_free, Action::Install, "key-install"),
        (true, Action::Back, "key-close"),
        (is_installed && is_free, Action::Update, "key-update"),
        (is_installed && is_free, Action::Remove, "key-remove"),
        (true, Action::Help, "key-help"),
    ];
    let possible = all.into_iter().filter(|(is_possible, ..)| *is_possible);
    possible.map(|(_, action, name)| (action, name)).collect()
}
