//! A translation laid over its base: prose, hints, the starter's comments, what checks and tests say, and nothing else.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::block::{Block, Role};
use super::draft::{Draft, Outline};
use super::exercise;
use super::folder::{self, Folder};
use super::problems::Problems;
use super::reader::Reader;
use super::source::Excerpt;
use super::words::{did_you_mean, nearest, quoted};
use super::{Exercise, Lesson, Problem, hidden, wording};
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
    hidden::put_behind_cards(&mut body, hidden::without_hints(&base.body));
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
    let mut before = None;
    for exercise in &base.exercises {
        match outlines.get(exercise.id.as_str()) {
            Some(outline) => before = outline.card(),
            None => problems.add(|| lacks(exercise, base, draft, before)),
        }
    }
}

/// Points where the exercise should be: behind the one that it follows in the base, or below the title.
fn lacks(
    exercise: &Exercise,
    base: &Lesson,
    draft: &Draft<'_>,
    before: Option<&Block<'_>>,
) -> Problem {
    let message = format!(
        "the translation lacks the exercise {}",
        quoted(&exercise.id)
    );
    let original = format!("as in {}:{}", base.path, exercise.line);
    let (at, help) = match before {
        Some(card) => (card.exercise.at.clone(), "add its block behind this one"),
        None => (draft.source.line_range(1), "add its block"),
    };
    let problem = draft.source.error(at, message);
    problem.help(format!("{help}, {original}"))
}

struct Overlay<'e, 'a> {
    exercise: &'e mut Exercise,
    outline: &'e Outline<'a>,
    dir: Option<&'e str>,
    lang: &'e str,
}

impl Overlay<'_, '_> {
    fn apply(mut self, reader: &mut Reader<'_>) {
        for block in &self.outline.blocks {
            if !matches!(block.role, Role::Exercise | Role::Hint | Role::Words) {
                reader.problems.add(|| repeated(block));
            }
        }
        self.apply_words(reader);
        let mut folder = Folder::default();
        let places = places(self.exercise);
        if let Some(dir) = self.dir {
            folder.hints = folder::hints(&format!("{dir}/hints.{}.md", self.lang), reader);
            for file in folder::files(&format!("{dir}/starter.{}", self.lang), reader) {
                let Some(place) = places.get(&file.path) else {
                    if self.exercise.readonly.contains(&file.path) {
                        let path = format!("{dir}/starter.{}/{}", self.lang, file.path);
                        let problem = Problem::file(path, FROM_THE_BASE);
                        reader.problems.add(|| problem.help("leave this file out"));
                        continue;
                    }
                    let path = format!("{dir}/starter.{}/{}", self.lang, file.path);
                    let starter = &self.exercise.starter;
                    reader.problems.add(|| {
                        Problem::file(path, "starter/ has no such file")
                            .maybe_help(likely(&file.path, starter))
                    });
                    continue;
                };
                self.exercise.starter[*place].text = file.text;
            }
        }
        let hints = exercise::hints(self.outline, &folder);
        if !hints.is_empty() {
            self.exercise.hints = hints;
        }
        self.apply_blocks(&places, &mut reader.problems);
    }

    fn apply_words(&mut self, reader: &mut Reader<'_>) {
        let path = self
            .dir
            .map(|dir| format!("{dir}/words.{}.toml", self.lang));
        let path = path.filter(|path| reader.has(path));
        let file = path.and_then(|path| reader.text(&path));
        let whole = file.as_ref().map(Excerpt::whole);
        let blocks = self.outline.of(Role::Words).map(|block| &block.body);
        let texts: Vec<&Excerpt<'_>> = whole.iter().chain(blocks).collect();
        let wording = wording::read(&texts, self.exercise, &mut reader.problems);
        self.exercise.wording = Some(wording);
    }

    fn apply_blocks(self, places: &HashMap<String, usize>, problems: &mut Problems) {
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
            if let Some(difficulty) = &block.difficulty {
                problems.add(|| {
                    let message = "the difficulty comes from the base file alone";
                    let problem = block.source().error(difficulty.at.clone(), message);
                    problem.help("leave it out of the translation")
                });
            }
            if let Some(at) = self.readonly(block) {
                problems.add(|| {
                    let problem = block.source().error(at, FROM_THE_BASE);
                    problem.help("leave this block out of the translation")
                });
                continue;
            }
            if block.is_empty() {
                continue;
            }
            let path = match &block.file {
                Some(file) => file.text.as_str(),
                None => self.exercise.entry(),
            };
            let Some(place) = places.get(path) else {
                let at = block.file.as_ref().unwrap_or(&block.exercise).at.clone();
                problems.add(|| {
                    let message = format!("the base's exercise has no file {}", quoted(path));
                    let problem = block.source().error(at, message);
                    problem.maybe_help(likely(path, &self.exercise.starter))
                });
                continue;
            };
            self.exercise.starter[*place]
                .text
                .clone_from(&block.body.text);
        }
        if let Some(card) = self.outline.card() {
            self.exercise.line = card.line();
            if let Some(title) = &card.title {
                self.exercise.title.clone_from(&title.text);
            }
        }
    }

    /// Where a block is about a file that the learner cannot change.
    fn readonly(&self, block: &Block<'_>) -> Option<Range<usize>> {
        let path = block.file.as_ref();
        let given = path.filter(|path| self.exercise.readonly.contains(&path.text));
        let given = given.filter(|_| !block.is_empty());
        Some(block.readonly.as_ref().or(given)?.at.clone())
    }
}

const FROM_THE_BASE: &str = "read-only files come from the base file alone";

/// Where each file that can be translated is among the starter's.
fn places(exercise: &Exercise) -> HashMap<String, usize> {
    let paths = exercise.starter.iter().map(|file| file.path.clone());
    let own = paths
        .zip(0..)
        .filter(|(path, _)| !exercise.readonly.contains(path));
    own.collect()
}

fn likely(path: &str, starter: &[SourceFile]) -> Option<String> {
    let names: Vec<&str> = starter.iter().map(|file| file.path.as_str()).collect();
    did_you_mean(path, &names)
}

fn repeated(block: &Block<'_>) -> Problem {
    let what = match block.role {
        Role::Test => "tests",
        Role::Solution => "solutions",
        Role::Wrong => "wrong attempts",
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
