//! What of the learner's work is for exercises that their pack has no longer.

use std::collections::{BTreeMap, BTreeSet};

use crate::cli::home::Home;
use crate::course::Pack;
use crate::pack::{self, Library};
use crate::progress::{Draft, Key, Record};
use crate::render::text::visible;

/// Marks the exercises that are no longer in their pack. Of a pack that is not here nobody can tell.
pub fn mark(record: &mut Record, home: &Home) {
    let ids: BTreeSet<String> = record.exercises.iter().map(|t| t.pack.clone()).collect();
    let packs = ids
        .into_iter()
        .filter_map(|id| Some((id.clone(), open(&id, home)?)));
    let packs: BTreeMap<String, Pack> = packs.collect();
    for tried in &mut record.exercises {
        let pack = packs.get(&tried.pack);
        tried.removed = pack.is_some_and(|pack| pack.exercise(&tried.exercise).is_none());
    }
}

/// That what was written for such exercises is kept, and how to have it; nothing where there is none.
pub fn kept(pack: &str, drafts: &[(Key, Draft)], home: &Home) -> String {
    let Some(now) = open(pack, home) else {
        return String::new();
    };
    let keys = drafts.iter().map(|(key, _)| key.exercise.as_str());
    // An example or a scratch pad is no exercise, and has no id.
    let gone: BTreeSet<&str> = keys
        .filter(|id| !id.starts_with('#') && now.exercise(id).is_none())
        .collect();
    if gone.is_empty() {
        return String::new();
    }
    let gone: Vec<String> = gone.iter().map(|id| visible(id).into_owned()).collect();
    format!(
        "\nWhat you have written for exercises that the pack has no longer is kept: {}.\n\
         `tutorbox progress export {pack} --files DIR` puts it into a folder.\n",
        gone.join(", ")
    )
}

/// A pack that has this id, and is not only a folder of that name.
fn open(id: &str, home: &Home) -> Option<Pack> {
    let is_installed = || matches!(Library::new(&home.dirs.data).find(id), Ok(Some(_)));
    if home.assets.pack(id).is_none() && !is_installed() {
        return None;
    }
    let opened = pack::open(id, "", &home.assets, home.settings.limits).ok()?;
    Some(opened.pack)
}
