//! What is to be installed, wherever it is: a file on the disk.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::progress::Bytes;
use crate::cli::CliError;
use crate::pack::LibraryError;
use crate::pack::download::{Address, LARGEST};
use crate::pack::intake::IntakeError;

/// An archive or a pack's folder, and where it is from.
pub struct Source {
    /// Where it is now.
    pub path: PathBuf,
    /// What people know it as.
    pub name: String,
    pub from: From,
}

/// Where an archive is from, as far as that vouches for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// What the learner has.
    File,
    /// The net, with a sum that the learner knew.
    Summed,
    /// The net, from a host that proved who it is.
    Secure,
    /// The net, and anybody on the way could have made it.
    Open,
}

/// Gets a file, a folder, or what an address leads to, which is fetched into `place`.
pub fn get(what: &Path, sum: Option<&str>, place: &Path) -> Result<Source, CliError> {
    let name = what.to_string_lossy().into_owned();
    if Address::is_one(&name) {
        return fetch(&Address::read(&name, sum)?, place);
    }
    if sum.is_some() {
        return Err(CliError::SumOfFile);
    }
    let path = what.to_owned();
    let from = From::File;
    Ok(Source { path, name, from })
}

impl Source {
    /// The same error with the archive's name for its place: nobody knows where a file is that was fetched.
    pub fn name_in(&self, error: CliError) -> CliError {
        match error {
            CliError::Intake(IntakeError::Library(LibraryError::Archive { error, .. })) => {
                let path = PathBuf::from(&self.name);
                LibraryError::Archive { path, error }.into()
            }
            other => other,
        }
    }
}

fn fetch(address: &Address, place: &Path) -> Result<Source, CliError> {
    let path = place.join(address.file_name());
    let mut file = File::create(&path).map_err(unmade)?;
    let name = address.to_string();
    let mut bytes = Bytes::new(address.file_name());
    address.fetch(LARGEST, &mut file, &mut |done, total| {
        bytes.tell_of(done, total);
    })?;
    let from = match (address.sum(), address.is_secure()) {
        (Some(_), _) => From::Summed,
        (None, true) => From::Secure,
        (None, false) => From::Open,
    };
    Ok(Source { path, name, from })
}

fn unmade(error: std::io::Error) -> CliError {
    CliError::System {
        what: "make a temporary file",
        error,
    }
}
