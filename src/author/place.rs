//! Where a new folder is to be, and how it gets there: as a whole, or not at all.
//!
//! All files are written to a folder of another name on the same disk first. What can fail for want of room or of a right
//! fails there, and a rename is all that is left.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use tempfile::TempDir;

/// What the folder is called that all is written to first.
const PREFIX: &str = ".tutorbox-new-";

/// A folder cannot be made here.
#[derive(Debug, thiserror::Error)]
pub enum PlaceError {
    /// Nobody's files are overwritten, or mixed with ours.
    #[error(
        "{} is not empty, {found} is in it: name a folder that does not exist yet, or an empty one",
        folder.display()
    )]
    NotEmpty {
        /// Where.
        folder: PathBuf,
        /// One of the things in it.
        found: String,
    },
    /// Something else has this name.
    #[error("{} is no folder: choose another name", .0.display())]
    NoFolder(PathBuf),
    /// It leads through a folder that does not exist, and back.
    #[error("{} leads through a folder that does not exist: write its path without `..`", .0.display())]
    NoWay(PathBuf),
    /// The operating system refuses.
    #[error("cannot make {}: {error}; nothing was left behind", folder.display())]
    Refused {
        /// Where.
        folder: PathBuf,
        /// Why.
        error: io::Error,
    },
}

/// Where the folder is to be.
#[derive(Debug)]
pub struct Place {
    /// As it was asked for.
    asked: PathBuf,
    /// The folder that exists: it itself, or the nearest one above.
    ground: PathBuf,
    /// What is to be made below; nothing where the folder exists.
    rest: PathBuf,
}

impl Place {
    /// Finds it, and sees that it is free.
    pub fn find(asked: &Path) -> Result<Self, PlaceError> {
        let refused = |error| PlaceError::Refused {
            folder: asked.to_owned(),
            error,
        };
        let ground = asked
            .ancestors()
            .map(|folder| match folder.as_os_str().is_empty() {
                true => Path::new("."),
                false => folder,
            })
            .find(|folder| fs::symlink_metadata(folder).is_ok())
            .unwrap_or(Path::new("."));
        if !ground.is_dir() {
            return Err(PlaceError::NoFolder(ground.to_owned()));
        }
        let rest = asked.strip_prefix(ground).unwrap_or(asked).to_owned();
        let is_plain = |part| matches!(part, Component::Normal(_));
        if !rest.components().all(is_plain) {
            return Err(PlaceError::NoWay(asked.to_owned()));
        }
        if rest.as_os_str().is_empty()
            && let Some(entry) = fs::read_dir(ground).map_err(refused)?.next()
        {
            let found = entry.map_err(refused)?.file_name();
            return Err(PlaceError::NotEmpty {
                folder: asked.to_owned(),
                found: found.to_string_lossy().into_owned(),
            });
        }
        Ok(Self {
            asked: asked.to_owned(),
            ground: ground.canonicalize().map_err(refused)?,
            rest,
        })
    }

    /// What the folder is called; nothing where it is a root.
    pub fn name(&self) -> String {
        let whole = self.ground.join(&self.rest);
        let name = whole.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// Makes the folder, with these files in it; their paths are relative and `/`-separated.
    pub fn fill<'f>(
        &self,
        files: impl IntoIterator<Item = (&'f String, &'f Vec<u8>)>,
    ) -> Result<(), PlaceError> {
        self.try_to_fill(files)
            .map_err(|error| PlaceError::Refused {
                folder: self.asked.clone(),
                error,
            })
    }

    fn try_to_fill<'f>(
        &self,
        files: impl IntoIterator<Item = (&'f String, &'f Vec<u8>)>,
    ) -> io::Result<()> {
        let aside = tempfile::Builder::new()
            .prefix(PREFIX)
            .tempdir_in(&self.ground)?;
        let made = aside.path().join(&self.rest);
        for (path, bytes) in files {
            let path = made.join(path);
            fs::create_dir_all(path.parent().unwrap_or(&made))?;
            fs::write(path, bytes)?;
        }
        match self.rest.components().next() {
            Some(first) => fs::rename(aside.path().join(first), self.ground.join(first)),
            None => move_in(&aside, &self.ground),
        }
    }
}

/// Moves all that is in one folder to another; a failure takes back what was moved.
pub(super) fn move_in(from: &TempDir, to: &Path) -> io::Result<()> {
    let mut moved: Vec<(PathBuf, PathBuf)> = Vec::new();
    for entry in fs::read_dir(from.path())? {
        let name = entry?.file_name();
        let (old, new) = (from.path().join(&name), to.join(&name));
        let done = match fs::symlink_metadata(&new) {
            // Somebody was faster.
            Ok(_) => Err(ErrorKind::AlreadyExists.into()),
            Err(_) => fs::rename(&old, &new),
        };
        if let Err(error) = done {
            for (old, new) in moved {
                // What cannot be taken back stays: there is nothing else left to be tried.
                fs::rename(new, old).ok();
            }
            return Err(error);
        }
        moved.push((old, new));
    }
    Ok(())
}
