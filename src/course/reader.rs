//! Reading a pack's files, with their size checked, and the encoding of texts.

use std::io;

use super::problems::Problems;
use super::source::Source;
use super::{Files, Problem};

/// A file of a pack is at most this long, bytes.
pub(super) const LARGEST: u64 = 8 * 1024 * 1024;

/// A pack's files, and what is wrong so far.
pub(super) struct Reader<'f> {
    files: &'f dyn Files,
    /// Sorted.
    paths: Vec<String>,
    pub problems: Problems,
}

impl<'f> Reader<'f> {
    /// Lists the files.
    pub fn open(files: &'f dyn Files) -> Result<Self, Problem> {
        let mut paths = files
            .list()
            .map_err(|error| Problem::file("", format!("the pack cannot be read: {error}")))?;
        paths.sort();
        Ok(Self {
            files,
            paths,
            problems: Problems::default(),
        })
    }

    /// All paths, sorted.
    pub fn paths(&self) -> &[String] {
        &self.paths
    }

    /// Whether there is a file.
    pub fn has(&self, path: &str) -> bool {
        self.paths
            .binary_search_by(|p| p.as_str().cmp(path))
            .is_ok()
    }

    /// Whether there is a folder with anything in it.
    pub fn has_folder(&self, path: &str) -> bool {
        let prefix = format!("{path}/");
        let first = self.paths.partition_point(|path| *path < prefix);
        self.paths
            .get(first)
            .is_some_and(|path| path.starts_with(&prefix))
    }

    /// The paths under a folder, sorted, without the folder.
    pub fn under(&self, folder: &str) -> Vec<String> {
        let prefix = format!("{folder}/");
        let first = self.paths.partition_point(|path| *path < prefix);
        self.paths[first..]
            .iter()
            .map_while(|path| path.strip_prefix(&prefix))
            .map(str::to_owned)
            .collect()
    }

    /// A text, or `None` and a problem.
    pub fn text(&mut self, path: &str) -> Option<Source> {
        let read = self.read(path);
        match read.and_then(|bytes| Source::decode(path, bytes)) {
            Ok(source) => Some(source),
            Err(problem) => {
                self.problems.add(|| problem);
                None
            }
        }
    }

    /// What need not be a text, or `None` and a problem.
    pub fn bytes(&mut self, path: &str) -> Option<Vec<u8>> {
        match self.read(path) {
            Ok(bytes) => Some(bytes),
            Err(problem) => {
                self.problems.add(|| problem);
                None
            }
        }
    }

    /// A file's size, bytes.
    pub fn size(&self, path: &str) -> io::Result<u64> {
        self.files.size(path)
    }

    /// A file's bytes, where its size is known to be one that can be borne.
    pub fn unchecked(&self, path: &str) -> io::Result<Vec<u8>> {
        self.files.read(path)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Problem> {
        let failed = |error: io::Error| Problem::file(path, format!("it cannot be read: {error}"));
        // The size comes first: what is too large is not even read.
        let size = self.files.size(path).map_err(failed)?;
        if size > LARGEST {
            return Err(too_large(path, size));
        }
        self.files.read(path).map_err(failed)
    }
}

fn too_large(path: &str, size: u64) -> Problem {
    const MIB: u64 = 1024 * 1024;
    let message = format!(
        "it has {} MiB; a file of a pack has {} MiB at most",
        size.div_ceil(MIB),
        LARGEST / MIB
    );
    Problem::file(path, message).help("split it, or leave out what is no text")
}
