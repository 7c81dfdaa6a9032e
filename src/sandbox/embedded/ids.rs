//! Who the users of a container are on the host: the maps of its user namespace.
//!
//! Inside, user 0 is whoever runs the program, since it must read the image wherever that lies; every other
//! is a user of the host that owns nothing. As root too: an escape would else have the files of the host's user 1000,
//! which is the usual person at the keyboard.

use std::fmt;
use std::fs;
use std::process::Command;

use rustix::process::getuid;
use serde::{Deserialize, Serialize};

/// How many users and groups a container has besides the first, so that all that Debian knows have a place.
const MANY: u32 = 65_535;

/// Where root's range begins: a part of the numbers that systemd's registry of users leaves to nobody.
const NOBODYS: u32 = 1_900_000_000;

/// The fewest that are of use: our user is 1000.
const FEW: u32 = 1000;

/// The maps of users and of groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ids {
    /// Users.
    pub users: Map,
    /// Groups.
    pub groups: Map,
}

/// One map: who 0 is, and who those from 1 on are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Map {
    first: u32,
    rest: Option<Range>,
}

/// Consecutive ids of the host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    start: u32,
    count: u32,
}

impl Ids {
    /// Those that root may take.
    pub fn of_root() -> Self {
        let map = Map {
            first: 0,
            rest: Some(Range {
                start: NOBODYS + 1,
                count: MANY,
            }),
        };
        Self {
            users: map.clone(),
            groups: map,
        }
    }

    /// Those of an ordinary user with these ranges of subordinate ids.
    pub fn of_user(uid: u32, gid: u32, ranges: Option<(Range, Range)>) -> Self {
        let map = |first, range: Option<Range>| Map {
            first,
            rest: range.map(|range| Range {
                count: range.count.min(MANY),
                ..range
            }),
        };
        Self {
            users: map(uid, ranges.map(|(users, _)| users)),
            groups: map(gid, ranges.map(|(_, groups)| groups)),
        }
    }

    /// Whether it has more users than the one who runs the program.
    pub fn has_others(&self) -> bool {
        self.users.rest.is_some() && self.groups.rest.is_some()
    }

    /// The same without the others.
    pub fn alone(&self) -> Self {
        let map = |map: &Map| Map {
            first: map.first,
            rest: None,
        };
        Self {
            users: map(&self.users),
            groups: map(&self.groups),
        }
    }

    /// Gives a process's new namespace its users: only who is outside of it can.
    ///
    /// # Errors
    /// The kernel or `newuidmap` refuses.
    pub fn give(&self, process: u32) -> Result<(), String> {
        let maps = [("uid", &self.users), ("gid", &self.groups)];
        let root = getuid().is_root();
        if !root && self.has_others() {
            return maps
                .iter()
                .try_for_each(|(kind, map)| ask_for(&format!("new{kind}map"), process, map));
        }
        let write = |file: &str, text: &str| {
            let path = format!("/proc/{process}/{file}");
            fs::write(&path, text).map_err(|error| format!("{path}: {error}"))
        };
        if !root {
            write("setgroups", "deny")?;
        }
        maps.iter()
            .try_for_each(|(kind, map)| write(&format!("{kind}_map"), &map.to_string()))
    }
}

/// Has a program that may do more than we write a map.
fn ask_for(tool: &str, process: u32, map: &Map) -> Result<(), String> {
    let done = Command::new(tool)
        .arg(process.to_string())
        .args(map.words())
        .output()
        .map_err(|error| format!("{tool}: {error}"))?;
    if done.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&done.stderr).trim().to_owned();
    // It says its name itself.
    Err(if said.starts_with(tool) {
        said
    } else {
        format!("{tool}: {said}")
    })
}

impl Map {
    /// What `newuidmap` takes: inside, outside and count, of each range.
    pub fn words(&self) -> Vec<String> {
        let first = [0, self.first, 1];
        let rest = self.rest.map(|range| [1, range.start, range.count]);
        let numbers = first.into_iter().chain(rest.into_iter().flatten());
        numbers.map(|number| number.to_string()).collect()
    }
}

/// What the kernel takes, `/proc/PID/uid_map`: a range a line.
impl fmt::Display for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.words()
            .chunks(3)
            .try_for_each(|range| writeln!(f, "{}", range.join(" ")))
    }
}

/// Where a range can begin that nobody has yet, given the lines of `/etc/subuid` and `/etc/subgid`.
pub fn free(text: &str) -> u32 {
    /// Where `useradd` begins.
    const FIRST: u32 = 100_000;
    let end = |line: &str| {
        let mut numbers = line.trim().split(':').skip(1);
        let start: u32 = numbers.next()?.parse().ok()?;
        start.checked_add(numbers.next()?.parse().ok()?)
    };
    text.lines().filter_map(end).fold(FIRST, u32::max)
}

/// The first range of use that `/etc/subuid` or `/etc/subgid` gives to a user, by name or by number.
pub fn subordinate(text: &str, name: &str, uid: u32) -> Option<Range> {
    let number = uid.to_string();
    let range = |line: &str| {
        let mut fields = line.trim().split(':');
        let owner = fields.next()?;
        let range = Range {
            start: fields.next()?.parse().ok()?,
            count: fields.next()?.parse().ok()?,
        };
        let ours = !owner.is_empty() && (owner == name || owner == number);
        (ours && range.count >= FEW).then_some(range)
    };
    text.lines().find_map(range)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn root_keeps_its_own_id_and_gives_nobodys() {
        let ids = Ids::of_root();
        assert!(ids.has_others());
        assert_eq!(ids.users.to_string(), "0 0 1\n1 1900000001 65535\n");
        assert_eq!(ids.users, ids.groups);
    }

    #[test]
    fn a_user_gives_its_subordinate_ids() {
        let range = |start| Range {
            start,
            count: 65_536,
        };
        let ids = Ids::of_user(1000, 100, Some((range(100_000), range(200_000))));
        assert_eq!(
            ids.users.words(),
            ["0", "1000", "1", "1", "100000", "65535"]
        );
        assert_eq!(ids.groups.to_string(), "0 100 1\n1 200000 65535\n");
    }

    #[test]
    fn a_user_without_them_is_alone() {
        let ids = Ids::of_user(1000, 100, None);
        assert!(!ids.has_others());
        assert_eq!(ids.users.to_string(), "0 1000 1\n");
    }

    #[test]
    fn who_has_others_can_be_without_them() {
        let alone = Ids::of_root().alone();
        assert!(!alone.has_others());
        assert_eq!(alone.users.to_string(), "0 0 1\n");
    }

    #[test]
    fn a_free_range_overlaps_with_nobodys() {
        assert_eq!(free(""), 100_000);
        assert_eq!(free("low:1000:10\n# none\n"), 100_000);
        assert_eq!(free("b:165536:65536\na:100000:65536\n"), 231_072);
        assert_eq!(free("greedy:4294967295:2\n"), 100_000);
    }

    #[test]
    fn ranges_are_found_by_name_or_number() {
        let text =
            "\n# none\nann:100000:65536\n1001:165536:65536\nbob:231072:10\nbob:300000:2000\n::\n";
        let found = |name, uid| subordinate(text, name, uid).map(|r| (r.start, r.count));
        assert_eq!(found("ann", 1000), Some((100_000, 65_536)));
        assert_eq!(found("eve", 1001), Some((165_536, 65_536)));
        assert_eq!(found("bob", 1002), Some((300_000, 2000)));
        assert_eq!(found("", 1003), None);
        assert_eq!(found("an", 1000), None);
    }
}
