//! Tricks with the files behind the manifest.

use super::Case;
use crate::made::{
    BLOCK, FILES, Header, entry, file, plain_files, plain_manifest, sum, tar, zeros, zstd,
};

/// The small pack with its second file changed.
fn with(second: Vec<u8>) -> Vec<u8> {
    let mut files = plain_files();
    files[1] = second;
    zstd(&tar(&plain_manifest(), &files))
}

/// The small pack with one more before its second file.
fn before(more: Vec<u8>) -> Vec<u8> {
    let mut files = plain_files();
    files.insert(1, more);
    zstd(&tar(&plain_manifest(), &files))
}

fn second() -> Header {
    let (name, text) = FILES[1];
    Header::new(name, text.len())
}

fn text() -> &'static [u8] {
    FILES[1].1.as_bytes()
}

pub fn cases() -> Vec<Case> {
    let mut cases = kinds();
    cases.extend(names());
    cases.extend(headers());
    cases.extend(contents());
    cases
}

fn kinds() -> Vec<Case> {
    let kind = |kind: u8, link: &'static str| {
        with(entry(
            &Header {
                kind,
                link,
                size: 0,
                ..second()
            },
            b"",
        ))
    };
    let record = b"30 path=../../../tmp/evil.txt\n";
    let extended = |kind: u8, name: &str| {
        let header = Header {
            kind,
            ..Header::new(name, record.len())
        };
        before(entry(&header, record))
    };
    let gnu = |kind: u8| {
        let header = Header {
            kind,
            magic: b"ustar  \0",
            ..Header::new("././@LongLink", 12)
        };
        before(entry(&header, b"../../evil.x"))
    };
    vec![
        ("a symbolic link", kind(b'2', "/etc/passwd")),
        ("a hard link", kind(b'1', "pack/pack.toml")),
        ("a character device", kind(b'3', "")),
        ("a block device", kind(b'4', "")),
        (
            "a folder",
            before(entry(
                &Header {
                    kind: b'5',
                    mode: 0o755,
                    ..Header::new("pack/", 0)
                },
                b"",
            )),
        ),
        ("a named pipe", kind(b'6', "")),
        ("a contiguous file", kind(b'7', "")),
        ("a PAX header for one file", extended(b'x', "PaxHeaders/x")),
        ("a PAX header for all files", extended(b'g', "PaxHeaders/g")),
        ("a GNU long name", gnu(b'L')),
        ("a GNU long link", gnu(b'K')),
        ("a file with holes", kind(b'S', "")),
        ("a volume's name", kind(b'V', "")),
        (
            "a file of the oldest tar",
            with(entry(
                &Header {
                    kind: 0,
                    magic: &[0; 8],
                    ..second()
                },
                text(),
            )),
        ),
        (
            "a file of GNU's",
            with(entry(
                &Header {
                    magic: b"ustar  \0",
                    ..second()
                },
                text(),
            )),
        ),
        (
            "a file with no type",
            with(entry(
                &Header {
                    kind: 0,
                    ..second()
                },
                text(),
            )),
        ),
    ]
}

