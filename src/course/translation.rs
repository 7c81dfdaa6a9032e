//! A translation laid over its base: prose, hints and the starter's comments, and nothing else.

use std::collections::{HashMap, HashSet};

use super::block::{Block, Role};
use super::draft::{Draft, Outline};
use super::exercise;
use super::folder::{self, Folder};
use super::problems::Problems;
use super::reader::Reader;
use super::words::{did_you_mean, nearest, quoted};
use super::{Exercise, Lesson, Problem, hidden};
use crate::run::SourceFile;

/// The lesson `base`, read from `original`, in the words of its translation.
pub(super) fn translate(
    base: Lesson,
    original: &Draft<'_>,
    draft: Draft<'_>,
    lang: &str,
    reader: &mut Reader<'_>,
) -> Lesson {
    let outlines: HashMap<&str, &Outline<'_>> = draft
        .outlines
        .iter()
        .filter_map(|outline| Some((outline.card()?.exercise.text.as_str(), outline)))
        .collect();
    if !draft.broken && !original.broken {
        compare(&base, &draft, &outlines, &mut reader.problems);
    }
    let dirs: HashMap<&str, &str> = original
        .outlines
        .iter()
        .filter_map(Outline::card)
        .filter_map(|card| {
            Some((
                card.exercise.text.as_str(),
                card.dir.as_ref()?.text.as_str(),
            ))
        })
        .collect();
    let mut exercises = base.exercises;
    for exercise in &mut exercises {
        if let Some(outline) = outlines.get(exercise.id.as_str()) {
            let dir = dirs.get(exercise.id.as_str()).copied();
            Overlay {
                exercise,
                outline,
                dir,
                lang,
            }
            .apply(reader);
        }
    }
    let mut body = draft.body;
    hidden::put_behind_cards(&mut body, |id| hidden::without_hints(&base.body, id));
    Lesson {
        id: base.id,
        path: draft.source.path.clone(),
        title: draft.title,
        body,
        exercises,
        translated: true,
    }
}

/// A translation has the exercises of its base, no more and no fewer.
fn compare(
    base: &Lesson,
    draft: &Draft<'_>,
    outlines: &HashMap<&str, &Outline<'_>>,
    problems: &mut Problems,
) {
    let ids: HashSet<&str> = base
        .exercises
        .iter()
        .map(|exercise| exercise.id.as_str())
        .collect();
    for card in draft.outlines.iter().filter_map(Outline::card) {
        let id = card.exercise.text.as_str();
        if !ids.contains(id) {
            problems.add(|| {
                let help = match nearest(id, ids.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!(
                        "a translation has the exercises of {}, no others",
                        base.path
                    ),
                };
                let message = format!("{} has no exercise {}", base.path, quoted(id));
                card.source()
                    .error(card.exercise.at.clone(), message)
                    .help(help)
            });
        }
    }
    for exercise in base
        .exercises
        .iter()
        .filter(|e| !outlines.contains_key(e.id.as_str()))
    {
        problems.add(|| {
            let message = format!(
                "the translation lacks the exercise {}",
                quoted(&exercise.id)
            );
            Problem::file(&draft.source.path, message).help(format!(
                "add its block, as in {}:{}",
                base.path, exercise.line
            ))
        });
    }
}

struct Overlay<'e, 'a> {
    exercise: &'e mut Exercise,
    outline: &'e Outline<'a>,
    dir: Option<&'e str>,
    lang: &'e str,
}

impl Overlay<'_, '_> {
    fn apply(self, reader: &mut Reader<'_>) {
        for block in &self.outline.blocks {
            if matches!(block.role, Role::Test | Role::Solution | Role::Checks) {
                reader.problems.add(|| repeated(block));
            }
        }
        let mut folder = Folder::default();
        if let Some(dir) = self.dir {
            folder.hints = folder::hints(&format!("{dir}/hints.{}.md", self.lang), reader);
            for file in folder::files(&format!("{dir}/starter.{}", self.lang), reader) {
                let path = format!("{dir}/starter.{}/{}", self.lang, file.path);
                if let Err(help) = replace(&mut self.exercise.starter, file) {
                    let message = "starter/ has no such file";
                    let problem = Problem::file(path, message).maybe_help(help);
                    reader.problems.add(|| problem);
                }
            }
        }
        let hints = exercise::hints(self.outline, &folder);
        if !hints.is_empty() {
            self.exercise.hints = hints;
        }
        self.apply_blocks(&mut reader.problems);
    }

    fn apply_blocks(self, problems: &mut Problems) {
        for block in self.outline.of(Role::Exercise) {
            if let Some(dir) = block
                .dir
                .as_ref()
                .filter(|dir| Some(dir.text.as_str()) != self.dir)
            {
                problems.add(|| {
                    let help = match self.dir {
                        Some(dir) => format!("the base says `dir={dir}`"),
                        None => "leave it out: the base has none".to_owned(),
                    };
                    let message = "`dir` is not that of the base";
                    block.source().error(dir.at.clone(), message).help(help)
                });
            }
            if block.is_empty() {
                continue;
            }
            let path = match &block.file {
                Some(file) => file.text.clone(),
                None => self.exercise.entry().to_owned(),
            };
            let file = SourceFile::new(path.clone(), &block.body.text);
            if let Err(help) = replace(&mut self.exercise.starter, file) {
                let at = block.file.as_ref().unwrap_or(&block.exercise).at.clone();
                let message = format!("the base's exercise has no file {}", quoted(&path));
                problems.add(|| block.source().error(at, message).maybe_help(help));
            }
        }
        if let Some(card) = self.outline.card() {
            self.exercise.line = card.line();
            if let Some(title) = &card.title {
                self.exercise.title.clone_from(&title.text);
            }
        }
    }
}

/// Puts a file in the place of the one of its path; there must be one.
fn replace(starter: &mut [SourceFile], file: SourceFile) -> Result<(), Option<String>> {
    if let Some(old) = starter.iter_mut().find(|old| old.path == file.path) {
        old.text = file.text;
        return Ok(());
    }
    let names: Vec<&str> = starter.iter().map(|file| file.path.as_str()).collect();
    Err(did_you_mean(&file.path, &names))
}

fn repeated(block: &Block<'_>) -> Problem {
    let what = match block.role {
        Role::Test => "tests",
        Role::Solution => "solutions",
        _ => "checks",
    };
    block
        .source()
        .error(
            block.exercise.at.clone(),
            format!("{what} come from the base file alone"),
        )
        .help("leave this block out of the translation")
}
