//! Keys as they are written, shown and compared.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key, and what is held with it.
pub type Chord = (KeyCode, KeyModifiers);

/// What can be held with a key: as it is written, as it is shown, and what terminals call it.
const HELD: [(&str, &str, KeyModifiers); 3] = [
    ("ctrl-", "Ctrl+", KeyModifiers::CONTROL),
    ("alt-", "Alt+", KeyModifiers::ALT),
    ("shift-", "Shift+", KeyModifiers::SHIFT),
];

/// Keys that are no characters: as they are written, as they are shown, and what terminals call them.
const NAMED: [(&str, &str, KeyCode); 17] = [
    ("enter", "Enter", KeyCode::Enter),
    ("esc", "Esc", KeyCode::Esc),
    ("space", "Space", KeyCode::Char(' ')),
    ("tab", "Tab", KeyCode::Tab),
    ("backtab", "Shift+Tab", KeyCode::BackTab),
    ("up", "↑", KeyCode::Up),
    ("down", "↓", KeyCode::Down),
    ("left", "←", KeyCode::Left),
    ("right", "→", KeyCode::Right),
    ("pageup", "PgUp", KeyCode::PageUp),
    ("pagedown", "PgDn", KeyCode::PageDown),
    ("home", "Home", KeyCode::Home),
    ("end", "End", KeyCode::End),
    ("backspace", "Backspace", KeyCode::Backspace),
    ("delete", "Del", KeyCode::Delete),
    ("insert", "Ins", KeyCode::Insert),
    ("minus", "-", KeyCode::Char('-')),
];

/// The keys F1 to F24 are all that keyboards have.
const LAST_FUNCTION: u8 = 24;

/// The key that is written like this: `ctrl-r`, `shift-up`, `f5`, `?`. `None` for what is no key.
pub fn parse(key: &str) -> Option<Chord> {
    let (held, name) = parts(key);
    let code = match NAMED.iter().find(|(written, ..)| *written == name) {
        Some((.., code)) => *code,
        None => function(name).or_else(|| character(name))?,
    };
    Some(same((code, held)))
}

/// What is held, and the key.
fn parts(key: &str) -> (KeyModifiers, &str) {
    let (mut held, mut name) = (KeyModifiers::NONE, key);
    while let Some((rest, modifier)) = HELD
        .iter()
        .filter(|(.., modifier)| !held.contains(*modifier))
        .find_map(|(written, _, modifier)| Some((name.strip_prefix(written)?, *modifier)))
    {
        (held, name) = (held | modifier, rest);
    }
    (held, name)
}

fn function(name: &str) -> Option<KeyCode> {
    let number = name.strip_prefix('f')?.parse().ok()?;
    (1..=LAST_FUNCTION)
        .contains(&number)
        .then_some(KeyCode::F(number))
}

fn character(name: &str) -> Option<KeyCode> {
    let mut characters = name.chars();
    let only = characters.next().filter(|c| !c.is_control())?;
    characters.next().is_none().then_some(KeyCode::Char(only))
}

/// A key as people write it: `Ctrl+R`, `F5`, `↓`.
pub fn pretty(key: &str) -> String {
    let Some((code, modifiers)) = parse(key) else {
        return key.to_owned();
    };
    let held = HELD.iter().filter(|(.., held)| modifiers.contains(*held));
    let mut text: String = held.map(|(_, shown, _)| *shown).collect();
    match (NAMED.iter().find(|(.., named)| *named == code), code) {
        (Some((_, shown, _)), _) => text += shown,
        (None, KeyCode::F(number)) => text += &format!("F{number}"),
        (None, KeyCode::Char(c)) if text.is_empty() => text.push(c),
        (None, KeyCode::Char(c)) => {
            if c.is_uppercase() {
                text += "Shift+";
            }
            text.extend(c.to_uppercase());
        }
        (None, _) => text += key,
    }
    text
}

/// The name that was meant by what is no key.
pub fn meant(key: &str) -> Option<String> {
    let (_, name) = parts(key);
    let name = name.to_lowercase();
    let near = crate::config::near(&name, NAMED.iter().map(|(written, ..)| *written))?;
    let held = &key[..key.len() - parts(key).1.len()];
    Some(format!("{held}{near}"))
}

