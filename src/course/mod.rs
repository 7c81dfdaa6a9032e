//! What is taught: packs, lessons, exercises and their checks, read from Markdown and TOML.
//!
//! Pure: files come through [`Files`], what is wrong with them goes out as [`Problem`]s with a place and a
//! remedy. It knows no terminal, no engine and no learner.

#![allow(
    clippy::result_large_err,
    reason = "a problem is made once a mistake, never where it would be slow"
)]

mod block;
mod checks;
mod depth;
mod difficulty;
mod document;
mod draft;
mod edition;
mod exercise;
mod fence;
mod fields;
mod files;
mod folder;
mod frame;
mod hidden;
mod html;
mod info;
mod limits;
mod lint;
mod load;
mod manifest;
mod markdown;
mod name;
mod page;
mod picture;
mod problem;
mod problems;
mod reader;
mod reading;
mod rules;
mod sketch;
mod source;
mod sums;
mod target;
mod translation;
mod way;
mod wording;
mod words;
mod workshop;
mod wrong;

use std::collections::{BTreeMap, BTreeSet};

use crate::run::{DataFile, Limits, SourceFile};

pub use difficulty::Difficulty;
pub use document::{
    Alert, Align, Document, Example, Hidden, Inline, Item, Node, Part, Table, lone_image,
};
pub use edition::Edition;
pub use files::{DirFiles, Files};
pub use limits::asks;
pub use load::{
    Loaded, check, check_for, languages, load, load_as_asked, load_as_granted, load_within,
};
pub use markdown::parse_markdown;
pub use picture::{Picture, PictureError};
pub use problem::{Level, Problem};
pub use rules::{Access, Lock, Onward};
pub use sums::{Sums, sum_of};
pub use way::Way;
pub use wording::{Wording, unworded};
pub use words::{is_id, nearest, path_refusal};
pub use workshop::{Gate, Unlock, Workshop};
pub use wrong::Wrong;

/// A pack, in one language of prose.
#[derive(Debug, Clone, PartialEq)]
pub struct Pack {
    /// `[a-z0-9-]+`.
    pub id: String,
    /// In the language asked for, where there is a translation.
    pub title: String,
    /// Semantic version.
    pub version: String,
    /// The default language of its exercises.
    pub language: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// SPDX expression.
    pub license: Option<String>,
    /// One sentence.
    pub description: String,
    /// What a run of an example may use.
    pub limits: Limits,
    /// How it is to be worked through.
    pub workshop: Workshop,
    /// What its learners read before they begin.
    pub welcome: Option<Document>,
    /// What its words mean.
    pub glossary: Option<Document>,
    /// In order.
    pub lessons: Vec<Lesson>,
    /// By an exercise's id, what tells its editions apart.
    pub sums: BTreeMap<String, Sums>,
}

impl Pack {
    /// The exercise of this id, and the lesson that it stands in.
    pub fn exercise(&self, id: &str) -> Option<(&Lesson, &Exercise)> {
        self.lessons
            .iter()
            .find_map(|lesson| lesson.exercise(id).map(|exercise| (lesson, exercise)))
    }

    /// The languages that its code is in, each once, sorted.
    pub fn languages(&self) -> BTreeSet<&str> {
        let exercises = self.exercises().map(|e| e.language.as_str());
        let examples = self.lessons.iter().flat_map(|l| l.body.examples());
        let examples = examples.map(|example| example.language.as_str());
        let own = [self.language.as_str()];
        exercises.chain(examples).chain(own).collect()
    }

    /// All exercises, in the order they are met.
    pub fn exercises(&self) -> impl Iterator<Item = &Exercise> {
        self.lessons.iter().flat_map(|l| &l.exercises)
    }
}

/// One lesson.
#[derive(Debug, Clone, PartialEq)]
pub struct Lesson {
    /// The file's stem without number and language.
    pub id: String,
    /// Relative to the pack.
    pub path: String,
    /// The first heading.
    pub title: String,
    /// The prose, with exercises and examples at their places.
    pub body: Document,
    /// In the order they are met.
    pub exercises: Vec<Exercise>,
    /// Whether the prose is in the language that was asked for.
    pub translated: bool,
}

impl Lesson {
    /// Its exercise of this id.
    pub fn exercise(&self, id: &str) -> Option<&Exercise> {
        self.exercises.iter().find(|exercise| exercise.id == id)
    }

    /// Its example of this number, from 0.
    pub fn example(&self, index: usize) -> Option<&Example> {
        let mut examples = self.body.examples().into_iter();
        examples.find(|example| example.index == index)
    }
}

/// Something to do.
#[derive(Debug, Clone, PartialEq)]
pub struct Exercise {
    /// `[a-z0-9-]+`, unique in the pack.
    pub id: String,
    /// What the card says.
    pub title: String,
    /// How hard it is, where its author says so.
    pub difficulty: Option<Difficulty>,
    /// The language's name.
    pub language: String,
    /// What the learner begins with; the first is the entry.
    pub starter: Vec<SourceFile>,
    /// The paths of those that the learner reads and cannot change.
    pub readonly: BTreeSet<String>,
    /// Hidden tests.
    pub tests: Vec<SourceFile>,
    /// A hidden solution.
    pub solution: Vec<SourceFile>,
    /// What its checks are known to catch.
    pub wrongs: Vec<Wrong>,
    /// What a run finds beside the learner's files.
    pub data: Vec<DataFile>,
    /// From vague to precise.
    pub hints: Vec<Document>,
    /// What is checked, tests apart.
    pub checks: Vec<Check>,
    /// What its checks and tests say in this language of prose; `None` in the base, which says it itself.
    pub wording: Option<Wording>,
    /// What a run may use.
    pub limits: Limits,
    /// Line of its first block in the lesson, from 1.
    pub line: usize,
}

