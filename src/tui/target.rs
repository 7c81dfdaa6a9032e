//! What is opened next, and where in it.

/// A pack that is to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Its name, or its folder.
    pub pack: String,
    /// Where to begin, instead of where the learner left off.
    pub spot: Option<Spot>,
}

/// A place in a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The lesson's id.
    pub lesson: String,
    /// Which of the blocks of its prose, from 0; `None` for its beginning.
    pub block: Option<usize>,
}

impl Spot {
    /// The beginning of a lesson.
    pub fn beginning(lesson: impl Into<String>) -> Self {
        Self {
            lesson: lesson.into(),
            block: None,
        }
    }
}
