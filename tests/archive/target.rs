//! The folder that an archive is unpacked to: nothing that is there is used.

use std::fs;
use std::io::{self, Read};
use std::os::unix::fs::symlink;
use std::path::Path;

use tutorbox::pack::archive::{Archive, ArchiveError, Source, write};

use crate::made::{about, plain};
use crate::refused::noise;
use crate::round_trip::files;

fn unpack(into: &Path) -> ArchiveError {
    let archive = Archive::open(io::Cursor::new(plain())).unwrap();
    archive.unpack(into, &mut |_| {}).unwrap_err()
}

#[test]
fn a_folder_with_something_in_it_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mine.txt"), "mine").unwrap();
    let error = unpack(folder.path());
    assert!(matches!(&error, ArchiveError::NotEmpty { found, .. } if found == "mine.txt"));
    assert_eq!(files(folder.path()).len(), 1);
}

#[test]
fn what_is_no_folder_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let (file, link, elsewhere) = (
        folder.path().join("file"),
        folder.path().join("link"),
        folder.path().join("elsewhere"),
    );
    fs::write(&file, "mine").unwrap();
    fs::create_dir(&elsewhere).unwrap();
    symlink(&elsewhere, &link).unwrap();
    for place in [&file, &link, &folder.path().join("not/there")] {
        let error = unpack(place);
        assert!(matches!(error, ArchiveError::Write { .. }), "{error}");
    }
    assert_eq!(files(&elsewhere).len(), 0);
    assert_eq!(fs::read(&file).unwrap(), b"mine");
}

/// Does something when reading has come to a place.
struct Meanwhile<F> {
    bytes: io::Cursor<Vec<u8>>,
    act: Option<F>,
}

impl<F: FnOnce()> Read for Meanwhile<F> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        // The first of zstd's blocks has the manifest, and the first file begins in it.
        if self.bytes.position() > 200_000
            && let Some(act) = self.act.take()
        {
            act();
        }
        let some = out.len().min(100);
        self.bytes.read(&mut out[..some])
    }
}

/// Unpacks a large file and `pack/b.bin` behind it. When the first is being written, something happens in the folder.
fn unpack_while(first: &str, act: impl FnOnce(&Path)) {
    let folder = tempfile::tempdir().unwrap();
    let into = folder.path().join("into");
    // So many bytes that nothing packs them: it happens before the second file is read.
    let noise: Vec<u8> = (0..400_000).map(|at| noise(at) as u8).collect();
    let sources = vec![
        Source::of_bytes(first, noise),
        Source::of_bytes("pack/b.bin", "b"),
    ];
    let mut bytes = Vec::new();
    write(&mut bytes, about(), sources, None, &mut |_| {}).unwrap();
    let archive = Archive::open(Meanwhile {
        bytes: io::Cursor::new(bytes),
        act: Some(|| act(&into)),
    });
    let error = archive.unwrap().unpack(&into, &mut |_| {}).unwrap_err();
    assert!(matches!(error, ArchiveError::Write { .. }), "{error}");
}

#[test]
fn a_link_that_is_put_there_meanwhile_is_not_followed() {
    let elsewhere = tempfile::tempdir().unwrap();
    let elsewhere = elsewhere.path();
    unpack_while("images/a.bin", |into| {
        symlink(elsewhere, into.join("pack")).unwrap();
    });
    unpack_while("pack/a.bin", |into| {
        symlink(elsewhere.join("b.bin"), into.join("pack/b.bin")).unwrap();
    });
    assert_eq!(files(elsewhere).len(), 0);
}

#[test]
fn what_is_put_there_meanwhile_is_not_used() {
    unpack_while("images/a.bin", |into| {
        fs::create_dir(into.join("pack")).unwrap();
    });
    unpack_while("pack/a.bin", |into| {
        fs::write(into.join("pack/b.bin"), "mine").unwrap();
    });
}
