//! From a path to an installed pack: the steps in their order, and what the learner is asked between them.
//!
//! Whoever has the learner before them, the command line or the screen, asks and tells, and knows no more of it than that.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use semver::Version;
use tempfile::NamedTempFile;

use super::archive::keys::PublicKey;
use super::archive::{self, Progress, WriteError};
use super::{Change, Installed, Library, LibraryError, Offer, PackError, Said, Staged, pack_up};
use crate::config::Assets;
use crate::run::Limits;

/// What is to be installed, and where.
pub struct Intake<'a> {
    /// An archive, or a pack's folder.
    pub from: &'a Path,
    /// A folder for what is needed only until it is over.
    pub place: &'a Path,
    /// Where the library is, and what would hide a pack in it.
    pub assets: &'a Assets,
    /// What the learner allows any pack.
    pub limits: Limits,
    /// What the learner has said beforehand.
    pub said: &'a Said,
    /// The pack that it must be; any, where none is named.
    pub only: Option<&'a str>,
}

/// Has the learner before them.
pub trait Host {
    /// What ends an intake: why nothing was installed, or that nobody is there to be asked.
    type Error: From<IntakeError>;

    /// Tells how far it is.
    fn tell(&mut self, news: News);

    /// Tells that this pack came as an archive that nobody has signed.
    ///
    /// # Errors
    /// Nobody else vouches for it, and it is not to be taken.
    fn is_unsigned(&mut self, pack: &str) -> Result<(), Self::Error>;

    /// Asks, and says whether the answer is yes.
    ///
    /// # Errors
    /// Nobody is there to be asked.
    fn agrees(&mut self, question: Question) -> Result<bool, Self::Error>;

    /// Does what else is to be done before it becomes the installed version.
    ///
    /// # Errors
    /// That failed, and it does not become it.
    fn settle(&mut self, staged: &Staged<'_>) -> Result<(), Self::Error>;
}

/// How far an intake is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// It is read to its end, and compared with what it says of itself.
    Verifying(Progress),
    /// It is unpacked aside.
    Unpacking(Progress),
}

/// What the learner is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Whether they take packs of this key from now on.
    NewSigner {
        /// The pack's id.
        pack: String,
        /// Its version.
        version: Version,
        /// Whom it names as its authors.
        authors: Vec<String>,
        /// The key.
        key: PublicKey,
    },
    /// Whether its runs may use more than is usual.
    Limits {
        /// The pack's id.
        pack: String,
        /// What it asks for: keys of a `limits` table.
        asks: BTreeMap<String, u64>,
    },
}

/// How an intake ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is installed.
    Installed(Box<Installed>, Change),
    /// This very archive was installed before, and is whole.
    Already {
        /// The pack's id.
        pack: String,
        /// Its version.
        version: Version,
    },
    /// The learner has said no.
    Declined,
}

/// Nothing was installed. What was installed before is there still.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// The folder is no pack, or has errors.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The folder cannot be made an archive.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The library does not take it.
    #[error(transparent)]
    Library(#[from] LibraryError),
    /// It is another pack than the one that was named.
    #[error(
        "this is the pack {found}, and not {wanted}: choose an archive of {wanted}, or install {found} beside it"
    )]
    Other {
        /// The pack that was named.
        wanted: String,
        /// The pack that it is.
        found: String,
    },
    /// The operating system refuses.
    #[error("cannot make a temporary file: {0}; see that there is room in its folder")]
    Temporary(io::Error),
}

/// Installs a pack, or another version of it. Nothing of it is run.
///
/// # Errors
/// It is refused, or nobody was there to be asked.
pub fn install<H: Host>(intake: &Intake<'_>, host: &mut H) -> Result<Outcome, H::Error> {
    let wrapped = match intake.from.is_dir() {
        true => Some(wrap(intake.from, intake.place)?),
        false => None,
    };
    let path = wrapped.as_ref().map_or(intake.from, NamedTempFile::path);
    let library = Library::new(intake.assets.data());
    let (offer, change) = intake.look(path, &library, host)?;
    let (pack, version) = (offer.manifest.id.clone(), offer.manifest.version.clone());
    if change == Change::Nothing {
        library.tidy().map_err(IntakeError::from)?;
        return Ok(Outcome::Already { pack, version });
    }
    if offer.signer.is_none() && wrapped.is_none() {
        host.is_unsigned(&pack)?;
    }
    if let Some(question) = intake.on_signer(&offer, &library)?
        && !host.agrees(question)?
    {
        return Ok(Outcome::Declined);
    }
    let report = &mut |far| host.tell(News::Unpacking(far));
    let staged = library.stage(offer, intake.said, intake.limits, report);
    let staged = staged.map_err(IntakeError::from)?;
    let asks = staged.asks.clone();
    if !staged.is_granted() && !host.agrees(Question::Limits { pack, asks })? {
        return Ok(Outcome::Declined);
    }
    host.settle(&staged)?;
    let installed = staged.take().map_err(IntakeError::from)?;
    Ok(Outcome::Installed(Box::new(installed), change))
}

impl Intake<'_> {
    /// Reads the archive to its end; what installing it would change.
    fn look(
        &self,
        path: &Path,
        library: &Library,
        host: &mut impl Host,
    ) -> Result<(Offer, Change), IntakeError> {
        let offer = Offer::read(path, &mut |far| host.tell(News::Verifying(far)))?;
        let id = &offer.manifest.id;
        if let Some(wanted) = self.only.filter(|only| only != id) {
            return Err(IntakeError::Other {
                wanted: wanted.to_owned(),
                found: id.clone(),
            });
        }
        if self.assets.pack(id).is_some() {
            return Err(LibraryError::BuiltIn(id.clone()).into());
        }
        let change = offer.change(library, self.said)?;
        Ok((offer, change))
    }

    /// Has the learner look at who signed it, where that is new. A key that was named is the one that it has by now.
    fn on_signer(&self, offer: &Offer, library: &Library) -> Result<Option<Question>, IntakeError> {
        let Some(key) = &offer.signer else {
            return Ok(None);
        };
        if self.said.trust.is_some() || library.signers()?.knows(key) {
            return Ok(None);
        }
        let manifest = &offer.manifest;
        Ok(Some(Question::NewSigner {
            pack: manifest.id.clone(),
            version: manifest.version.clone(),
            authors: manifest.authors.clone(),
            key: key.clone(),
        }))
    }
}

/// A folder goes the way of every archive.
fn wrap(folder: &Path, place: &Path) -> Result<NamedTempFile, IntakeError> {
    let packed = pack_up(folder)?;
    let mut file = NamedTempFile::new_in(place).map_err(IntakeError::Temporary)?;
    let (about, sources) = (packed.about, packed.sources);
    archive::write(file.as_file_mut(), about, sources, None, &mut |_| {})?;
    Ok(file)
}
