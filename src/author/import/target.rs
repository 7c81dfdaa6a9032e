//! The folder that a pack is written to, and its refusals in an import's words.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::ImportError;
use super::exercise::PackFiles;
use crate::author::place::{Place, PlaceError};

/// A free place for a pack.
pub(super) fn find(folder: &Path) -> Result<Place, ImportError> {
    Place::find(folder).map_err(|error| refused(folder, error))
}

/// Writes a pack there.
pub(super) fn fill(place: &Place, folder: &Path, files: &PackFiles) -> Result<(), ImportError> {
    place.fill(files).map_err(|error| refused(folder, error))
}

fn refused(folder: &Path, error: PlaceError) -> ImportError {
    let error = match error {
        PlaceError::NotEmpty { .. } => ErrorKind::DirectoryNotEmpty.into(),
        PlaceError::NoFolder(found) if found == folder => ErrorKind::AlreadyExists.into(),
        PlaceError::NoFolder(_) => ErrorKind::NotADirectory.into(),
        PlaceError::NoWay(_) => io::Error::new(ErrorKind::InvalidInput, error.to_string()),
        PlaceError::Refused { error, .. } => error,
    };
    let path = folder.to_owned();
    match error.kind() {
        // It was there, or somebody has put something there meanwhile.
        ErrorKind::DirectoryNotEmpty | ErrorKind::AlreadyExists => ImportError::Occupied(path),
        _ => ImportError::Write { path, error },
    }
}
