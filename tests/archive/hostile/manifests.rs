//! Tricks in the manifest.

use serde_json::{Value, json};

use super::Case;
use crate::made::{
    Header, entry, file, listed, manifest, plain_files, plain_manifest, sha256, tar, zeros, zstd,
};

pub fn cases() -> Vec<Case> {
    let mut cases = first_entries();
    cases.extend(saying());
    cases.extend(paths());
    cases.extend(together());
    cases.extend(sizes());
    cases.extend(images());
    cases
}

/// What is said of images is not so.
fn images() -> Vec<Case> {
    let blob = |name: &str, content: &[u8]| {
        let path = format!("images/blobs/sha256/{name}");
        (listed(&path, content), file(&path, content))
    };
    let image = |language: &str, digest: &str| json!([{ "language": language, "arch": "amd64", "image": "tutorbox/sh:1", "digest": digest }]);
    let with = |images: Value, (listed, entry): (Value, Vec<u8>)| {
        let mut manifest = manifest(vec![listed]);
        manifest["images"] = images;
        zstd(&tar(&manifest, &[entry]))
    };
    let (sum, other) = (sha256(b"{}"), sha256(b"other"));
    vec![
        (
            "an image that is not there",
            with(image("sh", &format!("sha256:{other}")), blob(&sum, b"{}")),
        ),
        (
            "an image by no digest",
            with(image("sh", "tutorbox/sh:1"), blob(&sum, b"{}")),
        ),
        (
            "an image for a path",
            with(image("../sh", &format!("sha256:{sum}")), blob(&sum, b"{}")),
        ),
        (
            "a blob by another sum",
            with(image("sh", &format!("sha256:{sum}")), blob(&other, b"{}")),
        ),
        (
            "a blob that is a path",
            with(
                image("sh", &format!("sha256:{sum}")),
                blob(&format!("x/{sum}"), b"{}"),
            ),
        ),
    ]
}

