//! The library: a page with every pack there is, what is found in them, and how they come and go.

mod complete;
mod librarian;
mod section;
pub mod update;
pub mod view;

use std::sync::Arc;

use crate::course::Pack;
use crate::pack::archive::Progress;
use crate::pack::search::Hit;
use crate::pack::{Fate, Image, Shelved, intake};

use super::keymap::Context;

pub use complete::Completion;
pub use librarian::{Librarian, Sources};
pub use section::Section;

/// What the page is drawn from.
#[derive(Debug, Default)]
pub struct Library {
    /// Whether it is what is seen.
    pub is_open: bool,
    /// Every pack; `None` until they were read for the first time.
    pub catalogue: Option<Catalogue>,
    /// Which of them is selected.
    pub selected: usize,
    /// What is typed in, where something is.
    pub prompt: Option<Prompt>,
    /// How far the pack is that comes in.
    pub arrival: Option<Arrival>,
    /// What is asked.
    pub question: Option<Question>,
    /// What an update has changed, until it is told.
    untold: Option<Changed>,
    /// Whether the open pack is one of these: it was seen among them as it is open, and what takes its place is opened in its place.
    has_open: bool,
    /// How many searches there were.
    searches: u64,
    /// The pack to be selected when they are read.
    wanted: Option<String>,
}

/// Every pack that there is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Catalogue {
    /// In the order in which they are shown.
    pub entries: Vec<Entry>,
    /// Why nobody can tell what is installed.
    pub problem: Option<String>,
}

/// A pack, and how far the learner is in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The pack.
    pub shelved: Shelved,
    /// How many of its exercises are passed; `None` where progress cannot be read.
    pub passed: Option<usize>,
}

/// What is typed in.
#[derive(Debug, Clone, PartialEq)]
pub enum Prompt {
    /// The way to an archive or a folder.
    Path {
        /// As far as it is typed.
        text: String,
        /// The pack that is to be replaced; a new one comes in where none is.
        only: Option<String>,
        /// How it could go on.
        options: Vec<String>,
        /// Whether it led to nothing, and is there to be mended, or to be typed over.
        is_kept: bool,
    },
    /// What is searched for.
    Search(Search),
}

/// A search in all packs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Search {
    /// What is searched for.
    pub text: String,
    /// Which search it is: what is found by an older one is not shown.
    number: u64,
    /// What was found; `None` until something was.
    pub found: Option<Found>,
    /// Which of it is selected.
    pub selected: usize,
}

/// What a search has found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// The first of it: a pack's name, and a line of it.
    pub hits: Vec<(String, Hit)>,
    /// How many lines there are in all.
    pub total: usize,
}

/// A pack that comes in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// Its path, as it was typed.
    pub from: String,
    /// The pack that it must be.
    only: Option<String>,
    /// How far it is, once it has begun.
    pub step: Option<Step>,
}

/// What an update means for what the learner has begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The pack.
    pub pack: String,
    /// The version that is there now.
    pub version: String,
    /// Exercises that the learner has begun, and are others now, or gone.
    pub begun: Vec<Begun>,
    /// How many there are that were not there before.
    pub new: usize,
}

/// An exercise that the learner has begun, and what has become of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// What people call it, as the learner knows it.
    pub title: String,
    /// What has become of it.
    pub fate: Fate,
    /// Whether the learner has passed it.
    pub is_passed: bool,
}

/// How far a pack is that comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It is compared with what it says of itself.
    Verifying(Progress),
    /// It is unpacked.
    Unpacking(Progress),
}

/// What the learner is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Something about the pack that comes in.
    Arrival(intake::Question),
    /// Whether this pack is to go.
    Remove {
        /// Its id.
        pack: String,
        /// What people call it.
        title: String,
    },
}

