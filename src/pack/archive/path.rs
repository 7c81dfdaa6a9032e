//! What the path of a file in an archive may be.
//!
//! A pack is written on one system and read on another. So a path is refused that any of them would take for something
//! else: for a way out of the folder, for a device, for a file that is there already.

use icu_normalizer::ComposingNormalizerBorrowed;

use super::limits;

/// Where the files of the pack are.
pub const PACK: &str = "pack/";

/// Where the files of images are.
pub const IMAGES: &str = "images/";

/// Names that are devices on Windows, whatever follows their first dot.
const DEVICES: &[&str] = &[
    "con", "prn", "aux", "nul", "conin$", "conout$", "com0", "com1", "com2", "com3", "com4",
    "com5", "com6", "com7", "com8", "com9", "com¹", "com²", "com³", "lpt0", "lpt1", "lpt2", "lpt3",
    "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "lpt¹", "lpt²", "lpt³",
];

/// How much of a path a tar header holds behind its last split, and before it.
const NAME: usize = 100;
const PREFIX: usize = 155;

/// How much of a name is shown, characters.
const SHOWN: usize = 80;

/// Why a path cannot be in an archive.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// It is no name at all.
    #[error("is empty")]
    Empty,
    /// It begins at the root of the disk.
    #[error("is absolute")]
    Absolute,
    /// It begins with a drive of Windows.
    #[error("begins with a drive")]
    Drive,
    /// It has what separates folders on Windows.
    #[error("has a `\\`; folders are separated by `/`")]
    Backslash,
    /// It leads out of its folder.
    #[error("leaves its folder by `..`")]
    Parent,
    /// It means the folder that it is in.
    #[error("has a part that is only a `.`")]
    Dot,
    /// There is nothing between two slashes, or behind the last.
    #[error("has an empty part")]
    EmptyPart,
    /// It is hidden. What is hidden is no part of a pack, and `.git` can run programs.
    #[error("has a part that begins with a `.`, and hidden files are no part of a pack")]
    Hidden,
    /// A terminal would obey it, or nobody would see it.
    #[error("has a control character or one that is not seen")]
    Control,
    /// Windows has no such name.
    #[error("has a `{0}`, which Windows has in no name")]
    Character(char),
    /// Windows would open a device.
    #[error("has the part {0}, which is a device on Windows")]
    Device(String),
    /// Windows would drop it, and find another file.
    #[error("has a part that ends in a dot or a space, which Windows drops")]
    End,
    /// It is longer than a system may bear.
    #[error("is longer than {} bytes", limits::PATH)]
    Long,
    /// Its folders are too many.
    #[error("is more than {} folders deep", limits::DEPTH - 1)]
    Deep,
    /// A plain tar header does not hold it.
    #[error(
        "does not fit into a tar header: the last part may be {NAME} bytes long, the folders before it {PREFIX}"
    )]
    Header,
    /// It is in neither of the two folders of an archive.
    #[error("is neither in `pack/` nor in `images/`")]
    Elsewhere,
}

/// Whether this may be the path of a file in an archive.
///
/// # Errors
/// It may not: what is wrong with it.
pub fn check(path: &str) -> Result<(), PathError> {
    let bytes = path.as_bytes();
    if path.is_empty() {
        return Err(PathError::Empty);
    }
    if path.starts_with('/') {
        return Err(PathError::Absolute);
    }
    if bytes[0].is_ascii_alphabetic() && bytes.get(1) == Some(&b':') {
        return Err(PathError::Drive);
    }
    if path.contains('\\') {
        return Err(PathError::Backslash);
    }
    if !is_plain(path) {
        return Err(PathError::Control);
    }
    if path.len() > limits::PATH {
        return Err(PathError::Long);
    }
    if path.split('/').count() > limits::DEPTH {
        return Err(PathError::Deep);
    }
    path.split('/').try_for_each(check_part)?;
    if !path.starts_with(PACK) && !path.starts_with(IMAGES) {
        return Err(PathError::Elsewhere);
    }
    split(path).map(|_| ()).ok_or(PathError::Header)
}

