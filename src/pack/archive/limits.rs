//! How large an archive may be, in every direction: what no honest pack comes near, and any machine can bear.

const MIB: u64 = 1024 * 1024;

/// Files in an archive.
pub const FILES: usize = 20_000;

/// Authors, languages and images of a pack, of each.
pub const LISTED: usize = 1_000;

/// A path, bytes.
pub const PATH: usize = 255;

/// The parts of a path.
pub const DEPTH: usize = 16;

/// What is said of a pack in one piece, a title say, bytes.
pub const TEXT: usize = 1_000;

/// The manifest, bytes.
pub const MANIFEST: u64 = 8 * MIB;

/// A signature, bytes. Minisign's own are 300 and a comment.
pub const SIGNATURE: u64 = 4 * 1024;

/// One file of the pack, bytes.
pub const PACK_FILE: u64 = 64 * MIB;

/// All files of the pack, bytes.
pub const PACK: u64 = 256 * MIB;

/// All files of images, bytes.
pub const IMAGES: u64 = 4 * 1024 * MIB;

/// How far back compressed data may refer, as a power of two: this much memory the reader needs.
pub const WINDOW_LOG: u32 = 23;
