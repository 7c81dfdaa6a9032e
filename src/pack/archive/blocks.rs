//! The tar in an archive, block by block, and the one header that a file has in it.
//!
//! Crate `tar` reads what the world writes. Here each block has one form only, so it serves for the headers alone.

use std::io::Read;

use tar::{EntryType, Header};

use super::ArchiveError;
use super::error::EntryError;
use super::frame::Frame;
use super::path::{self, PathError};

/// All in a tar is a multiple of this.
pub(super) const BLOCK: usize = 512;

/// How much of a file is in memory at once.
pub(super) const PIECE: usize = 64 * 1024;

/// The header of a file: there is no other for it.
pub(super) fn header(path: &str, size: u64) -> Result<Header, PathError> {
    let (prefix, name) = path::split(path).ok_or(PathError::Header)?;
    let mut header = Header::new_ustar();
    if let Some(ustar) = header.as_ustar_mut() {
        ustar.name[..name.len()].copy_from_slice(name.as_bytes());
        ustar.prefix[..prefix.len()].copy_from_slice(prefix.as_bytes());
    }
    header.set_entry_type(EntryType::Regular);
    header.set_size(size);
    header.set_mode(0o644);
    header.set_uid(0);
    header.set_gid(0);
    header.set_mtime(0);
    header.set_cksum();
    Ok(header)
}

/// How many zeros fill the last block of a file.
pub(super) fn padding(size: u64) -> usize {
    let used = size % BLOCK as u64;
    (BLOCK - used as usize) % BLOCK
}

/// The blocks of an archive that is being read.
pub(super) struct Blocks<R> {
    frame: Frame<R>,
    piece: Vec<u8>,
}

impl<R: Read> Blocks<R> {
    /// Begins to read.
    pub fn open(source: R) -> Result<Self, ArchiveError> {
        Ok(Self {
            frame: Frame::open(source)?,
            piece: vec![0; PIECE],
        })
    }

    /// The next header; all zeros at the end of the files.
    pub fn header(&mut self) -> Result<Header, ArchiveError> {
        let mut header = Header::new_old();
        match self.frame.fill(header.as_mut_bytes())? {
            BLOCK => Ok(header),
            _ => Err(ArchiveError::NoEnd),
        }
    }

    /// A file's bytes, piece by piece, and the zeros behind them.
    pub fn content(
        &mut self,
        path: &str,
        size: u64,
        mut take: impl FnMut(&[u8]) -> Result<(), ArchiveError>,
    ) -> Result<(), ArchiveError> {
        let mut left = size;
        while left > 0 {
            let piece = left.min(PIECE as u64) as usize;
            self.exactly(path, piece)?;
            take(&self.piece[..piece])?;
            left -= piece as u64;
        }
        let padding = padding(size);
        self.exactly(path, padding)?;
        if self.piece[..padding].iter().any(|byte| *byte != 0) {
            return Err(EntryError::Padding(path::shown(path)).into());
        }
        Ok(())
    }

    /// The second block of zeros, and the end of all.
    pub fn end(&mut self) -> Result<(), ArchiveError> {
        let last = self.header()?;
        if !is_end(&last) {
            return Err(ArchiveError::DataBehindEnd);
        }
        self.frame.end()
    }

    fn exactly(&mut self, path: &str, bytes: usize) -> Result<(), ArchiveError> {
        if self.frame.fill(&mut self.piece[..bytes])? < bytes {
            return Err(EntryError::Short(path::shown(path)).into());
        }
        Ok(())
    }
}

/// Whether a header is one of the two blocks of zeros that a tar ends with.
pub(super) fn is_end(header: &Header) -> bool {
    header.as_bytes().iter().all(|byte| *byte == 0)
}
