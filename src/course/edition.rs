//! A pack at one moment of its author's work, in every language that it is written in.

use std::sync::Arc;

use super::limits::Granted;
use super::lint::lint;
use super::load::languages;
use super::problems::in_order;
use super::sketch::sketch;
use super::{Files, Level, Pack, Problem};
use crate::run::Limits;

/// A pack as its author sees it: what of it can be shown, and all that is wrong.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Edition {
    /// By the language of the prose, the base's first. None where there never was a lesson.
    pub packs: Vec<(String, Arc<Pack>)>,
    /// In any language, by file and place; what a careful author would mend is among them.
    pub problems: Vec<Problem>,
}

impl Edition {
    /// Reads a pack. What cannot be made out is as it was in `last`: whoever is in the middle of a word keeps the lesson before
    /// their eyes.
    pub fn read(files: &dyn Files, limits: Limits, last: Option<&Self>) -> Self {
        let granted = Granted::new(limits);
        let base = sketch(files, "", granted);
        // A folder that is gone has no languages either.
        if let Some(last) = last.filter(|_| base.is_empty()) {
            return Self {
                packs: last.packs.clone(),
                problems: base.problems,
            };
        }
        let translations = languages(files).into_iter().map(|lang| {
            let sketch = sketch(files, &lang, granted);
            (lang, sketch)
        });
        let prose = match base.prose.as_str() {
            // Nobody says, or not in a way that can be read.
            "" => last
                .and_then(|last| last.packs.first())
                .map_or("en", |(lang, _)| lang.as_str()),
            prose => prose,
        };
        let all = std::iter::once((prose.to_owned(), base)).chain(translations);
        let mut edition = Self::default();
        for (lang, sketch) in all {
            let before = last.and_then(|last| last.pack(&lang));
            let now = sketch.over(before.map(Arc::as_ref));
            let pack = now.map(|now| match before {
                Some(before) if **before == now => Arc::clone(before),
                _ => Arc::new(now),
            });
            edition.packs.extend(pack.map(|pack| (lang, pack)));
            edition.problems.extend(sketch.problems);
        }
        edition.problems.extend(lint(files, None));
        edition.problems = in_order(edition.problems);
        edition
    }

    /// The pack in this language.
    pub fn pack(&self, lang: &str) -> Option<&Arc<Pack>> {
        let found = self.packs.iter().find(|(of, _)| of == lang);
        found.map(|(_, pack)| pack)
    }

    /// Whether the pack can be used as it is.
    pub fn is_sound(&self) -> bool {
        self.problems.iter().all(|p| p.level != Level::Error)
    }

    /// Whether this may be a pack that is only half written: it has errors that `last` had not, or lacks a lesson.
    pub fn is_doubtful(&self, last: &Self) -> bool {
        let mut errors = self.problems.iter().filter(|p| p.level == Level::Error);
        let lacks = |(lang, before): &(String, Arc<Pack>)| {
            let now = self.pack(lang);
            let has = |id: &str| now.is_some_and(|now| now.lessons.iter().any(|l| l.id == id));
            before.lessons.iter().any(|lesson| !has(&lesson.id))
        };
        errors.any(|p| !last.problems.contains(p)) || last.packs.iter().any(lacks)
    }
}
