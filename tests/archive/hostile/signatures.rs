//! Tricks with the signature.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::Case;
use crate::made::{KEYS, file, plain_files, plain_manifest, signed, zeros, zstd};

pub fn cases() -> Vec<Case> {
    let plain = plain_manifest();
    let with = |change: &dyn Fn(String) -> String| {
        let sign = |bytes: &[u8]| Some(change(KEYS[0].sign(bytes).unwrap()).into_bytes());
        zstd(&signed(&plain, sign))
    };
    let line = |number: usize, change: fn(&mut Vec<u8>)| {
        with(&move |text| {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            let mut bytes = BASE64.decode(&lines[number]).unwrap();
            change(&mut bytes);
            lines[number] = BASE64.encode(bytes);
            lines.join("\n")
        })
    };
    let by_other = signed(&plain, |bytes| {
        Some(KEYS[1].sign(bytes).unwrap().into_bytes())
    });
    let of_other = signed(&plain, |_| Some(KEYS[0].sign(b"{}").unwrap().into_bytes()));
    let unnamed = [
        file("manifest.json", &serde_json::to_vec(&plain).unwrap()),
        file(
            "manifest.json.minisig",
            KEYS[0].sign(b"").unwrap().as_bytes(),
        ),
        plain_files().concat(),
        zeros(),
    ];
    vec![
        ("no signature", zstd(&signed(&plain, |_| None))),
        ("a signature by another", zstd(&by_other)),
        ("a signature of something else", zstd(&of_other)),
        ("a signature for nobody", zstd(&unnamed.concat())),
        ("a signature that is none", with(&|_| "trust me".to_owned())),
        (
            "a signature of 5 kB",
            with(&|text| text + &"x".repeat(5_000)),
        ),
        (
            "a signature with a fifth line",
            with(&|text| text + "and more\n"),
        ),
        (
            "a signature of the comment that is too short",
            line(3, |bytes| bytes.truncate(20)),
        ),
        (
            "a signature that is too short",
            line(1, |bytes| bytes.truncate(20)),
        ),
        (
            "a signature in minisign's old form",
            line(1, |bytes| bytes[1] = b'd'),
        ),
        (
            "a signature with another byte",
            line(1, |bytes| bytes[40] ^= 1),
        ),
        (
            "a comment by somebody else",
            with(&|text| text.replace("tutorbox pack", "believe me")),
        ),
    ]
}
