//! Reads an archive, once, from front to back.

use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::blocks::{self, Blocks};
use super::error::{EntryError, SignatureError};
use super::keys::{self, PublicKey};
use super::manifest::{NAME, SIGNATURE_NAME, Sum};
use super::target::{NewFile, Target};
use super::{ArchiveError, Manifest, Progress, Report, entry, limits, path};

/// An archive whose manifest was read and found right, and its signature where it says that there is one.
pub struct Archive<R> {
    /// What it says of itself.
    pub manifest: Manifest,
    /// Whose signature it has. That this is who one thinks it is nobody has said yet.
    pub signer: Option<PublicKey>,
    /// The manifest and its signature, as they stand there.
    head: Vec<(&'static str, Vec<u8>)>,
    blocks: Blocks<R>,
}

impl<R: Read> Archive<R> {
    /// Reads the manifest and the signature.
    ///
    /// # Errors
    /// It is no archive, it is for a newer tutorbox, or what it says of itself cannot be or was not signed by whom it says.
    pub fn open(source: R) -> Result<Self, ArchiveError> {
        let mut blocks = Blocks::open(source)?;
        let bytes = manifest(&mut blocks)?;
        let manifest = Manifest::read(&bytes)?;
        let mut archive = Self {
            signer: None,
            head: vec![(NAME, bytes)],
            blocks,
            manifest,
        };
        if let Some(key) = archive.manifest.signer.clone() {
            archive.read_signature(&key)?;
        }
        Ok(archive)
    }

    /// Reads all that is left and keeps nothing of it: every file is there, and is what the manifest says.
    ///
    /// # Errors
    /// One is not, or there is something else.
    pub fn verify(mut self, report: Report<'_>) -> Result<Manifest, ArchiveError> {
        self.read_files(None, report)?;
        Ok(self.manifest)
    }

    /// Writes all of it below a folder that does not exist or is empty, and verifies it on the way. Where it is refused,
    /// some of its files are there, and nothing is beside them: whoever asked removes the folder.
    ///
    /// # Errors
    /// A file is not what the manifest says, there is something else, or it cannot be written.
    pub fn unpack(mut self, into: &Path, report: Report<'_>) -> Result<Manifest, ArchiveError> {
        let mut target = Target::open(into)?;
        for (name, bytes) in std::mem::take(&mut self.head) {
            target.create(name)?.write(&bytes)?;
        }
        self.read_files(Some(&mut target), report)?;
        Ok(self.manifest)
    }

    fn read_signature(&mut self, key: &str) -> Result<(), ArchiveError> {
        let key = PublicKey::read(key).map_err(SignatureError::from)?;
        let header = self.blocks.header()?;
        let stripped = || SignatureError::Stripped(key.id());
        if blocks::is_end(&header) || entry::plain_name(&header, NAME)? != SIGNATURE_NAME {
            return Err(stripped().into());
        }
        let size = head_size(&header, SIGNATURE_NAME)?;
        if size > limits::SIGNATURE {
            return Err(SignatureError::Large(size).into());
        }
        let signature = whole(&mut self.blocks, SIGNATURE_NAME, size)?;
        let (_, manifest) = &self.head[0];
        keys::verify(manifest, &signature, &key).map_err(SignatureError::from)?;
        self.head.push((SIGNATURE_NAME, signature));
        self.signer = Some(key);
        Ok(())
    }

    fn read_files(
        &mut self,
        mut target: Option<&mut Target>,
        report: Report<'_>,
    ) -> Result<(), ArchiveError> {
        let total = self.manifest.size();
        let mut done = 0;
        for (at, file) in self.manifest.files.iter().enumerate() {
            let header = self.blocks.header()?;
            entry::check(&header, &self.manifest, at)?;
            let mut written: Option<NewFile> = match &mut target {
                Some(target) => Some(target.create(&file.path)?),
                None => None,
            };
            let mut hash = Sha256::new();
            self.blocks.content(&file.path, file.size, |piece| {
                hash.update(piece);
                if let Some(written) = &mut written {
                    written.write(piece)?;
                }
                done += piece.len() as u64;
                report(Progress { done, total });
                Ok(())
            })?;
            if Sum(hash.finalize().into()) != file.sha256 {
                return Err(EntryError::Sum(path::shown(&file.path)).into());
            }
        }
        let header = self.blocks.header()?;
        entry::check(&header, &self.manifest, self.manifest.files.len())?;
        self.blocks.end()
    }
}

/// The bytes of the manifest, with which an archive begins.
fn manifest<R: Read>(blocks: &mut Blocks<R>) -> Result<Vec<u8>, ArchiveError> {
    let header = match blocks.header() {
        Err(ArchiveError::NoEnd) => return Err(ArchiveError::NoTar),
        header => header?,
    };
    match entry::plain_name(&header, "the beginning") {
        Ok(name) if name == NAME => {}
        Ok(name) => return Err(ArchiveError::ManifestNotFirst(path::shown(&name))),
        Err(EntryError::Header { .. } | EntryError::Form(_)) => return Err(ArchiveError::NoTar),
        Err(refusal) => return Err(refusal.into()),
    }
    let size = head_size(&header, NAME)?;
    if size > limits::MANIFEST {
        return Err(ArchiveError::ManifestLarge(size));
    }
    whole(blocks, NAME, size)
}

/// The size of a file that no manifest lists. Everything else in its header must be as it is written here.
fn head_size(header: &tar::Header, name: &str) -> Result<u64, EntryError> {
    let odd = || EntryError::Odd(name.to_owned());
    let size = header.entry_size().map_err(|_| odd())?;
    let wanted = blocks::header(name, size).map_err(|_| odd())?;
    if header.as_bytes() != wanted.as_bytes() {
        return Err(odd());
    }
    Ok(size)
}

/// All of a file that is small.
fn whole<R: Read>(blocks: &mut Blocks<R>, name: &str, size: u64) -> Result<Vec<u8>, ArchiveError> {
    let mut bytes = Vec::new();
    blocks.content(name, size, |piece| {
        bytes.extend_from_slice(piece);
        Ok(())
    })?;
    Ok(bytes)
}
