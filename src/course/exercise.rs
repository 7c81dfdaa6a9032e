//! From the blocks of an exercise, and its folder where it has one, to the whole [`Exercise`].

use std::collections::{BTreeSet, HashMap};

use super::block::{Block, Role};
use super::checks;
use super::draft::Outline;
use super::folder::Folder;
use super::limits::Granted;
use super::markdown::parse_markdown;
use super::problems::Problems;
use super::reader::Reader;
use super::source::Excerpt;
use super::words::{did_you_mean, quoted};
use super::{Check, Document, Exercise, Hidden, Problem};
use super::{difficulty, wording, wrong};
use crate::run::SourceFile;

/// What an exercise has where it does not say otherwise.
pub(super) struct Defaults<'m> {
    pub language: &'m str,
    pub limits: Granted,
}

/// Puts an exercise together, with what its folder hides from learners. `whole` says whether to complain of parts that are
/// missing.
pub(super) fn assemble(
    outline: &Outline<'_>,
    card: &Block<'_>,
    defaults: &Defaults<'_>,
    whole: bool,
    reader: &mut Reader<'_>,
) -> (Exercise, Vec<Hidden>) {
    let language = match &card.language {
        Some(language) => language.text.clone(),
        None => defaults.language.to_owned(),
    };
    let found = match &card.dir {
        Some(dir) => Folder::read(card, dir, &language, reader),
        None => None,
    };
    // Where a folder is not there, that is said, and not what it lacks.
    let whole = whole && found.is_some() == card.dir.is_some();
    let problems = &mut reader.problems;
    let starter = starter(outline, card, found.as_ref(), &language, problems);
    let folder = found.unwrap_or_default();
    let tests = tests(outline, &folder, &language, problems);
    let solution = solution(outline, &folder, &starter, problems);
    let wrongs = wrong::of(outline, &starter, &solution, problems);
    let difficulty = difficulty::of(outline, problems);
    let hints = hints(outline, &folder);
    wording::refuse(outline, problems);
    let so_far = problems.errors();
    let (checks, limits) = checks(outline, &folder, defaults.limits, problems);
    // A check that is not understood is one that the author has written.
    let has_checks = !checks.is_empty() || problems.errors() > so_far;
    let exercise = Exercise {
        id: card.exercise.text.clone(),
        title: match &card.title {
            Some(title) => title.text.clone(),
            None => title_of(&card.exercise.text),
        },
        difficulty,
        language,
        starter: starter.files,
        readonly: starter.readonly,
        tests,
        solution,
        wrongs,
        data: folder.data,
        hints,
        checks,
        wording: None,
        limits: limits.now,
        line: card.line(),
    };
    if whole {
        require_parts(&exercise, has_checks, card, problems);
    }
    (exercise, folder.hidden)
}

/// An id as words: `sum-list` is "Sum list".
fn title_of(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => words,
    }
}

/// The endings of languages whose files are not named after them.
const EXTENSIONS: [(&str, &str); 20] = [
    ("bash", "sh"),
    ("c++", "cpp"),
    ("c#", "cs"),
    ("clojure", "clj"),
    ("csharp", "cs"),
    ("elixir", "exs"),
    ("erlang", "erl"),
    ("fsharp", "fs"),
    ("haskell", "hs"),
    ("javascript", "js"),
    ("julia", "jl"),
    ("kotlin", "kt"),
    ("ocaml", "ml"),
    ("perl", "pl"),
    ("python", "py"),
    ("racket", "rkt"),
    ("ruby", "rb"),
    ("rust", "rs"),
    ("shell", "sh"),
    ("typescript", "ts"),
];

/// The ending of a language's files.
pub(super) fn extension(language: &str) -> &str {
    let known = EXTENSIONS.iter().find(|(name, _)| *name == language);
    known.map_or(language, |(_, extension)| extension)
}

/// The files that a learner begins with.
#[derive(Default)]
pub(super) struct Starter {
    /// The entry first.
    pub files: Vec<SourceFile>,
    /// The paths of those that they cannot change.
    pub readonly: BTreeSet<String>,
}

