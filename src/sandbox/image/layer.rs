//! A folder as a tar: a root file system, or the part of one that a layer has.

use std::collections::HashMap;
use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use tar::{Builder, EntryType, Header};

/// Whether a path, relative to the root, is wanted. A folder that is not takes all that is in it along.
pub type Wanted<'a> = &'a dyn Fn(&Path) -> bool;

/// Writes what is wanted of `root` as a tar, sorted by name.
///
/// Everything belongs to root, set-id bits are gone, times of files are kept (bytecode is told stale by them).
///
/// # Errors
/// A file cannot be read, or `out` not be written.
pub fn write(root: &Path, wanted: Wanted<'_>, out: impl Write) -> io::Result<()> {
    let mut tree = Tree {
        builder: Builder::new(out),
        wanted,
        linked: HashMap::new(),
    };
    tree.folder(root, Path::new(""))
        .map_err(|error| about(root, error))?;
    tree.builder.into_inner()?.flush()
}

/// A folder on its way into a tar.
struct Tree<'a, W: Write> {
    builder: Builder<W>,
    wanted: Wanted<'a>,
    /// Files of several names: by device and inode, the first name.
    linked: HashMap<(u64, u64), PathBuf>,
}

impl<W: Write> Tree<'_, W> {
    fn folder(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        let mut names = fs::read_dir(from)?
            .map(|entry| entry.map(|entry| entry.file_name()))
            .collect::<io::Result<Vec<_>>>()?;
        names.sort();
        for name in names {
            let (from, to) = (from.join(&name), to.join(&name));
            if !(self.wanted)(&to) {
                continue;
            }
            self.entry(&from, &to)
                .map_err(|error| about(&from, error))?;
        }
        Ok(())
    }

    fn entry(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        let facts = fs::symlink_metadata(from)?;
        let kind = facts.file_type();
        if kind.is_dir() {
            let mut header = header(&facts, EntryType::Directory);
            self.builder.append_data(&mut header, to, io::empty())?;
            return self.folder(from, to);
        }
        if kind.is_symlink() {
            let mut header = header(&facts, EntryType::Symlink);
            return self
                .builder
                .append_link(&mut header, to, fs::read_link(from)?);
        }
        // Sockets, pipes and devices have no place in an image.
        if kind.is_file() {
            self.file(from, to, &facts)
        } else {
            Ok(())
        }
    }

    fn file(&mut self, from: &Path, to: &Path, facts: &Metadata) -> io::Result<()> {
        if facts.nlink() > 1 {
            let id = (facts.dev(), facts.ino());
            if let Some(first) = self.linked.get(&id) {
                let mut header = header(facts, EntryType::Link);
                return self.builder.append_link(&mut header, to, first);
            }
            self.linked.insert(id, to.to_owned());
        }
        let mut header = header(facts, EntryType::Regular);
        header.set_size(facts.len());
        self.builder.append_data(&mut header, to, File::open(from)?)
    }
}

fn header(facts: &Metadata, kind: EntryType) -> Header {
    let mut header = Header::new_gnu();
    header.set_entry_type(kind);
    header.set_size(0);
    header.set_mode(facts.mode() & 0o1777);
    header.set_uid(0);
    header.set_gid(0);
    // When a folder was last written to, or a link made, is nobody's business.
    let time = if facts.is_file() { facts.mtime() } else { 0 };
    header.set_mtime(u64::try_from(time).unwrap_or(0));
    header
}

/// The error, and which file it is about: said once, by the innermost.
fn about(path: &Path, error: io::Error) -> io::Error {
    if error.raw_os_error().is_none() {
        return error;
    }
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
