//! What lies on top of the panes.

use super::history::History;
use super::library::Changed;
use super::picker::Picker;

/// A page or a question on top.
#[derive(Debug, Clone, PartialEq)]
pub enum Overlay {
    /// The keys.
    Help {
        /// First visible line.
        scroll: usize,
    },
    /// The map of the course.
    Outline {
        /// Which row is selected.
        selected: usize,
    },
    /// A hint of the open exercise.
    Hint {
        /// Which, from 0.
        number: usize,
        /// First visible line.
        scroll: usize,
    },
    /// What is in the editor, compared with the starter, or with the solution.
    Compare {
        /// Whether with the solution.
        solution: bool,
        /// First visible line.
        scroll: usize,
    },
    /// The solution of the open exercise.
    Solution {
        /// First visible line.
        scroll: usize,
    },
    /// The page that welcomes to the pack.
    Welcome {
        /// First visible line.
        scroll: usize,
    },
    /// What was run before.
    History(Box<History>),
    /// A list of actions, or of places, to pick from.
    Picker(Box<Picker>),
    /// The end of the lesson.
    LessonEnd {
        /// First visible line.
        scroll: usize,
    },
    /// What the words of the pack mean.
    Glossary {
        /// First visible line.
        scroll: usize,
    },
    /// What an update has changed.
    Changed {
        /// What.
        changed: Changed,
        /// First visible line.
        scroll: usize,
    },
    /// Whether a language's image may be fetched.
    AskImage {
        /// The language's name.
        language: String,
    },
    /// Something that went wrong, at length.
    Trouble {
        /// What it is.
        title: String,
        /// What is to be said.
        text: String,
        /// First visible line.
        scroll: usize,
    },
}
