//! A folder of files that are read and never written: on disk, or in the binary.

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::path::{Component, Path, PathBuf};

/// Reads one file of an embedded tree by its path in the tree.
type Get = fn(&str) -> Option<rust_embed::EmbeddedFile>;

/// A folder of files. Paths in it are relative and `/`-separated.
#[derive(Clone)]
pub struct Folder(Place);

#[derive(Clone)]
enum Place {
    Disk(PathBuf),
    Binary {
        prefix: String,
        files: Vec<String>,
        get: Get,
    },
}

impl Folder {
    /// A folder on disk. It need not exist until it is read.
    pub fn on_disk(path: impl Into<PathBuf>) -> Self {
        Self(Place::Disk(path.into()))
    }

    /// The folder `name` of an embedded tree.
    pub(super) fn in_binary<E: rust_embed::RustEmbed>(name: &str) -> Self {
        let prefix = format!("{name}/");
        let files = E::iter()
            .filter_map(|path| path.strip_prefix(&prefix).map(str::to_owned))
            .collect();
        Self(Place::Binary {
            prefix,
            files,
            get: E::get,
        })
    }

    /// The folder `name` in it, there or not; `None` where the name leads elsewhere.
    pub fn below(&self, name: &str) -> Option<Self> {
        let place = match &self.0 {
            Place::Disk(root) => Place::Disk(inside(root, name).ok()?),
            Place::Binary { prefix, files, get } => {
                let within = format!("{name}/");
                let files = files.iter().filter_map(|path| path.strip_prefix(&within));
                Place::Binary {
                    files: files.map(str::to_owned).collect(),
                    prefix: format!("{prefix}{within}"),
                    get: *get,
                }
            }
        };
        Some(Self(place))
    }

    /// Where it is on disk; `None` where it is in the binary.
    pub fn path(&self) -> Option<&Path> {
        match &self.0 {
            Place::Disk(path) => Some(path),
            Place::Binary { .. } => None,
        }
    }

    /// All files in it, sorted. Hidden ones (`.git`, editors' swap files) are no part of it, and a link to
    /// a folder is not followed.
    pub fn list(&self) -> io::Result<Vec<String>> {
        let mut paths = Vec::new();
        match &self.0 {
            Place::Disk(root) => walk(root, "", &mut paths)?,
            Place::Binary { files, .. } => paths.clone_from(files),
        }
        paths.sort();
        Ok(paths)
    }

    /// A file's size in bytes.
    pub fn size(&self, path: &str) -> io::Result<u64> {
        match &self.0 {
            Place::Disk(root) => std::fs::metadata(inside(root, path)?).map(|m| m.len()),
            Place::Binary { .. } => self.embedded(path).map(|bytes| bytes.len() as u64),
        }
    }

    /// A file's bytes.
    pub fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        match &self.0 {
            Place::Disk(root) => std::fs::read(inside(root, path)?),
            Place::Binary { .. } => self.embedded(path).map(Cow::into_owned),
        }
    }

    /// Writes all its files below `target`, which is made where it does not exist.
    pub fn copy_to(&self, target: &Path) -> io::Result<()> {
        for path in self.list()? {
            let file = target.join(&path);
            if let Some(parent) = file.parent() {
                std::fs::create_dir_all(parent)?;
            }
            std::fs::write(file, self.read(&path)?)?;
        }
        Ok(())
    }

    fn embedded(&self, path: &str) -> io::Result<Cow<'static, [u8]>> {
        let Place::Binary { prefix, get, .. } = &self.0 else {
            return Err(io::ErrorKind::NotFound.into());
        };
        get(&format!("{prefix}{path}"))
            .map(|file| file.data)
            .ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, format!("{self} has no {path}")))
    }
}

/// Where the folder is, for people.
impl fmt::Display for Folder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Place::Disk(path) => write!(f, "{}", path.display()),
            Place::Binary { prefix, .. } => write!(f, "built-in {}", prefix.trim_end_matches('/')),
        }
    }
}

impl fmt::Debug for Folder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Folder({self})")
    }
}

/// `path` below `root`, and nowhere else.
fn inside(root: &Path, path: &str) -> io::Result<PathBuf> {
    let plain = Path::new(path)
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    if plain {
        Ok(root.join(path))
    } else {
        let why = format!("{path} leads out of {}", root.display());
        Err(io::Error::new(io::ErrorKind::InvalidInput, why))
    }
}

fn walk(root: &Path, prefix: &str, paths: &mut Vec<String>) -> io::Result<()> {
    for entry in std::fs::read_dir(root.join(prefix))? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_str().ok_or_else(|| {
            let why = format!("{} is not named in UTF-8", entry.path().display());
            io::Error::new(io::ErrorKind::InvalidData, why)
        })?;
        if name.starts_with('.') {
            continue;
        }
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            walk(root, &format!("{path}/"), paths)?;
        } else if entry.path().is_file() {
            paths.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn tree() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for (path, text) in [("b.md", "bb"), ("a/c.md", "c"), (".git/HEAD", "x")] {
            let file = dir.path().join(path);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        }
        dir
    }

    #[test]
    fn lists_and_reads_what_is_on_disk() {
        let dir = tree();
        let folder = Folder::on_disk(dir.path());
        assert_eq!(folder.list().unwrap(), ["a/c.md", "b.md"]);
        assert_eq!(folder.size("b.md").unwrap(), 2);
        assert_eq!(folder.read("a/c.md").unwrap(), b"c");
    }

    #[test]
    fn never_leads_out_of_itself() {
        let dir = tree();
        let folder = Folder::on_disk(dir.path().join("a"));
        for path in ["../b.md", "/etc/passwd"] {
            let error = folder.read(path).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidInput, "{path}");
        }
    }

    #[test]
    fn a_folder_below_has_its_own_files_alone() {
        let dir = tree();
        let folder = Folder::on_disk(dir.path());
        let below = folder.below("a").unwrap();
        assert_eq!(below.list().unwrap(), ["c.md"]);
        assert!(folder.below("../a").is_none());
    }

    #[test]
    fn copies_itself_whole() {
        let (from, to) = (tree(), tempfile::tempdir().unwrap());
        Folder::on_disk(from.path()).copy_to(to.path()).unwrap();
        let copy = Folder::on_disk(to.path());
        assert_eq!(copy.list().unwrap(), ["a/c.md", "b.md"]);
        assert_eq!(copy.read("a/c.md").unwrap(), b"c");
    }
}
