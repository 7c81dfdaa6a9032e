//! Where a pack's files come from: a folder, a map in memory, or what others make (the binary itself).

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Where a pack's files come from: a folder, or the binary itself.
pub trait Files {
    /// All paths, `/`-separated and relative to the pack, sorted.
    fn list(&self) -> io::Result<Vec<String>>;
    /// A file's size in bytes.
    fn size(&self, path: &str) -> io::Result<u64>;
    /// A file's bytes.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;
}

/// Files in memory, such as those of an archive.
impl Files for BTreeMap<String, Vec<u8>> {
    fn list(&self) -> io::Result<Vec<String>> {
        Ok(self.keys().cloned().collect())
    }

    fn size(&self, path: &str) -> io::Result<u64> {
        match self.get(path) {
            Some(bytes) => Ok(bytes.len() as u64),
            None => Err(ErrorKind::NotFound.into()),
        }
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.get(path).cloned().ok_or(ErrorKind::NotFound.into())
    }
}

/// A pack has no more files than this: whoever names a home folder by mistake shall not wait.
const MOST_FILES: usize = 10_000;

/// Nor are its folders deeper.
const DEEPEST: usize = 16;

/// The files of a folder, but for hidden ones. A link counts where it leads to a file inside of the
/// folder; links to folders are not followed.
#[derive(Debug, Clone)]
pub struct DirFiles {
    root: PathBuf,
}

impl DirFiles {
    /// Those of this folder. Whether it can be read is seen when it is.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where a file of the pack is on disk.
    ///
    /// # Errors
    /// `NotFound` where there is no such file, or it is hidden or not inside of the folder.
    fn locate(&self, path: &str) -> io::Result<PathBuf> {
        let hidden = path
            .split('/')
            .any(|part| part.is_empty() || part.starts_with('.'));
        if hidden || path.contains('\\') {
            return Err(ErrorKind::NotFound.into());
        }
        let root = self.root.canonicalize()?;
        let file = root.join(path).canonicalize()?;
        if file.starts_with(&root) && file.is_file() {
            Ok(file)
        } else {
            Err(ErrorKind::NotFound.into())
        }
    }

    fn walk(&self, folder: &Path, prefix: &str, found: &mut Vec<String>) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let Some(name) = name.to_str().filter(|name| !name.starts_with('.')) else {
                continue;
            };
            let path = format!("{prefix}{name}");
            let kind = entry.file_type()?;
            if kind.is_dir() && prefix.matches('/').count() < DEEPEST {
                self.walk(&entry.path(), &format!("{path}/"), found)?;
            } else if kind.is_file() || kind.is_symlink() && self.locate(&path).is_ok() {
                found.push(path);
            }
            if found.len() > MOST_FILES {
                let message = format!("more than {MOST_FILES} files: this is no lesson pack");
                return Err(io::Error::other(message));
            }
        }
        Ok(())
    }
}

impl Files for DirFiles {
    fn list(&self) -> io::Result<Vec<String>> {
        let mut found = Vec::new();
        self.walk(&self.root, "", &mut found)?;
        found.sort();
        Ok(found)
    }

    fn size(&self, path: &str) -> io::Result<u64> {
        Ok(self.locate(path)?.metadata()?.len())
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        fs::read(self.locate(path)?)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn hidden_files_are_not_there() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join(".git")).unwrap();
        fs::create_dir_all(dir.path().join("b/c")).unwrap();
        for path in [".git/config", ".hidden", "a.md", "b/c/d.exs"] {
            fs::write(dir.path().join(path), "x").unwrap();
        }
        let files = DirFiles::new(dir.path());
        assert_eq!(files.list().unwrap(), ["a.md", "b/c/d.exs"]);
        assert_eq!(files.size("b/c/d.exs").unwrap(), 1);
        for path in [
            ".hidden",
            ".git/config",
            "../a.md",
            "b",
            "b/../a.md",
            "/etc/passwd",
            "",
        ] {
            assert!(files.read(path).is_err(), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_do_not_lead_out() {
        use std::os::unix::fs::symlink;

        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("secret.md"), "x").unwrap();
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.md"), "x").unwrap();
        symlink("a.md", dir.path().join("inside.md")).unwrap();
        symlink(outside.path().join("secret.md"), dir.path().join("out.md")).unwrap();
        symlink(outside.path(), dir.path().join("folder")).unwrap();
        symlink(".", dir.path().join("circle")).unwrap();
        let files = DirFiles::new(dir.path());
        assert_eq!(files.list().unwrap(), ["a.md", "inside.md"]);
        assert!(files.read("out.md").is_err());
        assert!(files.read("folder/secret.md").is_err());
    }
}
