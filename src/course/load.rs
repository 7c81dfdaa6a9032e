//! A whole pack: its lessons found, read, put in order, translated.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::block::Block;
use super::draft::{self, Draft, Outline};
use super::exercise::{Defaults, assemble};
use super::limits::Granted;
use super::lint;
use super::manifest::Manifest;
use super::name::{self, LessonName};
use super::picture::Pictures;
use super::problems::in_order;
use super::reader::Reader;
use super::sketch::sketch;
use super::source::Source;
use super::words::quoted;
use super::{Files, Lesson, Pack, Problem, Sums};
use super::{hidden, sums, translation};
use crate::run::Limits;

/// A lesson that was read.
pub(super) struct Drafted {
    pub lesson: Lesson,
    /// Whether nothing of its text may be lost or misread.
    pub is_whole: bool,
    /// Of its exercises, before they are translated.
    pub sums: Vec<(String, Sums)>,
}

/// What came of reading a pack.
#[derive(Debug)]
pub struct Loaded {
    /// The pack; `None` where any problem is an error.
    pub pack: Option<Pack>,
    /// All that is wrong, by file and place.
    pub problems: Vec<Problem>,
}

/// Reads a pack with the prose of a language (`ko`, `pt-BR`) where it is translated, else of its base.
///
/// Translations to other languages are not looked at; [`check`] looks at all. Linear in the pack's size;
/// a text of more than 8 MiB is refused unread.
pub fn load(files: &dyn Files, lang: &str) -> Loaded {
    load_within(files, lang, Limits::default())
}

/// The same where the learner allows runs so much: no pack gets more.
pub fn load_within(files: &dyn Files, lang: &str, limits: Limits) -> Loaded {
    sketch(files, lang, Granted::new(limits)).loaded()
}

/// The same where the learner has granted this pack more: what [`asks`](super::asks) gives, or a part of it.
pub fn load_as_granted(
    files: &dyn Files,
    lang: &str,
    limits: Limits,
    granted: &BTreeMap<String, u64>,
) -> Loaded {
    sketch(files, lang, Granted::with(limits, granted)).loaded()
}

/// The same where runs may use so much, and more where the pack asks for it: as whoever proves a pack reads it.
pub fn load_as_asked(files: &dyn Files, lang: &str, limits: Limits) -> Loaded {
    sketch(files, lang, Granted::generous(limits)).loaded()
}

/// What is wrong with a pack in any of its languages, by file and place, and what a careful author would mend besides.
pub fn check(files: &dyn Files) -> Vec<Problem> {
    check_with(files, None)
}

/// The same where code can be run in these languages and in no others.
pub fn check_for(files: &dyn Files, languages: &[String]) -> Vec<Problem> {
    check_with(files, Some(languages))
}

fn check_with(files: &dyn Files, known: Option<&[String]>) -> Vec<Problem> {
    let mut problems = load(files, "").problems;
    for lang in languages(files) {
        problems.extend(load(files, &lang).problems);
    }
    problems.extend(lint::lint(files, known));
    in_order(problems)
}

/// The languages that some lesson is translated to, sorted.
pub fn languages(files: &dyn Files) -> Vec<String> {
    let Ok(paths) = files.list() else {
        return Vec::new();
    };
    let names = paths
        .iter()
        .filter_map(|path| name::parse(path).ok().flatten());
    let languages: BTreeSet<String> = names.filter_map(|name| name.lang).collect();
    languages.into_iter().collect()
}

/// The pack, without its lessons and its pages.
pub(super) fn pack(manifest: Manifest, lang: &str) -> Pack {
    let title = manifest.titles.iter().find(|(of, _)| *of == lang);
    let primary = manifest
        .titles
        .iter()
        .find(|(of, _)| of == name::primary(lang));
    let title = title.or(primary).map(|(_, title)| title.clone());
    Pack {
        id: manifest.id,
        title: title.unwrap_or(manifest.title),
        version: manifest.version,
        language: manifest.language,
        authors: manifest.authors,
        license: manifest.license,
        description: manifest.description,
        limits: manifest.limits.now,
        workshop: manifest.workshop,
        welcome: None,
        glossary: None,
        lessons: Vec::new(),
        sums: BTreeMap::new(),
    }
}

