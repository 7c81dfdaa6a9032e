//! A pack whose author is still at work on it: what can be made out of it, whatever is wrong, beside all that is.

use std::collections::BTreeMap;

use super::limits::Granted;
use super::load::{self, Loaded};
use super::problems::any_error;
use super::reader::Reader;
use super::{Files, Lesson, Level, Pack, Problem, manifest, name, page};

/// A pack as it stands, sound or not.
#[derive(Debug)]
pub struct Sketch {
    /// What its base is written in.
    pub prose: String,
    /// All that is wrong, by file and place.
    pub problems: Vec<Problem>,
    /// Without its lessons.
    pack: Pack,
    /// In order.
    lessons: Vec<Attempt>,
}

/// A lesson, as far as it can be made out.
#[derive(Debug)]
struct Attempt {
    id: String,
    /// `None` where its file cannot be read.
    lesson: Option<Lesson>,
    /// Whether nothing of it may be lost or misread: a fence that is not closed swallows what follows it.
    is_whole: bool,
}

/// Reads a pack as its author is to see it, with the prose of a language, where its runs may use so much.
pub(super) fn sketch(files: &dyn Files, lang: &str, granted: Granted) -> Sketch {
    let mut reader = match Reader::open(files) {
        Ok(reader) => reader,
        Err(problem) => return Sketch::nothing(problem),
    };
    let manifest = manifest::read(&mut reader, granted);
    let names = name::lessons(&mut reader);
    let mut drafted = load::lessons(&names, &manifest, lang, &mut reader)
        .into_iter()
        .peekable();
    let bases = names.iter().filter(|name| name.lang.is_none());
    let mut sums = BTreeMap::new();
    let lessons = bases.map(|name| {
        // Those that were read are in the order of their names.
        let read = drafted.next_if(|drafted| drafted.lesson.id == name.id);
        let its = read.iter().flat_map(|drafted| &drafted.sums).cloned();
        sums.extend(its);
        Attempt {
            id: name.id.clone(),
            is_whole: read.as_ref().is_some_and(|drafted| drafted.is_whole),
            lesson: read.map(|drafted| drafted.lesson),
        }
    });
    let lessons = lessons.collect();
    let welcome = manifest.welcome.as_deref();
    let welcome = welcome.and_then(|path| page::read(path, lang, &mut reader));
    let glossary = page::read(page::GLOSSARY, lang, &mut reader);
    Sketch {
        lessons,
        prose: manifest.prose.clone(),
        pack: Pack {
            welcome,
            glossary,
            sums,
            ..load::pack(manifest, lang)
        },
        problems: reader.problems.into_vec(),
    }
}

impl Sketch {
    /// That of a folder that cannot be read.
    fn nothing(problem: Problem) -> Self {
        let manifest = manifest::Manifest::default();
        Self {
            prose: manifest.prose.clone(),
            pack: load::pack(manifest, ""),
            lessons: Vec::new(),
            problems: vec![problem],
        }
    }

    /// Whether there is no lesson at all.
    pub(super) fn is_empty(&self) -> bool {
        self.lessons.is_empty()
    }

    /// As learners get it: not at all where there is any error.
    pub(super) fn loaded(self) -> Loaded {
        let Self {
            mut pack,
            lessons,
            problems,
            ..
        } = self;
        pack.lessons = lessons.into_iter().filter_map(|a| a.lesson).collect();
        Loaded {
            pack: (!any_error(&problems)).then_some(pack),
            problems,
        }
    }

    /// The pack, with the lessons of `last`, an earlier look at it, in the place of those that cannot be made out now. `None` where
    /// there is no lesson at all.
    pub fn over(&self, last: Option<&Pack>) -> Option<Pack> {
        let is_wrong = |p: &Problem| p.level == Level::Error && p.path == manifest::PATH;
        // Without the manifest nobody knows what its code is written in.
        if self.lessons.is_empty() || self.problems.iter().any(is_wrong) && last.is_some() {
            return last.cloned();
        }
        let before = |id: &str| last?.lessons.iter().find(|l| l.id == id).cloned();
        let lessons = self.lessons.iter().filter_map(|attempt| {
            let earlier = match attempt.is_whole {
                true => None,
                false => before(&attempt.id),
            };
            earlier.or_else(|| attempt.lesson.clone())
        });
        let pack = Pack {
            lessons: lessons.collect(),
            ..self.pack.clone()
        };
        (!pack.lessons.is_empty()).then_some(pack)
    }
}
