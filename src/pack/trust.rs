//! What a pack of somebody else's may do on this machine: make the images of the languages that it brings along.
//!
//! Their `finish` runs outside of every container (`docker/README.md`), so the learner is asked once. What was allowed is
//! an image by its name, which is a hash of all that it is made of: another script is another image.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// In the data folder.
const FILE: &str = "trusted-images";

/// What the learner has allowed.
#[derive(Debug)]
pub struct Trust {
    path: PathBuf,
    images: BTreeSet<String>,
}

impl Trust {
    /// As it is kept in the data folder.
    ///
    /// # Errors
    /// The file is there and cannot be read.
    pub fn read(data: &Path) -> io::Result<Self> {
        let path = data.join(FILE);
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            read => read?,
        };
        let images = text.lines().map(str::to_owned).collect();
        Ok(Self { path, images })
    }

    /// Whether this image may be made.
    pub fn has(&self, image: &str) -> bool {
        self.images.contains(image)
    }

    /// Lets this image be made, from now on.
    ///
    /// # Errors
    /// It cannot be written down.
    pub fn give(&mut self, image: &str) -> io::Result<()> {
        self.images.insert(image.to_owned());
        let folder = self.path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        // All of the file or nothing: half a name would allow nothing, and a lost one would ask again.
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        for image in &self.images {
            writeln!(file, "{image}")?;
        }
        file.persist(&self.path)?;
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_is_allowed_is_remembered_and_nothing_else() {
        let data = tempfile::tempdir().unwrap();
        let data = data.path().join("not/yet/there");
        let mut trust = Trust::read(&data).unwrap();
        assert!(!trust.has("tutorbox/zig:1"));
        trust.give("tutorbox/zig:1").unwrap();
        trust.give("tutorbox/ada:2").unwrap();
        let again = Trust::read(&data).unwrap();
        assert!(again.has("tutorbox/zig:1") && again.has("tutorbox/ada:2"));
        assert!(!again.has("tutorbox/zig:2") && !again.has("tutorbox/zig"));
    }

    #[test]
    fn a_file_that_cannot_be_read_allows_nothing() {
        let data = tempfile::tempdir().unwrap();
        fs::create_dir(data.path().join(FILE)).unwrap();
        assert!(Trust::read(data.path()).is_err());
    }
}