impl Starter {
    /// The place of a file that the learner may change, where there is one of this path.
    pub fn own(&self, path: &str) -> Option<usize> {
        let place = self.files.iter().position(|file| file.path == path);
        place.filter(|_| !self.readonly.contains(path))
    }
}

fn starter(
    outline: &Outline<'_>,
    card: &Block<'_>,
    folder: Option<&Folder>,
    language: &str,
    problems: &mut Problems,
) -> Starter {
    if let Some(folder) = folder {
        return Starter {
            files: folder.starter(card, language, problems),
            readonly: folder.readonly.clone(),
        };
    }
    let mut files = Files::default();
    let mut readonly = BTreeSet::new();
    for block in outline.of(Role::Exercise) {
        let path = match &block.file {
            Some(file) => file.text.clone(),
            None => format!("main.{}", extension(language)),
        };
        if block.readonly.is_some() {
            readonly.insert(path.clone());
        }
        if let Some(first) = files.add(path, block) {
            problems.add(|| twice(block, &first));
        }
        if let Some(title) = block.title.as_ref().filter(|_| block.at() != card.at()) {
            problems.add(|| {
                block
                    .source()
                    .error(
                        title.at.clone(),
                        "an exercise has its title at its first block",
                    )
                    .help("leave it out here")
            });
        }
    }
    Starter {
        files: files.list,
        readonly,
    }
}

/// Two exercises of one id, or two files of one name.
fn twice(block: &Block<'_>, first: &str) -> Problem {
    let id = quoted(&block.exercise.text);
    let message = match &block.file {
        Some(file) => format!("exercise {id} has a file {} already", quoted(&file.text)),
        None => format!("there is an exercise {id} already"),
    };
    block
        .source()
        .error(block.exercise.at.clone(), message)
        .help(format!(
            "the first is {first}; give this one another id, or another `file=` if it belongs to it"
        ))
}

/// Files in order, and where each was first given.
#[derive(Default)]
struct Files {
    list: Vec<SourceFile>,
    firsts: HashMap<String, String>,
}

impl Files {
    /// Those of a folder.
    fn of(folder: &[SourceFile]) -> Self {
        let there = "in its folder";
        Self {
            list: folder.to_vec(),
            firsts: folder
                .iter()
                .map(|file| (file.path.clone(), there.to_owned()))
                .collect(),
        }
    }

    /// Adds a block's file, or tells where the one is that has its path.
    fn add(&mut self, path: String, block: &Block<'_>) -> Option<String> {
        if let Some(first) = self.firsts.get(&path) {
            return Some(first.clone());
        }
        let here = format!("in line {}", block.line());
        self.firsts.insert(path.clone(), here);
        self.list.push(SourceFile::new(path, &block.body.text));
        None
    }
}

/// A test without a name is `test.EXT`, the next one `test2.EXT`.
fn tests(
    outline: &Outline<'_>,
    folder: &Folder,
    language: &str,
    problems: &mut Problems,
) -> Vec<SourceFile> {
    let mut files = Files::of(&folder.tests);
    let mut unnamed = 0;
    for block in outline.of(Role::Test) {
        let path = match &block.file {
            Some(file) => file.text.clone(),
            None => {
                unnamed += 1;
                let number = if unnamed == 1 {
                    String::new()
                } else {
                    unnamed.to_string()
                };
                format!("test{number}.{}", extension(language))
            }
        };
        if let Some(first) = files.add(path, block) {
            problems.add(|| given_twice(block, "test file", &first));
        }
    }
    files.list
}

fn given_twice(block: &Block<'_>, what: &str, first: &str) -> Problem {
    let at = block.file.as_ref().unwrap_or(&block.exercise);
    block
        .source()
        .error(
            at.at.clone(),
            format!(
                "exercise {} has this {what} already",
                quoted(&block.exercise.text)
            ),
        )
        .help(format!(
            "the first is {first}; give this one another `file=`"
        ))
}

