//! What is left to be proved: each claim once, and none that has been proved before on the same ground. Pure.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Debug;

use sha2::{Digest, Sha256};

use super::{Claim, Key, Kind, Memory};
use crate::course::{Check, Pack};
use crate::sandbox::{About, Boot};

/// What a language's code is run on.
#[derive(Debug, Clone)]
pub struct Ground(String);

impl Ground {
    /// An engine, and what it boots: the image by its tag, the runner by its text.
    pub fn new(about: &About, boot: &Boot) -> Self {
        Self(format!("{:?} {:?} {boot:?}", about.kind, about.runtime))
    }
}

/// A claim, and what its proof is kept by.
#[derive(Debug, Clone)]
pub struct Step<'a> {
    /// What is claimed.
    pub claim: Claim<'a>,
    /// What it depends on.
    pub key: Key,
}

/// What is to be done.
#[derive(Debug, Default)]
pub struct Plan<'a> {
    /// What has been proved before.
    pub remembered: Vec<Step<'a>>,
    /// What has not.
    pub left: Vec<Step<'a>>,
}

impl<'a> Plan<'a> {
    /// That of a pack in all of its languages, the base first: what a translation has from its base is the base's claim. With
    /// `only`, that of these exercises alone. `grounds` has every language of [`languages`](Self::languages).
    pub fn new(
        packs: &'a [Pack],
        only: &[String],
        grounds: &BTreeMap<String, Ground>,
        memory: &Memory,
    ) -> Self {
        let mut plan = Self::default();
        let mut seen = HashSet::new();
        for claim in claims(packs, only) {
            let Some(ground) = grounds.get(claim.language()) else {
                continue;
            };
            let key = key(&claim, ground);
            if !seen.insert(key.clone()) {
                continue;
            }
            let steps = match memory.knows(&key) {
                true => &mut plan.remembered,
                false => &mut plan.left,
            };
            steps.push(Step { claim, key });
        }
        plan
    }

    /// The languages of all that is claimed.
    pub fn languages(packs: &'a [Pack], only: &[String]) -> BTreeSet<&'a str> {
        claims(packs, only).map(|claim| claim.language()).collect()
    }
}

fn claims<'a>(packs: &'a [Pack], only: &[String]) -> impl Iterator<Item = Claim<'a>> {
    let is_meant = move |claim: &Claim<'_>| {
        let id = claim.exercise().map(|exercise| &exercise.id);
        only.is_empty() || id.is_some_and(|id| only.contains(id))
    };
    packs.iter().flat_map(Claim::of).filter(is_meant)
}

/// All that a claim's proof depends on, by what Rust says of it: a field that is added later counts by itself.
fn key(claim: &Claim<'_>, ground: &Ground) -> Key {
    let (what, checks): (String, &[Check]) = match claim.kind {
        Kind::Solution(exercise) => ("solution".to_owned(), &exercise.checks),
        Kind::Starter(exercise) => ("starter".to_owned(), &exercise.checks),
        Kind::Empty(exercise) => ("empty".to_owned(), &exercise.checks),
        Kind::Wrong(exercise, wrong) => (format!("fails {}", wrong.fails), &exercise.checks),
        Kind::Words(exercise) => {
            let (path, wording) = (&claim.lesson.path, &exercise.wording);
            (format!("words {path} {wording:?}"), &exercise.checks)
        }
        Kind::Example(_) => ("example".to_owned(), &[]),
    };
    let mut hash = Sha256::new();
    let parts: [&dyn Debug; 4] = [&what, &claim.job(), &checks, &ground.0];
    for part in parts {
        // What is quoted has no line end in it.
        hash.update(format!("{part:?}\n"));
    }
    Key::new(&hash.finalize())
}
