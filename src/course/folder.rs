//! An exercise kept in a folder: `starter/ readonly/ test/ solution/ data/ hints.md checks.toml`.

use std::collections::{BTreeSet, HashSet};

use super::block::Block;
use super::exercise::extension;
use super::markdown::parse_markdown;
use super::problems::Problems;
use super::reader::Reader;
use super::source::{Located, Source};
use super::words::{did_you_mean, listed, path_refusal, quoted};
use super::{Document, Hidden, Node, Part, Problem};
use crate::run::{DataFile, SourceFile};

/// What an exercise's folder has.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// Those that the learner cannot change, then those of the starter: what is loaded first is there for the others.
    files: Vec<SourceFile>,
    /// The paths of those that the learner cannot change.
    pub readonly: BTreeSet<String>,
    pub tests: Vec<SourceFile>,
    pub solution: Vec<SourceFile>,
    pub data: Vec<DataFile>,
    pub hints: Vec<Document>,
    pub checks: Option<Source>,
    /// The same as learners do not see it.
    pub hidden: Vec<Hidden>,
}

impl Folder {
    /// Reads the folder that a card names, if there is one. Its code is in `language`.
    pub fn read(
        card: &Block<'_>,
        dir: &Located,
        language: &str,
        reader: &mut Reader<'_>,
    ) -> Option<Self> {
        let source = card.source();
        if !card.is_empty() {
            reader.problems.add(|| {
                source
                    .error(dir.at.clone(), "a block with `dir=` must be empty")
                    .help(format!("move what stands in it to {}/starter/", dir.text))
            });
        }
        let path = &dir.text;
        if let Some(readonly) = &card.readonly {
            reader.problems.add(|| {
                source
                    .error(
                        readonly.at.clone(),
                        "`readonly` means nothing beside `dir=`",
                    )
                    .help(format!("move the files to {path}/readonly/"))
            });
        }
        if reader.under(path).is_empty() {
            reader.problems.add(|| {
                source
                    .error(
                        dir.at.clone(),
                        format!("there is no folder {}", quoted(path)),
                    )
                    .help("a folder is named relative to the pack")
            });
            return None;
        }
        let checks = format!("{path}/checks.toml");
        let readonly = files(&format!("{path}/readonly"), reader);
        let starter = files(&format!("{path}/starter"), reader);
        check_readonly(path, &readonly, &starter, &mut reader.problems);
        let mut folder = Self {
            readonly: readonly.iter().map(|file| file.path.clone()).collect(),
            files: [readonly, starter].concat(),
            tests: files(&format!("{path}/test"), reader),
            solution: files(&format!("{path}/solution"), reader),
            data: data(&format!("{path}/data"), reader),
            hints: hints(&format!("{path}/hints.md"), reader),
            checks: reader.has(&checks).then(|| reader.text(&checks)).flatten(),
            hidden: Vec::new(),
        };
        let hints = match folder.hints.is_empty() {
            true => None,
            false => reader.text(&format!("{path}/hints.md")),
        };
        folder.hidden = folder.hide(&card.exercise.text, language, hints);
        folder.check_solution(path, &mut reader.problems);
        folder.check_data(path, &mut reader.problems);
        Some(folder)
    }

    /// What learners do not see.
    fn hide(&self, exercise: &str, language: &str, hints: Option<Source>) -> Vec<Hidden> {
        let hidden = |part, file: &str, language: &str, text: &str| Hidden {
            part,
            exercise: exercise.to_owned(),
            file: Some(file.to_owned()),
            language: language.to_owned(),
            text: text.to_owned(),
        };
        let tests = self.tests.iter().map(|file| (Part::Test, file));
        let solution = self.solution.iter().map(|file| (Part::Solution, file));
        let hints = hints.iter().map(|source| (Part::Hint, "markdown", source));
        let checks = self.checks.iter().map(|c| (Part::Checks, "toml", c));
        let texts = hints.chain(checks).map(|(part, language, source)| {
            let file = source.path.rsplit('/').next().unwrap_or_default();
            hidden(part, file, language, &source.text)
        });
        tests
            .chain(solution)
            .map(|(part, file)| hidden(part, &file.path, language, &file.text))
            .chain(texts)
            .collect()
    }

    /// The starter's files, the entry first.
    pub fn starter(
        &self,
        card: &Block<'_>,
        language: &str,
        problems: &mut Problems,
    ) -> Vec<SourceFile> {
        let mut files = self.files.clone();
        let Some(entry) = self.entry(card, language, problems) else {
            return files;
        };
        files[..=entry].rotate_right(1);
        files
    }

    /// Which file is run: that of `file=`, the only one, or `main.EXT`.
    fn entry(&self, card: &Block<'_>, language: &str, problems: &mut Problems) -> Option<usize> {
        let names: Vec<&str> = self.files.iter().map(|file| file.path.as_str()).collect();
        let place = |wanted: &str| names.iter().position(|name| *name == wanted);
        let dir = card.dir.as_ref()?;
        if let Some(file) = &card.file {
            let found = place(&file.text);
            if found.is_none() && !names.is_empty() {
                let message = format!("{}/starter has no file {}", dir.text, quoted(&file.text));
                let help = did_you_mean(&file.text, &names);
                problems.add(|| {
                    card.source()
                        .error(file.at.clone(), message)
                        .maybe_help(help)
                });
            }
            return found;
        }
        let own: Vec<&str> = names
            .iter()
            .copied()
            .filter(|name| !self.readonly.contains(*name))
            .collect();
        let found = match own.as_slice() {
            [only] => place(only),
            _ => place(&format!("main.{}", extension(language))),
        };
        if found.is_none() {
            let message = match own.len() {
                0 => format!("{} has no file in starter/", quoted(&dir.text)),
                _ => format!("{} has several files in starter/", quoted(&dir.text)),
            };
            let help = match own.len() {
                0 => "put there what the learner begins with".to_owned(),
                _ => format!("say which one is run by `file=`: {}", listed(&names)),
            };
            problems.add(|| card.source().error(dir.at.clone(), message).help(help));
        }
        found
    }

