//! Archives made by hand: every byte of a tar can be another than it should be.

use std::sync::LazyLock;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tutorbox::pack::archive::keys::{self, SecretKey};
use tutorbox::pack::archive::{Manifest, Source};

pub const BLOCK: usize = 512;

/// What a small pack has.
pub const FILES: &[(&str, &str)] = &[
    ("images/oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}"),
    ("pack/01-hello.md", "# Hello\n\nSay *hello*.\n"),
    ("pack/pack.toml", "id = \"greetings\"\n"),
];

/// A header, field by field.
#[derive(Clone)]
pub struct Header {
    pub prefix: Vec<u8>,
    pub name: Vec<u8>,
    pub mode: u32,
    pub size: u64,
    pub kind: u8,
    pub link: &'static str,
    pub magic: &'static [u8; 8],
}

impl Header {
    pub fn new(name: impl Into<Vec<u8>>, size: usize) -> Self {
        Self {
            prefix: Vec::new(),
            name: name.into(),
            mode: 0o644,
            size: size as u64,
            kind: b'0',
            link: "",
            magic: b"ustar\x0000",
        }
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut block = vec![0; BLOCK];
        let mut put = |at: usize, bytes: &[u8]| block[at..at + bytes.len()].copy_from_slice(bytes);
        put(0, &self.name);
        put(100, format!("{:07o}", self.mode).as_bytes());
        put(108, b"0000000");
        put(116, b"0000000");
        put(124, format!("{:011o}", self.size).as_bytes());
        put(136, b"00000000000");
        put(156, &[self.kind]);
        put(157, self.link.as_bytes());
        put(257, self.magic);
        put(345, &self.prefix);
        sum(&mut block);
        block
    }
}

/// Gives a header the sum that it should have.
pub fn sum(block: &mut [u8]) {
    block[148..156].fill(b' ');
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    block[148..156].copy_from_slice(format!("{sum:07o}\0").as_bytes());
}

/// An entry of a tar: header, content, zeros.
pub fn entry(header: &Header, content: &[u8]) -> Vec<u8> {
    let mut bytes = header.bytes();
    bytes.extend_from_slice(content);
    bytes.resize(bytes.len().next_multiple_of(BLOCK), 0);
    bytes
}

pub fn file(name: &str, content: &[u8]) -> Vec<u8> {
    let (prefix, name) = match name.len() {
        ..=100 => ("", name),
        long => {
            let from = long - 101;
            let at = from + name[from..].find('/').unwrap();
            (&name[..at], &name[at + 1..])
        }
    };
    let header = Header {
        prefix: prefix.into(),
        ..Header::new(name, content.len())
    };
    entry(&header, content)
}

pub fn zeros() -> Vec<u8> {
    vec![0; 2 * BLOCK]
}

/// The sum of these bytes, in digits.
pub fn sha256(bytes: &[u8]) -> String {
    let sum = Sha256::digest(bytes);
    sum.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is said of a file in the manifest.
pub fn listed(path: &str, content: &[u8]) -> Value {
    json!({ "path": path, "size": content.len(), "sha256": sha256(content) })
}

/// A manifest that lists these.
pub fn manifest(files: Vec<Value>) -> Value {
    json!({
        "format": 1,
        "id": "greetings",
        "title": "Greetings",
        "version": "1.2.3",
        "license": "CC-BY-4.0",
        "authors": ["Ada"],
        "languages": ["elixir"],
        "requires": "0.1.0",
        "files": files,
        "images": [],
    })
}

/// The manifest of the small pack.
pub fn plain_manifest() -> Value {
    let files = FILES
        .iter()
        .map(|(path, text)| listed(path, text.as_bytes()));
    manifest(files.collect())
}

/// The entries of the small pack's files.
pub fn plain_files() -> Vec<Vec<u8>> {
    let files = FILES.iter().map(|(path, text)| file(path, text.as_bytes()));
    files.collect()
}

/// A tar of a manifest and entries, with its end.
pub fn tar(manifest: &Value, entries: &[Vec<u8>]) -> Vec<u8> {
    let manifest = serde_json::to_vec(manifest).unwrap();
    [file("manifest.json", &manifest), entries.concat(), zeros()].concat()
}

/// An archive of what is in a tar.
pub fn zstd(tar: &[u8]) -> Vec<u8> {
    let mut encoder = zstd::Encoder::new(Vec::new(), 3).unwrap();
    encoder.include_checksum(true).unwrap();
    std::io::Write::write_all(&mut encoder, tar).unwrap();
    encoder.finish().unwrap()
}

/// The small pack's archive.
pub fn plain() -> Vec<u8> {
    zstd(&tar(&plain_manifest(), &plain_files()))
}

/// Two keys. They are made only once: that takes its time, for whoever guesses passphrases.
pub static KEYS: LazyLock<[SecretKey; 2]> = LazyLock::new(|| {
    [(); 2].map(|()| {
        let files = keys::generate("open sesame").unwrap();
        SecretKey::open(&files.secret, "open sesame").unwrap()
    })
});

/// A tar that says that the first key has signed it, with this for its signature.
pub fn signed(manifest: &Value, signature: impl FnOnce(&[u8]) -> Option<Vec<u8>>) -> Vec<u8> {
    let mut manifest = manifest.clone();
    manifest["signer"] = KEYS[0].public().to_string().into();
    let bytes = serde_json::to_vec(&manifest).unwrap();
    let mut tar = file("manifest.json", &bytes);
    if let Some(signature) = signature(&bytes) {
        tar.extend(file("manifest.json.minisig", &signature));
    }
    [tar, plain_files().concat(), zeros()].concat()
}

/// What the writer is told of the small pack.
pub fn about() -> Manifest {
    let mut manifest = Manifest::read(&serde_json::to_vec(&plain_manifest()).unwrap()).unwrap();
    manifest.files.clear();
    manifest
}

/// The small pack's files for the writer.
pub fn sources() -> Vec<Source<'static>> {
    let sources = FILES
        .iter()
        .map(|(path, text)| Source::of_bytes(*path, *text));
    sources.collect()
}
