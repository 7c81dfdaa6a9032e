//! What is known of the engine and its images.

use std::collections::BTreeMap;

use super::message::{EngineFound, ImageNews};
use crate::sandbox::image::Progress;

/// The engine, as far as the learner is concerned.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Engine {
    /// It is being looked for.
    #[default]
    Connecting,
    /// None answers, for this reason.
    Missing(String),
    /// One answers.
    Ready {
        /// What the status line says.
        name: String,
        /// Whether it runs code although it does not enforce every limit.
        weak: bool,
        /// The pack's languages.
        images: BTreeMap<String, Image>,
    },
}

/// A language's image.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    /// What people call the language.
    pub title: String,
    /// What it would take to fetch, in megabytes; nothing, where it came with the pack.
    pub download_mb: Option<u32>,
    /// Whether code in the language can be formatted.
    pub has_formatter: bool,
    /// How it stands.
    pub state: ImageState,
}

/// How an image stands.
#[derive(Debug, Clone, PartialEq)]
pub enum ImageState {
    /// It is not there; the learner was asked, or is to be.
    Missing,
    /// It is on its way.
    Preparing(Option<Progress>),
    /// It is there.
    Ready,
    /// It could not be prepared, for this reason.
    Failed(String),
}

impl Engine {
    /// What was found.
    pub fn found(result: Result<EngineFound, String>) -> Self {
        let found = match result {
            Ok(found) => found,
            Err(why) => return Self::Missing(why),
        };
        let image = |has| match has {
            true => ImageState::Ready,
            false => ImageState::Missing,
        };
        Self::Ready {
            name: found.name,
            weak: found.weak,
            images: found
                .languages
                .into_iter()
                .map(|l| {
                    let state = image(l.has_image);
                    let (title, download_mb) = (l.title, l.download_mb);
                    let image = Image {
                        title,
                        download_mb,
                        has_formatter: l.has_formatter,
                        state,
                    };
                    (l.name, image)
                })
                .collect(),
        }
    }

    /// A language's image, if there is an engine and it is a language of the pack.
    pub fn image(&self, language: &str) -> Option<&Image> {
        match self {
            Self::Ready { images, .. } => images.get(language),
            _ => None,
        }
    }

    /// The same, to change.
    pub fn image_mut(&mut self, language: &str) -> Option<&mut Image> {
        match self {
            Self::Ready { images, .. } => images.get_mut(language),
            _ => None,
        }
    }

    /// Whether a run of this language could start now.
    pub fn can_run(&self, language: &str) -> bool {
        self.image(language)
            .is_some_and(|i| i.state == ImageState::Ready)
    }

    /// The image that is on its way.
    pub fn preparing(&self) -> Option<(&Image, Option<&Progress>)> {
        let Self::Ready { images, .. } = self else {
            return None;
        };
        images.values().find_map(|i| match &i.state {
            ImageState::Preparing(progress) => Some((i, progress.as_ref())),
            _ => None,
        })
    }
}

impl ImageState {
    /// What the news makes of it.
    pub fn from_news(news: ImageNews) -> Self {
        match news {
            ImageNews::Progress(progress) => Self::Preparing(Some(progress)),
            ImageNews::Ready => Self::Ready,
            ImageNews::Failed(why) => Self::Failed(why),
            ImageNews::Cancelled => Self::Missing,
        }
    }
}
