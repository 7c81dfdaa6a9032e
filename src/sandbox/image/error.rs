//! What can go wrong with a language and its image. Every message says what to do next.

use std::io;
use std::path::PathBuf;

use super::CarriedError;
use crate::sandbox::EngineError;

/// A language's folder is not as it should be.
#[derive(Debug, thiserror::Error)]
pub enum LanguageError {
    /// A file cannot be read.
    #[error("{folder}: cannot read {file}: {source}")]
    Read {
        /// Where the language is.
        folder: String,
        /// Which file.
        file: String,
        /// Why.
        source: io::Error,
    },
    /// A text is not UTF-8.
    #[error("{folder}/{file} is not UTF-8: save it as UTF-8 text")]
    NotText {
        /// Where the language is.
        folder: String,
        /// Which file.
        file: String,
    },
    /// `language.toml` does not say what it should.
    #[error("{folder}/language.toml: {why}")]
    Toml {
        /// Where the language is.
        folder: String,
        /// What is wrong, with line and column.
        why: String,
    },
    /// The runner is longer than an argument may be.
    #[error(
        "{folder}/{file} has {size} bytes; a runner travels as one argument and may have {limit} at most: make it shorter"
    )]
    RunnerTooLong {
        /// Where the language is.
        folder: String,
        /// Which file.
        file: String,
        /// Its size, bytes.
        size: usize,
        /// The most there may be.
        limit: usize,
    },
}

/// An image could not be prepared.
#[derive(Debug, thiserror::Error)]
pub enum PrepareError {
    /// The host is not made of Debian packages.
    #[error(
        "this host has no {tool}, so the image cannot be made from packages here: build it once with\n\n    docker build -t {image} {folder}\n\n(it takes a network that reaches a container registry), then start tutorbox again",
        folder = folder.display()
    )]
    NoApt {
        /// The program that is missing.
        tool: &'static str,
        /// The image's name.
        image: String,
        /// The language's folder, on disk.
        folder: PathBuf,
    },
    /// Debian's signatures cannot be verified.
    #[error(
        "Debian's archive keys are not on this machine, and nothing is taken on trust: install them (as root: apt-get install debian-archive-keyring)"
    )]
    NoKeyring,
    /// The keys that are here did not sign what came.
    #[error(
        "what {uri} sent is not signed by a key of this machine's debian-archive-keyring: upgrade that package (as root: apt-get install debian-archive-keyring), or name another mirror in /etc/apt/sources.list; apt says: {why}"
    )]
    Untrusted {
        /// The repository.
        uri: String,
        /// What apt said.
        why: String,
    },
    /// The mirror does not answer, or not with what was asked for.
    #[error(
        "cannot fetch {uri}: {why}; check the network, apt's proxy (Acquire::http::Proxy in /etc/apt/apt.conf.d) and its mirror (/etc/apt/sources.list.d), then try again: what was fetched so far is kept. Where there is no network, a pack that was built with --with-images brings its image along"
    )]
    Network {
        /// What was asked for.
        uri: String,
        /// What apt said.
        why: String,
    },
    /// `packages.txt` names what Debian does not have.
    #[error("Debian trixie has no package {package} for {arch}: correct {folder}/packages.txt")]
    NoPackage {
        /// The package.
        package: String,
        /// The architecture, in Debian's words.
        arch: String,
        /// The language's folder.
        folder: String,
    },
    /// The disk is full.
    #[error("no space is left below {folder}: about 300 MB are needed there; make room, or set XDG_CACHE_HOME to a folder on another disk", folder = folder.display())]
    DiskFull {
        /// The folder that is written to.
        folder: PathBuf,
    },
    /// apt failed in a way that has no case of its own.
    #[error("apt-get could not {what}: {why}")]
    Apt {
        /// What it was to do.
        what: &'static str,
        /// What it said.
        why: String,
    },
    /// An archive is not what apt said it would be.
    #[error("{archive} is damaged and was removed: prepare the image again to fetch it anew")]
    Damaged {
        /// The archive's file name.
        archive: String,
    },
    /// An archive cannot be unpacked.
    #[error("dpkg-deb cannot unpack {archive}: {why}; remove it and prepare the image again")]
    Unpack {
        /// The archive.
        archive: PathBuf,
        /// What dpkg-deb said.
        why: String,
    },
    /// The language's `finish` failed.
    #[error("{folder}/finish failed: {why}")]
    Finish {
        /// The language's folder.
        folder: String,
        /// What it said.
        why: String,
    },
    /// A file of the store cannot be read or written.
    #[error("cannot {what} {path}: {source}", path = path.display())]
    Store {
        /// What was tried.
        what: &'static str,
        /// With what.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The language's folder cannot be read.
    #[error(transparent)]
    Language(#[from] LanguageError),
    /// The one that came with the pack cannot be used.
    #[error(transparent)]
    Carried(#[from] CarriedError),
    /// The engine did not take it.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl PrepareError {
    /// An error of the store, a full disk apart.
    pub(super) fn store(
        what: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Self::DiskFull { folder: path }
            }
            _ => Self::Store { what, path, source },
        }
    }
}