    fn check_solution(&self, path: &str, problems: &mut Problems) {
        let names: Vec<&str> = self.files.iter().map(|file| file.path.as_str()).collect();
        let known: HashSet<&str> = names.iter().copied().collect();
        for file in &self.solution {
            if self.readonly.contains(&file.path) {
                let message = "it is read-only: no learner can change it";
                let path = format!("{path}/solution/{}", file.path);
                let help = "leave it out, or move the one in readonly/ to starter/";
                problems.add(|| Problem::file(path, message).help(help));
            } else if !known.contains(file.path.as_str()) {
                let path = format!("{path}/solution/{}", file.path);
                problems.add(|| {
                    Problem::file(
                        path,
                        "starter/ has no such file, so no learner can write it",
                    )
                    .maybe_help(did_you_mean(&file.path, &names))
                });
            }
        }
    }

    /// Two files of one name cannot lie in one folder: those of the learner, with those they cannot change, and data.
    fn check_data(&self, path: &str, problems: &mut Problems) {
        let starter: HashSet<&str> = self.files.iter().map(|file| file.path.as_str()).collect();
        for file in &self.data {
            if starter.contains(file.path.as_str()) {
                let path = format!("{path}/data/{}", file.path);
                problems.add(|| {
                    Problem::file(path, "starter/ has a file of this name, too")
                        .help("a learner's file belongs to starter/ alone")
                });
            }
        }
    }
}

/// Nobody could say which of two files of one name is run.
fn check_readonly(
    path: &str,
    readonly: &[SourceFile],
    starter: &[SourceFile],
    problems: &mut Problems,
) {
    let own: HashSet<&str> = starter.iter().map(|file| file.path.as_str()).collect();
    for file in readonly
        .iter()
        .filter(|file| own.contains(file.path.as_str()))
    {
        let path = format!("{path}/readonly/{}", file.path);
        problems.add(|| {
            Problem::file(path, "starter/ has a file of this name, too")
                .help("leave it in one of them: the learner can change those in starter/")
        });
    }
}

/// The texts under a folder, by their paths in it.
pub(super) fn files(folder: &str, reader: &mut Reader<'_>) -> Vec<SourceFile> {
    let texts = paths(folder, reader).into_iter().filter_map(|path| {
        let source = reader.text(&format!("{folder}/{path}"))?;
        Some(SourceFile::new(path, source.text))
    });
    texts.collect()
}

/// The files under a folder that need not be texts.
fn data(folder: &str, reader: &mut Reader<'_>) -> Vec<DataFile> {
    let data = paths(folder, reader).into_iter().filter_map(|path| {
        let bytes = reader.bytes(&format!("{folder}/{path}"))?;
        Some(DataFile { path, bytes })
    });
    data.collect()
}

/// The paths under a folder that can name a file of an exercise.
fn paths(folder: &str, reader: &mut Reader<'_>) -> Vec<String> {
    let mut paths = reader.under(folder);
    paths.retain(|path| {
        let refusal = path_refusal(path);
        if let Some(why) = refusal {
            let full = format!("{folder}/{path}");
            reader
                .problems
                .add(|| Problem::file(full, format!("its path {why}")));
        }
        refusal.is_none()
    });
    paths
}

/// The hints of a `hints.md`: a heading of level 2 or a thematic break begins the next; the heading
/// belongs to it. A heading of level 1 is the file's title, and no hint's.
pub(super) fn hints(path: &str, reader: &mut Reader<'_>) -> Vec<Document> {
    let Some(source) = reader.has(path).then(|| reader.text(path)).flatten() else {
        return Vec::new();
    };
    let mut hints = vec![Document::default()];
    for node in parse_markdown(&source.text).nodes {
        let begins = matches!(node, Node::Rule | Node::Heading { level: 2, .. });
        if begins {
            hints.push(Document::default());
        }
        if let Node::Heading { level: 2, line, .. } = &node {
            check_heading(&source, *line, &mut reader.problems);
        }
        if !matches!(node, Node::Rule | Node::Heading { level: 1, .. })
            && let Some(hint) = hints.last_mut()
        {
            hint.nodes.push(node);
        }
    }
    hints.retain(|hint| !hint.nodes.is_empty());
    hints
}

/// A `---` right under a text makes it a heading, which nobody means between hints.
fn check_heading(source: &Source, line: usize, problems: &mut Problems) {
    let at = source.line_range(line);
    if !source.text[at.clone()].trim_start().starts_with('#') {
        problems.add(|| {
            source
                .error(at, "the `---` under this text makes it a heading")
                .help("put a blank line before the `---`")
        });
    }
}
