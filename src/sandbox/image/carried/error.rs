//! What can be wrong with an image that came with a pack.

use std::io;
use std::path::{Path, PathBuf};

/// An image that came with a pack cannot be used, or one that is to go with a pack not be made.
#[derive(Debug, thiserror::Error)]
pub enum CarriedError {
    /// A file of it cannot be read.
    #[error("cannot read {}: {error}; install the pack again", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// Its configuration is another than is written here.
    #[error(
        "the image {0} that the pack brings along is not one that tutorbox has made: do not use this pack, and tell its author"
    )]
    Configuration(String),
    /// A layer is another than its name says.
    #[error("the layer {} was changed or damaged: install the pack again", path.display())]
    Sum {
        /// Which.
        path: PathBuf,
    },
    /// A layer has what no image needs.
    #[error("in the layer {layer}, {entry} {why}: do not use this pack, and tell its author")]
    Entry {
        /// Which layer, by its sum.
        layer: String,
        /// What in it.
        entry: String,
        /// What is wrong with it.
        why: EntryFault,
    },
    /// A layer is no tar.
    #[error(
        "the layer {layer} cannot be unpacked: {error}; do not use this pack, and tell its author"
    )]
    Tar {
        /// Which layer, by its sum.
        layer: String,
        /// Why.
        error: io::Error,
    },
    /// It cannot be written.
    #[error("cannot write {}: {error}; make room, or set XDG_CACHE_HOME to a folder on another disk", path.display())]
    Write {
        /// Where.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

/// What no entry of a layer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EntryFault {
    /// It leads out of the image, or is named in a way that may.
    #[error("has a path that leads elsewhere")]
    Path,
    /// It would be in what is no folder of this image.
    #[error("is in no folder of the image: it could lead through a link")]
    Nowhere,
    /// It takes the place of another.
    #[error("is there already")]
    Twice,
    /// It is a device, a pipe, or something that nobody knows.
    #[error("is neither a file, a folder nor a link")]
    Kind,
    /// It is another name for what is no file of this image.
    #[error("is another name of no file of the image")]
    Link,
    /// Its name is longer than any path.
    #[error("has a name of more than 4096 bytes")]
    Name,
    /// An engine would go through it on the host.
    #[error("must be a folder: engines mount something there")]
    Mounted,
    /// There are more of them than any image needs.
    #[error("is one too many")]
    Count,
    /// It takes something of a lower layer away.
    #[error("removes something of another layer")]
    Whiteout,
}

impl CarriedError {
    pub(super) fn read(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::Read { path, error }
    }

    pub(super) fn write(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::Write { path, error }
    }
}
