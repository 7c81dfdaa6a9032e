//! From an archive to an installed pack: looked at, unpacked aside, and taken; or nothing has changed.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use semver::Version;
use tempfile::TempDir;

use super::entry::IMAGES;
use super::store::{Lock, PACK, UNFINISHED};
use super::{Changes, Installed, Library, LibraryError, Signers};
use crate::config::Folder;
use crate::course::{self, DirFiles, Pack};
use crate::pack::archive::keys::PublicKey;
use crate::pack::archive::manifest::{Image, Sum};
use crate::pack::archive::{Archive, Manifest, Report};
use crate::run::Limits;

/// An archive that was read to its end, and is what it says.
#[derive(Debug)]
pub struct Offer {
    path: PathBuf,
    /// What it says of itself.
    pub manifest: Manifest,
    /// Whose signature it has.
    pub signer: Option<PublicKey>,
    sum: Sum,
}

/// What installing an offer would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The pack is not there yet.
    New,
    /// An older version is, or a newer one that the learner gives up.
    From(Version),
    /// This very archive is installed.
    Nothing,
    /// The same version is, and is another.
    Rebuilt,
    /// This very archive is installed, and a file of it was changed or lost since; or nobody can tell what is installed.
    Repaired,
}

/// What the learner has said beforehand.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// The key that it must be signed with. It may be new, or take the place of another.
    pub trust: Option<PublicKey>,
    /// An older version may take the place of a newer one.
    pub downgrade: bool,
}

/// An offer that was unpacked aside, and can be used.
#[derive(Debug)]
pub struct Staged<'l> {
    library: &'l Library,
    offer: Offer,
    folder: TempDir,
    signers: Signers,
    /// What it asks for beyond what the learner allows: keys of a `limits` table.
    pub asks: BTreeMap<String, u64>,
    /// What becomes of the exercises of the version that is there; `None` where there is none that can be read.
    pub changes: Option<Changes>,
    lock: Lock,
}

impl Offer {
    /// Reads an archive to its end.
    ///
    /// # Errors
    /// It cannot be read, or is refused.
    pub fn read(path: &Path, report: Report<'_>) -> Result<Self, LibraryError> {
        let archive = open(path)?;
        let (signer, sum) = (archive.signer.clone(), archive.sum());
        let manifest = archive.verify(report).map_err(refused(path))?;
        Ok(Self {
            path: path.to_owned(),
            manifest,
            signer,
            sum,
        })
    }

    /// What installing it would change.
    ///
    /// # Errors
    /// It is refused: it is older, or another's.
    pub fn change(&self, library: &Library, said: &Said) -> Result<Change, LibraryError> {
        self.is_of_its_signer(&library.signers()?, said)?;
        let there = match library.find(&self.manifest.id) {
            Err(LibraryError::Record { .. }) => return Ok(Change::Repaired),
            found => found?,
        };
        let Some(there) = there else {
            return Ok(Change::New);
        };
        let offered = &self.manifest.version;
        if there.sum == self.sum {
            return Ok(match library.verify(&there.id) {
                Ok(_) => Change::Nothing,
                Err(_) => Change::Repaired,
            });
        }
        if there.version > *offered && !said.downgrade {
            return Err(LibraryError::Older {
                id: there.id,
                there: there.version,
                offered: offered.clone(),
            });
        }
        match there.version == *offered {
            true => Ok(Change::Rebuilt),
            false => Ok(Change::From(there.version)),
        }
    }

    /// A pack stays its first signer's, unless the learner names another.
    fn is_of_its_signer(&self, signers: &Signers, said: &Said) -> Result<(), LibraryError> {
        let id = self.manifest.id.clone();
        if let Some(named) = &said.trust {
            return match &self.signer {
                Some(key) if key == named => Ok(()),
                other => Err(LibraryError::NotTrusted {
                    id,
                    key: named.id(),
                    found: other.as_ref().map(PublicKey::id),
                }),
            };
        }
        let Some(first) = signers.of(&id) else {
            return Ok(());
        };
        let key = first.id();
        match &self.signer {
            None => Err(LibraryError::Unsigned { id, key }),
            Some(same) if *same == first => Ok(()),
            Some(other) => Err(LibraryError::OtherSigner {
                id,
                key,
                found: other.id(),
                line: other.to_string(),
            }),
        }
    }
}

impl Library {
    /// Unpacks an offer aside. `limits` are what the learner allows any pack.
    ///
    /// # Errors
    /// It has changed since it was read, what is in it cannot be used, or there is no room for it. Nothing is left behind.
    pub fn stage(
        &self,
        offer: Offer,
        said: &Said,
        limits: Limits,
        report: Report<'_>,
    ) -> Result<Staged<'_>, LibraryError> {
        let lock = self.lock()?;
        self.sweep(&lock);
        // Somebody else may have installed something since.
        offer.change(self, said)?;
        let folder = tempfile::Builder::new()
            .prefix(UNFINISHED)
            .tempdir_in(&self.folder)
            .map_err(LibraryError::system("make a folder in", &self.folder))?;
        let archive = open(&offer.path)?;
        if archive.sum() != offer.sum {
            return Err(LibraryError::Changed(offer.path));
        }
        archive
            .unpack(folder.path(), report)
            .map_err(refused(&offer.path))?;
        let pack = usable(&offer, &folder.path().join(PACK), limits)?;
        Ok(Staged {
            asks: course::asks(&pack, limits),
            changes: self
                .installed(&pack.id, limits)
                .map(|before| Changes::between(&before, &pack)),
            signers: self.signers()?,
            library: self,
            offer,
            folder,
            lock,
        })
    }
}