impl Exercise {
    /// The path of the file that is run.
    pub fn entry(&self) -> &str {
        self.starter.first().map_or("", |f| f.path.as_str())
    }

    /// What the learner begins with and may change.
    pub fn own(&self) -> Vec<SourceFile> {
        let files = self.starter.iter();
        let own = files.filter(|file| !self.readonly.contains(&file.path));
        own.cloned().collect()
    }

    /// A file that the learner cannot change, as it is in each run.
    pub fn given(&self, path: &str) -> Option<&SourceFile> {
        let is_given = self.readonly.contains(path);
        let mut files = self.starter.iter();
        files.find(|file| is_given && file.path == path)
    }

    /// Which of the starter's files is the first that there is something to do in: that the solution changes.
    pub fn front(&self) -> usize {
        let files = self.starter.iter().zip(&self.solution);
        let differs = |(starter, solution): (&SourceFile, &SourceFile)| starter != solution;
        files.map(differs).position(|differs| differs).unwrap_or(0)
    }
}

/// Something that a run must prove, tests apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// Shown; where the author gave none, `verdict` words one.
    pub name: Option<String>,
    /// Shown when it fails.
    pub message: Option<String>,
    /// Whether nobody is told what was expected, as where the learner is to predict it.
    pub is_secret: bool,
    /// What is looked at.
    pub kind: CheckKind,
}

/// What a check looks at.
#[derive(Debug, Clone, PartialEq)]
pub enum CheckKind {
    /// What the program prints, outside of tests.
    Stdout(Expect),
    /// The code it exits with.
    Exit {
        /// The code.
        code: i32,
    },
    /// A file that it leaves behind.
    File {
        /// Relative to the program's folder.
        path: String,
        /// `None`: it must exist.
        expect: Option<Expect>,
    },
    /// A table of what it reads and must print.
    Cases(Vec<Case>),
    /// What the source must or must not do.
    Source {
        /// `Module.function`, `Module.function/arity`, or a construct.
        require: Vec<String>,
        /// The same.
        forbid: Vec<String>,
    },
}

/// What a text must be.
#[derive(Debug, Clone, PartialEq)]
pub enum Expect {
    /// Just this, line ends apart.
    Equals(String),
    /// This, somewhere.
    Contains(String),
    /// A regular expression, known to compile.
    Matches(String),
}

/// One row of a `cases` check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Shown; where there is none, the input is.
    pub name: Option<String>,
    /// What the program reads.
    pub stdin: String,
    /// What it must print.
    pub stdout: String,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_check_of_a_text_may_be_secret_and_no_other() {
        let pack = "id = \"p\"\ntitle = \"P\"\nversion = \"1.0.0\"\nlanguage = \"sh\"\n";
        let lesson = |check: &str| {
            let parts = [
                ("sh exercise=a", ":"),
                ("sh solution=a", "echo"),
                ("markdown hint=a", "Echo."),
                ("toml checks=a", check),
            ];
            let parts = parts.map(|(info, text)| format!("```{info}\n{text}\n```\n"));
            format!("# A\n\n{}", parts.concat())
        };
        let read = |check: &str| {
            let files = [("pack.toml", pack.to_owned()), ("01-a.md", lesson(check))];
            let files: BTreeMap<String, Vec<u8>> = files
                .map(|(path, text)| (path.to_owned(), text.into()))
                .into();
            load(&files, "en")
        };
        let secret = |check: &str| {
            let loaded = read(check);
            let pack = loaded.pack.ok_or(loaded.problems);
            pack.map(|pack| pack.lessons[0].exercises[0].checks[0].is_secret)
        };
        let text = "[[check]]\nkind = \"stdout\"\nequals = \"\"\n";
        assert_eq!(secret(text), Ok(false));
        assert_eq!(secret(&format!("{text}secret = true\n")), Ok(true));
        let code = "[[check]]\nkind = \"exit\"\ncode = 0\n";
        assert_eq!(secret(code), Ok(false));
        assert!(secret(&format!("{code}secret = true\n")).is_err());
    }

    #[test]
    fn what_examples_are_in_belongs_to_a_pack_s_languages() {
        let pack = "id = \"p\"\ntitle = \"P\"\nversion = \"1.0.0\"\nlanguage = \"elixir\"\n";
        let lesson = "# A\n\n```sh run\nls\n```\n\n> - ```python run\n>   print()\n>   ```\n";
        let files = [("pack.toml", pack), ("01-a.md", lesson)];
        let files: BTreeMap<String, Vec<u8>> = files
            .map(|(path, text)| (path.to_owned(), text.into()))
            .into();
        let pack = load(&files, "en").pack.unwrap();
        let languages: Vec<&str> = pack.languages().into_iter().collect();
        assert_eq!(languages, ["elixir", "python", "sh"]);
    }
}
