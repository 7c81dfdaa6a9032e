//! One zstd frame: what is in it, as it is asked for, and that nothing is behind it.
//!
//! What is not asked for is never unpacked: a file that swells is noticed where it outgrows what it may be.

use std::io::{self, Read};

use zstd::stream::raw::{DParameter, Decoder, Operation};

use super::{ArchiveError, limits};

/// What a frame begins with.
const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// How much is read at once.
const PIECE: usize = 64 * 1024;

/// How zstd says that it would need more memory than it may have.
const TOO_FAR_BACK: &str = "too much memory";

/// A frame that is being read.
pub(super) struct Frame<R> {
    source: R,
    decoder: Decoder<'static>,
    input: Vec<u8>,
    /// The part of the input that is not used yet.
    left: std::ops::Range<usize>,
    source_ended: bool,
    ended: bool,
}

impl<R: Read> Frame<R> {
    /// Begins to read, where a frame begins.
    pub fn open(source: R) -> Result<Self, ArchiveError> {
        let mut decoder = Decoder::new().map_err(ArchiveError::Read)?;
        decoder
            .set_parameter(DParameter::WindowLogMax(limits::WINDOW_LOG))
            .map_err(ArchiveError::Read)?;
        let mut frame = Self {
            source,
            decoder,
            input: vec![0; PIECE],
            left: 0..0,
            source_ended: false,
            ended: false,
        };
        let begin = frame.peek(looks::ENOUGH)?;
        if begin.is_empty() {
            return Err(ArchiveError::Empty);
        }
        if !begin.starts_with(&MAGIC) {
            // A part of the mark and no more: it was an archive once.
            if MAGIC.starts_with(begin) {
                return Err(ArchiveError::Truncated);
            }
            return Err(looks::like(begin).map_or(ArchiveError::Unknown, ArchiveError::NotArchive));
        }
        Ok(frame)
    }

    /// Fills as much of `out` as there is; less only at the end of the frame.
    pub fn fill(&mut self, out: &mut [u8]) -> Result<usize, ArchiveError> {
        let mut filled = 0;
        while filled < out.len() && !self.ended {
            if self.left.is_empty() {
                self.refill(0)?;
            }
            let input = &self.input[self.left.clone()];
            let status = self
                .decoder
                .run_on_buffers(input, &mut out[filled..])
                .map_err(|error| damaged(&error))?;
            self.left.start += status.bytes_read;
            filled += status.bytes_written;
            self.ended = status.remaining == 0;
            let stuck = status.bytes_read == 0 && status.bytes_written == 0;
            if stuck && self.source_ended && !self.ended {
                return Err(ArchiveError::Truncated);
            }
        }
        Ok(filled)
    }

    /// Sees that the frame is over and that nothing is behind it.
    pub fn end(&mut self) -> Result<(), ArchiveError> {
        if self.fill(&mut [0])? > 0 {
            return Err(ArchiveError::DataBehindEnd);
        }
        let behind = self.peek(MAGIC.len())?;
        if behind.is_empty() {
            return Ok(());
        }
        // The second kind is a frame that decoders skip: a place to hide something.
        let skipped =
            behind.len() == 4 && behind[0] & 0xf0 == 0x50 && behind[1..] == [0x2a, 0x4d, 0x18];
        if behind == MAGIC || skipped {
            return Err(ArchiveError::SecondFrame);
        }
        Err(ArchiveError::Garbage)
    }

    /// Up to so many bytes of the source that are not used yet; fewer only at its end.
    fn peek(&mut self, wanted: usize) -> Result<&[u8], ArchiveError> {
        self.refill(wanted)?;
        let until = self.left.end.min(self.left.start + wanted);
        Ok(&self.input[self.left.start..until])
    }

    /// Reads until there are so many bytes in the input, or one at least; fewer only at the end of the source.
    fn refill(&mut self, wanted: usize) -> Result<(), ArchiveError> {
        self.input.copy_within(self.left.clone(), 0);
        self.left = 0..self.left.len();
        while self.left.len() < wanted.max(1) && !self.source_ended {
            match self.source.read(&mut self.input[self.left.end..]) {
                Ok(0) => self.source_ended = true,
                Ok(read) => self.left.end += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(ArchiveError::Read(error)),
            }
        }
        Ok(())
    }
}

fn damaged(error: &io::Error) -> ArchiveError {
    let why = error.to_string();
    if why.contains(TOO_FAR_BACK) {
        return ArchiveError::Window;
    }
    ArchiveError::Damaged(why)
}

/// What a file looks like that is no archive.
mod looks {
    /// How much of it one has to see: a tar's mark stands far inside.
    pub const ENOUGH: usize = 512;

    /// Marks that formats begin with.
    const BEGINS: &[(&[u8], &str)] = &[
        (b"\x1f\x8b", "a gzip file"),
        (b"PK\x03\x04", "a zip file"),
        (b"PK\x05\x06", "a zip file"),
        (b"\xfd7zXZ\0", "an xz file"),
        (b"BZh", "a bzip2 file"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z file"),
        (b"\x04\x22\x4d\x18", "an lz4 file"),
        (b"%PDF", "a PDF document"),
        (b"\x7fELF", "a program"),
        (b"untrusted comment:", "a key or a signature of minisign"),
    ];

    /// What the file is that begins like this, for people.
    pub fn like(begin: &[u8]) -> Option<&'static str> {
        let known = BEGINS.iter().find(|(mark, _)| begin.starts_with(mark));
        if let Some((_, name)) = known {
            return Some(name);
        }
        if begin.get(257..262) == Some(b"ustar") {
            return Some("a tar file that is not compressed");
        }
        let text = String::from_utf8_lossy(begin).to_lowercase();
        if text.trim_start().starts_with("<!doctype html") || text.trim_start().starts_with("<html")
        {
            return Some("a web page");
        }
        let is_text = begin.iter().all(|b| *b >= b' ' || b.is_ascii_whitespace());
        is_text.then_some("a text file")
    }
}
