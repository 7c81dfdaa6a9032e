//! What a terminal sends for a key.

use color_eyre::eyre::{Result, bail};

const NAMED: &[(&str, &[u8])] = &[
    ("enter", b"\r"),
    ("esc", b"\x1b"),
    ("tab", b"\t"),
    ("shift-tab", b"\x1b[Z"),
    ("space", b" "),
    ("backspace", b"\x7f"),
    ("delete", b"\x1b[3~"),
    ("up", b"\x1b[A"),
    ("down", b"\x1b[B"),
    ("right", b"\x1b[C"),
    ("left", b"\x1b[D"),
    ("shift-up", b"\x1b[1;2A"),
    ("shift-down", b"\x1b[1;2B"),
    ("shift-right", b"\x1b[1;2C"),
    ("shift-left", b"\x1b[1;2D"),
    ("home", b"\x1b[H"),
    ("end", b"\x1b[F"),
    ("pageup", b"\x1b[5~"),
    ("pagedown", b"\x1b[6~"),
    ("f1", b"\x1bOP"),
    ("f2", b"\x1bOQ"),
    ("f3", b"\x1bOR"),
    ("f4", b"\x1bOS"),
    ("f5", b"\x1b[15~"),
    ("f6", b"\x1b[17~"),
    ("f7", b"\x1b[18~"),
    ("f8", b"\x1b[19~"),
    ("f9", b"\x1b[20~"),
    ("f10", b"\x1b[21~"),
    ("f11", b"\x1b[23~"),
    ("f12", b"\x1b[24~"),
];

/// The bytes of one key.
pub fn bytes(name: &str) -> Result<Vec<u8>> {
    if let Some((_, bytes)) = NAMED.iter().find(|(known, _)| *known == name) {
        return Ok(bytes.to_vec());
    }
    if let Some(letter) = name.strip_prefix("ctrl-")
        && let [letter @ b'a'..=b'z'] = letter.as_bytes()
    {
        return Ok(vec![letter & 0x1f]);
    }
    if name.chars().count() == 1 {
        return Ok(name.as_bytes().to_vec());
    }
    let known: Vec<&str> = NAMED.iter().map(|(known, _)| *known).collect();
    bail!(
        "there is no key called {name}; known are ctrl-a to ctrl-z, single characters, and {}",
        known.join(", ")
    )
}

/// A text as a bracketed paste.
pub fn paste(text: &str) -> Vec<u8> {
    format!("\x1b[200~{text}\x1b[201~").into_bytes()
}
