//! What the learner set in `config.toml`: limits of a run, and what the command line may say too.
//!
//! ```toml
//! engine = "podman"       # docker, podman, embedded
//! runtime = "runsc"       # an OCI runtime that the engine's daemon knows
//! theme = "light"         # auto: as the terminal's own background is
//! lang = "ko"
//! mouse = false           # the terminal keeps the mouse, to select its own text
//! pool_mb = 512           # MiB that the containers that wait for a run may use together; 0: none waits
//!
//! [limits]                # what a run may use; nothing else raises these
//! wall_seconds = 20
//! memory_mb = 512         # MiB, as everywhere
//! pids = 64
//! cpus = 1.5
//! scratch_mb = 32
//! file_size_mb = 64
//! output_kb = 256
//!
//! [keys.editor]           # which keys do what, in each context; none: []
//! run = "ctrl-enter"
//! ```
//!
//! All that is wrong is found at once, each with its place. What is wrong counts as not written, and all the rest
//! counts; whether to go on with that is the caller's to say. A file that is not there is an empty one.

mod keys;
mod limits;
mod reading;
mod schema;
mod table;
mod template;

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use toml::de::DeTable;

use crate::run::Limits;
pub use keys::{KeySetting, KnownKeys};
pub use limits::LimitRow;
use reading::Reading;
pub use reading::near;
pub use schema::schema;
use table::{ENTRIES, TABLES};
pub use template::template;

/// What the file is called, in the configuration folder.
const FILE: &str = "config.toml";

/// The theme that is as the terminal's own background is.
pub const AUTO: &str = "auto";

/// What can be chosen on this machine, and what it has.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The names of engines.
    pub engines: Vec<String>,
    /// The names of themes.
    pub themes: Vec<String>,
    /// The languages of the interface.
    pub langs: Vec<String>,
    /// Bytes of memory, where that can be told.
    pub memory: Option<u64>,
    /// How many CPUs.
    pub cpus: u32,
    /// What can have keys.
    pub keys: Vec<KnownKeys>,
}

/// What the learner set.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The file, whether it is there or not.
    pub path: PathBuf,
    /// Whether it is there.
    pub is_there: bool,
    /// What a run may use: the defaults, and what the file says.
    pub limits: Limits,
    /// The keys of `limits` that the file has set.
    set: Vec<&'static str>,
    /// An engine's name.
    pub engine: Option<String>,
    /// An OCI runtime's name.
    pub runtime: Option<String>,
    /// A theme's name.
    pub theme: Option<String>,
    /// A language of the interface.
    pub lang: Option<String>,
    /// Whether the mouse is the interface's, where the file says.
    pub mouse: Option<bool>,
    /// What the containers that wait for a run may use together, bytes, where the file says.
    pub pool: Option<u64>,
    /// Which keys do what.
    pub keys: Vec<KeySetting>,
    /// All that is wrong.
    pub problems: Vec<SettingsProblem>,
    /// Whether it is unknown which wall code is to run behind: the file, or what it says of the engine, cannot be read.
    pub is_wall_unknown: bool,
}

/// A place in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

impl Place {
    /// Where a byte of a text is.
    fn of(text: &str, at: usize) -> Self {
        let before = text.get(..at).unwrap_or(text);
        let line = before.rfind('\n').map_or(0, |end| end + 1);
        Self {
            line: 1 + before.matches('\n').count(),
            column: 1 + before[line..].chars().count(),
        }
    }
}

/// Something that is wrong with the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct SettingsProblem {
    /// The file.
    pub path: PathBuf,
    /// Where; `None` where the file as a whole is meant.
    pub place: Option<Place>,
    /// What is wrong, and what would be right.
    pub what: String,
}

impl fmt::Display for SettingsProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let Some(Place { line, column }) = self.place {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", self.what)
    }
}

impl Settings {
    /// Reads the settings in a configuration folder.
    pub fn read(folder: &Path, known: &Known) -> Self {
        let path = folder.join(FILE);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Self {
                    is_there: false,
                    ..Self::parse(path, "", known)
                };
            }
            Err(error) => {
                return Self::unreadable(path, None, format!("it cannot be read: {error}"), known);
            }
        };
        match std::str::from_utf8(&bytes) {
            Ok(text) => Self::parse(path, text, known),
            Err(error) => {
                let at = error.valid_up_to();
                let place = Place::of(&String::from_utf8_lossy(&bytes), at);
                let what = format!("byte {at} is not UTF-8: save the file as UTF-8");
                Self::unreadable(path, Some(place), what, known)
            }
        }
    }

    fn unreadable(path: PathBuf, place: Option<Place>, what: String, known: &Known) -> Self {
        Self {
            is_wall_unknown: true,
            problems: vec![SettingsProblem {
                path: path.clone(),
                place,
                what,
            }],
            ..Self::parse(path, "", known)
        }
    }

    /// The settings of a text.
    pub fn parse(path: PathBuf, text: &str, known: &Known) -> Self {
        let mut reading = Reading {
            path: &path,
            text,
            problems: Vec::new(),
            is_wall_unknown: false,
        };
        let table = match DeTable::parse(text) {
            Ok(table) => table.into_inner(),
            Err(error) => {
                reading.is_wall_unknown = true;
                let at = error.span().unwrap_or(0..0);
                let what = format!("this is no TOML: {}", error.message());
                reading.complain(at.start, what);
                DeTable::new()
            }
        };
        let mut settings = Self::unset(path.clone());
        for entry in &ENTRIES {
            entry.read(&table, known, &mut reading, &mut settings);
        }
        (settings.limits, settings.set) = limits::read(table.get("limits"), known, &mut reading);
        settings.keys = keys::read(table.get("keys"), known, &mut reading);
        let names: Vec<&str> = ENTRIES
            .iter()
            .map(|entry| entry.name)
            .chain(TABLES)
            .collect();
        reading.refuse_unknown(&table, &names, "");
        settings.is_wall_unknown = reading.is_wall_unknown;
        settings.problems = reading.problems;
        settings.sort_problems();
        settings
    }

    /// Nothing is set.
    fn unset(path: PathBuf) -> Self {
        Self {
            path,
            is_there: true,
            limits: Limits::default(),
            set: Vec::new(),
            engine: None,
            runtime: None,
            theme: None,
            lang: None,
            mouse: None,
            pool: None,
            keys: Vec::new(),
            problems: Vec::new(),
            is_wall_unknown: false,
        }
    }

    /// More is wrong than can be seen from here.
    pub fn complain(&mut self, wrong: impl IntoIterator<Item = (Place, String)>) {
        let path = &self.path;
        let wrong = wrong.into_iter().map(|(place, what)| SettingsProblem {
            path: path.clone(),
            place: Some(place),
            what,
        });
        self.problems.extend(wrong);
        self.sort_problems();
    }

    fn sort_problems(&mut self) {
        self.problems.sort_by_key(|problem| problem.place);
    }

    /// The limits, one by one, as the file names them.
    pub fn limit_rows(&self) -> Vec<LimitRow> {
        limits::rows(&self.limits, &self.set)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
