//! The list of system calls as a file, which is where Podman reads it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::sandbox::EngineError;
use crate::sandbox::docker::call::failed;

/// A file in `folder` that holds `profile`. It is named by what it holds, and stays for the next container.
pub fn laid_out(folder: &Path, profile: &str) -> Result<PathBuf, EngineError> {
    lay_out(folder, profile).map_err(|error| {
        let folder = folder.display();
        failed(
            "read the list of system calls",
            format!("{folder}: {error}"),
        )
    })
}

fn lay_out(folder: &Path, profile: &str) -> io::Result<PathBuf> {
    let hash = Sha256::digest(profile);
    let name: String = hash
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    // Podman does not run in our folder.
    let path = std::path::absolute(folder)?.join(format!("seccomp-{name}.json"));
    if fs::read(&path).is_ok_and(|there| there == profile.as_bytes()) {
        return Ok(path);
    }
    fs::create_dir_all(folder)?;
    // Another program may be reading it: it is there whole or not at all.
    let fresh = path.with_extension(format!("{}.new", std::process::id()));
    fs::write(&fresh, profile)?;
    fs::rename(&fresh, &path)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn it_is_laid_out_once_and_mended() {
        let folder = tempfile::tempdir().unwrap();
        let path = laid_out(&folder.path().join("deep"), "calls").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "calls");
        fs::write(&path, "torn").unwrap();
        assert_eq!(
            laid_out(&folder.path().join("deep"), "calls").unwrap(),
            path
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), "calls");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_cannot_be_is_named() {
        let said = laid_out("/proc/nowhere".as_ref(), "calls")
            .unwrap_err()
            .to_string();
        assert!(said.contains("/proc/nowhere"), "{said}");
    }
}
