//! Whatever is changed in an archive: the reader neither panics nor takes more memory than it may, and what it accepts is
//! to the byte what the writer would have written.
//!
//! `corpus/` has archives that were worth something; what is found is added there. To look for long:
//!
//! ```text
//! PROPTEST_CASES=1000000 cargo test --release --test archive fuzz -- --nocapture
//! ```

use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::FileFailurePersistence;
use tutorbox::pack::archive::Archive;

use crate::hostile::cases;
use crate::made::{BLOCK, KEYS, file, plain, plain_manifest, signed, sum, zeros, zstd};
use crate::refused::MEMORY;
use crate::round_trip::files;

/// Archives that something is changed in. Those of the tricks are near to what is wrong already.
static SEEDS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let sign = |bytes: &[u8]| Some(KEYS[0].sign(bytes).unwrap().into_bytes());
    let signed = zstd(&signed(&plain_manifest(), sign));
    let good = [vec![plain(); 30], vec![signed; 30]].concat();
    let tricks = cases().into_iter().map(|(_, archive)| archive);
    let small = tricks.filter(|archive| archive.len() < 100_000);
    good.into_iter().chain(small).chain(corpus()).collect()
});

/// The same as tars.
static TARS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let tars = SEEDS.iter().map(|archive| zstd::decode_all(&archive[..]));
    let tars = tars.flatten().filter(|tar| tar.len() < 1_000_000);
    tars.collect()
});

fn corpus() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/archive/corpus");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(paths.len() >= 5, "the corpus is gone");
    paths
        .iter()
        .map(|path| std::fs::read(path).unwrap())
        .collect()
}

/// Reads an archive, and sees that nothing is accepted that could have been written otherwise. Says whether it was accepted.
fn read(archive: &[u8]) -> bool {
    let mut verified = None;
    let took = allocation_counter::measure(|| {
        let archive = Archive::open(archive);
        verified = archive.and_then(|archive| archive.verify(&mut |_| {})).ok();
    });
    assert!(took.bytes_max < MEMORY, "{took:?}");
    let Some(manifest) = verified else {
        return false;
    };
    let folder = tempfile::tempdir().unwrap();
    let opened = Archive::open(archive).unwrap();
    opened.unpack(folder.path(), &mut |_| {}).unwrap();
    let mut found = files(folder.path());
    let mut tar = Vec::new();
    let head = ["manifest.json", "manifest.json.minisig"].map(str::to_owned);
    let listed = manifest.files.into_iter().map(|file| file.path);
    for path in head.into_iter().chain(listed) {
        if let Some(bytes) = found.remove(&path) {
            tar.extend(file(&path, &bytes));
        }
    }
    assert!(found.is_empty(), "{:?} came from nowhere", found.keys());
    tar.extend(zeros());
    assert!(
        tar == zstd::decode_all(archive).unwrap(),
        "there was more in it"
    );
    true
}

#[test]
fn the_corpus_is_read() {
    let accepted = corpus().iter().filter(|archive| read(archive)).count();
    assert!(accepted >= 2, "no archive of the corpus is a good one");
}

