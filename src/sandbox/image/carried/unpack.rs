//! Unpacks layers that nobody vouches for.
//!
//! Every entry must be in a folder that this unpacking itself has made, and be the first of its name, folders apart. So nothing
//! is ever written through a link, wherever it points; and links may point anywhere, as only the container will follow them: those
//! that an engine would follow are refused.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs::{self, File, Permissions};
use std::io::{self, BufReader, Read};
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Component, Path, PathBuf};
use std::time::{Duration, SystemTime};

use tar::{Archive, Entry, EntryType};

use super::CarriedError;
use super::error::EntryFault;
use super::layout::Layer;
use super::summed::Summed;

/// Entries of an image; Elixir's has 3,000.
const MOST: usize = 200_000;

/// What marks that something of a lower layer is gone (image-spec, `layer.md`).
const WHITEOUT: &str = ".wh.";

/// The longest name, bytes: Linux has no longer path.
const LONGEST_NAME: u64 = 4096;

/// What engines mount something on, before anybody is in the container: a link there would lead them out of it.
const MOUNTED: [&str; 4] = ["box", "dev", "proc", "sys"];

/// How much is read at once.
const PIECE: usize = 256 * 1024;

/// A root in the making: what is in it by now.
#[derive(Debug, Default)]
pub struct Unpacking {
    made: HashMap<PathBuf, Made>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Made {
    Folder,
    File,
    Link,
}

impl Unpacking {
    /// Unpacks a layer into `root`, over those that are there, and sees that it has the sum that it is called by. Where it is
    /// refused, a part of it is there, and nothing is beside it.
    pub fn layer(&mut self, layer: &Layer, root: &Path) -> Result<(), CarriedError> {
        let file = File::open(&layer.path).map_err(CarriedError::read(&layer.path))?;
        fs::create_dir_all(root).map_err(CarriedError::write(root))?;
        let mut archive = Archive::new(Summed::new(BufReader::with_capacity(PIECE, file)));
        let unpacked = self.entries(&mut archive, &layer.sum, root);
        let mut source = archive.into_inner();
        io::copy(&mut source, &mut io::sink()).map_err(CarriedError::read(&layer.path))?;
        // What was damaged on the disk is nobody's fault.
        if source.sum() != layer.sum {
            return Err(CarriedError::Sum {
                path: layer.path.clone(),
            });
        }
        unpacked
    }

    fn entries(
        &mut self,
        archive: &mut Archive<impl Read>,
        layer: &str,
        root: &Path,
    ) -> Result<(), CarriedError> {
        let broken = |error| CarriedError::Tar {
            layer: layer.to_owned(),
            error,
        };
        let mut long = Long::default();
        // As they stand there: the crate reads a long name whole, however long it is.
        for entry in archive.entries().map_err(broken)?.raw(true) {
            let mut entry = entry.map_err(broken)?;
            let name = shown(long.path.as_deref().unwrap_or(&entry.path_bytes()));
            let refused = |why| CarriedError::Entry {
                layer: layer.to_owned(),
                entry: name.clone(),
                why,
            };
            if long.take(&mut entry).map_err(broken)?.map_err(refused)? {
                continue;
            }
            let names = std::mem::take(&mut long).of(&entry);
            let path = self.place(&names.path).map_err(refused)?;
            let kind = self.kind(&entry, &path, &names.link).map_err(refused)?;
            let into = root.join(&path);
            self.make(&mut entry, kind, &path, &names.link, root)
                .map_err(|error| match error.kind() {
                    // Another name for it is there, on a disk that knows no capitals, say.
                    io::ErrorKind::AlreadyExists => refused(EntryFault::Twice),
                    _ => CarriedError::write(&into)(error),
                })?;
            self.made.insert(path, kind);
        }
        Ok(())
    }

    /// Where an entry goes, relative to the root.
    fn place(&self, path: &Path) -> Result<PathBuf, EntryFault> {
        let path = plain(path)?;
        let name = path.file_name().unwrap_or_default();
        if name.as_encoded_bytes().starts_with(WHITEOUT.as_bytes()) {
            return Err(EntryFault::Whiteout);
        }
        if self.made.len() >= MOST {
            return Err(EntryFault::Count);
        }
        let above = path.parent().unwrap_or(Path::new(""));
        let is_there = above == Path::new("") || self.made.get(above) == Some(&Made::Folder);
        is_there.then_some(path).ok_or(EntryFault::Nowhere)
    }

