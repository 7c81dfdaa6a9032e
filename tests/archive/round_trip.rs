//! What is written is what is read.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::Path;
use std::sync::atomic::{AtomicU8, Ordering};

use tutorbox::pack::archive::{Archive, ArchiveError, Progress, Source, WriteError, write};

use crate::made::{self, KEYS, about, plain, sources};

/// Sizes on all sides of a block, and of a piece.
fn sized_sources() -> Vec<Source<'static>> {
    let sizes = [0, 1, 511, 512, 513, 65_535, 65_536, 65_537, 300_000];
    let sized = sizes.map(|size: usize| {
        let bytes: Vec<u8> = (0..size).map(|at| (at * at / 7) as u8).collect();
        Source::of_bytes(format!("pack/size/{size}.bin"), bytes)
    });
    let long = format!(
        "images/{}/{}.md",
        "가나다라".repeat(11),
        "긴이름".repeat(10)
    );
    assert!(long.len() > 200);
    let more = [
        Source::of_bytes(long, "long"),
        Source::of_bytes("pack/size-of/a.md", "beside `pack/size/`"),
        Source::of_bytes("pack/한글.md", "한글"),
    ];
    sized.into_iter().chain(more).collect()
}

fn written(sources: Vec<Source<'_>>) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(&mut bytes, about(), sources, None, &mut |_| {}).unwrap();
    bytes
}

/// All files below a folder.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let entry = entry.unwrap();
            assert!(!entry.file_type().unwrap().is_symlink(), "{entry:?}");
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else {
                let path = entry.path();
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
                found.insert(name.to_owned(), std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// Gives one byte at a time.
struct Dripping<R>(R);

impl<R: Read> Read for Dripping<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let one = out.len().min(1);
        self.0.read(&mut out[..one])
    }
}

#[test]
fn what_is_packed_is_unpacked() {
    for key in [None, Some(&KEYS[0])] {
        let mut bytes = Vec::new();
        let manifest = write(&mut bytes, about(), sized_sources(), key, &mut |_| {}).unwrap();
        let archive = Archive::open(&bytes[..]).unwrap();
        assert_eq!(archive.manifest, manifest);
        assert_eq!(archive.signer.as_ref(), key.map(|key| key.public()));
        assert_eq!(archive.verify(&mut |_| {}).unwrap(), manifest);

        let folder = tempfile::tempdir().unwrap();
        let archive = Archive::open(Dripping(&bytes[..])).unwrap();
        archive.unpack(folder.path(), &mut |_| {}).unwrap();
        let mut found = files(folder.path());
        let said = found.remove("manifest.json").unwrap();
        assert_eq!(said, manifest.to_bytes().unwrap());
        assert_eq!(
            found.remove("manifest.json.minisig").is_some(),
            key.is_some()
        );
        assert_eq!(found.len(), sized_sources().len());
        for source in sized_sources() {
            let mut wanted = Vec::new();
            (source.open)().unwrap().read_to_end(&mut wanted).unwrap();
            assert!(found[&source.path] == wanted, "{}", source.path);
        }
    }
}

#[test]
fn the_same_files_are_the_same_archive() {
    let mut turned = sized_sources();
    turned.reverse();
    for source in &mut turned {
        let open = std::mem::replace(&mut source.open, Box::new(|| unreachable!()));
        source.open = Box::new(move || Ok(Box::new(Dripping(open()?))));
    }
    assert!(written(sized_sources()) == written(turned));
}

/// A pack that was built once is the same for every later tutorbox: what is compressed may change with zstd, this may not.
#[test]
fn the_tar_is_as_it_always_was() {
    let tar = zstd::decode_all(&written(sources())[..]).unwrap();
    insta::assert_snapshot!(made::sha256(&tar), @"e61d344fbb081d4f3928af034e7c1bdcdbc7f45dbeaa845507f87d491ee5d1f5");
    let by_hand = zstd::decode_all(&plain()[..]).unwrap();
    assert_eq!(tar.len(), by_hand.len());
}

#[test]
fn what_is_made_by_hand_as_it_is_written_is_read() {
    let archive = Archive::open(std::io::Cursor::new(plain())).unwrap();
    archive.verify(&mut |_| {}).unwrap();
}

