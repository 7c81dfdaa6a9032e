//! What became of a track, exercise by exercise.

use std::fmt;

use super::track::Kind;
use crate::course::Problem;

/// What became of a track.
#[derive(Debug)]
pub struct Report {
    /// What people call the track's language.
    pub track: String,
    /// The pack's id.
    pub pack: String,
    /// What its exercises run in.
    pub language: String,
    /// SPDX expression, where the track's licence is a known one.
    pub license: Option<String>,
    /// In the order of the lessons; those that were left out stand where they would be.
    pub exercises: Vec<Fate>,
}

impl Report {
    /// How many exercises the pack has.
    pub fn imported(&self) -> usize {
        let fates = self.exercises.iter();
        fates.filter(|fate| fate.end.is_ok()).count()
    }
}

/// What became of an exercise.
#[derive(Debug)]
pub struct Fate {
    /// As the track names it.
    pub slug: String,
    /// Its title.
    pub name: String,
    /// Which kind it is.
    pub kind: Kind,
    /// Its lesson's path in the pack, or why there is none.
    pub end: Result<String, Refusal>,
    /// What is to be known of it besides.
    pub notes: Vec<Note>,
}

/// Why an exercise was left out.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Its name cannot be one of ours.
    #[error("`{0}` is no id: an id is made of a to z, 0 to 9 and `-`")]
    Slug(String),
    /// The track lists it twice.
    #[error("the track lists it a second time")]
    Twice,
    /// A path is no path within an exercise.
    #[error("the path `{path}` {why}")]
    Path {
        /// As it is written.
        path: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A file that it needs is not there.
    #[error("there is no {0}")]
    Missing(String),
    /// A file that it needs cannot be read.
    #[error("{path} cannot be read: {why}")]
    Unreadable {
        /// Which.
        path: String,
        /// Why.
        why: String,
    },
    /// Its configuration does not name what it needs.
    #[error(".meta/config.json names no `{0}` file")]
    Unnamed(&'static str),
    /// It has nothing to read.
    #[error("it has neither an introduction nor instructions")]
    NoText,
    /// What came of it is no sound lesson.
    #[error("its lesson would not be sound: {}", summary(.0))]
    Unsound(Vec<Problem>),
}

fn summary(problems: &[Problem]) -> String {
    let told = problems.iter().map(|problem| match problem.line {
        0 => format!("{}: {}", problem.path, problem.message),
        line => format!("{}:{line}: {}", problem.path, problem.message),
    });
    told.collect::<Vec<_>>().join("; ")
}

/// What is to be known of an exercise that was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The track does not offer it to everybody.
    Status(String),
    /// It stands later than in the track's list, behind what it needs.
    Moved,
    /// It needs something that no exercise before it teaches.
    Untaught(Vec<String>),
    /// It has no hints, so it got one.
    HintMade,
    /// What the learner begins with is not there: an empty file is.
    NoStub(String),
    /// It asks for more of a limit than every pack has.
    Asks(&'static str, u64),
    /// So many links lead to what is not in a pack: their words are left.
    Unlinked(usize),
    /// A file was left out.
    LeftOut(String, Why),
}

/// Why a file was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The language's own tools would need it; the runner does their work.
    Tooling,
    /// It is written for readers of the repository.
    Prose,
    /// It solves nothing that the learner could change.
    Surplus,
    /// It cannot be read, or not be named.
    Refused(String),
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => write!(f, "the track calls it {status}"),
            Self::Moved => write!(f, "stands behind what it needs, later than in config.json"),
            Self::Untaught(concepts) => {
                write!(f, "nothing before it teaches {}", concepts.join(", "))
            }
            Self::HintMade => write!(f, "has no hints, so it got one"),
            Self::NoStub(path) => write!(f, "has no {path}: the learner begins with an empty file"),
            Self::Asks(limit, value) => write!(f, "asks for {limit} = {value}"),
            Self::Unlinked(1) => write!(f, "a link leads to what no pack has: its words stay"),
            Self::Unlinked(n) => write!(f, "{n} links lead to what no pack has: their words stay"),
            Self::LeftOut(path, why) => write!(f, "left out {path}: {why}"),
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tooling => write!(f, "the runner does what it is for"),
            Self::Prose => write!(f, "it is no part of the exercise's text"),
            Self::Surplus => write!(f, "it solves no file of the learner's"),
            Self::Refused(why) => write!(f, "{why}"),
        }
    }
}