    /// What an entry is.
    fn kind(
        &self,
        entry: &Entry<'_, impl Read>,
        path: &Path,
        link: &Path,
    ) -> Result<Made, EntryFault> {
        let kind = match entry.header().entry_type() {
            EntryType::Directory => Made::Folder,
            EntryType::Regular => Made::File,
            EntryType::Symlink => Made::Link,
            EntryType::Link => {
                let to = plain(link).map_err(|_| EntryFault::Link)?;
                match self.made.get(&to) {
                    Some(Made::File) => Made::File,
                    _ => return Err(EntryFault::Link),
                }
            }
            _ => return Err(EntryFault::Kind),
        };
        if kind != Made::Folder && MOUNTED.iter().any(|name| path == Path::new(name)) {
            return Err(EntryFault::Mounted);
        }
        match self.made.get(path) {
            None => Ok(kind),
            Some(Made::Folder) if kind == Made::Folder => Ok(kind),
            Some(_) => Err(EntryFault::Twice),
        }
    }

    /// Makes what an entry says. Its owner is whoever unpacks, and its set-id bits are gone.
    fn make(
        &self,
        entry: &mut Entry<'_, impl Read>,
        kind: Made,
        path: &Path,
        link: &Path,
        root: &Path,
    ) -> io::Result<()> {
        let (mode, into) = (entry.header().mode()? & 0o777, root.join(path));
        match kind {
            Made::Folder => {
                // One that somebody else has made may be a link.
                if self.made.get(path) != Some(&Made::Folder) {
                    fs::create_dir(&into)?;
                }
                // Whoever unpacks goes on to work in it.
                fs::set_permissions(into, Permissions::from_mode(mode | 0o700))
            }
            Made::Link => symlink(link, into),
            Made::File if entry.header().entry_type() == EntryType::Link => {
                fs::hard_link(root.join(link), into)
            }
            Made::File => {
                let mut file = File::create_new(into)?;
                io::copy(entry, &mut file)?;
                file.set_permissions(Permissions::from_mode(mode))?;
                let time = Duration::from_secs(entry.header().mtime()?);
                let time = SystemTime::UNIX_EPOCH.checked_add(time);
                file.set_modified(time.unwrap_or(SystemTime::UNIX_EPOCH))
            }
        }
    }
}

/// Names that are too long for a header: GNU's tar gives them in entries of their own, before the one that they are of.
#[derive(Default)]
struct Long {
    path: Option<Vec<u8>>,
    link: Option<Vec<u8>>,
}

/// What an entry is called, and where it leads.
struct Names {
    path: PathBuf,
    link: PathBuf,
}

impl Long {
    /// Takes an entry that is a name of the next one; says whether it is.
    fn take(&mut self, entry: &mut Entry<'_, impl Read>) -> io::Result<Result<bool, EntryFault>> {
        let place = match entry.header().entry_type() {
            EntryType::GNULongName => &mut self.path,
            EntryType::GNULongLink => &mut self.link,
            _ => return Ok(Ok(false)),
        };
        if entry.size() > LONGEST_NAME {
            return Ok(Err(EntryFault::Name));
        }
        let mut name = Vec::new();
        entry.read_to_end(&mut name)?;
        while name.last() == Some(&0) {
            name.pop();
        }
        *place = Some(name);
        Ok(Ok(true))
    }

    fn of(self, entry: &Entry<'_, impl Read>) -> Names {
        let path = self.path.unwrap_or_else(|| entry.path_bytes().into_owned());
        let link = self
            .link
            .or_else(|| Some(entry.link_name_bytes()?.into_owned()));
        Names {
            path: OsString::from_vec(path).into(),
            link: OsString::from_vec(link.unwrap_or_default()).into(),
        }
    }
}

/// A path of names alone.
fn plain(path: &Path) -> Result<PathBuf, EntryFault> {
    let names = path.components().map(|part| match part {
        Component::Normal(name) => Ok(name),
        _ => Err(EntryFault::Path),
    });
    let path = names.collect::<Result<PathBuf, _>>()?;
    match path == Path::new("") {
        true => Err(EntryFault::Path),
        false => Ok(path),
    }
}

/// The name of an entry, for people.
fn shown(name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name);
    let shown: String = name
        .chars()
        .take(100)
        .flat_map(char::escape_debug)
        .collect();
    match shown.is_empty() {
        true => "an entry without a name".to_owned(),
        false => shown,
    }
}
