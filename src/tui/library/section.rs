//! In which order packs are listed, and under which headings: what a learner is at comes first, what is for authors last.

use super::Entry;
use crate::pack::Origin;

/// The pack that teaches how to write packs.
const GUIDE: &str = "authoring";

/// A heading, and the packs below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// The learner has passed some of their exercises, and not all.
    Begun,
    /// They come with the program.
    BuiltIn,
    /// They are folders of the learner's own.
    Own,
    /// They are in the library.
    Installed,
    /// For those who write packs.
    Authors,
}

impl Section {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [
        Self::Begun,
        Self::BuiltIn,
        Self::Own,
        Self::Installed,
        Self::Authors,
    ];

    /// The one that a pack stands in.
    pub fn of(entry: &Entry) -> Self {
        let total = entry.pack().map_or(0, |pack| pack.exercises().count());
        let is_begun = entry.passed.is_some_and(|n| (1..total).contains(&n));
        match entry.shelved.origin {
            _ if is_begun => Self::Begun,
            Origin::BuiltIn if entry.shelved.name == GUIDE => Self::Authors,
            Origin::BuiltIn => Self::BuiltIn,
            Origin::Own(_) => Self::Own,
            Origin::Installed { .. } => Self::Installed,
        }
    }

    /// The message that names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Begun => "library-kind-begun",
            Self::BuiltIn => "library-kind-built-in",
            Self::Own => "library-kind-own",
            Self::Installed => "library-kind-installed",
            Self::Authors => "library-kind-authors",
        }
    }
}
