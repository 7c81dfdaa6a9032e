//! The limits that a pack may ask for: lower as it likes, and never more than the learner allows. What it asks for beyond
//! that is held to the learner's limit and said; what it does not name is the learner's.

use std::ops::Range;
use std::time::Duration;

use super::Problem;
use super::fields::Fields;
use super::problems::Problems;
use crate::run::Limits;

const KIB: u64 = 1024;
const MIB: u64 = 1024 * KIB;

/// What runs may use so far, and what the learner allows at most.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Granted {
    /// What is in force.
    pub now: Limits,
    most: Limits,
}

impl Granted {
    /// What the learner allows.
    pub fn new(most: Limits) -> Self {
        Self { now: most, most }
    }

    /// The same, of a learner who grants whatever a pack may ask for.
    pub fn generous(now: Limits) -> Self {
        let mut most = now;
        for key in &KEYS {
            (key.set)(&mut most, (key.get)(&now).max(key.most));
        }
        Self { now, most }
    }
}

/// A key of a `limits` table, its bounds in its own unit, and what it sets.
struct Key {
    name: &'static str,
    least: u64,
    most: u64,
    get: fn(&Limits) -> u64,
    set: fn(&mut Limits, u64),
}

const KEYS: [Key; 7] = [
    Key {
        name: "wall_s",
        least: 1,
        most: 60,
        get: |l| l.wall.as_secs(),
        set: |l, n| l.wall = Duration::from_secs(n),
    },
    Key {
        name: "memory_mib",
        least: 16,
        most: 1024,
        get: |l| l.memory / MIB,
        set: |l, n| l.memory = n * MIB,
    },
    Key {
        name: "pids",
        least: 1,
        most: 64,
        get: |l| l.pids.into(),
        set: |l, n| l.pids = small(n),
    },
    Key {
        name: "millicpus",
        least: 100,
        most: 1000,
        get: |l| l.millicpus.into(),
        set: |l, n| l.millicpus = small(n),
    },
    Key {
        name: "scratch_mib",
        least: 1,
        most: 32,
        get: |l| l.scratch / MIB,
        set: |l, n| l.scratch = n * MIB,
    },
    Key {
        name: "file_size_mib",
        least: 1,
        most: 64,
        get: |l| l.file_size / MIB,
        set: |l, n| l.file_size = n * MIB,
    },
    Key {
        name: "output_kib",
        least: 1,
        most: 256,
        get: |l| l.output / KIB,
        set: |l, n| l.output = n * KIB,
    },
];

/// The bounds keep it small.
fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Reads a `limits` table on top of what is granted so far.
pub(super) fn read(mut fields: Fields<'_>, granted: Granted, problems: &mut Problems) -> Granted {
    let mut granted = granted;
    for key in &KEYS {
        let Some((number, at)) = fields.integer(key.name, problems) else {
            continue;
        };
        let asked = u64::try_from(number).ok();
        let Some(asked) = asked.filter(|n| (key.least..=key.most).contains(n)) else {
            problems.add(|| {
                fields
                    .error(
                        at,
                        format!("a pack cannot ask for `{} = {number}`", key.name),
                    )
                    .help(format!("it may be {} to {}", key.least, key.most))
            });
            continue;
        };
        let most = (key.get)(&granted.most);
        if asked > most {
            problems.add(|| held(&fields, key, at, asked, most));
        }
        (key.set)(&mut granted.now, asked.min(most));
    }
    fields.finish(problems);
    granted
}

/// A run goes on under the learner's limit; the author may have counted on more.
fn held(fields: &Fields<'_>, key: &Key, at: Range<usize>, asked: u64, most: u64) -> Problem {
    let message = format!(
        "the pack asks for `{} = {asked}`, and the learner allows {most}: it is held to that",
        key.name
    );
    let help = "only the learner's own `config.toml` allows more";
    fields.error(at, message).help(help).warning()
}
