//! Keys by their names, as an xterm sends them.

/// The bytes of keys that are written as `tab enter ctrl-a x f5`, apart by blanks.
pub fn bytes(keys: &str) -> Vec<u8> {
    keys.split_ascii_whitespace().flat_map(key).collect()
}

/// The bytes of a paste, marked as one.
pub fn paste(text: &str) -> Vec<u8> {
    format!("\x1b[200~{text}\x1b[201~").into_bytes()
}

fn key(name: &str) -> Vec<u8> {
    // As a terminal with the kitty keyboard protocol sends it.
    if name == "ctrl-enter" {
        return b"\x1b[13;5u".to_vec();
    }
    if name == "ctrl-/" {
        return vec![0x1f];
    }
    if let Some(letter) = name.strip_prefix("alt-") {
        return format!("\x1b{letter}").into_bytes();
    }
    if let Some(letter) = name.strip_prefix("ctrl-") {
        return vec![letter.as_bytes()[0] & 0x1f];
    }
    let sequence = match name {
        "alt-z" => "\x1bz",
        "enter" => "\r",
        "esc" => "\x1b",
        "tab" => "\t",
        "backtab" => "\x1b[Z",
        "space" => " ",
        "backspace" => "\x7f",
        "up" => "\x1b[A",
        "down" => "\x1b[B",
        "right" => "\x1b[C",
        "left" => "\x1b[D",
        "home" => "\x1b[H",
        "end" => "\x1b[F",
        "delete" => "\x1b[3~",
        "pageup" => "\x1b[5~",
        "pagedown" => "\x1b[6~",
        "f1" => "\x1bOP",
        "f2" => "\x1bOQ",
        "f3" => "\x1bOR",
        "f4" => "\x1bOS",
        "f5" => "\x1b[15~",
        "f6" => "\x1b[17~",
        "f7" => "\x1b[18~",
        "f8" => "\x1b[19~",
        "f9" => "\x1b[20~",
        "f10" => "\x1b[21~",
        name => {
            assert_eq!(name.chars().count(), 1, "{name} is no key");
            name
        }
    };
    sequence.into()
}