/// The manifest is not what it should be as a file.
fn first_entries() -> Vec<Case> {
    let raw = |text: &[u8]| zstd(&[file("manifest.json", text), zeros()].concat());
    let first = |header: &Header| zstd(&[entry(header, b""), zeros()].concat());
    let plain = serde_json::to_vec(&plain_manifest()).unwrap();
    let late = [
        plain_files().concat(),
        file("manifest.json", &plain),
        zeros(),
    ]
    .concat();
    let link = Header {
        kind: b'2',
        link: "/etc/passwd",
        ..Header::new("manifest.json", 0)
    };
    let executable = Header {
        mode: 0o755,
        ..Header::new("manifest.json", plain.len())
    };
    vec![
        ("the manifest comes last", zstd(&late)),
        ("nothing in the tar", zstd(&zeros())),
        ("the manifest is a link", first(&link)),
        (
            "the manifest is a program",
            zstd(&[entry(&executable, &plain), zeros()].concat()),
        ),
        (
            "a manifest of 9 MB",
            first(&Header::new("manifest.json", 9 << 20)),
        ),
        ("a manifest that is no JSON", raw(b"format = 1")),
        ("a manifest that is no object", raw(b"[]")),
        (
            "a manifest that is deep",
            raw("[".repeat(100_000).as_bytes()),
        ),
        ("half a manifest", raw(&plain[..plain.len() / 2])),
        (
            "two titles",
            raw(&[br#"{"title":"a","#, &plain[1..]].concat()),
        ),
    ]
}

/// The manifest says something else than it should.
fn saying() -> Vec<Case> {
    let with = |key: &str, value: Value| {
        let mut manifest = plain_manifest();
        manifest[key] = value;
        zstd(&tar(&manifest, &plain_files()))
    };
    let mut without_license = plain_manifest();
    without_license.as_object_mut().unwrap().remove("license");
    let mut odd_sum = plain_manifest();
    odd_sum["files"][0]["sha256"] = "A".repeat(64).into();
    let many: Vec<Value> = (0..20_001)
        .map(|number| listed(&format!("pack/{number:05}.md"), b""))
        .collect();
    vec![
        ("a format of the future", with("format", 2.into())),
        ("a pack of the future", with("requires", "99.0.0".into())),
        ("no license", zstd(&tar(&without_license, &plain_files()))),
        ("a version that is none", with("version", "new".into())),
        ("an id that is none", with("id", "Say Hello!".into())),
        (
            "a title that clears the screen",
            with("title", "\u{1b}[2J".into()),
        ),
        (
            "an author that is written backwards",
            with("authors", json!(["\u{202e}adA"])),
        ),
        (
            "a license of two thousand bytes",
            with("license", "x".repeat(2_000).into()),
        ),
        (
            "a thousand and one authors",
            with("authors", vec!["Ada"; 1_001].into()),
        ),
        ("too many files", with("files", many.into())),
        ("no file", with("files", json!([]))),
        ("a sum in capitals", zstd(&tar(&odd_sum, &plain_files()))),
        ("a signer that is no key", with("signer", "RWQ".into())),
    ]
}

/// One file of this path, in the manifest and in the tar.
fn with_path(path: &str) -> Vec<u8> {
    let short: String = path.chars().take(100).collect();
    let content = if short.len() <= 100 {
        entry(&Header::new(short, 1), b"x")
    } else {
        file("pack/x", b"x")
    };
    zstd(&tar(&manifest(vec![listed(path, b"x")]), &[content]))
}

fn paths() -> Vec<Case> {
    let long = format!("pack/{}/x", ["long"; 50].join("-"));
    let deep = format!("pack/{}x", "a/".repeat(15));
    let wide = format!("pack/{}", "x".repeat(120));
    let paths = [
        ("a path that leads out", "pack/../../x"),
        ("a path that leads out at once", "../x"),
        ("an absolute path", "/tmp/x"),
        ("a path on a drive", "C:/x"),
        ("a path with a backslash", "pack\\..\\..\\x"),
        ("a path with an empty part", "pack//x"),
        ("a path to a folder", "pack/x/"),
        ("a path with a dot", "pack/./x"),
        ("a hidden file", "pack/.git/config"),
        ("an empty path", ""),
        ("a path with a line break", "pack/x\nOK"),
        ("a path with a zero", "pack/x\0.md"),
        ("a path that is written backwards", "pack/\u{202e}dm.x"),
        ("a path with a stream", "pack/x.md:evil"),
        ("a path that is a device", "pack/aux.md"),
        ("a path that is a device in capitals", "pack/COM1/x"),
        ("a path that ends in a dot", "pack/x."),
        ("a folder that ends in a space", "pack/x /y"),
        ("a long path", &long),
        ("a deep path", &deep),
        ("a path that no header holds", &wide),
        ("a path beside the pack", "bin/x"),
    ];
    paths.map(|(trick, path)| (trick, with_path(path))).into()
}

/// Files that are right by themselves.
fn together() -> Vec<Case> {
    let of = |paths: &[&str]| {
        let files = paths.iter().map(|path| listed(path, b"x"));
        let entries: Vec<Vec<u8>> = paths.iter().map(|path| file(path, b"x")).collect();
        zstd(&tar(&manifest(files.collect()), &entries))
    };
    vec![
        (
            "a file twice in the manifest",
            of(&["pack/a.md", "pack/a.md"]),
        ),
        ("files in another order", of(&["pack/b.md", "pack/a.md"])),
        (
            "files that differ in case",
            of(&["pack/README.md", "pack/readme.md"]),
        ),
        (
            "folders that differ in case",
            of(&["pack/A/x.md", "pack/a/y.md"]),
        ),
        (
            "files that differ in normalization",
            of(&["pack/cafe\u{301}.md", "pack/caf\u{e9}.md"]),
        ),
        (
            "files that differ in Hangul",
            of(&["pack/\u{1112}\u{1161}\u{11ab}.md", "pack/\u{d55c}.md"]),
        ),
        (
            "files that differ in the order of their accents",
            of(&["pack/\u{3b1}\u{345}\u{301}.md", "pack/\u{1fb4}.md"]),
        ),
        (
            "files that differ in a long s",
            of(&["pack/s.md", "pack/\u{17f}.md"]),
        ),
        ("a file that is a folder", of(&["pack/a", "pack/a/b.md"])),
        (
            "a file that is a folder, with one between",
            of(&["pack/a", "pack/a-b", "pack/a/b.md"]),
        ),
        (
            "a file that is a folder in another case",
            of(&["pack/A", "pack/a/b.md"]),
        ),
    ]
}

fn sizes() -> Vec<Case> {
    let of = |files: &[(&str, u64)]| {
        let files = files.iter().map(|(path, size)| {
            let mut file = listed(path, b"");
            file["size"] = (*size).into();
            file
        });
        zstd(&tar(&manifest(files.collect()), &[]))
    };
    let most = 64 << 20;
    let five = [
        ("pack/a", most),
        ("pack/b", most),
        ("pack/c", most),
        ("pack/d", most),
        ("pack/e", 1),
    ];
    vec![
        ("a large file", of(&[("pack/a", most + 1)])),
        ("a large pack", of(&five)),
        (
            "large images",
            of(&[("images/a", 4 << 30), ("images/b", 1)]),
        ),
        (
            "images whose sizes overflow",
            of(&[("images/a", u64::MAX), ("images/b", u64::MAX)]),
        ),
    ]
}
