//! Why an archive is refused, in words for whoever wanted to use it.
//!
//! What is damaged is to be fetched again. What no tutorbox would write is not to be used: somebody made it by hand, and
//! perhaps to do harm.

use std::io;
use std::path::PathBuf;

use super::keys::KeyError;
use super::limits;
use super::manifest::ManifestError;
use super::path::PathError;

/// An archive cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// There is nothing in the file.
    #[error("the file is empty: fetch it again")]
    Empty,
    /// It is in another format.
    #[error(
        "this is no pack archive but {0}: a pack archive is a .tbx file, as `tutorbox pack build` makes it"
    )]
    NotArchive(&'static str),
    /// It is in no format that is known here.
    #[error(
        "this is no pack archive: a pack archive is a .tbx file, as `tutorbox pack build` makes it"
    )]
    Unknown,
    /// It is compressed like one, but something else is inside.
    #[error(
        "this is a compressed file, but no pack archive: a pack archive is a .tbx file, as `tutorbox pack build` makes it"
    )]
    NoTar,
    /// It ends before its end.
    #[error("the archive breaks off before its end: fetch it again")]
    Truncated,
    /// Its bytes make no sense.
    #[error("the archive is damaged: {0}; fetch it again")]
    Damaged(String),
    /// It would need more memory than it may have.
    #[error(
        "the archive would need more than {} MB of memory to be unpacked: its author can build it with `tutorbox pack build`",
        1 << (limits::WINDOW_LOG - 20)
    )]
    Window,
    /// There is another compressed frame behind the first.
    #[error(
        "a second archive stands behind the end of the archive: do not use it, and tell its author"
    )]
    SecondFrame,
    /// There is something behind the frame.
    #[error(
        "something stands behind the end of the archive: fetch it again, and where it stays so, do not use it"
    )]
    Garbage,
    /// There is something behind the end of the tar.
    #[error(
        "something is hidden in the archive behind its last file: do not use it, and tell its author"
    )]
    DataBehindEnd,
    /// The tar has no end.
    #[error("the archive was not written to its end: its author has to build it again")]
    NoEnd,
    /// What it begins with is not the manifest.
    #[error(
        "the archive begins with {0} where `manifest.json` should be: its author can build it with `tutorbox pack build`"
    )]
    ManifestNotFirst(String),
    /// The manifest is larger than any that is needed.
    #[error("`manifest.json` has {0} bytes; {max} at most: do not use this archive, and tell its author", max = limits::MANIFEST)]
    ManifestLarge(u64),
    /// Something is wrong with the manifest.
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    /// Something is wrong with the signature.
    #[error(transparent)]
    Signature(#[from] SignatureError),
    /// Something is wrong with one of the files.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// The archive cannot be read.
    #[error("cannot read the archive: {0}")]
    Read(#[source] io::Error),
    /// Nobody's files are mixed with those of a pack.
    #[error("{} is not empty, {found} is in it: name a folder that does not exist yet, or an empty one", folder.display())]
    NotEmpty {
        /// Where it was to be unpacked.
        folder: PathBuf,
        /// One of the things in it.
        found: String,
    },
    /// A file cannot be written.
    #[error("cannot write {}: {error}", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

/// An archive's signature says nothing, or something else than it should.
#[derive(Debug, thiserror::Error)]
pub enum SignatureError {
    /// The manifest names who signed it, and nobody did.
    #[error(
        "the archive says that key {0} has signed it, but its signature is missing: do not use it; fetch it from its author"
    )]
    Stripped(String),
    /// There is a signature, and the manifest names no key for it.
    #[error(
        "the archive has a signature, but `manifest.json` does not say by which key: do not use it, and tell its author"
    )]
    Unnamed,
    /// It was made by somebody else.
    #[error(
        "the archive says that key {named} has signed it, but key {found} has: do not use it; fetch it from its author"
    )]
    OtherKey {
        /// Whose signature it should be.
        named: String,
        /// Whose it is.
        found: String,
    },
    /// What was signed is not what is there.
    #[error(
        "the signature does not fit: `manifest.json` was changed after it was signed; do not use this archive, and fetch it from its author"
    )]
    Wrong,
    /// It is no signature of minisign's.
    #[error(
        "`manifest.json.minisig` is no signature of minisign's: fetch the archive again, and where it stays so, do not use it"
    )]
    Malformed,
    /// It is larger than any signature.
    #[error("`manifest.json.minisig` has {0} bytes; {max} at most: do not use this archive, and tell its author", max = limits::SIGNATURE)]
    Large(u64),
}

impl From<KeyError> for SignatureError {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::OtherKey { named, found } => Self::OtherKey { named, found },
            KeyError::Wrong => Self::Wrong,
            _ => Self::Malformed,
        }
    }
}

