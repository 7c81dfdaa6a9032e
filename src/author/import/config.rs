//! What a track and its exercises say of themselves: `config.json` and `.meta/config.json`.
//!
//! Only what an import needs is read; whatever else is in them is theirs.

use serde::Deserialize;

/// A track's `config.json`.
#[derive(Debug, Deserialize)]
pub(super) struct TrackConfig {
    /// What people call the language.
    pub language: String,
    pub slug: String,
    #[serde(default)]
    pub blurb: String,
    pub exercises: Exercises,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Exercises {
    #[serde(default)]
    pub concept: Vec<Entry>,
    #[serde(default)]
    pub practice: Vec<Entry>,
}

/// An exercise, as the track lists it.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Entry {
    pub slug: String,
    pub name: String,
    /// What it teaches.
    #[serde(default)]
    pub concepts: Vec<String>,
    /// What must be known before.
    #[serde(default)]
    pub prerequisites: Vec<String>,
    /// `active` where nothing is said.
    #[serde(default)]
    pub status: Option<String>,
}

/// An exercise's `.meta/config.json`.
#[derive(Debug, Default, Deserialize)]
pub(super) struct ExerciseConfig {
    #[serde(default)]
    pub authors: Vec<String>,
    #[serde(default)]
    pub contributors: Vec<String>,
    #[serde(default)]
    pub files: FileLists,
    #[serde(default)]
    pub source: Option<String>,
    #[serde(default)]
    pub source_url: Option<String>,
}

/// Which file of an exercise is what. Paths are relative to its folder.
#[derive(Debug, Default, Deserialize)]
pub(super) struct FileLists {
    /// What the learner changes.
    #[serde(default)]
    pub solution: Vec<String>,
    #[serde(default)]
    pub test: Vec<String>,
    /// What the learner sees beside it.
    #[serde(default)]
    pub editor: Vec<String>,
    /// The solution of a concept exercise.
    #[serde(default)]
    pub exemplar: Vec<String>,
    /// That of a practice exercise.
    #[serde(default)]
    pub example: Vec<String>,
}

impl FileLists {
    /// The files of the solution, in the order of those that they solve.
    pub fn solved(&self) -> &[String] {
        match self.exemplar.is_empty() {
            true => &self.example,
            false => &self.exemplar,
        }
    }
}
