//! Tricks around the compressed frame, and with the end of the tar.

use std::io::Write;

use super::Case;
use crate::made::{BLOCK, file, plain, plain_files, plain_manifest, tar, zeros, zstd};

pub fn cases() -> Vec<Case> {
    let (archive, tar) = (plain(), tar(&plain_manifest(), &plain_files()));
    let mut cases = other_formats(&tar);
    let cut = |end: usize| archive[..end].to_vec();
    let behind = |more: &[u8]| [&archive, more].concat();
    let mut flipped = archive.clone();
    flipped[archive.len() / 2] ^= 1;
    let mut other_sum = archive.clone();
    *other_sum.last_mut().unwrap() ^= 1;
    cases.extend([
        ("two bytes of an archive", cut(2)),
        ("a half of an archive", cut(archive.len() / 2)),
        ("all but the last byte", cut(archive.len() - 1)),
        ("a flipped bit", flipped),
        ("a flipped bit in the frame's sum", other_sum),
        ("nothing but the mark of an archive", cut(4)),
        ("a byte behind the end", behind(b"x")),
        ("a second frame", behind(&archive)),
        (
            "a frame that is skipped",
            behind(b"\x50\x2a\x4d\x18\x04\0\0\0evil"),
        ),
        ("a window of 128 MB", wide_window(&tar)),
        ("a compressed text", zstd(b"Once upon a time.")),
        (
            "a compressed text of many blocks",
            zstd(&b"Once upon a time. ".repeat(100)),
        ),
        ("a compressed nothing", zstd(b"")),
        ("a tar without an end", zstd(&tar[..tar.len() - 2 * BLOCK])),
        ("half of the end", zstd(&tar[..tar.len() - BLOCK])),
        (
            "blocks of zeros behind the end",
            zstd(&[&tar[..], &zeros()].concat()),
        ),
        (
            "a file behind the end",
            zstd(&[&tar[..], &file("pack/x.md", b"x")].concat()),
        ),
        (
            "a file within the end",
            zstd(&[&tar[..tar.len() - BLOCK], &file("pack/x.md", b"x")].concat()),
        ),
    ]);
    cases
}

fn other_formats(tar: &[u8]) -> Vec<Case> {
    let page = b"\n<!DOCTYPE html>\n<html><title>404</title></html>";
    vec![
        ("an empty file", Vec::new()),
        ("a gzip file", b"\x1f\x8b\x08\0\0\0\0\0".to_vec()),
        ("a zip file", b"PK\x03\x04\x14\0".to_vec()),
        ("an xz file", b"\xfd7zXZ\0\0\x04".to_vec()),
        ("a tar without compression", tar.to_vec()),
        ("a web page", page.to_vec()),
        ("a text", b"# Hello".to_vec()),
        (
            "noise",
            (0..600_u64)
                .map(|at| crate::refused::noise(at) as u8 | 1)
                .collect(),
        ),
    ]
}

/// Compressed so that whoever unpacks it has to keep 128 MB.
fn wide_window(tar: &[u8]) -> Vec<u8> {
    let mut encoder = zstd::Encoder::new(Vec::new(), 3).unwrap();
    encoder.window_log(27).unwrap();
    encoder.write_all(tar).unwrap();
    encoder.finish().unwrap()
}
