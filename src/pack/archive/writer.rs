//! Writes an archive: the same one for the same files. A signature alone differs each time, as chance is a part of it.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::PathBuf;

use sha2::{Digest, Sha256};
use zstd::stream::write::Encoder;

use super::blocks::{self, BLOCK, PIECE};
use super::keys::{KeyError, SecretKey};
use super::manifest::{self, FORMAT, ManifestError, NAME, SIGNATURE_NAME, Sum};
use super::path::{self, PathError};
use super::{Manifest, Progress, Report, limits};

/// How hard zstd tries. An image of 120 MB is 39 MB in 10 s; 43 MB in 3 s at level 3, and 35 MB in 6 minutes at 19.
const LEVEL: i32 = 9;

/// A file that goes into an archive.
pub struct Source<'a> {
    /// Where it is to be in the archive.
    pub path: String,
    /// How many bytes it has.
    pub size: u64,
    /// Opens it: once for its sum, and once more to write it.
    pub open: Open<'a>,
}

/// Opens a file from its beginning.
pub type Open<'a> = Box<dyn Fn() -> io::Result<Box<dyn Read>> + Send + 'a>;

impl Source<'static> {
    /// A file on disk.
    ///
    /// # Errors
    /// Nobody can say how large it is.
    pub fn on_disk(path: impl Into<String>, file: impl Into<PathBuf>) -> io::Result<Self> {
        let file = file.into();
        Ok(Self {
            path: path.into(),
            size: file.metadata()?.len(),
            open: Box::new(move || Ok(Box::new(File::open(&file)?))),
        })
    }

    /// A file in memory.
    pub fn of_bytes(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes: std::sync::Arc<[u8]> = bytes.into().into();
        Self {
            path: path.into(),
            size: bytes.len() as u64,
            open: Box::new(move || Ok(Box::new(io::Cursor::new(bytes.clone())))),
        }
    }
}

/// An archive cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// What it would say of itself cannot be.
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    /// It cannot be signed.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A file cannot be read.
    #[error("cannot read {path}: {error}")]
    Read {
        /// Which.
        path: String,
        /// Why.
        error: io::Error,
    },
    /// A file was not the same twice.
    #[error("{0} has changed while it was read: build the archive again")]
    Changed(String),
    /// The archive cannot be written.
    #[error("cannot write the archive: {0}")]
    Write(#[source] io::Error),
}

/// Writes an archive of these files. Of `about`, what the writer knows better is filled in: the format, the files and the
/// signer. Every file is read twice, and no more than a piece of it is in memory.
///
/// # Errors
/// The reader would refuse such an archive, a file cannot be read or changes meanwhile, or there is no room for it.
pub fn write(
    out: impl Write,
    about: Manifest,
    mut sources: Vec<Source<'_>>,
    key: Option<&SecretKey>,
    report: Report<'_>,
) -> Result<Manifest, WriteError> {
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    let mut manifest = Manifest {
        format: FORMAT,
        signer: key.map(|key| key.public().to_string()),
        files: sources.iter().map(unsummed).collect(),
        ..about
    };
    // Nobody waits for sums only to be told of a name.
    manifest.check()?;
    let mut progress = Progress {
        done: 0,
        total: manifest.size().saturating_mul(2),
    };
    for (file, source) in manifest.files.iter_mut().zip(&sources) {
        file.sha256 = copy(source, &mut io::sink(), &mut progress, report)?;
    }
    let bytes = manifest.to_bytes()?;
    let mut tar = encoder(out).map_err(WriteError::Write)?;
    small(&mut tar, NAME, &bytes)?;
    if let Some(key) = key {
        small(&mut tar, SIGNATURE_NAME, key.sign(&bytes)?.as_bytes())?;
    }
    for (file, source) in manifest.files.iter().zip(&sources) {
        begin(&mut tar, &file.path, file.size)?;
        if copy(source, &mut tar, &mut progress, report)? != file.sha256 {
            return Err(WriteError::Changed(path::shown(&file.path)));
        }
        end(&mut tar, file.size)?;
    }
    tar.write_all(&[0; 2 * BLOCK]).map_err(WriteError::Write)?;
    let mut out = tar.finish().map_err(WriteError::Write)?;
    out.flush().map_err(WriteError::Write)?;
    Ok(manifest)
}

fn unsummed(source: &Source<'_>) -> manifest::File {
    manifest::File {
        path: source.path.clone(),
        size: source.size,
        sha256: Sum([0; 32]),
    }
}

fn encoder<W: Write>(out: W) -> io::Result<Encoder<'static, W>> {
    let mut encoder = Encoder::new(out, LEVEL)?;
    encoder.window_log(limits::WINDOW_LOG)?;
    encoder.include_checksum(true)?;
    Ok(encoder)
}

/// A file that is in memory as a whole.
fn small(tar: &mut impl Write, name: &str, bytes: &[u8]) -> Result<(), WriteError> {
    begin(tar, name, bytes.len() as u64)?;
    tar.write_all(bytes).map_err(WriteError::Write)?;
    end(tar, bytes.len() as u64)
}

fn begin(tar: &mut impl Write, path: &str, size: u64) -> Result<(), WriteError> {
    let header = blocks::header(path, size).map_err(|why: PathError| ManifestError::Path {
        path: path::shown(path),
        why,
    })?;
    tar.write_all(header.as_bytes()).map_err(WriteError::Write)
}

fn end(tar: &mut impl Write, size: u64) -> Result<(), WriteError> {
    let padding = [0; BLOCK];
    tar.write_all(&padding[..blocks::padding(size)])
        .map_err(WriteError::Write)
}

/// Copies a file, and says its sum. It is handed on in pieces of one size, whatever comes at once: the archive shall not
/// depend on how a disk gives its files.
fn copy(
    source: &Source<'_>,
    out: &mut impl Write,
    progress: &mut Progress,
    report: Report<'_>,
) -> Result<Sum, WriteError> {
    let unread = |error| WriteError::Read {
        path: path::shown(&source.path),
        error,
    };
    let mut file = (source.open)().map_err(unread)?;
    let mut hash = Sha256::new();
    let mut piece = Vec::with_capacity(PIECE);
    let mut size = 0;
    loop {
        piece.clear();
        let read = (&mut file).take(PIECE as u64).read_to_end(&mut piece);
        let read = read.map_err(unread)? as u64;
        size += read;
        // A file that grows would be read for ever.
        if size > source.size || read == 0 && size < source.size {
            return Err(WriteError::Changed(path::shown(&source.path)));
        }
        if read == 0 {
            return Ok(Sum(hash.finalize().into()));
        }
        hash.update(&piece);
        out.write_all(&piece).map_err(WriteError::Write)?;
        progress.done += read;
        report(*progress);
    }
}
