//! One exercise of a track as files of a pack: what the learner begins with, the tests, the solution, and what they need.

use std::collections::{BTreeMap, BTreeSet};

use super::config::ExerciseConfig;
use super::known::{self, SOURCES, TOOLING};
use super::lesson;
use super::order::Planned;
use super::report::{Note, Refusal, Why};
use super::track::{Folder, Kind, Track};
use crate::course::is_id;

/// Files of a pack by their paths.
pub(super) type PackFiles = BTreeMap<String, Vec<u8>>;

/// An exercise that can be a lesson.
#[derive(Debug)]
pub(super) struct Part {
    /// Its lesson's text.
    pub lesson: String,
    /// Its folder's files.
    pub files: PackFiles,
    pub notes: Vec<Note>,
    /// Who made it.
    pub authors: Vec<String>,
}

/// Where an exercise's folder is in the pack.
pub(super) fn home(slug: &str) -> String {
    format!("exercises/{slug}")
}

/// Reads an exercise, whose lesson is to be in this language.
pub(super) fn read(
    track: &Track,
    planned: &Planned<'_>,
    language: &str,
    license: Option<&str>,
) -> Result<Part, Refusal> {
    let slug = &planned.entry.slug;
    if !is_id(slug) {
        return Err(Refusal::Slug(slug.clone()));
    }
    let folder = track.exercise(planned.kind, slug);
    let config: ExerciseConfig = folder.json(".meta/config.json")?;
    let mut reading = Reading {
        folder: &folder,
        config: &config,
        home: home(slug),
        files: PackFiles::new(),
        notes: notes(planned),
    };
    reading.starter()?;
    reading.tests()?;
    reading.solution(planned.kind)?;
    reading.others()?;
    reading.limits(&track.config.slug, slug);
    let Reading {
        mut files,
        mut notes,
        home,
        ..
    } = reading;
    let origin = lesson::Origin {
        track: &track.config,
        entry: planned.entry,
        config: &config,
        license,
    };
    let written = lesson::write(&folder, &origin, language)?;
    files.insert(format!("{home}/hints.md"), written.hints.into_bytes());
    notes.extend(written.notes);
    Ok(Part {
        lesson: written.lesson,
        files,
        notes,
        authors: config.authors,
    })
}

/// What the track's own list says of it.
fn notes(planned: &Planned<'_>) -> Vec<Note> {
    let mut notes = Vec::new();
    let status = planned.entry.status.as_ref();
    if let Some(status) = status.filter(|s| !matches!(s.as_str(), "active" | "beta")) {
        notes.push(Note::Status(status.clone()));
    }
    if planned.is_moved {
        notes.push(Note::Moved);
    }
    if !planned.untaught.is_empty() {
        notes.push(Note::Untaught(planned.untaught.clone()));
    }
    notes
}

struct Reading<'t> {
    folder: &'t Folder<'t>,
    config: &'t ExerciseConfig,
    home: String,
    files: PackFiles,
    notes: Vec<Note>,
}

impl Reading<'_> {
    fn add(&mut self, room: &str, path: &str, bytes: Vec<u8>) {
        let path = format!("{}/{room}/{path}", self.home);
        self.files.insert(path, bytes);
    }

    /// The files that the learner changes, and those that they see beside them.
    fn starter(&mut self) -> Result<(), Refusal> {
        if self.config.files.solution.is_empty() {
            return Err(Refusal::Unnamed("solution"));
        }
        for path in &self.config.files.solution {
            let text = self.folder.text_if_there(path)?.unwrap_or_else(|| {
                self.notes.push(Note::NoStub(path.clone()));
                String::new()
            });
            self.add("starter", path, text.into_bytes());
        }
        for path in &self.config.files.editor {
            let text = self.folder.text(path)?;
            self.add("starter", path, text.into_bytes());
        }
        Ok(())
    }

    fn tests(&mut self) -> Result<(), Refusal> {
        if self.config.files.test.is_empty() {
            return Err(Refusal::Unnamed("test"));
        }
        for path in &self.config.files.test {
            let text = self.folder.text(path)?;
            self.add("test", in_tests(path), text.into_bytes());
        }
        Ok(())
    }

    /// Each file of the solution solves the learner's file at its own place in the list.
    fn solution(&mut self, kind: Kind) -> Result<(), Refusal> {
        let files = &self.config.files;
        let solved = files.solved();
        if solved.is_empty() {
            return Err(Refusal::Unnamed(match kind {
                Kind::Concept => "exemplar",
                Kind::Practice => "example",
            }));
        }
        for (path, solves) in solved.iter().zip(&files.solution) {
            let text = self.folder.text(path)?;
            self.add("solution", solves, text.into_bytes());
        }
        for path in solved.iter().skip(files.solution.len()) {
            self.notes.push(Note::LeftOut(path.clone(), Why::Surplus));
        }
        Ok(())
    }

    /// Files that no list names: what tests load lies with them, anything else is data.
    fn others(&mut self) -> Result<(), Refusal> {
        let files = &self.config.files;
        let lists = [&files.solution, &files.editor, &files.test];
        let named: BTreeSet<&str> = lists.into_iter().flatten().map(String::as_str).collect();
        for path in self.folder.list()? {
            if named.contains(path.as_str()) {
                continue;
            }
            match self.other(&path) {
                Ok((room, path_there, bytes)) => self.add(room, path_there, bytes),
                Err(why) => self.notes.push(Note::LeftOut(path, why)),
            }
        }
        Ok(())
    }

    /// Where such a file belongs, and what is in it.
    fn other<'p>(&self, path: &'p str) -> Result<(&'static str, &'p str, Vec<u8>), Why> {
        let name = path.rsplit('/').next().unwrap_or(path);
        if TOOLING.contains(&name) {
            return Err(Why::Tooling);
        }
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        if ending.eq_ignore_ascii_case("md") {
            return Err(Why::Prose);
        }
        let bytes = self.folder.bytes(path);
        let bytes = bytes.map_err(|refusal| Why::Refused(refusal.to_string()))?;
        let is_source = SOURCES.contains(&ending) && std::str::from_utf8(&bytes).is_ok();
        Ok(match is_source {
            true => ("test", in_tests(path), bytes),
            false => ("data", path, bytes),
        })
    }

    fn limits(&mut self, track: &str, slug: &str) {
        let mut table = String::new();
        for need in known::needs(track, slug) {
            table.push_str(&format!("{} = {}\n", need.limit, need.value));
            self.notes.push(Note::Asks(need.limit, need.value));
        }
        if !table.is_empty() {
            let path = format!("{}/checks.toml", self.home);
            self.files
                .insert(path, format!("[limits]\n{table}").into_bytes());
        }
    }
}

/// A path among an exercise's tests, which have a folder of their own.
fn in_tests(path: &str) -> &str {
    path.strip_prefix("test/").unwrap_or(path)
}
