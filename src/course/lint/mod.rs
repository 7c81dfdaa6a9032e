//! What a careful author looks after beyond what makes a pack work: links that lead somewhere, images that can be shown and have
//! words, headings in order, code that fits, files that somebody reads, languages that there are.
//!
//! For authors alone: a learner waits for none of it. It says nothing that loading the pack says already.

mod examples;
mod files;
mod headings;
mod hints;
mod languages;
mod links;
mod pages;
mod pictures;
mod prose;
mod width;

use super::block::{Block, Role};
use super::limits::Granted;
use super::manifest::{self, Manifest};
use super::name::{self, LessonName};
use super::problems::Problems;
use super::reader::Reader;
use super::source::{Excerpt, Source};
use super::{Files, Problem, page};
use prose::Prose;

/// What is worth a word in a pack, its translations included. `known` are the languages that code can be run in, where there
/// is somebody who knows them.
pub(super) fn lint(files: &dyn Files, known: Option<&[String]>) -> Vec<Problem> {
    let Ok(mut reader) = Reader::open(files) else {
        return Vec::new();
    };
    let manifest = manifest::read(&mut reader, Granted::default());
    let names = name::lessons(&mut reader);
    let sources: Vec<(&LessonName, Source)> = names
        .iter()
        .filter_map(|name| Some((name, reader.text(&name.path)?)))
        .collect();
    let pages: Vec<Page<'_>> = sources
        .iter()
        .map(|(name, source)| Page::read(name, source))
        .collect();
    let notes = notes(&pages, &mut reader);
    let welcome = manifest.welcome.as_deref();
    let others = welcome.into_iter().chain([page::GLOSSARY]);
    let others: Vec<Source> = others
        .flat_map(|path| page::sources(path, &mut reader))
        .collect();
    // What was found so far, whoever loads the pack finds as well.
    reader.problems = Problems::default();
    look(&pages, &notes, &others, &manifest, known, &mut reader);
    reader.problems.into_vec()
}

fn look(
    pages: &[Page<'_>],
    notes: &[Source],
    others: &[Source],
    manifest: &Manifest,
    known: Option<&[String]>,
    reader: &mut Reader<'_>,
) {
    let hints: Vec<Text<'_>> = notes.iter().map(Text::of_file).collect();
    let others: Vec<Text<'_>> = others.iter().map(Text::of_file).collect();
    let files = || hints.iter().chain(&others);
    let texts = || pages.iter().flat_map(Page::texts).chain(files());
    let mut problems = std::mem::take(&mut reader.problems);
    for page in pages {
        headings::check(&page.body, &mut problems);
        width::check(&page.body, &mut problems);
        hints::check(page, &mut problems);
    }
    for text in &others {
        headings::check(text, &mut problems);
        width::check(text, &mut problems);
        pages::check(text, &mut problems);
    }
    links::check(texts(), pages, reader, &mut problems);
    pictures::check(texts(), reader, &mut problems);
    files::check(texts(), pages, reader, &mut problems);
    examples::check(pages, &mut problems);
    if let Some(known) = known {
        languages::check(pages, manifest, known, reader, &mut problems);
    }
    reader.problems = problems;
}

/// A lesson or its translation, and what stands in it.
struct Page<'a> {
    name: &'a LessonName,
    body: Text<'a>,
    /// Its hints, each a text of its own.
    hints: Vec<Text<'a>>,
}

impl<'a> Page<'a> {
    fn read(name: &'a LessonName, source: &'a Source) -> Self {
        let body = Text {
            excerpt: Excerpt::whole(source),
            prose: prose::of_lesson(source),
        };
        let hints = body.prose.parts.iter().filter(|b| b.role == Role::Hint);
        let hints = hints.map(Text::of_block).collect();
        Self { name, body, hints }
    }

    fn texts(&self) -> impl Iterator<Item = &Text<'a>> {
        std::iter::once(&self.body).chain(&self.hints)
    }

    /// The blocks of one role, in order.
    fn parts(&self, role: Role) -> impl Iterator<Item = &Block<'a>> {
        self.body.prose.parts.iter().filter(move |b| b.role == role)
    }
}

/// A Markdown text: a lesson, a hint of it, or a file of hints.
struct Text<'a> {
    excerpt: Excerpt<'a>,
    prose: Prose<'a>,
}

impl<'a> Text<'a> {
    fn of_block(block: &Block<'a>) -> Self {
        Self {
            excerpt: block.body.clone(),
            prose: prose::of_text(&block.body.text),
        }
    }

    fn of_file(source: &'a Source) -> Self {
        Self {
            excerpt: Excerpt::whole(source),
            prose: prose::of_text(&source.text),
        }
    }

    /// The file that it stands in.
    fn path(&self) -> &str {
        &self.excerpt.source.path
    }
}

/// The files of hints in the folders of exercises.
fn notes(pages: &[Page<'_>], reader: &mut Reader<'_>) -> Vec<Source> {
    let mut paths: Vec<String> = folders(pages)
        .flat_map(|dir| {
            let is_hints = |path: &String| path.starts_with("hints.") && path.ends_with(".md");
            let inside = reader.under(dir).into_iter().filter(is_hints);
            inside.map(move |path| format!("{dir}/{path}"))
        })
        .collect();
    paths.sort();
    paths.dedup();
    paths.iter().filter_map(|path| reader.text(path)).collect()
}

/// The folders that exercises name by `dir=`.
fn folders<'p>(pages: &'p [Page<'_>]) -> impl Iterator<Item = &'p str> {
    pages
        .iter()
        .flat_map(|page| page.parts(Role::Exercise))
        .filter_map(|card| Some(card.dir.as_ref()?.text.as_str()))
}
