//! What a check is called.

use std::fmt;

/// How much of a row's input is shown, in characters.
const SHOWN: usize = 32;

/// What a check is called: the author's words, or what it looks at, for `locale` to word.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CheckName {
    /// The author's words, or a test's name.
    Given(String),
    /// What the program prints.
    Stdout,
    /// That it exits with this code.
    Exit(i32),
    /// The file at this path.
    File(String),
    /// What it prints where it reads this: a short form of the input, in one line.
    Case(String),
    /// That the source uses this.
    Require(String),
    /// That the source does not use this.
    Forbid(String),
    /// The tests as a whole, where none can be named.
    Tests,
}

impl CheckName {
    /// The author's name where there is one.
    pub(super) fn given_or(given: Option<&String>, otherwise: impl FnOnce() -> Self) -> Self {
        given.map_or_else(otherwise, |name| Self::Given(name.clone()))
    }

    /// The name of a row that reads `stdin`.
    pub(super) fn case(stdin: &str) -> Self {
        let line = stdin.trim().lines().collect::<Vec<_>>().join(" ⏎ ");
        if line.chars().count() <= SHOWN {
            return Self::Case(line);
        }
        let short: String = line.chars().take(SHOWN - 1).collect();
        Self::Case(format!("{}…", short.trim_end()))
    }
}

/// Plain English, for JSON and logs.
impl fmt::Display for CheckName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Given(name) => f.write_str(name),
            Self::Stdout => f.write_str("standard output"),
            Self::Exit(code) => write!(f, "exits with code {code}"),
            Self::File(path) => write!(f, "leaves {path}"),
            Self::Case(stdin) if stdin.is_empty() => f.write_str("no input"),
            Self::Case(stdin) => write!(f, "{stdin} → …"),
            Self::Require(name) => write!(f, "uses {name}"),
            Self::Forbid(name) => write!(f, "does not use {name}"),
            Self::Tests => f.write_str("tests"),
        }
    }
}
