//! What can go wrong in the library.

use std::io;
use std::path::PathBuf;

use semver::Version;

use crate::course::Problem;
use crate::pack::archive::ArchiveError;

/// A pack cannot be installed, found or removed. Whatever was installed before is there still.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// The file cannot be read.
    #[error("cannot read {}: {error}", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The archive is refused.
    #[error("{} is refused: {error}", path.display())]
    Archive {
        /// Which.
        path: PathBuf,
        /// Why.
        error: ArchiveError,
    },
    /// It is another archive than the one that was looked at.
    #[error("{} has changed while it was read: install it again", .0.display())]
    Changed(PathBuf),
    /// Its manifest is that of another pack.
    #[error(
        "the archive says that the pack's {what} is {manifest}, and its pack.toml that it is {pack}: do not use it, and tell its author"
    )]
    Differs {
        /// What of it.
        what: &'static str,
        /// In the archive's manifest.
        manifest: String,
        /// In `pack.toml`.
        pack: String,
    },
    /// What is in it cannot be used.
    #[error("the pack {id} cannot be used as it is\n\n{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n"))]
    Broken {
        /// Which pack.
        id: String,
        /// All that is wrong.
        problems: Vec<Problem>,
    },
    /// The program has a pack of this name.
    #[error(
        "a pack called {0} comes with tutorbox, or is in `lessons/` of your data folder, and would hide this one: it needs another id"
    )]
    BuiltIn(String),
    /// A newer one is there.
    #[error(
        "{id} {there} is installed, which is newer than {offered}; `tutorbox pack install FILE --downgrade` takes the older one"
    )]
    Older {
        /// Which pack.
        id: String,
        /// What is there.
        there: Version,
        /// What was to be.
        offered: Version,
    },
    /// It was signed once, and is not any more.
    #[error(
        "{id} is signed by key {key} where it was installed before, and this one is not signed: somebody may have changed it. Get it from its author again"
    )]
    Unsigned {
        /// Which pack.
        id: String,
        /// Whose signature it had.
        key: String,
    },
    /// Somebody else has signed it.
    #[error(
        "{id} is signed by key {key} where it was installed before, and this one by key {found}: somebody else may have made it. \
         Ask its author; where the new key is theirs, say so: `tutorbox pack install FILE --trust {line}`"
    )]
    OtherSigner {
        /// Which pack.
        id: String,
        /// Whose signature it had.
        key: String,
        /// Whose it has.
        found: String,
        /// The new key.
        line: String,
    },
    /// It is not signed by whom the learner named.
    #[error("{id} should be signed by key {key}, and {}: nothing was installed. Get it from its author again", signer(found.as_deref()))]
    NotTrusted {
        /// Which pack.
        id: String,
        /// The key that was named.
        key: String,
        /// Whose signature it has.
        found: Option<String>,
    },
    /// There is no such pack.
    #[error("no pack called {id} is installed{}", listed(known))]
    Unknown {
        /// What was asked for.
        id: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A file is not what was installed.
    #[error(
        "{path} of {id} is not as it was installed: install the pack again; what you have written and passed stays"
    )]
    Damaged {
        /// Which pack.
        id: String,
        /// Which of its files.
        path: String,
    },
    /// What the library wrote down cannot be read.
    #[error("{} cannot be read: {why}; install the pack again, and it is made anew", path.display())]
    Record {
        /// Which file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// Whom the learner trusts cannot be read.
    #[error("{} cannot be read: {why}. It says whose packs you take: mend it, or remove it, and each signer is new again", path.display())]
    Signers {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// The operating system refuses.
    #[error("cannot {what} {}: {error}", path.display())]
    System {
        /// To do what.
        what: &'static str,
        /// With what.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

impl LibraryError {
    /// The operating system's refusal to do something with a file.
    pub(super) fn system(
        what: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |error| Self::System { what, path, error }
    }
}

fn signer(key: Option<&str>) -> String {
    match key {
        Some(key) => format!("is signed by key {key}"),
        None => "is not signed".to_owned(),
    }
}

fn listed(known: &[String]) -> String {
    match known.is_empty() {
        true => "; none is".to_owned(),
        false => format!("; these are: {}", known.join(", ")),
    }
}
