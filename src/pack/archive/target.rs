//! The folder that an archive is unpacked to.
//!
//! Every file is opened from the folder that it is in, which is held open, and nothing that is there already is used: no
//! link is followed, not even one that somebody puts there in the meantime.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};

use rustix::fs::{Dir, Mode, OFlags, mkdirat, open, openat};

use super::ArchiveError;

/// How a folder is opened.
const FOLDER: OFlags = OFlags::DIRECTORY
    .union(OFlags::RDONLY)
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC);

/// How a file is made.
const NEW: OFlags = OFlags::WRONLY
    .union(OFlags::CREATE)
    .union(OFlags::EXCL)
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC);

/// A folder that nothing was in.
pub(super) struct Target {
    place: PathBuf,
    root: OwnedFd,
    /// The folders that lead to the last file.
    open: Vec<(String, OwnedFd)>,
}

/// A file that is being written.
pub(super) struct NewFile {
    path: PathBuf,
    file: File,
}

impl Target {
    /// Takes a folder that is empty, or makes it.
    pub fn open(place: &Path) -> Result<Self, ArchiveError> {
        let refused = |error: io::Error| ArchiveError::Write {
            path: place.to_owned(),
            error,
        };
        match std::fs::create_dir(place) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(refused(error));
            }
            _ => {}
        }
        let root = open(place, FOLDER, Mode::empty()).map_err(|error| refused(error.into()))?;
        for entry in Dir::read_from(&root).map_err(|error| refused(error.into()))? {
            let entry = entry.map_err(|error| refused(error.into()))?;
            let found = entry.file_name().to_string_lossy().into_owned();
            if found != "." && found != ".." {
                return Err(ArchiveError::NotEmpty {
                    folder: place.to_owned(),
                    found,
                });
            }
        }
        Ok(Self {
            place: place.to_owned(),
            root,
            open: Vec::new(),
        })
    }

    /// Makes a file and its folders. Files come sorted, so a folder is never come back to, and one that exists is not ours.
    pub fn create(&mut self, path: &str) -> Result<NewFile, ArchiveError> {
        let place = self.place.join(path);
        let refused = |error: rustix::io::Errno| ArchiveError::Write {
            path: place.clone(),
            error: error.into(),
        };
        let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
        let folders = || folders.split('/').filter(|folder| !folder.is_empty());
        let same = folders().zip(&self.open);
        let same = same
            .take_while(|(folder, (open, _))| folder == open)
            .count();
        self.open.truncate(same);
        for folder in folders().skip(same) {
            let into = self.folder();
            mkdirat(into, folder, Mode::from_raw_mode(0o755)).map_err(refused)?;
            let opened = openat(into, folder, FOLDER, Mode::empty()).map_err(refused)?;
            self.open.push((folder.to_owned(), opened));
        }
        let file = openat(self.folder(), name, NEW, Mode::from_raw_mode(0o644)).map_err(refused)?;
        Ok(NewFile {
            file: file.into(),
            path: place,
        })
    }

    /// The folder that the next file or folder goes to.
    fn folder(&self) -> BorrowedFd<'_> {
        self.open
            .last()
            .map_or(self.root.as_fd(), |(_, open)| open.as_fd())
    }
}

impl NewFile {
    /// Writes the next bytes.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), ArchiveError> {
        self.file
            .write_all(bytes)
            .map_err(|error| ArchiveError::Write {
                path: self.path.clone(),
                error,
            })
    }
}
