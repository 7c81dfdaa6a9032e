//! The limits that a pack may ask for: lower as it likes; more time and memory up to a cap, which the
//! learner grants at install. More than that is the learner's own configuration alone.

use std::time::Duration;

use super::fields::Fields;
use super::problems::Problems;
use crate::run::Limits;

const KIB: u64 = 1024;
const MIB: u64 = 1024 * KIB;

/// A key of a `limits` table, its bounds in its own unit, and what it sets.
struct Key {
    name: &'static str,
    least: u64,
    most: u64,
    set: fn(&mut Limits, u64),
}

const KEYS: [Key; 7] = [
    Key {
        name: "wall_s",
        least: 1,
        most: 60,
        set: |l, n| l.wall = Duration::from_secs(n),
    },
    Key {
        name: "memory_mib",
        least: 16,
        most: 1024,
        set: |l, n| l.memory = n * MIB,
    },
    Key {
        name: "pids",
        least: 1,
        most: 64,
        set: |l, n| l.pids = small(n),
    },
    Key {
        name: "millicpus",
        least: 100,
        most: 1000,
        set: |l, n| l.millicpus = small(n),
    },
    Key {
        name: "scratch_mib",
        least: 1,
        most: 32,
        set: |l, n| l.scratch = n * MIB,
    },
    Key {
        name: "file_size_mib",
        least: 1,
        most: 64,
        set: |l, n| l.file_size = n * MIB,
    },
    Key {
        name: "output_kib",
        least: 1,
        most: 256,
        set: |l, n| l.output = n * KIB,
    },
];

/// The bounds keep it small.
fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Reads a `limits` table on top of `limits`.
pub(super) fn read(mut fields: Fields<'_>, limits: Limits, problems: &mut Problems) -> Limits {
    let mut limits = limits;
    for key in &KEYS {
        let Some((number, at)) = fields.integer(key.name, problems) else {
            continue;
        };
        match u64::try_from(number)
            .ok()
            .filter(|n| (key.least..=key.most).contains(n))
        {
            Some(number) => (key.set)(&mut limits, number),
            None => problems.add(|| {
                fields
                    .error(
                        at,
                        format!("a pack cannot ask for `{} = {number}`", key.name),
                    )
                    .help(format!("it may be {} to {}", key.least, key.most))
            }),
        }
    }
    fields.finish(problems);
    limits
}
