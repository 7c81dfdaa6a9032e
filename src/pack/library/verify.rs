//! Whether an installed pack is still what was installed.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::{Library, LibraryError};
use crate::config::Folder;
use crate::pack::archive::Manifest;
use crate::pack::archive::manifest::{NAME, SIGNATURE_NAME, Sum};

impl Library {
    /// Sees that every file of an installed pack is what was installed, and that there is no other.
    ///
    /// # Errors
    /// It is not there, or a file is not, or is another.
    pub fn verify(&self, id: &str) -> Result<Manifest, LibraryError> {
        let pack = self.get(id)?;
        let place = pack.place();
        let damaged = |path: &str| LibraryError::Damaged {
            id: id.to_owned(),
            path: path.to_owned(),
        };
        let unread = |path: &str, error: io::Error| match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::IsADirectory => {
                damaged(path)
            }
            _ => LibraryError::system("read", place.join(path))(error),
        };
        let bytes = fs::read(place.join(NAME)).map_err(|error| unread(NAME, error))?;
        if Sum(Sha256::digest(&bytes).into()) != pack.sum {
            return Err(damaged(NAME));
        }
        let manifest = Manifest::read(&bytes).map_err(|_| damaged(NAME))?;
        for file in &manifest.files {
            let sum = sum(&place.join(&file.path)).map_err(|error| unread(&file.path, error))?;
            if sum != file.sha256 {
                return Err(damaged(&file.path));
            }
        }
        let files = manifest.files.iter().map(|file| file.path.as_str());
        let known: BTreeSet<&str> = files.chain([NAME, SIGNATURE_NAME]).collect();
        let found = Folder::on_disk(place).list();
        let found = found.map_err(LibraryError::system("read", place))?;
        match found.iter().find(|path| !known.contains(path.as_str())) {
            Some(path) => Err(damaged(path)),
            None => Ok(manifest),
        }
    }
}

fn sum(path: &Path) -> io::Result<Sum> {
    let mut hash = Sha256::new();
    io::copy(&mut File::open(path)?, &mut hash)?;
    Ok(Sum(hash.finalize().into()))
}