/// What an archive or a tar is changed by.
#[derive(Debug, Clone)]
enum Change {
    /// Other bits of a byte.
    Flip(Index, u8),
    /// Ends there.
    Cut(Index),
    /// Takes so many bytes away.
    Remove(Index, usize),
    /// Writes over what is there.
    Write(Index, &'static [u8]),
    /// Puts something there.
    Insert(Index, &'static [u8]),
    /// Goes on from there as another does from there.
    Splice(Index, Index, Index),
    /// Exchanges two blocks.
    Swap(Index, Index),
    /// Repeats a block.
    Repeat(Index),
}

/// Pieces that mean something to somebody who reads archives.
const PIECES: &[&[u8]] = &[
    b"\0",
    b"\0\0\0\0\0\0\0\0",
    b"/",
    b"..",
    b"../",
    b"\\",
    b".",
    b"0",
    b"5",
    b"7",
    b"00000000000\0",
    b"77777777777\0",
    b"\x80\0\0\0\0\0\0\0\xff\xff\xff\xff",
    b"ustar\x0000",
    b"ustar  \0",
    b"manifest.json",
    b"manifest.json.minisig",
    b"pack/",
    b"images/",
    b"\"",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\\u0000",
    b"\\ud800",
    b"1e999",
    b"-1",
    b"99999999999999999999",
    b"null",
    b"\"signer\":\"\",",
    b"\"format\":1,",
    b"\x1b[2J",
    b"\xff",
    b"\xe2\x80\xae",
    b"\x28\xb5\x2f\xfd",
    b"\x50\x2a\x4d\x18",
    b"CON",
    b"untrusted comment: ",
    b"\n",
];

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        3 => (any::<Index>(), 1..=255_u8).prop_map(|(at, bits)| Change::Flip(at, bits)),
        1 => any::<Index>().prop_map(Change::Cut),
        1 => (any::<Index>(), 1..600_usize).prop_map(|(at, count)| Change::Remove(at, count)),
        3 => (any::<Index>(), select(PIECES)).prop_map(|(at, piece)| Change::Write(at, piece)),
        1 => (any::<Index>(), select(PIECES)).prop_map(|(at, piece)| Change::Insert(at, piece)),
        1 => any::<(Index, Index, Index)>().prop_map(|(at, other, from)| Change::Splice(at, other, from)),
        1 => any::<(Index, Index)>().prop_map(|(one, other)| Change::Swap(one, other)),
        1 => any::<Index>().prop_map(Change::Repeat),
    ]
}

/// `unit` is how exactly pieces are moved: by bytes, or by blocks.
fn apply(bytes: &[u8], change: &Change, others: &[Vec<u8>], unit: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let place = |at: &Index, length: usize| at.index(length + 1);
    let block = |at: &Index, length: usize| at.index(length / unit + 1) * unit;
    match change {
        Change::Flip(at, bits) if !bytes.is_empty() => {
            let at = at.index(bytes.len());
            bytes[at] ^= bits;
        }
        Change::Cut(at) => bytes.truncate(place(at, bytes.len())),
        Change::Remove(at, count) => {
            let at = place(at, bytes.len());
            bytes.drain(at..bytes.len().min(at + count));
        }
        Change::Write(at, piece) if bytes.len() >= piece.len() => {
            let at = at.index(bytes.len() - piece.len() + 1);
            bytes[at..at + piece.len()].copy_from_slice(piece);
        }
        Change::Insert(at, piece) => {
            let at = place(at, bytes.len());
            bytes.splice(at..at, piece.iter().copied());
        }
        Change::Splice(at, other, from) => {
            let other = &others[other.index(others.len())];
            bytes.truncate(block(at, bytes.len()));
            bytes.extend(&other[block(from, other.len()).min(other.len())..]);
        }
        Change::Swap(one, other) if bytes.len() >= unit => {
            let blocks = bytes.len() / unit;
            let (one, other) = (one.index(blocks) * unit, other.index(blocks) * unit);
            for at in 0..unit {
                bytes.swap(one + at, other + at);
            }
        }
        Change::Repeat(at) if bytes.len() >= unit => {
            let at = at.index(bytes.len() / unit) * unit;
            let again = bytes[at..at + unit].to_vec();
            bytes.splice(at..at, again);
        }
        _ => {}
    }
    bytes
}

/// Gives every block that looks like a header its sum: what is changed there would never be looked at otherwise.
fn mend(tar: &mut [u8]) {
    let blocks = tar.chunks_exact_mut(BLOCK);
    let headers = blocks.filter(|block| block[257..262] == *b"ustar");
    headers.for_each(sum);
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct("tests/archive/regressions.txt"))),
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_changed_archive_is_read(seed in any::<Index>(), changes in prop::collection::vec(change(), 1..6)) {
        let archive = SEEDS[seed.index(SEEDS.len())].clone();
        let archive = changes.iter().fold(archive, |bytes, change| apply(&bytes, change, &SEEDS, 1));
        read(&archive);
    }

    #[test]
    fn a_changed_tar_is_read(
        seed in any::<Index>(),
        changes in prop::collection::vec(change(), 1..6),
        mended in prop::bool::weighted(0.8),
    ) {
        let tar = TARS[seed.index(TARS.len())].clone();
        let mut tar = changes.iter().fold(tar, |bytes, change| apply(&bytes, change, &TARS, BLOCK));
        if mended {
            mend(&mut tar);
        }
        read(&zstd(&tar));
    }
}