/// A file in an archive is not what the manifest says.
#[derive(Debug, thiserror::Error)]
pub enum EntryError {
    /// Its header does not fit its own sum.
    #[error("the header behind {after} is damaged: fetch the archive again")]
    Header {
        /// The file before it.
        after: String,
    },
    /// It is in a form of tar that is older than files' types, or in another.
    #[error(
        "{0} is in another form of tar than ustar: its author can build the archive with `tutorbox pack build`"
    )]
    Form(String),
    /// It points to another file.
    #[error(
        "{0} is a symbolic link: a pack has plain files only; do not use this archive, and tell its author"
    )]
    Symlink(String),
    /// It is another file by a second name.
    #[error(
        "{0} is a hard link: a pack has plain files only; do not use this archive, and tell its author"
    )]
    HardLink(String),
    /// It is a device.
    #[error(
        "{0} is a device: a pack has plain files only; do not use this archive, and tell its author"
    )]
    Device(String),
    /// It is a named pipe.
    #[error(
        "{0} is a named pipe: a pack has plain files only; do not use this archive, and tell its author"
    )]
    Pipe(String),
    /// It is a folder; those come with the files in them.
    #[error(
        "{0} is an entry for a folder: an archive has files only; its author can build it with `tutorbox pack build`"
    )]
    Folder(String),
    /// It gives the next file another name, size or owner.
    #[error(
        "behind {after} stands a PAX header, which gives files other names than one sees: do not use this archive, and tell its author"
    )]
    Pax {
        /// The file before it.
        after: String,
    },
    /// It gives the next file another name.
    #[error(
        "behind {after} stands a GNU long name, which gives files other names than one sees: do not use this archive, and tell its author"
    )]
    LongName {
        /// The file before it.
        after: String,
    },
    /// It is a file with holes.
    #[error(
        "{0} is a file with holes: a pack has plain files only; do not use this archive, and tell its author"
    )]
    Sparse(String),
    /// It is something else.
    #[error(
        "{name} is an entry of the unknown kind {kind:?}: a pack has plain files only; do not use this archive, and tell its author"
    )]
    Kind {
        /// What it is called.
        name: String,
        /// The type in its header.
        kind: char,
    },
    /// Nobody can say its name.
    #[error("{0} is not named in UTF-8: its author has to rename it and build the archive again")]
    NotUtf8(String),
    /// Its path is refused.
    #[error(
        "the archive has a file {path}, and such a path cannot be in a pack, it {why}: do not use the archive, and tell its author"
    )]
    Path {
        /// Its path.
        path: String,
        /// Why.
        why: PathError,
    },
    /// It was there before.
    #[error("{0} is in the archive twice: do not use it, and tell its author")]
    Twice(String),
    /// Nobody has announced it.
    #[error(
        "{0} is in the archive, but not in its `manifest.json`: do not use it, and tell its author"
    )]
    Unlisted(String),
    /// Another file should come first.
    #[error(
        "{found} comes where {expected} should: the archive is not in the order of its `manifest.json`, or a file is missing; its author has to build it again"
    )]
    Order {
        /// What is there.
        found: String,
        /// What should be there.
        expected: String,
    },
    /// It is announced and is not there.
    #[error("{0} is in `manifest.json`, but not in the archive: its author has to build it again")]
    Missing(String),
    /// It is longer than was announced.
    #[error(
        "{path} has {found} bytes, more than the {expected} that `manifest.json` says: do not use this archive, and tell its author"
    )]
    Larger {
        /// Which.
        path: String,
        /// What its header says.
        found: u64,
        /// What the manifest says.
        expected: u64,
    },
    /// It is shorter than was announced.
    #[error(
        "{path} has {found} bytes, fewer than the {expected} that `manifest.json` says: its author has to build the archive again"
    )]
    Smaller {
        /// Which.
        path: String,
        /// What its header says.
        found: u64,
        /// What the manifest says.
        expected: u64,
    },
    /// The archive ends in the middle of it.
    #[error("the archive ends in the middle of {0}: its author has to build it again")]
    Short(String),
    /// It says something that the writer does not say.
    #[error(
        "the header of {0} is not as tutorbox writes it: its author can build the archive with `tutorbox pack build`"
    )]
    Odd(String),
    /// What fills its last block is not empty.
    #[error("something is hidden in the archive behind {0}: do not use it, and tell its author")]
    Padding(String),
    /// Its bytes are others than was announced.
    #[error(
        "{0} does not have the sum that `manifest.json` says: fetch the archive again, and where it stays so, do not use it"
    )]
    Sum(String),
}
