//! The `limits` table: what a run may use.

use std::time::Duration;

use toml::de::{DeTable, DeValue};

use super::Known;
use super::reading::{Reading, Value, shown};
use crate::run::Limits;

/// Bytes.
const KIB: u64 = 1024;
/// Bytes.
pub(super) const MIB: u64 = 1024 * KIB;

/// A limit, as the file names it and with what is in force.
#[derive(Debug, Clone, PartialEq)]
pub struct LimitRow {
    /// The key, `memory_mb`.
    pub key: &'static str,
    /// What is in force, in the key's unit.
    pub value: f64,
    /// What would be without the file.
    pub default: f64,
    /// `s`, `MiB`, `KiB`, or nothing.
    pub unit: &'static str,
    /// Whether the file sets it.
    pub is_set: bool,
}

/// A key of the table. Numbers are in its unit; that of `cpus` is thousandths of one.
struct Key {
    name: &'static str,
    about: &'static str,
    unit: &'static str,
    least: u64,
    most: fn(&Known) -> u64,
    get: fn(&Limits) -> u64,
    set: fn(&mut Limits, u64),
}

/// Where the machine does not say how much memory it has.
const MUCH: u64 = 1024 * 1024;
/// In thousandths, so that a fraction is a whole number too.
const CPUS: &str = "cpus";

const KEYS: [Key; 7] = [
    Key {
        name: "wall_seconds",
        about: "How long it may take",
        unit: "s",
        least: 1,
        most: |_| 3600,
        get: |l| l.wall.as_secs(),
        set: |l, n| l.wall = Duration::from_secs(n),
    },
    Key {
        name: "memory_mb",
        about: "Memory",
        unit: "MiB",
        least: 32,
        most: memory,
        get: |l| l.memory / MIB,
        set: |l, n| l.memory = n * MIB,
    },
    Key {
        name: "pids",
        about: "Processes and threads",
        unit: "",
        // A runtime alone has a dozen threads.
        least: 16,
        most: |_| 32_768,
        get: |l| l.pids.into(),
        set: |l, n| l.pids = small(n),
    },
    Key {
        name: CPUS,
        about: "CPUs, 0.5 is half of one",
        unit: "",
        least: 100,
        most: |known| u64::from(known.cpus) * 1000,
        get: |l| l.millicpus.into(),
        set: |l, n| l.millicpus = small(n),
    },
    Key {
        name: "scratch_mb",
        about: "Files that it writes, which are part of the memory",
        unit: "MiB",
        least: 1,
        most: memory,
        get: |l| l.scratch / MIB,
        set: |l, n| l.scratch = n * MIB,
    },
    Key {
        name: "file_size_mb",
        about: "The largest file that it writes",
        unit: "MiB",
        least: 1,
        most: memory,
        get: |l| l.file_size / MIB,
        set: |l, n| l.file_size = n * MIB,
    },
    Key {
        name: "output_kb",
        about: "Output, of stdout and of stderr each",
        unit: "KiB",
        least: 1,
        // All of it is kept in memory, and shown.
        most: |_| 64 * KIB,
        get: |l| l.output / KIB,
        set: |l, n| l.output = n * KIB,
    },
];

fn memory(known: &Known) -> u64 {
    known.memory.map_or(MUCH, |bytes| bytes / MIB)
}

/// The bounds keep it small.
fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Reads the table; says which keys it has set.
pub(super) fn read(
    value: Option<&Value<'_>>,
    known: &Known,
    reading: &mut Reading<'_>,
) -> (Limits, Vec<&'static str>) {
    let mut limits = Limits::default();
    let mut set = Vec::new();
    let Some(value) = value else {
        return (limits, set);
    };
    let Some(table) = value.get_ref().as_table() else {
        let what = format!("limits = {}: limits is a table, [limits]", shown(value));
        reading.complain(value.span().start, what);
        return (limits, set);
    };
    for key in &KEYS {
        let Some(value) = table.get(key.name) else {
            continue;
        };
        match key.number(value, known) {
            Ok(number) => {
                (key.set)(&mut limits, number);
                set.push(key.name);
            }
            Err(what) => reading.complain(value.span().start, what),
        }
    }
    within_memory(&mut limits, &mut set, table, reading);
    let names = KEYS.map(|key| key.name);
    reading.refuse_unknown(table, &names, " of [limits]");
    (limits, set)
}