fn names() -> Vec<Case> {
    let named = |name: &[u8]| before(entry(&Header::new(name, 1), b"x"));
    let split = Header {
        prefix: b"pack".to_vec(),
        name: b"01-hello.md".to_vec(),
        ..second()
    };
    let out = Header {
        prefix: b"..".to_vec(),
        ..Header::new("evil", 1)
    };
    let mut swapped = plain_files();
    swapped.swap(1, 2);
    let first = plain_files().swap_remove(0);
    let last = plain_files().swap_remove(2);
    let missing = |at: usize| {
        let mut files = plain_files();
        files.remove(at);
        zstd(&tar(&plain_manifest(), &files))
    };
    let behind = |more: Vec<u8>| {
        let files = [plain_files(), vec![more]].concat();
        zstd(&tar(&plain_manifest(), &files))
    };
    vec![
        ("a file that leads out", named(b"../../evil")),
        ("a file whose folder leads out", before(entry(&out, b"x"))),
        ("a file with an absolute path", named(b"/tmp/evil")),
        ("a file with a backslash", named(b"pack\\evil")),
        ("a file that nobody can name", named(b"pack/\xff\xfe")),
        (
            "a file that obeys the terminal",
            named(b"pack/\x1b]0;evil\x07"),
        ),
        ("a name split elsewhere", with(entry(&split, text()))),
        (
            "a name with more behind its zero",
            with(entry(
                &Header {
                    name: b"pack/01-hello.md\0evil".to_vec(),
                    ..second()
                },
                text(),
            )),
        ),
        ("a file that is not listed", named(b"pack/evil.md")),
        ("a file behind the last", behind(file("pack/evil.md", b"x"))),
        ("a file twice", before(first)),
        ("a file twice, the second time at the end", behind(last)),
        ("a second manifest", named(b"manifest.json")),
        ("a signature behind a file", named(b"manifest.json.minisig")),
        (
            "files that are swapped",
            zstd(&tar(&plain_manifest(), &swapped)),
        ),
        ("a file that is missing", missing(1)),
        ("the last file is missing", missing(2)),
        ("all files are missing", zstd(&tar(&plain_manifest(), &[]))),
    ]
}

fn headers() -> Vec<Case> {
    let block = |change: &dyn Fn(&mut [u8])| {
        let mut entry = entry(&second(), text());
        change(&mut entry[..BLOCK]);
        sum(&mut entry[..BLOCK]);
        with(entry)
    };
    let mut damaged = entry(&second(), text());
    damaged[150] ^= 1;
    let mut spelled = entry(&second(), text());
    spelled[155] = b' ';
    vec![
        ("a damaged header", with(damaged)),
        ("a sum in another spelling", with(spelled)),
        (
            "a program of root's",
            with(entry(
                &Header {
                    mode: 0o4755,
                    ..second()
                },
                text(),
            )),
        ),
        (
            "an owner",
            block(&|block| block[108..115].copy_from_slice(b"0001750")),
        ),
        (
            "an owner's name",
            block(&|block| block[265..269].copy_from_slice(b"root")),
        ),
        (
            "a time",
            block(&|block| block[136..147].copy_from_slice(b"14000000000")),
        ),
        (
            "a file with a link",
            with(entry(
                &Header {
                    link: "/etc/passwd",
                    ..second()
                },
                text(),
            )),
        ),
        (
            "a size in binary",
            block(&|block| {
                block[124..136].fill(0);
                block[124] = 0x80;
                block[135] = text().len() as u8;
            }),
        ),
        (
            "a size that is no number",
            block(&|block| block[124..127].copy_from_slice(b"8+x")),
        ),
        (
            "something behind the header",
            block(&|block| block[511] = 1),
        ),
    ]
}

fn contents() -> Vec<Case> {
    let sized = |size: usize| Header {
        size: size as u64,
        ..second()
    };
    let whole = tar(&plain_manifest(), &plain_files());
    let mut padded = entry(&second(), text());
    padded[BLOCK + text().len()] = b'x';
    let mut changed = text().to_vec();
    changed[0] ^= 1;
    let at = whole.len() - zeros().len() - BLOCK;
    vec![
        (
            "a file that is larger",
            with(entry(&sized(4_000), &[b'x'; 4_000])),
        ),
        ("a file of 4 GB", with(entry(&sized(4 << 30), b"x"))),
        ("a file that is smaller", with(entry(&sized(3), b"abc"))),
        ("a file that is empty", with(entry(&sized(0), b""))),
        ("a file of others' bytes", with(entry(&second(), &changed))),
        ("something behind a file", with(padded)),
        ("the tar ends behind a header", zstd(&whole[..at])),
        ("the tar ends in a file", zstd(&whole[..at + 5])),
        ("the tar ends in a header", zstd(&whole[..at - BLOCK + 100])),
    ]
}