/// Reads the lessons and what is wrong between them. Those that cannot be read are not among them.
pub(super) fn lessons(
    names: &[LessonName],
    manifest: &Manifest,
    lang: &str,
    reader: &mut Reader<'_>,
) -> Vec<Drafted> {
    let language = &manifest.language;
    let bases: Vec<(&LessonName, Source)> = names
        .iter()
        .filter(|name| name.lang.is_none())
        .filter_map(|name| Some((name, reader.text(&name.path)?)))
        .collect();
    let translations = translations(names, lang, reader);
    let drafts: Vec<(&LessonName, Draft<'_>)> = bases
        .iter()
        .map(|(name, source)| (*name, draft::read(source, language, &mut reader.problems)))
        .collect();
    let homes = homes(&drafts, reader);
    let mut lessons = Vec::new();
    let mut pictures = Pictures::default();
    for (name, draft) in drafts {
        draft::report_orphans(&draft, &homes, &mut reader.problems);
        let lesson = lesson(name, &draft, manifest, lang, reader);
        let sums = sums::of_all(&lesson.exercises);
        let mut drafted = match translations.get(name.stem()) {
            Some((lang, source)) => {
                let translation = draft::read(source, language, &mut reader.problems);
                draft::report_orphans(&translation, &homes, &mut reader.problems);
                Drafted {
                    sums,
                    is_whole: !draft.broken && !translation.broken,
                    lesson: translation::translate(lesson, &draft, translation, lang, reader),
                }
            }
            None => Drafted {
                is_whole: !draft.broken,
                lesson,
                sums,
            },
        };
        let Lesson { body, path, .. } = &mut drafted.lesson;
        pictures.attach(body, path, reader);
        lessons.push(drafted);
    }
    lessons
}

/// The translations to a language, by the stem of their base; `pt-BR` takes `pt` where there is no better.
fn translations(
    names: &[LessonName],
    lang: &str,
    reader: &mut Reader<'_>,
) -> BTreeMap<String, (String, Source)> {
    let mut chosen: BTreeMap<String, &LessonName> = BTreeMap::new();
    for name in names {
        let Some(of) = name.lang.as_deref() else {
            continue;
        };
        if of == lang || of == name::primary(lang) && !chosen.contains_key(name.stem()) {
            chosen.insert(name.stem().to_owned(), name);
        }
    }
    chosen
        .into_iter()
        .filter_map(|(stem, name)| {
            let lang = name.lang.clone()?;
            Some((stem, (lang, reader.text(&name.path)?)))
        })
        .collect()
}

/// Where each exercise is; a second one of an id in another lesson is a problem.
fn homes(
    drafts: &[(&LessonName, Draft<'_>)],
    reader: &mut Reader<'_>,
) -> HashMap<String, (String, usize)> {
    let mut homes: HashMap<String, (String, usize)> = HashMap::new();
    for card in drafts
        .iter()
        .flat_map(|(_, draft)| draft.outlines.iter().filter_map(Outline::card))
    {
        let id = &card.exercise.text;
        match homes.get(id) {
            Some((path, line)) => reader.problems.add(|| second(card, path, *line)),
            None => {
                homes.insert(id.clone(), (card.source().path.clone(), card.line()));
            }
        }
    }
    homes
}

fn second(card: &Block<'_>, path: &str, line: usize) -> Problem {
    let id = quoted(&card.exercise.text);
    card.source()
        .error(
            card.exercise.at.clone(),
            format!("there is an exercise {id} already"),
        )
        .help(format!(
            "the first is at {path}:{line}; give this one another id"
        ))
}

/// The lesson of a base file.
fn lesson(
    name: &LessonName,
    draft: &Draft<'_>,
    manifest: &Manifest,
    lang: &str,
    reader: &mut Reader<'_>,
) -> Lesson {
    let defaults = Defaults {
        language: &manifest.language,
        limits: manifest.limits,
    };
    let outlines = draft.outlines.iter();
    let (exercises, hidden): (Vec<_>, Vec<_>) = outlines
        .filter_map(|outline| Some((outline, outline.card()?)))
        .map(|(outline, card)| assemble(outline, card, &defaults, !draft.broken, reader))
        .unzip();
    let mut body = draft.body.clone();
    hidden::put_behind_cards(&mut body, hidden.into_iter().flatten());
    Lesson {
        id: name.id.clone(),
        path: name.path.clone(),
        title: draft.title.clone(),
        body,
        exercises,
        translated: lang.is_empty() || manifest.prose == name::primary(lang),
    }
}
