//! The scratch pad: a file of a language that belongs to no lesson, and is kept like any draft.

use super::model::{Item, Pane};
use crate::run::SourceFile;

/// What stands for the lesson where its draft is kept. No lesson's id has a `#`.
const LESSON: &str = "#scratch";

/// What the scratch pad lies on: what the learner comes back to.
#[derive(Debug)]
pub struct Aside {
    /// What was open, if anything was.
    pub item: Option<Item>,
    /// What had the keys.
    pub focus: Pane,
}

/// The lesson and the name under which a language's is kept.
pub fn key(language: &str) -> (&'static str, String) {
    (LESSON, format!("#{language}"))
}

/// The language whose scratch pad is kept under this name.
pub fn language_of<'a>(lesson: &str, name: &'a str) -> Option<&'a str> {
    name.strip_prefix('#').filter(|_| lesson == LESSON)
}

/// What it begins with.
pub fn blank() -> SourceFile {
    SourceFile::new("scratch", "")
}
