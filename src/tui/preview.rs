//! A preview: what an author sees of a pack beside what its learners will.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::course::{Document, Edition, Inline, Lesson, Level, Node, Pack, Problem, Workshop};
use crate::locale::Words;
use crate::run::Limits;

/// The terminals that are tried, cells wide.
const WIDTHS: [u16; 3] = [80, 100, 120];

/// What an author has set, and what is wrong with the pack.
#[derive(Debug, Default)]
pub struct Preview {
    edition: Edition,
    /// The language of the prose that is shown.
    lang: String,
    /// How wide a terminal is tried; `None` for the whole one.
    pub width: Option<u16>,
    /// Whether what learners do not see is shown.
    pub reveals: bool,
    /// Which problem is told at its place.
    told: Option<usize>,
}

/// How many errors and warnings a pack has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// What forbids to use it.
    pub errors: usize,
    /// What one can live with.
    pub warnings: usize,
}

impl Preview {
    /// A preview of this edition, in the prose of `lang` where there is some.
    pub fn new(edition: Edition, lang: &str) -> Self {
        let mut preview = Self {
            lang: lang.to_owned(),
            ..Self::default()
        };
        preview.take(edition);
        preview
    }

    /// Takes another edition. Of its problems one that was not there before is told: an error sooner than anything else, and one
    /// of the language that is shown sooner than of another. Says whether there is one.
    pub fn take(&mut self, edition: Edition) -> bool {
        let before = std::mem::replace(&mut self.edition, edition);
        let told = self.told.and_then(|told| before.problems.get(told));
        let problems = &self.edition.problems;
        let is_new = |p: &Problem| !before.problems.iter().any(|old| is_same(old, p));
        let same = told.and_then(|told| problems.iter().position(|p| is_same(p, told)));
        let new = problems.iter().enumerate().filter(|(_, p)| is_new(p));
        let is_shown = |p: &Problem| {
            let lesson = self.lesson_of(&p.path);
            lesson.is_none_or(|(lang, _)| lang == self.lang)
        };
        let new = new.min_by_key(|(_, p)| (p.level != Level::Error, !is_shown(p)));
        let new = new.map(|(index, _)| index);
        self.told = new.or(same);
        if self.edition.pack(&self.lang).is_none()
            && let Some((base, _)) = self.edition.packs.first()
        {
            self.lang.clone_from(base);
        }
        new.is_some()
    }

    /// The edition that is shown.
    pub fn edition(&self) -> &Edition {
        &self.edition
    }

    /// The pack in the language that is shown; nothing where there is no lesson yet.
    pub fn pack(&self) -> Option<&Arc<Pack>> {
        self.edition.pack(&self.lang)
    }

    /// The language that is shown.
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// Whether there is another language to show.
    pub fn has_languages(&self) -> bool {
        self.edition.packs.len() > 1
    }

    /// Shows this language, where there is some of it.
    pub fn speak(&mut self, lang: &str) {
        if self.edition.pack(lang).is_some() {
            lang.clone_into(&mut self.lang);
        }
    }

    /// Shows the next language.
    pub fn next_language(&mut self) {
        let packs = &self.edition.packs;
        let now = packs.iter().position(|(lang, _)| *lang == self.lang);
        let next = now.map_or(0, |now| (now + 1) % packs.len().max(1));
        if let Some((lang, _)) = packs.get(next) {
            self.lang.clone_from(lang);
        }
    }

    /// Tries the next width that is less than the terminal has. Says whether there is one.
    pub fn next_width(&mut self, terminal: u16) -> bool {
        let narrower = WIDTHS.iter().filter(|width| **width < terminal);
        let mut wider = narrower.filter(|width| self.width.is_none_or(|now| **width > now));
        let before = self.width;
        self.width = wider.next().copied();
        self.width != before
    }

    /// What is wrong, and is told at its place.
    pub fn told(&self) -> Option<&Problem> {
        self.edition.problems.get(self.told?)
    }

    /// Which of the problems that is, from 1, and how many there are.
    pub fn told_number(&self) -> (usize, usize) {
        let number = self.told.map_or(0, |told| told + 1);
        (number, self.edition.problems.len())
    }

    /// Tells the next problem, and gives it.
    pub fn tell_next(&mut self) -> Option<&Problem> {
        let next = self.told.map_or(0, |told| told + 1);
        let count = self.edition.problems.len();
        self.told = (count > 0).then(|| next % count.max(1));
        self.told()
    }

    /// Tells none. Says whether one was told.
    pub fn hush(&mut self) -> bool {
        self.told.take().is_some()
    }

    /// The problems of a lesson's file.
    pub fn problems_of(&self, path: &str) -> impl Iterator<Item = &Problem> {
        let problems = self.edition.problems.iter();
        problems.filter(move |problem| problem.path == path)
    }

    /// How many there are.
    pub fn counts(&self) -> Counts {
        let all = self.edition.problems.len();
        let errors = self.edition.problems.iter();
        let errors = errors.filter(|p| p.level == Level::Error).count();
        Counts {
            errors,
            warnings: all - errors,
        }
    }

    /// The language and the lesson that a file is, the language that is shown first.
    pub fn lesson_of(&self, path: &str) -> Option<(&str, usize)> {
        let packs = self.edition.packs.iter();
        let shown = packs.clone().filter(|(lang, _)| *lang == self.lang);
        let others = packs.filter(|(lang, _)| *lang != self.lang);
        shown.chain(others).find_map(|(lang, pack)| {
            let lesson = pack.lessons.iter().position(|l| l.path == path)?;
            Some((lang.as_str(), lesson))
        })
    }
}

/// Whether two problems are one, wherever it stands now.
fn is_same(a: &Problem, b: &Problem) -> bool {
    (&a.path, &a.message, a.level) == (&b.path, &b.message, b.level)
}

/// What is shown where there is no lesson yet: a lesson that says so.
pub fn nothing(words: &Words) -> Arc<Pack> {
    let title = words.say("preview-nothing");
    let heading = Node::Heading {
        level: 1,
        text: vec![Inline::Text(title.clone())],
        line: 1,
    };
    let help = Node::Paragraph(vec![Inline::Text(words.say("preview-nothing-help"))]);
    Arc::new(Pack {
        id: String::new(),
        title: String::new(),
        version: String::new(),
        language: String::new(),
        authors: Vec::new(),
        license: None,
        description: String::new(),
        limits: Limits::default(),
        workshop: Workshop::default(),
        welcome: None,
        glossary: None,
        lessons: vec![Lesson {
            id: String::new(),
            path: String::new(),
            title,
            body: Document::from(vec![heading, help]),
            exercises: Vec::new(),
            translated: true,
        }],
        sums: BTreeMap::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_widths_that_fit_are_tried() {
        let mut preview = Preview::default();
        let mut tried = |terminal| {
            let moved = preview.next_width(terminal);
            (moved, preview.width)
        };
        assert_eq!(tried(120), (true, Some(80)));
        assert_eq!(tried(120), (true, Some(100)));
        assert_eq!(tried(120), (true, None));
        assert_eq!(tried(80), (false, None));
        // The terminal has become smaller meanwhile.
        assert_eq!(tried(200), (true, Some(80)));
        assert_eq!(tried(60), (true, None));
    }
}
