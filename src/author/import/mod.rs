//! A checkout of an Exercism track becomes a pack: an exercise a lesson, in the track's order.
//!
//! Nothing of a test is altered, and nothing of a text but what would lead nowhere or mean something else in a lesson. What
//! cannot be carried over is left out and reported; what is written has passed `course`'s own reading. It knows no terminal.

mod config;
mod exercise;
mod known;
mod lesson;
mod markdown;
mod order;
mod report;
mod target;
mod track;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::course::{self, Level};
use crate::render::text::visible;
use exercise::{PackFiles, Part};
use order::Planned;
pub use report::{Fate, Note, Refusal, Report, Why};
pub use track::Kind;
use track::Track;

/// A track cannot be imported at all.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The folder is no track.
    #[error(
        "{} cannot be read: {error}\nA track is a checkout of one of Exercism's repositories, such as exercism/elixir",
        path.display()
    )]
    NoTrack {
        /// Its config.json.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// What it says of itself makes no sense.
    #[error("{} does not describe a track: {error}", path.display())]
    Config {
        /// Its config.json.
        path: PathBuf,
        /// What and where.
        error: serde_json::Error,
    },
    /// The name of the track cannot be a pack's.
    #[error("{0:?}, the track's slug, is no id: an id is made of a to z, 0 to 9 and `-`")]
    Slug(String),
    /// The pack's folder is there already.
    #[error("{} is there and not empty: name a folder that is not there yet", .0.display())]
    Occupied(PathBuf),
    /// Every exercise was left out.
    #[error("nothing could be imported: {}", why(.0))]
    Nothing(Report),
    /// The pack cannot be written.
    #[error("cannot write {}: {error}", path.display())]
    Write {
        /// Its folder.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

fn why(report: &Report) -> String {
    let first = report
        .exercises
        .iter()
        .find_map(|fate| Some(format!("{}: {}", fate.slug, fate.end.as_ref().err()?)));
    match first {
        // A track's own words are as foreign as any.
        Some(first) => visible(&first).into_owned(),
        None => "the track lists no exercise".to_owned(),
    }
}

/// Makes a pack of the track in this folder, which must be empty or not there.
pub fn exercism(folder: &Path, pack: &Path) -> Result<Report, ImportError> {
    let place = target::find(pack)?;
    let track = Track::open(folder)?;
    if !course::is_id(&track.config.slug) {
        return Err(ImportError::Slug(track.config.slug));
    }
    let mut making = Making::new(&track);
    for planned in &order::order(&track.config) {
        making.add(planned);
    }
    let (files, report) = making.finish();
    if report.imported() == 0 {
        return Err(ImportError::Nothing(report));
    }
    target::fill(&place, pack, &files)?;
    Ok(report)
}

/// A pack that is being made.
struct Making<'t> {
    track: &'t Track,
    report: Report,
    files: PackFiles,
    slugs: BTreeSet<String>,
    authors: Vec<String>,
}

const LICENSE: &str = "LICENSE";
const MANIFEST: &str = "pack.toml";

impl<'t> Making<'t> {
    fn new(track: &'t Track) -> Self {
        let license = track.text(LICENSE);
        let spdx = license.as_deref().and_then(known::license);
        let mut files = PackFiles::new();
        if let Some(text) = license {
            files.insert(LICENSE.to_owned(), text.into_bytes());
        }
        Self {
            report: Report {
                track: track.config.language.clone(),
                pack: format!("exercism-{}", track.config.slug),
                language: track.config.slug.clone(),
                license: spdx.map(str::to_owned),
                exercises: Vec::new(),
            },
            track,
            files,
            slugs: BTreeSet::new(),
            authors: Vec::new(),
        }
    }

    /// Adds an exercise, or says why not.
    fn add(&mut self, planned: &Planned<'_>) {
        let entry = planned.entry;
        let (end, notes) = match self.part(planned) {
            Ok(part) => {
                let path = self.lesson_path(&entry.slug);
                let notes = part.notes;
                self.files.insert(path.clone(), part.lesson.into_bytes());
                self.files.extend(part.files);
                for author in part.authors {
                    if !self.authors.contains(&author) {
                        self.authors.push(author);
                    }
                }
                (Ok(path), notes)
            }
            Err(refusal) => (Err(refusal), Vec::new()),
        };
        self.report.exercises.push(Fate {
            slug: entry.slug.clone(),
            name: entry.name.clone(),
            kind: planned.kind,
            end,
            notes,
        });
    }

    /// An exercise that is known to be sound.
    fn part(&mut self, planned: &Planned<'_>) -> Result<Part, Refusal> {
        let slug = &planned.entry.slug;
        if !self.slugs.insert(slug.clone()) {
            return Err(Refusal::Twice);
        }
        let (language, license) = (&self.report.language, self.report.license.as_deref());
        let part = exercise::read(self.track, planned, language, license)?;
        let mut alone = part.files.clone();
        alone.insert(self.lesson_path(slug), part.lesson.clone().into_bytes());
        alone.insert(MANIFEST.to_owned(), self.manifest().into_bytes());
        let mut problems = course::check(&alone);
        problems.retain(|problem| problem.level == Level::Error);
        match problems.is_empty() {
            true => Ok(part),
            false => Err(Refusal::Unsound(problems)),
        }
    }

    /// The next lesson's path.
    fn lesson_path(&self, slug: &str) -> String {
        format!("{:03}-{slug}.md", self.report.imported() + 1)
    }

    fn manifest(&self) -> String {
        let config = &self.track.config;
        let manifest = Manifest {
            id: &self.report.pack,
            title: format!("{} on Exercism", config.language),
            version: "1.0.0",
            language: &self.report.language,
            prose: "en",
            authors: &self.authors,
            license: self.report.license.as_deref(),
            description: first_sentence(&config.blurb),
        };
        // A table of strings is what TOML has always a form for.
        toml::to_string(&manifest).unwrap_or_default()
    }

    fn finish(mut self) -> (PackFiles, Report) {
        let manifest = self.manifest();
        self.files
            .insert(MANIFEST.to_owned(), manifest.into_bytes());
        (self.files, self.report)
    }
}

/// A pack's `pack.toml`.
#[derive(Serialize)]
struct Manifest<'m> {
    id: &'m str,
    title: String,
    version: &'m str,
    language: &'m str,
    prose: &'m str,
    authors: &'m [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<&'m str>,
    description: &'m str,
}

fn first_sentence(text: &str) -> &str {
    match text.find(". ") {
        Some(end) => &text[..=end],
        None => text,
    }
}
