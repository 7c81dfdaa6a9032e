//! What the library knows of an installed pack.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use semver::Version;
use serde::{Deserialize, Serialize};

use crate::pack::archive::manifest::{Image, Sum};

/// Where images are in what was unpacked.
pub(super) const IMAGES: &str = "images";

/// A pack that is installed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Installed {
    /// Its id, by which its progress is kept.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Which version it is.
    pub version: Version,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// What one may do with it.
    pub license: String,
    /// The languages of its exercises.
    pub languages: Vec<String>,
    /// How many bytes its files have.
    pub size: u64,
    /// The sum of its manifest, which has the sum of everything else.
    pub sum: Sum,
    /// The public key of whoever signed it, in one line of minisign's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signer: Option<String>,
    /// What its runs may use beyond the usual, as the learner granted it: keys of a `limits` table.
    #[serde(default)]
    pub granted: BTreeMap<String, u64>,
    /// The images that it has brought along.
    #[serde(default)]
    pub images: Vec<Image>,
    /// Where its files are.
    #[serde(skip)]
    pub folder: PathBuf,
}

impl Installed {
    /// Where its images are.
    pub fn layout(&self) -> PathBuf {
        self.place().join(IMAGES)
    }

    /// The folder of its version: its files, and what the archive said of them.
    pub(super) fn place(&self) -> &Path {
        self.folder.parent().unwrap_or(&self.folder)
    }
}
