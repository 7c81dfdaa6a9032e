//! What the learner set in `config.toml`: limits of a run, and what the command line may say too.
//!
//! ```toml
//! engine = "podman"       # docker, podman, embedded
//! runtime = "runsc"       # an OCI runtime that the engine's daemon knows
//! theme = "light"
//! lang = "ko"
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
//! ```
//!
//! All that is wrong is found at once, each with its line. What is wrong counts as not written, and all the rest
//! counts; whether to go on with that is the caller's to say. A file that is not there is an empty one.

mod limits;

use std::fmt;
use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::run::Limits;
pub use limits::LimitRow;
use limits::MIB;

/// What the file is called, in the configuration folder.
const FILE: &str = "config.toml";

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
    /// What the containers that wait for a run may use together, bytes, where the file says.
    pub pool: Option<u64>,
    /// All that is wrong.
    pub problems: Vec<SettingsProblem>,
    /// Whether it is unknown which wall code is to run behind: the file, or what it says of the engine, cannot be read.
    pub is_wall_unknown: bool,
}

/// Something that is wrong with the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct SettingsProblem {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1; 0 where the file as a whole is meant.
    pub line: usize,
    /// What is wrong, and what would be right.
    pub what: String,
}

impl fmt::Display for SettingsProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        write!(f, ": {}", self.what)
    }
}

impl Settings {
    /// Reads the settings in a configuration folder.
    pub fn read(folder: &Path, known: &Known) -> Self {
        let path = folder.join(FILE);
        let text = match fs::read(&path) {
            Ok(bytes) => String::from_utf8(bytes).map_err(|error| {
                let at = error.utf8_error().valid_up_to();
                let line = 1 + error.as_bytes()[..at]
                    .iter()
                    .filter(|b| **b == b'\n')
                    .count();
                (
                    line,
                    format!("byte {at} is not UTF-8: save the file as UTF-8"),
                )
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Self {
                    is_there: false,
                    ..Self::parse(path, "", known)
                };
            }
            Err(error) => Err((0, format!("it cannot be read: {error}"))),
        };
        match text {
            Ok(text) => Self::parse(path, &text, known),
            Err((line, what)) => Self {
                is_wall_unknown: true,
                problems: vec![SettingsProblem {
                    path: path.clone(),
                    line,
                    what,
                }],
                ..Self::parse(path, "", known)
            },
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
                reading.complain(at, what);
                DeTable::new()
            }
        };
        let (limits, set) = limits::read(table.get("limits"), known, &mut reading);
        let engine = reading.choice(&table, "engine", &known.engines);
        let runtime = reading.runtime(&table);
        let theme = reading.choice(&table, "theme", &known.themes);
        let lang = reading.choice(&table, "lang", &known.langs);
        let pool = reading.mebibytes(&table, "pool_mb", known.memory);
        reading.refuse_unknown(
            &table,
            &["engine", "runtime", "theme", "lang", "pool_mb", "limits"],
            "",
        );
        let Reading {
            mut problems,
            is_wall_unknown,
            ..
        } = reading;
        problems.sort_by_key(|problem| problem.line);
        Self {
            is_there: true,
            limits,
            set,
            engine,
            runtime,
            theme,
            lang,
            pool,
            problems,
            is_wall_unknown,
            path,
        }
    }

    /// The limits, one by one, as the file names them.
    pub fn limit_rows(&self) -> Vec<LimitRow> {
        limits::rows(&self.limits, &self.set)
    }
}

/// The text that is being read, and what is wrong with it so far.
struct Reading<'t> {
    path: &'t Path,
    text: &'t str,
    problems: Vec<SettingsProblem>,
    is_wall_unknown: bool,
}

/// A value and its place.
type Value<'t> = Spanned<DeValue<'t>>;

impl Reading<'_> {
    fn complain(&mut self, at: Range<usize>, what: String) {
        let before = self.text.get(..at.start).unwrap_or(self.text);
        self.problems.push(SettingsProblem {
            path: self.path.to_owned(),
            line: 1 + before.matches('\n').count(),
            what,
        });
    }

    /// A string that is one of these.
    fn choice(&mut self, table: &DeTable<'_>, key: &str, known: &[String]) -> Option<String> {
        let value = table.get(key)?;
        let allowed = format!("{key} is one of: {}", known.join(", "));
        let chosen = value.get_ref().as_str();
        if let Some(chosen) = chosen.filter(|chosen| known.iter().any(|k| k == chosen)) {
            return Some(chosen.to_owned());
        }
        self.is_wall_unknown |= key == "engine";
        self.complain(value.span(), format!("{key} = {}: {allowed}", shown(value)));
        None
    }

    /// What daemons call runtimes is theirs to say; a path is none of their names.
    fn runtime(&mut self, table: &DeTable<'_>) -> Option<String> {
        const KEY: &str = "runtime";
        let value = table.get(KEY)?;
        let is_name = |name: &&str| {
            let plain = |b: u8| b.is_ascii_alphanumeric() || b"._-".contains(&b);
            !name.is_empty() && name.bytes().all(plain)
        };
        if let Some(name) = value.get_ref().as_str().filter(is_name) {
            return Some(name.to_owned());
        }
        self.is_wall_unknown = true;
        let allowed =
            "runtime is the name of an OCI runtime that the engine's daemon knows, as \"runsc\"";
        self.complain(value.span(), format!("{KEY} = {}: {allowed}", shown(value)));
        None
    }

    /// Bytes, from a whole number of MiB that is no more than the machine has.
    fn mebibytes(&mut self, table: &DeTable<'_>, key: &str, memory: Option<u64>) -> Option<u64> {
        let value = table.get(key)?;
        let most = memory.unwrap_or(u64::MAX) / MIB;
        let number = match value.get_ref() {
            DeValue::Integer(integer) => {
                u64::from_str_radix(integer.as_str(), integer.radix()).ok()
            }
            _ => None,
        };
        if let Some(number) = number.filter(|number| *number <= most) {
            return Some(number.saturating_mul(MIB));
        }
        let what = format!(
            "{key} = {}: it must be a whole number from 0 to {most} MiB",
            shown(value)
        );
        self.complain(value.span(), what);
        None
    }

    /// Complains of every key that is none of these.
    fn refuse_unknown(&mut self, table: &DeTable<'_>, known: &[&str], place: &str) {
        for (key, _) in table {
            let name = key.get_ref().as_ref();
            if known.contains(&name) {
                continue;
            }
            let near = known
                .iter()
                .find(|k| strsim::damerau_levenshtein(k, name) <= 2);
            let hint = match near {
                Some(near) => format!("did you mean {near}?"),
                None => format!("the keys{place} are: {}", known.join(", ")),
            };
            self.complain(
                key.span(),
                format!("there is no key {name:?}{place}; {hint}"),
            );
        }
    }
}

/// A value as it may be quoted: short, on one line, without anything that controls a terminal.
fn shown(value: &Value<'_>) -> String {
    const LONGEST: usize = 40;
    match value.get_ref() {
        DeValue::String(text) => {
            let short: String = text.chars().take(LONGEST).collect();
            format!("{short:?}")
        }
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(truth) => truth.to_string(),
        DeValue::Array(_) => "an array".to_owned(),
        other => format!("a {}", other.type_str()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
