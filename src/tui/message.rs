//! What the worker tells the loop.

use std::time::Duration;

use ratatui::buffer::Buffer;

use super::formatting::Formatted;
use super::history::Past;
use super::library::News;
use super::looks::Looks;
use super::model::Item;
use super::outside::Unedited;
use super::pictures::Painting;
use crate::course::Edition;
use crate::run::{RunEvent, SourceFile};
use crate::sandbox::image::Progress;

/// News.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// An engine was found, or none.
    Engine(Result<EngineFound, String>),
    /// An image is on its way.
    Image {
        /// The language's name.
        language: String,
        /// How far it is.
        news: ImageNews,
    },
    /// A run says something. What a stale one says is dropped.
    Run {
        /// Which run, as the model named it.
        run: u64,
        /// What it says.
        event: RunEvent,
    },
    /// So long has a run been going on.
    Elapsed {
        /// Which run.
        run: u64,
        /// Since `started`.
        time: Duration,
    },
    /// What a formatter made of the code.
    Formatted {
        /// Which request, as the model named it.
        id: u64,
        /// What it made.
        formatted: Formatted,
    },
    /// The earlier versions of an exercise.
    History(Past),
    /// What another window had saved of this item is overwritten, and in the history.
    Overwrote(Item),
    /// So many minutes of the time box are left.
    MinutesLeft(u32),
    /// Progress cannot be saved, for this reason; or it can again.
    Saving(Result<(), String>),
    /// The learner's own editor has ended.
    EditedOutside(Result<Vec<SourceFile>, Unedited>),
    /// The syntaxes are loaded: code can be coloured.
    Highlighting,
    /// A picture is painted; or it cannot be, for this reason.
    Painted(Painting, Result<Buffer, String>),
    /// The themes are read.
    Themes(Looks),
    /// Something has come of what was wanted with packs.
    Library(News),
    /// The pack's author has saved.
    Edition(Edition),
}

impl Message {
    /// Whether somebody waits for it: it is drawn at once.
    pub fn is_awaited(&self) -> bool {
        match self {
            Self::Run { event, .. } => matches!(event, RunEvent::Finished(_)),
            Self::Edition(_)
            | Self::Formatted { .. }
            | Self::History(_)
            | Self::Library(_)
            | Self::Overwrote(_)
            | Self::Themes(_) => true,
            _ => false,
        }
    }
}

/// An engine that answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngineFound {
    /// What the status line says.
    pub name: String,
    /// Whether it runs code although it does not enforce every limit.
    pub weak: bool,
    /// The languages of the pack.
    pub languages: Vec<LanguageFound>,
}

/// A language of the pack, as this engine has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageFound {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// Whether its image is there.
    pub has_image: bool,
    /// What its image would take to fetch, in megabytes; nothing, where it came with the pack.
    pub download_mb: Option<u32>,
    /// Whether its code can be formatted.
    pub has_formatter: bool,
}

/// What becomes of an image.
#[derive(Debug, Clone, PartialEq)]
pub enum ImageNews {
    /// It is being prepared.
    Progress(Progress),
    /// It is there.
    Ready,
    /// It is not, for this reason.
    Failed(String),
    /// The learner stopped it.
    Cancelled,
}
