//! The limits that a pack may ask for: lower as it likes, and never more than the learner allows, or has granted this pack.
//! What it asks for beyond that is held to the learner's limit and said; what it does not name is the learner's.

use std::collections::BTreeMap;
use std::ops::Range;
use std::time::Duration;

use super::fields::Fields;
use super::problems::Problems;
use super::{Pack, Problem};
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

    /// The same, of a learner who has granted this pack more: what [`asks`] gives, or a part of it.
    pub fn with(now: Limits, granted: &BTreeMap<String, u64>) -> Self {
        let mut most = now;
        for key in &KEYS {
            let more = granted.get(key.name).map_or(0, |more| *more.min(&key.most));
            (key.set)(&mut most, (key.get)(&now).max(more));
        }
        Self { now, most }
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

/// What the runs of a pack that was read as it asks use beyond what the learner allows, by the keys of a `limits` table.
pub fn asks(pack: &Pack, allowed: Limits) -> BTreeMap<String, u64> {
    let used = || {
        let exercises = pack.exercises().map(|exercise| &exercise.limits);
        exercises.chain([&pack.limits])
    };
    let most = |key: &Key| used().map(|limits| (key.get)(limits)).max();
    KEYS.iter()
        .filter_map(|key| Some((key, most(key)?)))
        .filter(|(key, most)| *most > (key.get)(&allowed))
        .map(|(key, most)| (key.name.to_owned(), most))
        .collect()
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
    let help = "more is the learner's to allow: in their `config.toml`, or to this pack alone when they install it";
    fields.error(at, message).help(help).warning()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::course::{self, Loaded};

    /// What a `limits` table may say.
    fn table() -> impl Strategy<Value = BTreeMap<&'static str, u64>> {
        let key = (0..KEYS.len()).prop_flat_map(|at| {
            let key = &KEYS[at];
            (Just(key.name), key.least..=key.most)
        });
        prop::collection::btree_map(key.clone().prop_map(|(name, _)| name), key, 0..4)
            .prop_map(|table| table.into_values().collect())
    }

    /// What a learner may allow: below and above what packs can ask for.
    fn learner() -> impl Strategy<Value = Limits> {
        prop::collection::vec(1_u64..2000, KEYS.len()).prop_map(|numbers| {
            let mut limits = Limits::default();
            for (key, number) in KEYS.iter().zip(numbers) {
                (key.set)(&mut limits, number);
            }
            limits
        })
    }

    /// A pack of two exercises, one with limits of its own.
    fn pack(all: &BTreeMap<&str, u64>, one: &BTreeMap<&str, u64>) -> BTreeMap<String, Vec<u8>> {
        let lines = |table: &BTreeMap<&str, u64>| -> String {
            let lines = table
                .iter()
                .map(|(key, number)| format!("{key} = {number}\n"));
            lines.collect()
        };
        let exercise = |id: &str, checks: &str| {
            format!(
                "```sh exercise={id} file={id}.sh\n```\n```toml checks={id}\n{checks}\n\
                 [[check]]\nkind = \"exit\"\ncode = 0\n```\n```markdown hint={id}\nOne.\n```\n\
                 ```sh solution={id} file={id}.sh\necho\n```\n"
            )
        };
        let lesson = format!(
            "# Tea\n\n{}{}",
            exercise("plain", ""),
            exercise("own", &format!("[limits]\n{}", lines(one)))
        );
        let manifest = format!(
            "id = \"tea\"\ntitle = \"Tea\"\nversion = \"1.0.0\"\nlanguage = \"sh\"\n[limits]\n{}",
            lines(all)
        );
        [("pack.toml", manifest), ("01-tea.md", lesson)]
            .map(|(path, text)| (path.to_owned(), text.into_bytes()))
            .into()
    }

    fn read(loaded: Loaded) -> Pack {
        assert!(loaded.pack.is_some(), "{:?}", loaded.problems);
        loaded.pack.unwrap()
    }

    proptest! {
        #[test]
        fn what_was_asked_for_and_granted_is_what_runs_have(
            all in table(), one in table(), learner in learner(),
        ) {
            let files = pack(&all, &one);
            let asked = read(course::load_as_asked(&files, "", learner));
            let asks = asks(&asked, learner);
            prop_assert_eq!(read(course::load_as_granted(&files, "", learner, &asks)), asked);
            // Nobody is asked for what is allowed anyway, or for what is not needed.
            for key in &KEYS {
                let most = [&all, &one].map(|table| table.get(key.name).copied());
                let most = most.into_iter().flatten().max().unwrap_or(0);
                let wanted = (most > (key.get)(&learner)).then_some(most);
                prop_assert_eq!(asks.get(key.name).copied(), wanted);
            }
        }

        #[test]
        fn what_was_not_granted_no_run_has(
            all in table(), one in table(), learner in learner(), granted in table(),
        ) {
            let granted = granted.into_iter().map(|(key, number)| (key.to_owned(), number)).collect();
            let files = pack(&all, &one);
            let pack = read(course::load_as_granted(&files, "", learner, &granted));
            for limits in pack.exercises().map(|exercise| &exercise.limits).chain([&pack.limits]) {
                for key in &KEYS {
                    let most = granted.get(key.name).copied().unwrap_or(0).max((key.get)(&learner));
                    prop_assert!((key.get)(limits) <= most, "{}", key.name);
                }
            }
        }
    }

    #[test]
    fn no_record_grants_more_than_a_pack_can_ask_for() {
        let granted = KEYS
            .iter()
            .map(|key| (key.name.to_owned(), u64::MAX))
            .collect();
        let learner = Limits::default();
        assert_eq!(Granted::with(learner, &granted), Granted::generous(learner));
        let of_others = [("no_such_key".to_owned(), 9)].into();
        assert_eq!(Granted::with(learner, &of_others), Granted::new(learner));
    }
}