/// The starter's files with those that the solution changes; empty where there is no solution.
fn solution(
    outline: &Outline<'_>,
    folder: &Folder,
    starter: &Starter,
    problems: &mut Problems,
) -> Vec<SourceFile> {
    let mut files = Files::of(&folder.solution);
    for block in outline.of(Role::Solution) {
        let path = match (&block.file, starter.files.first()) {
            (Some(file), _) => file.text.clone(),
            (None, Some(entry)) => entry.path.clone(),
            (None, None) => continue,
        };
        if starter.own(&path).is_none() {
            problems.add(|| unknown_file(block, &path, starter));
        }
        if let Some(first) = files.add(path, block) {
            problems.add(|| given_twice(block, "solution file", &first));
        }
    }
    if files.list.is_empty() {
        return Vec::new();
    }
    let changed: HashMap<&str, &SourceFile> = files
        .list
        .iter()
        .map(|file| (file.path.as_str(), file))
        .collect();
    let files = starter.files.iter();
    files
        .map(|file| (*changed.get(file.path.as_str()).unwrap_or(&file)).clone())
        .collect()
}

/// Solutions and wrong attempts change files that the learner can change.
pub(super) fn unknown_file(block: &Block<'_>, path: &str, starter: &Starter) -> Problem {
    let at = block.file.as_ref().unwrap_or(&block.exercise).at.clone();
    if starter.readonly.contains(path) {
        let message = format!("{} is read-only: no learner can change it", quoted(path));
        let help = "leave this block out, or `readonly` at the file's own block";
        return block.source().error(at, message).help(help);
    }
    let known: Vec<&str> = starter
        .files
        .iter()
        .map(|file| file.path.as_str())
        .collect();
    let id = quoted(&block.exercise.text);
    block
        .source()
        .error(at, format!("exercise {id} has no file {}", quoted(path)))
        .maybe_help(did_you_mean(path, &known))
}

/// The hints of the blocks, after those of the folder.
pub(super) fn hints(outline: &Outline<'_>, folder: &Folder) -> Vec<Document> {
    let blocks = outline
        .of(Role::Hint)
        .map(|block| parse_markdown(&block.body.text));
    folder.hints.iter().cloned().chain(blocks).collect()
}

fn checks(
    outline: &Outline<'_>,
    folder: &Folder,
    limits: Granted,
    problems: &mut Problems,
) -> (Vec<Check>, Granted) {
    let mut all = Vec::new();
    let mut limits = limits;
    let whole = folder.checks.as_ref().map(Excerpt::whole);
    for excerpt in whole
        .iter()
        .chain(outline.of(Role::Checks).map(|block| &block.body))
    {
        let (checks, asked) = checks::read(excerpt, limits, problems);
        all.extend(checks);
        limits = asked;
    }
    (all, limits)
}

fn require_parts(exercise: &Exercise, has_checks: bool, card: &Block<'_>, problems: &mut Problems) {
    let id = &exercise.id;
    let mut missing = |what: &str, folder: &str, block: String| {
        problems.add(|| {
            let help = match &card.dir {
                Some(dir) => format!("add {}/{folder}", dir.text),
                None => format!("add a block `{block}`"),
            };
            let at = card.dir.as_ref().unwrap_or(&card.exercise);
            card.source()
                .error(
                    at.at.clone(),
                    format!("exercise {} has no {what}", quoted(id)),
                )
                .help(help)
        });
    };
    let language = &exercise.language;
    if exercise.solution.is_empty() {
        missing(
            "solution",
            "solution/",
            format!("{language} solution={id} file={}", exercise.entry()),
        );
    }
    if exercise.hints.is_empty() {
        missing("hint", "hints.md", format!("markdown hint={id}"));
    }
    if exercise.tests.is_empty() && !has_checks {
        missing(
            "test and no check",
            "test/ or checks.toml",
            format!("{language} test={id}"),
        );
    }
}
