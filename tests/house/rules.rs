//! The rules. Each looks at one file and says what is broken in it.

use std::fmt;

use crate::code;
use crate::source::Source;

/// Data walks through the house one way: a room may use those to the right of it, and none of its own level.
pub const ARROWS: &str = "main → cli → {tui, author, proof} → {pack, progress, render, locale} → {sandbox, verdict} → {course, config} → run";

/// Who may know a crate. `course`, `run` and `verdict` are pure: they stand nowhere here.
const KNOWN_TO: &[(&str, &[&str])] = &[
    ("bollard", &["src/sandbox/docker/"]),
    ("crossterm", &["src/tui/", "src/cli/"]),
    ("icu_normalizer", &["src/pack/"]),
    ("libcgroups", &["src/sandbox/embedded/"]),
    ("libcontainer", &["src/sandbox/embedded/"]),
    ("minisign", &["src/pack/"]),
    ("nix", &["src/sandbox/embedded/"]),
    ("ratatui", &["src/tui/", "src/render/"]),
    ("rpassword", &["src/cli/"]),
    ("rustls", &["src/pack/download/", "src/sandbox/docker/"]),
    ("seccompiler", &["src/sandbox/embedded/"]),
    (
        "tokio",
        &["src/tui/", "src/cli/", "src/proof/", "src/sandbox/"],
    ),
    ("ureq", &["src/pack/download/"]),
    ("zstd", &["src/pack/"]),
];

const LONGEST_FILE: usize = 500;
const LONGEST_FUNCTION: usize = 60;

/// What is wrong, and where.
#[derive(Debug, PartialEq, Eq)]
pub struct Broken {
    path: String,
    line: usize,
    what: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

impl Source {
    fn broken(&self, line: usize, what: String) -> Broken {
        Broken {
            path: self.path.clone(),
            line,
            what,
        }
    }
}

/// The rooms, each with its level; the higher its number, the more may use it.
pub fn rooms() -> impl Iterator<Item = (&'static str, usize)> {
    let levels = ARROWS.split(" → ").skip(1).enumerate();
    levels.flat_map(|(level, rooms)| code::words(rooms).map(move |(_, room)| (room, level)))
}

fn level(wanted: &str) -> Option<usize> {
    rooms().find_map(|(room, level)| (room == wanted).then_some(level))
}

/// A room uses only rooms below it. Tests are no exception.
pub fn arrows(source: &Source) -> Vec<Broken> {
    let Some(room) = source.room() else {
        return Vec::new();
    };
    let Some(here) = level(room) else {
        return vec![source.broken(1, format!("there is no room called {room}"))];
    };
    let uses = source.uses().into_iter().filter(|used| used.room != room);
    let wrong = uses.filter(|used| level(&used.room).is_none_or(|there| there <= here));
    wrong
        .map(|used| source.broken(used.line, format!("{room} may not use {}", used.room)))
        .collect()
}

/// A crate is known only where it belongs; tests may know all.
pub fn crates(source: &Source) -> Vec<Broken> {
    let code = source.shipped_code();
    let broken = |(at, word): (usize, &str)| {
        let (name, known_to) = KNOWN_TO.iter().find(|(name, _)| {
            let rest = word.strip_prefix(name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
        })?;
        let known = known_to
            .iter()
            .any(|folder| source.path.starts_with(folder));
        (!known).then(|| {
            source.broken(
                code::line(&code, at),
                format!("{name} is not to be known here"),
            )
        })
    };
    code::words(&code).filter_map(broken).collect()
}

/// No `unsafe`, not even where a lint is switched off.
pub fn no_unsafe(source: &Source) -> Vec<Broken> {
    code::words(&source.code)
        .filter(|(_, word)| *word == "unsafe")
        .map(|(at, _)| source.broken(code::line(&source.code, at), "unsafe".to_owned()))
        .collect()
}

/// A file has one idea.
pub fn file_length(source: &Source) -> Vec<Broken> {
    let lines = source.text.lines().count();
    if lines <= LONGEST_FILE {
        return Vec::new();
    }
    vec![source.broken(lines, format!("{lines} lines; {LONGEST_FILE} at most"))]
}

/// A function fits a screen. Tests may tell longer tales.
pub fn function_length(source: &Source) -> Vec<Broken> {
    source
        .functions()
        .into_iter()
        .filter(|(_, _, lines)| *lines > LONGEST_FUNCTION)
        .map(|(name, line, lines)| {
            source.broken(
                line,
                format!("{name} has {lines} lines; {LONGEST_FUNCTION} at most"),
            )
        })
        .collect()
}

/// A file begins with what it is for.
pub fn begins_with_its_purpose(source: &Source) -> Vec<Broken> {
    if source.is_test() || source.text.starts_with("//! ") {
        return Vec::new();
    }
    vec![source.broken(
        1,
        "does not begin with a //! that says what it is for".to_owned(),
    )]
}
