//! What lies on top of the panes.

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
