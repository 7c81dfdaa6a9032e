//! What is refused, in words that help, and leaves nothing behind but in the folder that was asked for.

use std::fmt::Write as _;
use std::io::{self, Read};

use tutorbox::pack::archive::Archive;

use crate::hostile::cases;
use crate::made::{Header, KEYS, entry, listed, manifest, plain_files, plain_manifest, tar, zstd};
use crate::round_trip::files;

/// What reading may take: the window of 8 MB, the manifest, and what is made of it.
pub const MEMORY: u64 = 64 << 20;

/// Bytes that nothing compresses.
pub fn noise(at: u64) -> u64 {
    let mixed = (at ^ at >> 31).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 40
}

/// Why an archive is refused, by `verify` and by `unpack` alike.
fn refusal(trick: &str, archive: &[u8]) -> String {
    let root = tempfile::tempdir().unwrap();
    let (canary, into) = (root.path().join("canary"), root.path().join("a/b/into"));
    std::fs::create_dir_all(&canary).unwrap();
    std::fs::create_dir_all(into.parent().unwrap()).unwrap();
    std::fs::write(canary.join("alive"), "alive").unwrap();

    let (mut verified, mut unpacked) = (None, None);
    let took = allocation_counter::measure(|| {
        let archive = Archive::open(archive);
        verified = Some(
            archive
                .and_then(|archive| archive.verify(&mut |_| {}))
                .map(|_| ()),
        );
    });
    let archive = Archive::open(archive);
    let _ = unpacked.insert(
        archive
            .and_then(|archive| archive.unpack(&into, &mut |_| {}))
            .map(|_| ()),
    );
    assert!(took.bytes_max < MEMORY, "{trick}: {took:?}");

    let error = |result: Option<Result<(), _>>| match result {
        Some(Err(error)) => tutorbox::pack::archive::ArchiveError::to_string(&error),
        _ => panic!("{trick} is not noticed"),
    };
    let (verified, unpacked) = (error(verified), error(unpacked));
    assert_eq!(verified, unpacked, "{trick}");
    let left = files(root.path());
    let beside: Vec<&String> = left
        .keys()
        .filter(|path| !path.starts_with("a/b/into/"))
        .collect();
    assert_eq!(beside, ["canary/alive"], "{trick}");
    verified
}

/// The keys are new each time; what is said of them is not.
fn without_keys(text: String) -> String {
    let names = ["[KEY]", "[OTHER KEY]"];
    let keys = KEYS.iter().zip(names);
    keys.fold(text, |text, (key, name)| {
        text.replace(&key.public().id(), name)
    })
}

#[test]
fn every_trick_is_refused_in_its_own_words() {
    let mut said = String::new();
    let cases = cases();
    assert!(cases.len() > 100);
    for (trick, archive) in &cases {
        let refusal = without_keys(refusal(trick, archive));
        writeln!(said, "{trick}\n    {refusal}").unwrap();
    }
    insta::assert_snapshot!(said);
}

/// Counts what is asked for.
struct Counted<'a, R>(R, &'a mut usize);

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(out)?;
        *self.1 += read;
        Ok(read)
    }
}

/// What a file that swells would unpack to is never unpacked: the reader stops where it exceeds what was announced.
#[test]
fn a_bomb_ends_where_it_outgrows_what_it_says() {
    let bytes: Vec<u8> = (0..8 << 20).map(|at| noise(at) as u8).collect();
    let larger = entry(&Header::new("pack/01-hello.md", bytes.len()), &bytes);
    let mut files = plain_files();
    files[1] = larger;
    let tar = tar(&plain_manifest(), &files);
    let behind = [
        &crate::made::tar(&plain_manifest(), &plain_files())[..],
        &bytes,
    ]
    .concat();
    for tar in [tar, behind] {
        let archive = zstd(&tar);
        assert!(archive.len() > 8 << 20);
        let mut used = 0;
        let opened = Archive::open(Counted(&archive[..], &mut used));
        opened.unwrap().verify(&mut |_| {}).unwrap_err();
        assert!(used < 300_000, "{used} bytes of the archive were read");
    }
}

/// The largest manifest there can be takes less than was promised, and is read in a moment.
#[test]
fn the_largest_manifest_has_room() {
    let folders = "아아아/".repeat(14);
    let listed: Vec<_> = (0..20_000)
        .map(|number| {
            listed(
                &format!("pack/{folders}{number:05}{}", "힣".repeat(31)),
                b"",
            )
        })
        .collect();
    let longest = listed[0]["path"].as_str().unwrap().len();
    assert!(longest > 240, "{longest}");
    let largest = zstd(&tar(&manifest(listed), &[]));
    let mut refused = None;
    let took = allocation_counter::measure(|| {
        let archive = Archive::open(&largest[..]).unwrap();
        refused = archive.verify(&mut |_| {}).err();
    });
    assert!(refused.unwrap().to_string().contains("not in the archive"));
    println!("{} MB", took.bytes_max >> 20);
    assert!(took.bytes_max < MEMORY, "{took:?}");
}

/// A manifest of 8 MB that is nothing but one long list.
#[test]
fn a_list_without_end_takes_no_memory() {
    for key in ["authors", "images", "files", "nobody-knows"] {
        let element = if key == "images" || key == "files" {
            "{}"
        } else {
            "\"\""
        };
        let list = format!("[{}{element}]", format!("{element},").repeat(2_700_000));
        let text = serde_json::to_string(&plain_manifest()).unwrap();
        let text = text.replacen('{', &format!("{{\"{key}\":{list},"), 1);
        let header = Header::new("manifest.json", text.len());
        let archive = zstd(&entry(&header, text.as_bytes()));
        let took = allocation_counter::measure(|| {
            assert!(Archive::open(&archive[..]).is_err() || key == "nobody-knows");
        });
        println!("{key}: {} MB", took.bytes_max >> 20);
        assert!(took.bytes_max < MEMORY, "{key}: {took:?}");
    }
}