/// Other tools read it too.
#[test]
fn every_tar_reads_it() {
    let bytes = zstd::decode_all(&written(sized_sources())[..]).unwrap();
    let mut tar = tar::Archive::new(&bytes[..]);
    let mut names = Vec::new();
    for entry in tar.entries().unwrap() {
        let mut entry = entry.unwrap();
        let header = entry.header();
        let owner = (header.uid().unwrap(), header.gid().unwrap());
        assert_eq!((owner, header.mtime().unwrap()), ((0, 0), 0));
        assert_eq!(header.mode().unwrap(), 0o644);
        names.push(entry.path().unwrap().to_str().unwrap().to_owned());
        io::copy(&mut entry, &mut io::sink()).unwrap();
    }
    let mut wanted: Vec<String> = sized_sources().into_iter().map(|s| s.path).collect();
    wanted.sort();
    wanted.insert(0, "manifest.json".to_owned());
    assert_eq!(names, wanted);
}

#[test]
fn progress_comes_to_its_end() {
    let total: u64 = sized_sources().iter().map(|source| source.size).sum();
    let mut bytes = Vec::new();
    let mut seen = Vec::new();
    write(&mut bytes, about(), sized_sources(), None, &mut |at| {
        seen.push(at)
    })
    .unwrap();
    // Once for the sums, and once to write them.
    ends(&seen, 2 * total);
    seen.clear();
    let archive = Archive::open(&bytes[..]).unwrap();
    archive.verify(&mut |at| seen.push(at)).unwrap();
    ends(&seen, total);
}

fn ends(seen: &[Progress], total: u64) {
    assert!(seen.is_sorted_by(|one, next| one.done < next.done));
    assert!(seen.iter().all(|at| at.total == total));
    assert_eq!(seen.last().unwrap().done, total);
}

#[test]
fn what_cannot_be_read_is_not_taken_for_damage() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
    let half = plain().len() / 2;
    for whole in [0, half] {
        let source = io::Read::chain(io::Cursor::new(plain()[..whole].to_vec()), Broken);
        let read = Archive::open(source).and_then(|archive| archive.verify(&mut |_| {}));
        let error = read.map(|_| ()).unwrap_err();
        assert!(matches!(error, ArchiveError::Read(_)), "{error}");
        assert_eq!(
            error.to_string(),
            "cannot read the archive: the disk is gone"
        );
    }
}

fn refused(sources: Vec<Source<'_>>) -> WriteError {
    let mut bytes = Vec::new();
    write(&mut bytes, about(), sources, None, &mut |_| {}).unwrap_err()
}

#[test]
fn what_would_be_refused_is_not_written() {
    let error = refused(vec![Source::of_bytes("pack/../a.md", "")]);
    assert!(
        error.to_string().contains("leaves its folder by `..`"),
        "{error}"
    );
    let twice = || Source::of_bytes("pack/a.md", "");
    let error = refused(vec![twice(), twice()]);
    assert!(error.to_string().contains("twice"), "{error}");
    assert!(matches!(refused(Vec::new()), WriteError::Manifest(_)));
}

#[test]
fn a_file_that_changes_is_no_part_of_an_archive() {
    let calls = AtomicU8::new(0);
    let other_bytes = Source {
        path: "pack/a.md".to_owned(),
        size: 4,
        open: Box::new(|| {
            let call = calls.fetch_add(1, Ordering::Relaxed);
            Ok(Box::new(io::Cursor::new([call; 4])))
        }),
    };
    assert!(matches!(refused(vec![other_bytes]), WriteError::Changed(_)));
    for size in [3, 5] {
        let source = Source {
            size,
            ..Source::of_bytes("pack/a.md", "four")
        };
        assert!(matches!(refused(vec![source]), WriteError::Changed(_)));
    }
    let endless = Source {
        path: "pack/a.md".to_owned(),
        size: 4,
        open: Box::new(|| Ok(Box::new(io::repeat(0)))),
    };
    assert!(matches!(refused(vec![endless]), WriteError::Changed(_)));
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let gone = Source {
        path: "pack/a.md".to_owned(),
        size: 4,
        open: Box::new(|| Err(io::Error::other("gone"))),
    };
    assert_eq!(
        refused(vec![gone]).to_string(),
        "cannot read pack/a.md: gone"
    );
}

#[test]
fn files_on_disk_are_packed() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.md"), "from disk").unwrap();
    let source = Source::on_disk("pack/a.md", folder.path().join("a.md")).unwrap();
    let archive = written(vec![source]);
    let into = folder.path().join("new");
    let archive = Archive::open(&archive[..]).unwrap();
    archive.unpack(&into, &mut |_| {}).unwrap();
    assert_eq!(files(&into)["pack/a.md"], b"from disk");
    assert!(Source::on_disk("pack/b.md", folder.path().join("b.md")).is_err());
}