/// A regular expression of all that is a key, for those who check it elsewhere.
pub fn pattern() -> String {
    let held = HELD.map(|(written, ..)| written).join("|");
    let named = NAMED.map(|(written, ..)| written).join("|");
    format!("^({held})*({named}|f([1-9]|1[0-9]|2[0-4])|.)$")
}

/// A key event without what terminals disagree on.
pub(super) fn chord(key: KeyEvent) -> Chord {
    // Pressed twice quickly, a terminal's Escape reads like one with Alt.
    let held = match key.code {
        KeyCode::Esc => KeyModifiers::NONE,
        _ => key.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT),
    };
    // The byte that terminals send for Ctrl+/ is that of Ctrl+_, and is read as Ctrl+7.
    let code = match key.code {
        KeyCode::Char('7' | '_') if held == KeyModifiers::CONTROL => KeyCode::Char('/'),
        code => code,
    };
    same((code, held))
}

/// One chord for all that terminals make of the same keys: whether a capital carries Shift, whether Ctrl knows of it, and what
/// Shift+Tab is.
fn same((code, held): Chord) -> Chord {
    let is_shifted = held.contains(KeyModifiers::SHIFT);
    let unshifted = held - KeyModifiers::SHIFT;
    match code {
        KeyCode::Char(c) if held.contains(KeyModifiers::CONTROL) => {
            let lower = c.to_lowercase().next().unwrap_or(c);
            let held = if c.is_uppercase() {
                held | KeyModifiers::SHIFT
            } else {
                held
            };
            (KeyCode::Char(lower), held)
        }
        KeyCode::Char(c) if is_shifted => {
            let upper = c.to_uppercase().next().unwrap_or(c);
            (KeyCode::Char(upper), unshifted)
        }
        KeyCode::Tab if is_shifted => (KeyCode::BackTab, unshifted),
        KeyCode::BackTab => (KeyCode::BackTab, unshifted),
        code => (code, held),
    }
}

/// What a terminal without the kitty keyboard protocol sends for these keys. Whoever is used to it is understood by one with it,
/// where the key has no meaning of its own.
pub(super) fn in_old_terminals(key: KeyEvent) -> Option<KeyEvent> {
    let held = key.modifiers & (KeyModifiers::CONTROL | KeyModifiers::SHIFT);
    let is_held = |modifier| held.contains(modifier);
    let code = match key.code {
        KeyCode::Char('i') if held == KeyModifiers::CONTROL => KeyCode::Tab,
        KeyCode::Char('m') if held == KeyModifiers::CONTROL => KeyCode::Enter,
        KeyCode::Char('[') if held == KeyModifiers::CONTROL => KeyCode::Esc,
        KeyCode::Char(c) if is_held(KeyModifiers::CONTROL) => {
            let code = KeyCode::Char(latin(c).unwrap_or(c));
            let other = KeyEvent::new(code, key.modifiers - KeyModifiers::SHIFT);
            return (chord(other) != chord(key)).then_some(other);
        }
        KeyCode::Enter if !key.modifiers.is_empty() => return Some(KeyCode::Enter.into()),
        code @ (KeyCode::Backspace | KeyCode::Tab) if !held.is_empty() => code,
        _ => return None,
    };
    Some(KeyEvent::new(code, key.modifiers - held))
}

/// The letter on the key of a Korean one, where the keyboard is set to Korean while a shortcut is pressed.
fn latin(letter: char) -> Option<char> {
    const KEYS: [(&str, &str); 3] = [
        ("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", "qwertyuiop"),
        ("ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "asdfghjkl"),
        ("ㅋㅌㅊㅍㅠㅜㅡ", "zxcvbnm"),
    ];
    let rows = KEYS.iter();
    let mut keys = rows.flat_map(|(korean, latin)| korean.chars().zip(latin.chars()));
    keys.find_map(|(korean, latin)| (korean == letter).then_some(latin))
}
