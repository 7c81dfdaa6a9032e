//! A pack as one file, `NAME.tbx`: how it is written, and how it is read when nobody knows who made it.
//!
//! An archive is one zstd frame around a tar: `manifest.json`, its signature where there is one, then the files, just as
//! the manifest lists them. The reader takes what the writer writes and nothing else: whatever differs by a byte is
//! refused, and [`error`] has the words for it. It reads once from front to back and holds no file as a whole.
//!
//! It knows bytes, files and sums: no terminal, no network, no engine, nor what the files of a pack mean.

mod blocks;
mod entry;
pub mod error;
mod frame;
pub mod keys;
pub mod limits;
pub mod manifest;
pub mod path;
mod reader;
mod target;
mod writer;

pub use error::ArchiveError;
pub use manifest::Manifest;
pub use reader::Archive;
pub use writer::{Source, WriteError, write};

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of files that are done.
    pub done: u64,
    /// Bytes of files in all.
    pub total: u64,
}

/// What is told how far it has come, after each piece.
pub type Report<'a> = &'a mut dyn FnMut(Progress);