/// Scratch is memory: more of it than there is of that is a promise that cannot be kept.
fn within_memory(
    limits: &mut Limits,
    set: &mut Vec<&'static str>,
    table: &DeTable<'_>,
    reading: &mut Reading<'_>,
) {
    if limits.scratch <= limits.memory {
        return;
    }
    let (scratch, memory) = (limits.scratch / MIB, limits.memory / MIB);
    let value = ["scratch_mb", "memory_mb"]
        .iter()
        .find_map(|key| table.get(*key));
    if let Some(value) = value {
        let what = format!(
            "scratch_mb = {scratch}: scratch is part of the memory, and memory_mb is {memory}; it may be 1 to {memory}"
        );
        reading.complain(value.span().start, what);
    }
    limits.scratch = Limits::default().scratch.min(limits.memory);
    set.retain(|key| *key != "scratch_mb");
}

impl Key {
    /// The number that a value is, within bounds.
    fn number(&self, value: &Value<'_>, known: &Known) -> Result<u64, String> {
        let most = (self.most)(known).max(self.least);
        let refuse = || {
            let unit = match self.unit {
                "" => String::new(),
                unit => format!(" {unit}"),
            };
            let whole = if self.name == CPUS {
                "number"
            } else {
                "whole number"
            };
            let (least, most) = (self.shown(self.least), self.shown(most));
            format!(
                "{} = {}: it must be a {whole} from {least} to {most}{unit}",
                self.name,
                shown(value)
            )
        };
        let number = match value.get_ref() {
            DeValue::Integer(integer) => {
                let number = i64::from_str_radix(integer.as_str(), integer.radix()).ok();
                let scale = if self.name == CPUS { 1000 } else { 1 };
                number.and_then(|number| number.checked_mul(scale))
            }
            DeValue::Float(float) if self.name == CPUS => thousandths(float.as_str()),
            _ => None,
        };
        let number = number.and_then(|number| u64::try_from(number).ok());
        number
            .filter(|number| (self.least..=most).contains(number))
            .ok_or_else(refuse)
    }

    fn shown(&self, number: u64) -> f64 {
        // All bounds are far below what a float holds exactly.
        #[allow(clippy::cast_precision_loss)]
        let number = number as f64;
        if self.name == CPUS {
            number / 1000.0
        } else {
            number
        }
    }
}

/// `1.5` as 1500. What is no such number, or far too large, is none.
fn thousandths(float: &str) -> Option<i64> {
    let number: f64 = float.parse().ok()?;
    let thousandths = (number * 1000.0).round();
    // The bounds keep it whole and in range.
    #[allow(clippy::cast_possible_truncation)]
    let whole = thousandths as i64;
    (thousandths.abs() < 1e9).then_some(whole)
}

/// What is in force.
pub(super) fn rows(limits: &Limits, set: &[&'static str]) -> Vec<LimitRow> {
    let row = |key: &Key| LimitRow {
        key: key.name,
        value: key.shown((key.get)(limits)),
        default: key.shown((key.get)(&Limits::default())),
        unit: key.unit,
        is_set: set.contains(&key.name),
    };
    KEYS.iter().map(row).collect()
}

/// What a limit may be.
pub(super) struct Bound {
    pub key: &'static str,
    pub about: &'static str,
    pub unit: &'static str,
    pub least: f64,
    pub most: f64,
    pub default: f64,
    pub is_whole: bool,
}

impl Bound {
    /// The unit, as it follows a phrase.
    pub fn in_unit(&self) -> String {
        match self.unit {
            "" => String::new(),
            unit => format!(", {unit}"),
        }
    }

    /// The default, as the file would have it.
    pub fn default_as_toml(&self) -> String {
        toml(self.default, self.is_whole)
    }
}

/// What each may be.
pub(super) fn bounds(known: &Known) -> impl Iterator<Item = Bound> {
    KEYS.iter().map(move |key| Bound {
        key: key.name,
        about: key.about,
        unit: key.unit,
        least: key.shown(key.least),
        most: key.shown((key.most)(known).max(key.least)),
        default: key.shown((key.get)(&Limits::default())),
        is_whole: key.name != CPUS,
    })
}

/// A number of the table, as TOML.
fn toml(number: f64, is_whole: bool) -> String {
    match is_whole {
        true => number.to_string(),
        false => format!("{number:?}"),
    }
}

impl LimitRow {
    /// What is in force, as the file would have it.
    pub fn as_toml(&self) -> String {
        toml(self.value, self.key != CPUS)
    }
}
