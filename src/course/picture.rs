//! The pictures of lessons: which files they are, how large they may be, and their pixels.
//!
//! A pack may come from anyone, and a small file may stand for gigabytes of pixels. So everything that is read here has a bound,
//! and the header is looked at first. It knows no terminal and no size but that in pixels.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Cursor;
use std::sync::Arc;

use image::{DynamicImage, ImageError, ImageReader, Limits};

use super::reader::Reader;
use super::target::Target;
use super::{Document, Node};

/// A picture's file, bytes.
const LARGEST: u64 = 1024 * 1024;
/// The pictures of all lessons together, bytes.
const ALL: u64 = 16 * LARGEST;
/// Its width and its height, in pixels.
const LONGEST: u32 = 2048;
/// What decoding one may take, bytes: the longest sides at eight bytes a pixel, and what a decoder needs beside them.
const MEMORY: u64 = 64 * 1024 * 1024;

/// A picture that a lesson shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Relative to the pack.
    pub path: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    bytes: Vec<u8>,
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            width,
            height,
            bytes,
        } = self;
        write!(f, "{path}: {width}×{height}, {} bytes", bytes.len())
    }
}

/// Why a file cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// Its file is larger than it may be.
    #[error("it has {} KiB; a picture has {} KiB at most", .0.div_ceil(1024), LARGEST / 1024)]
    Bytes(u64),
    /// It has more pixels than it may.
    #[error("it has {0}×{1} pixels; a picture has {LONGEST}×{LONGEST} at most")]
    Pixels(u32, u32),
    /// Nothing here knows what it is.
    #[error("it is neither PNG nor JPEG, GIF or WebP")]
    Format,
    /// It says what it is, and is not.
    #[error("it is damaged: {0}")]
    Damaged(String),
    /// It cannot be read.
    #[error("it cannot be read: {0}")]
    Unreadable(String),
}

impl Picture {
    /// Looks at a file's header, and no further.
    ///
    /// # Errors
    /// It is no picture that could be shown.
    pub fn new(path: &str, bytes: Vec<u8>) -> Result<Self, PictureError> {
        let size = bytes.len() as u64;
        if size > LARGEST {
            return Err(PictureError::Bytes(size));
        }
        let (width, height) = opened(&bytes)?.into_dimensions().map_err(refusal)?;
        if width.max(height) > LONGEST {
            return Err(PictureError::Pixels(width, height));
        }
        if width.min(height) == 0 {
            return Err(PictureError::Damaged("it has no pixels".to_owned()));
        }
        Ok(Self {
            path: path.to_owned(),
            width,
            height,
            bytes,
        })
    }

    /// Its pixels; of one that moves, the first moment. It takes a while.
    ///
    /// # Errors
    /// It is damaged, or decoding it would take too much memory.
    pub fn decode(&self) -> Result<DynamicImage, PictureError> {
        opened(&self.bytes)?.decode().map_err(refusal)
    }
}

fn opened(bytes: &[u8]) -> Result<ImageReader<Cursor<&[u8]>>, PictureError> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let mut reader = reader.map_err(|error| PictureError::Unreadable(error.to_string()))?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    Ok(reader)
}

fn refusal(error: ImageError) -> PictureError {
    match error {
        ImageError::Unsupported(_) => PictureError::Format,
        error => PictureError::Damaged(error.to_string()),
    }
}

/// Reads a picture of the pack.
pub(super) fn read(path: &str, reader: &Reader<'_>) -> Result<Picture, PictureError> {
    let unreadable = |error: std::io::Error| PictureError::Unreadable(error.to_string());
    // The size comes first: what is too large is not even read.
    let size = reader.size(path).map_err(unreadable)?;
    if size > LARGEST {
        return Err(PictureError::Bytes(size));
    }
    let bytes = reader.unchecked(path).map_err(unreadable)?;
    Picture::new(path, bytes)
}

/// The pictures of a pack, each read once, however many lessons show it.
#[derive(Default)]
pub(super) struct Pictures {
    known: BTreeMap<String, Option<Arc<Picture>>>,
    bytes: u64,
}

impl Pictures {
    /// Gives a document of the file `from` what it shows. What cannot be shown it says in words, which is no reason to refuse a
    /// pack: whoever checks one is told.
    pub fn attach(&mut self, document: &mut Document, from: &str, reader: &Reader<'_>) {
        let mut targets = Vec::new();
        collect(&document.nodes, &mut targets);
        let found = targets.into_iter().filter_map(|target| {
            let Target::Inside { path, .. } = Target::of(target, from) else {
                return None;
            };
            Some((target.to_owned(), self.get(&path, reader)?))
        });
        document.pictures = found.collect();
    }

    fn get(&mut self, path: &str, reader: &Reader<'_>) -> Option<Arc<Picture>> {
        if let Some(known) = self.known.get(path) {
            return known.clone();
        }
        let has_room = self.bytes + LARGEST <= ALL && reader.has(path);
        let picture = has_room.then(|| read(path, reader).ok()).flatten();
        let picture = picture.map(Arc::new);
        self.bytes += picture.as_ref().map_or(0, |p| p.bytes.len() as u64);
        self.known.insert(path.to_owned(), picture.clone());
        picture
    }
}

/// The targets of what stands in paragraphs of its own.
fn collect<'n>(nodes: &'n [Node], targets: &mut Vec<&'n str>) {
    for node in nodes {
        match node {
            Node::Paragraph(text) => targets.extend(super::lone_image(text).map(|(to, _)| to)),
            Node::Quote { body, .. } | Node::Footnote { body, .. } => collect(body, targets),
            Node::List { items, .. } => items.iter().for_each(|i| collect(&i.body, targets)),
            _ => {}
        }
    }
}
