//! A checkout of a track: read-only, and nothing outside of its folder is read, whatever its paths and links say.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::ImportError;
use super::config::TrackConfig;
use super::report::Refusal;
use crate::course::{DirFiles, Files, path_refusal};

/// No file of a track is longer, bytes: a pack could not have it.
const LARGEST: u64 = 8 * 1024 * 1024;

/// Which kind of exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// It teaches a concept.
    Concept,
    /// It practises some.
    Practice,
}

impl Kind {
    fn folder(self) -> &'static str {
        match self {
            Self::Concept => "exercises/concept",
            Self::Practice => "exercises/practice",
        }
    }
}

/// A track on disk.
#[derive(Debug)]
pub(super) struct Track {
    /// Without links.
    root: PathBuf,
    pub config: TrackConfig,
}

impl Track {
    /// Reads what a folder's `config.json` says.
    pub fn open(folder: &Path) -> Result<Self, ImportError> {
        let path = folder.join("config.json");
        let unreadable = |error| ImportError::NoTrack {
            path: path.clone(),
            error,
        };
        let root = folder.canonicalize().map_err(unreadable)?;
        let bytes = read(&root, &root, "config.json").map_err(unreadable)?;
        let config = serde_json::from_slice(&bytes).map_err(|error| ImportError::Config {
            path: path.clone(),
            error,
        })?;
        Ok(Self { root, config })
    }

    /// A text at the top of the track, if it is there.
    pub fn text(&self, path: &str) -> Option<String> {
        String::from_utf8(read(&self.root, &self.root, path).ok()?).ok()
    }

    /// The folder of an exercise, whose slug is an id.
    pub fn exercise(&self, kind: Kind, slug: &str) -> Folder<'_> {
        Folder {
            track: &self.root,
            root: self.root.join(kind.folder()).join(slug),
        }
    }
}

/// An exercise's folder.
#[derive(Debug)]
pub(super) struct Folder<'t> {
    track: &'t Path,
    root: PathBuf,
}

impl Folder<'_> {
    /// All files that are not hidden, sorted.
    pub fn list(&self) -> Result<Vec<String>, Refusal> {
        let listed = DirFiles::new(&self.root).list();
        listed.map_err(|error| Refusal::Unreadable {
            path: String::new(),
            why: error.to_string(),
        })
    }

    /// A file's bytes.
    pub fn bytes(&self, path: &str) -> Result<Vec<u8>, Refusal> {
        if let Some(why) = path_refusal(path) {
            return Err(Refusal::Path {
                path: path.to_owned(),
                why,
            });
        }
        read(self.track, &self.root, path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Refusal::Missing(path.to_owned()),
            _ => Refusal::Unreadable {
                path: path.to_owned(),
                why: error.to_string(),
            },
        })
    }

    /// A text.
    pub fn text(&self, path: &str) -> Result<String, Refusal> {
        String::from_utf8(self.bytes(path)?).map_err(|error| Refusal::Unreadable {
            path: path.to_owned(),
            why: format!("byte {} is not UTF-8", error.utf8_error().valid_up_to()),
        })
    }

    /// A text that need not be there.
    pub fn text_if_there(&self, path: &str) -> Result<Option<String>, Refusal> {
        match self.text(path) {
            Ok(text) => Ok(Some(text)),
            Err(Refusal::Missing(_)) => Ok(None),
            Err(refusal) => Err(refusal),
        }
    }

    /// What a JSON file says.
    pub fn json<T: DeserializeOwned>(&self, path: &str) -> Result<T, Refusal> {
        serde_json::from_slice(&self.bytes(path)?).map_err(|error| Refusal::Unreadable {
            path: path.to_owned(),
            why: error.to_string(),
        })
    }
}

/// Reads a file below `folder` that lies, links followed, within the track.
fn read(track: &Path, folder: &Path, path: &str) -> io::Result<Vec<u8>> {
    let file = folder.join(path).canonicalize()?;
    if !file.starts_with(track) {
        return Err(io::Error::other("it leads out of the track"));
    }
    let about = fs::metadata(&file)?;
    if !about.is_file() {
        return Err(io::Error::other("it is no file"));
    }
    if about.len() > LARGEST {
        let mib = about.len().div_ceil(1024 * 1024);
        return Err(io::Error::other(format!(
            "it has {mib} MiB, and a file of a pack has 8 at most"
        )));
    }
    fs::read(file)
}
