//! The folder that a pack is written to: all of it or nothing, and never over anything.

use std::fs;
use std::io;
use std::path::Path;

use super::ImportError;
use super::exercise::PackFiles;

/// Refuses a folder that has something in it, and whatever is no folder.
pub(super) fn vacant(folder: &Path) -> Result<(), ImportError> {
    let occupied = || ImportError::Occupied(folder.to_owned());
    match fs::read_dir(folder) {
        Ok(mut entries) => match entries.next() {
            None => Ok(()),
            Some(_) => Err(occupied()),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(_) if folder.symlink_metadata().is_ok() => Err(occupied()),
        Err(error) => Err(write_error(folder, error)),
    }
}

/// Writes a pack beside the folder, and gives it the folder's name when all is there.
pub(super) fn write(folder: &Path, files: &PackFiles) -> Result<(), ImportError> {
    try_write(folder, files).map_err(|error| match error.kind() {
        // Somebody else has put something there meanwhile.
        io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::AlreadyExists => {
            ImportError::Occupied(folder.to_owned())
        }
        _ => write_error(folder, error),
    })
}

fn try_write(folder: &Path, files: &PackFiles) -> io::Result<()> {
    let parent = match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent)?;
    let workshop = tempfile::Builder::new()
        .prefix(".tutorbox-import-")
        .tempdir_in(parent)?;
    // A folder of its own within: the workshop is its maker's alone, the pack is as open as any folder.
    let pack = workshop.path().join("pack");
    fs::create_dir(&pack)?;
    for (path, bytes) in files {
        let file = pack.join(path);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(file, bytes)?;
    }
    if folder.exists() {
        fs::remove_dir(folder)?;
    }
    fs::rename(pack, folder)
}

fn write_error(folder: &Path, error: io::Error) -> ImportError {
    ImportError::Write {
        path: folder.to_owned(),
        error,
    }
}