impl Library {
    /// The version that is installed, read as [`usable`] reads the one that is to be; `None` where it cannot be.
    fn installed(&self, id: &str, limits: Limits) -> Option<Pack> {
        let there = self.find(id).ok().flatten()?;
        course::load_as_asked(&DirFiles::new(there.folder), "", limits).pack
    }
}

impl Staged<'_> {
    /// Whether it asks for nothing, or for no more than the version that is installed was granted.
    pub fn is_granted(&self) -> bool {
        let there = self.library.find(&self.offer.manifest.id);
        let granted = there.ok().flatten().map(|pack| pack.granted);
        let granted = granted.unwrap_or_default();
        let mut asks = self.asks.iter();
        asks.all(|(key, asked)| granted.get(key).is_some_and(|granted| granted >= asked))
    }

    /// What it says of itself.
    pub fn manifest(&self) -> &Manifest {
        &self.offer.manifest
    }

    /// Where its images are for now.
    pub fn layout(&self) -> PathBuf {
        self.folder.path().join(IMAGES)
    }

    /// The images of the version that is there; none where that is none, or cannot be read.
    pub fn replaces(&self) -> Vec<Image> {
        let there = self.library.find(&self.offer.manifest.id);
        there
            .ok()
            .flatten()
            .map_or_else(Vec::new, |pack| pack.images)
    }

    /// Makes it the installed version, which may use what it asks for.
    ///
    /// # Errors
    /// The library cannot be written. The version that was there before is there still.
    pub fn take(self) -> Result<Installed, LibraryError> {
        let Self {
            library,
            offer,
            folder,
            mut signers,
            asks,
            lock,
            changes: _,
        } = self;
        let manifest = offer.manifest;
        if let Some(key) = &offer.signer {
            signers.take(&manifest.id, key);
        }
        let size = manifest.size();
        let place = library.free_place(&manifest.id, offer.sum);
        let above = library.folder.join(&manifest.id);
        let pack = Installed {
            id: manifest.id,
            title: manifest.title,
            version: manifest.version,
            authors: manifest.authors,
            license: manifest.license,
            languages: manifest.languages,
            size,
            sum: offer.sum,
            signer: offer.signer.map(|key| key.to_string()),
            granted: asks,
            images: manifest.images,
            folder: above.join(&place).join(PACK),
        };
        settle(folder.path()).map_err(LibraryError::system("write", folder.path()))?;
        fs::create_dir_all(&above).map_err(LibraryError::system("make", &above))?;
        let into = above.join(&place);
        fs::rename(folder.path(), &into).map_err(LibraryError::system("make", into))?;
        // It is no longer where it would be removed from.
        let _ = folder.keep();
        library.record_it(&pack, &place, &signers)?;
        library.sweep(&lock);
        Ok(pack)
    }
}

/// Waits until all files are on the disk: the record must not outlive a loss of power that they do not.
fn settle(folder: &Path) -> io::Result<()> {
    for path in Folder::on_disk(folder).list()? {
        File::open(folder.join(path))?.sync_all()?;
    }
    Ok(())
}

/// What was unpacked, as a pack that can be used in each of its languages and is the one that the archive says.
fn usable(offer: &Offer, folder: &Path, limits: Limits) -> Result<Pack, LibraryError> {
    let (files, manifest) = (DirFiles::new(folder), &offer.manifest);
    let load = |lang: &str| {
        let loaded = course::load_as_asked(&files, lang, limits);
        loaded.pack.ok_or_else(|| LibraryError::Broken {
            id: manifest.id.clone(),
            problems: loaded.problems,
        })
    };
    let pack = load("")?;
    for lang in course::languages(&files) {
        load(&lang)?;
    }
    let version = manifest.version.to_string();
    for (what, said, is) in [
        ("id", &manifest.id, &pack.id),
        ("version", &version, &pack.version),
    ] {
        if said != is {
            return Err(LibraryError::Differs {
                what,
                manifest: said.clone(),
                pack: is.clone(),
            });
        }
    }
    Ok(pack)
}

fn open(path: &Path) -> Result<Archive<BufReader<File>>, LibraryError> {
    let file = File::open(path).map_err(|error| LibraryError::Read {
        path: path.to_owned(),
        error,
    })?;
    Archive::open(BufReader::new(file)).map_err(refused(path))
}

fn refused(path: &Path) -> impl FnOnce(crate::pack::archive::ArchiveError) -> LibraryError {
    let path = path.to_owned();
    move |error| LibraryError::Archive { path, error }
}
