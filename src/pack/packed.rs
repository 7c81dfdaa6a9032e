//! A pack's folder, ready to be made one file of. It knows what a pack is, and nothing of who made it or who is to have it.

use std::path::Path;

use semver::Version;

use super::archive::manifest::{FORMAT, Image};
use super::archive::{Manifest, Source};
use super::{Opened, PackError, opened};
use crate::config::Folder;
use crate::course::{self, DirFiles, Pack};
use crate::run::Limits;

/// Where a pack's files are in an archive.
pub const PLACE: &str = "pack/";

/// Where its images are.
const IMAGES: &str = "images/";

/// What the name of an archive ends with.
pub const EXTENSION: &str = ".tbx";

/// The oldest tutorbox that reads what is written here.
const REQUIRES: Version = Version::new(0, 1, 0);

/// What goes into an archive.
pub struct Packed {
    /// What the archive says of itself, but for what its writer knows better.
    pub about: Manifest,
    /// Its files.
    pub sources: Vec<Source<'static>>,
}

/// Reads a pack's folder. Hidden files are no part of it, as they are none of the pack; nor are archives, which may well be
/// of this very pack.
///
/// # Errors
/// It is no pack, has errors, or cannot be read.
pub fn pack_up(folder: &Path) -> Result<Packed, PackError> {
    let loaded = course::load_as_asked(&DirFiles::new(folder), "", Limits::default());
    let Opened { pack, .. } = opened(&folder.to_string_lossy(), loaded)?;
    let unreadable = |error| PackError::Unreadable {
        folder: folder.to_owned(),
        error,
    };
    let mut files = Folder::on_disk(folder).list().map_err(unreadable)?;
    files.retain(|path| !path.ends_with(EXTENSION));
    let sources = files
        .iter()
        .map(|path| Source::on_disk(format!("{PLACE}{path}"), folder.join(path)));
    let sources = sources.collect::<Result<_, _>>().map_err(unreadable)?;
    let languages = pack.languages().into_iter().map(str::to_owned);
    Ok(Packed {
        about: Manifest {
            format: FORMAT,
            languages: languages.collect(),
            requires: REQUIRES,
            version: version(&pack),
            id: pack.id,
            title: pack.title,
            license: pack.license.unwrap_or_default(),
            authors: pack.authors,
            signer: None,
            files: Vec::new(),
            images: Vec::new(),
        },
        sources,
    })
}

impl Packed {
    /// The same with images, which are laid out in a folder.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn with_images(mut self, images: Vec<Image>, layout: &Path) -> Result<Self, PackError> {
        let unreadable = |error| PackError::Unreadable {
            folder: layout.to_owned(),
            error,
        };
        for file in Folder::on_disk(layout).list().map_err(unreadable)? {
            let source = Source::on_disk(format!("{IMAGES}{file}"), layout.join(&file));
            self.sources.push(source.map_err(unreadable)?);
        }
        self.about.images = images;
        Ok(self)
    }
}

/// Whoever read the pack has seen that it is one.
fn version(pack: &Pack) -> Version {
    Version::parse(&pack.version).unwrap_or(Version::new(0, 0, 0))
}
