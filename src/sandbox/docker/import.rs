//! A folder as an image: a tar stream that is made while it is sent.

use std::collections::HashMap;
use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use futures_util::Stream;
use tar::{Builder, EntryType, Header};
use tokio::sync::mpsc;

/// How much is handed over at once, bytes.
const CHUNK: usize = 256 * 1024;

/// The folder `root` as a tar stream, made on a thread of its own as fast as it is taken.
///
/// Everything belongs to root, set-id bits are gone, times are kept (bytecode is told stale by them).
pub fn archive(root: PathBuf) -> impl Stream<Item = io::Result<Vec<u8>>> + Send + 'static {
    // A few chunks ahead: a small memory, whatever the size of the folder.
    let (sender, mut receiver) = mpsc::channel(4);
    tokio::task::spawn_blocking(move || {
        let out = BufWriter::with_capacity(CHUNK, Chunks(sender.clone()));
        if let Err(error) = write(&root, out) {
            // Nobody listening any more is why it failed, or does not care.
            let _ = sender.blocking_send(Err(error));
        }
    });
    futures_util::stream::poll_fn(move |context| receiver.poll_recv(context))
}

/// A writer into the channel.
struct Chunks(mpsc::Sender<io::Result<Vec<u8>>>);

impl Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0
            .blocking_send(Ok(bytes.to_vec()))
            .map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn write(root: &Path, out: impl Write) -> io::Result<()> {
    let mut tree = Tree {
        builder: Builder::new(out),
        linked: HashMap::new(),
    };
    tree.folder(root, Path::new(""))
        .map_err(|error| about(root, error))?;
    tree.builder.into_inner()?.flush()
}

/// A folder on its way into a tar.
struct Tree<W: Write> {
    builder: Builder<W>,
    /// Files of several names: by device and inode, the first name.
    linked: HashMap<(u64, u64), PathBuf>,
}

impl<W: Write> Tree<W> {
    fn folder(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        let mut names = fs::read_dir(from)?
            .map(|entry| entry.map(|entry| entry.file_name()))
            .collect::<io::Result<Vec<_>>>()?;
        names.sort();
        for name in names {
            let (from, to) = (from.join(&name), to.join(&name));
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
    header.set_mtime(u64::try_from(facts.mtime()).unwrap_or(0));
    header
}

/// The error, and which file it is about: said once, by the innermost.
fn about(path: &Path, error: io::Error) -> io::Error {
    if error.raw_os_error().is_none() {
        return error;
    }
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