fn check_part(part: &str) -> Result<(), PathError> {
    match part {
        "" => return Err(PathError::EmptyPart),
        "." => return Err(PathError::Dot),
        ".." => return Err(PathError::Parent),
        _ => {}
    }
    if part.starts_with('.') {
        return Err(PathError::Hidden);
    }
    if part.ends_with(['.', ' ']) {
        return Err(PathError::End);
    }
    if let Some(c) = part.chars().find(|c| r#"<>:"|?*"#.contains(*c)) {
        return Err(PathError::Character(c));
    }
    let stem = part.split('.').next().unwrap_or(part).trim_end();
    if DEVICES.contains(&stem.to_lowercase().as_str()) {
        return Err(PathError::Device(part.to_owned()));
    }
    Ok(())
}

/// Whether people see all of a text, and a terminal obeys none of it.
pub(super) fn is_plain(text: &str) -> bool {
    !text.chars().any(|c| c.is_control() || is_unseen(c))
}

/// What changes how a name looks and is not seen itself: the directions of writing, and the byte order mark.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A path as a tar header has it: the folders before the split, and the rest. It is split as early as can be: the same
/// path is always the same header.
pub(super) fn split(path: &str) -> Option<(&str, &str)> {
    if path.len() <= NAME {
        return Some(("", path));
    }
    let slash = path.len() - NAME - 1;
    let at = slash + path.as_bytes()[slash..].iter().position(|b| *b == b'/')?;
    let (prefix, name) = (&path[..at], &path[at + 1..]);
    (prefix.len() <= PREFIX && !name.is_empty()).then_some((prefix, name))
}

/// A path as it is compared, and as it is written.
type Folded<'a> = (String, &'a str);

/// Two paths that cannot be side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Clash {
    /// Some systems take their names for the same.
    Same(String, String),
    /// The one is a file, and the folder of the other.
    Nested(String, String),
}

/// Whether all of these can be in one folder on every system: some take `A` for `a`, some `é` in one character for `é` in
/// two.
pub(super) fn clash<'a>(paths: impl Iterator<Item = &'a str>) -> Option<Clash> {
    let mut folded: Vec<Folded<'_>> = paths.map(|path| (fold(path), path)).collect();
    folded.sort();
    // Sorted part by part, those with the same folder stand together: it is enough to look at neighbours.
    let mut pairs = folded.windows(2);
    pairs.find_map(|pair| neighbours(&pair[0], &pair[1]))
}

fn neighbours(one: &Folded<'_>, other: &Folded<'_>) -> Option<Clash> {
    let parts = |path: &Folded<'_>| path.0.split('\0').count();
    let folded = one.0.split('\0').zip(other.0.split('\0'));
    let same = folded.take_while(|(one, other)| one == other).count();
    let mut written = one.1.split('/').zip(other.1.split('/')).take(same);
    if written.any(|(one, other)| one != other) {
        return Some(Clash::Same(shown(one.1), shown(other.1)));
    }
    // The shorter one sorts first.
    let nested = same == parts(one) && same < parts(other);
    nested.then(|| Clash::Nested(shown(one.1), shown(other.1)))
}

/// A path as the least careful of systems sees it. Its parts are separated by what sorts before every character.
fn fold(path: &str) -> String {
    let nfc = ComposingNormalizerBorrowed::new_nfc();
    // Up and down: `ſ` and `s` are the same letter only when they are large.
    let folded = nfc.normalize(path).to_uppercase().to_lowercase();
    nfc.normalize(&folded).replace('/', "\0")
}

/// A name from an archive, for people: cut, and with nothing in it that a terminal obeys.
pub(super) fn shown(name: &str) -> String {
    if name.is_empty() {
        return "\"\"".to_owned();
    }
    let mut shown = String::new();
    for c in name.chars().take(SHOWN) {
        if c.is_control() || is_unseen(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    if name.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}