/// What is wanted of the world.
#[derive(Debug, Clone, PartialEq)]
pub enum Wish {
    /// Read every pack.
    Read,
    /// Find out how a path could go on.
    Complete(String),
    /// Search in these.
    Search {
        /// Which search it is.
        number: u64,
        /// What for.
        text: String,
        /// The packs and their names.
        packs: Vec<(String, Arc<Pack>)>,
    },
    /// Install what is at this path.
    Install {
        /// As it was typed.
        from: String,
        /// The pack that it must be.
        only: Option<String>,
    },
    /// The answer to what was asked meanwhile.
    Answer(bool),
    /// Remove the pack of this id.
    Remove(String),
}

/// What comes of it.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// Every pack was read.
    Read(Catalogue),
    /// How a path could go on.
    Completed(Completion),
    /// What a search has found.
    Found {
        /// Which search.
        number: u64,
        /// What.
        found: Found,
    },
    /// A pack comes in.
    Step(Step),
    /// The learner is to be asked.
    Asks(intake::Question),
    /// The version that has just come in has changed this.
    Changed(Changed),
    /// It is in, or is not for this reason.
    Arrived(Result<intake::Outcome, String>),
    /// A pack of this id has gone, or has not for this reason.
    Removed(Result<String, String>),
    /// No pack that is installed has these images any more.
    Unused {
        /// The pack that had them.
        pack: String,
        /// The images.
        images: Vec<Image>,
    },
}

impl Library {
    /// What has the keys on the page.
    pub fn context(&self) -> Context {
        match (&self.prompt, self.asked()) {
            (Some(Prompt::Path { .. }), _) => Context::Path,
            (Some(Prompt::Search(_)), _) => Context::Search,
            (None, Some(_)) => Context::Consent,
            (None, None) => Context::Library,
        }
    }

    /// What is asked now: a learner who types is not interrupted, and agrees to nothing with a letter of theirs.
    pub fn asked(&self) -> Option<&Question> {
        let is_seen = self.is_open && self.prompt.is_none();
        self.question.as_ref().filter(|_| is_seen)
    }

    /// Every pack, as far as they were read.
    pub fn entries(&self) -> &[Entry] {
        self.catalogue.as_ref().map_or(&[], |all| &all.entries)
    }

    /// The pack that is selected.
    pub fn selected(&self) -> Option<&Entry> {
        self.entries().get(self.selected)
    }

    /// The pack of this name.
    pub fn entry(&self, name: &str) -> Option<&Entry> {
        let mut entries = self.entries().iter();
        entries.find(|entry| entry.shelved.name == name)
    }

    /// What is searched for.
    pub fn search(&self) -> Option<&Search> {
        match &self.prompt {
            Some(Prompt::Search(search)) => Some(search),
            _ => None,
        }
    }

    /// Whether another version has taken the place of the open pack.
    fn has_newer(&self, open: &Arc<Pack>) -> bool {
        let listed = self.entry(&open.id).and_then(Entry::pack);
        self.has_open && listed.is_some_and(|listed| listed != open)
    }

    /// Takes what was read, while this pack is open. The same pack is selected as before, or the one that has just come in.
    fn take(&mut self, mut catalogue: Catalogue, open: &Arc<Pack>) {
        catalogue.entries.sort_by_key(Section::of);
        let before = self.selected().map(|entry| entry.shelved.name.clone());
        let name = self.wanted.take().or(before);
        let place = |name: &String| {
            let mut entries = catalogue.entries.iter();
            entries.position(|entry| entry.shelved.name == *name)
        };
        let last = catalogue.entries.len().saturating_sub(1);
        let selected = name.as_ref().and_then(place);
        self.selected = selected.unwrap_or(self.selected).min(last);
        self.catalogue = Some(catalogue);
        let listed = self.entry(&open.id).and_then(Entry::pack);
        self.has_open |= listed == Some(open);
    }
}

impl Entry {
    /// The pack, where it can be read.
    pub fn pack(&self) -> Option<&Arc<Pack>> {
        self.shelved.pack.as_ref().ok()
    }
}
