//! Whose a container is: the process that booted it, named so that no other process ever bears the name.
//!
//! A process id alone is used again; with the time the process started, the boot of the machine and the
//! space in which the id is valid it is not.

use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};

/// One user of an engine in this process. Its containers bear it as a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    process: Process,
    /// Several in one process do not touch each other's containers.
    instance: u32,
}

/// What may have become of an owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It lives.
    Alive,
    /// It has ended.
    Gone,
    /// It is of another boot, another machine or another process space: nobody here can tell.
    Unknown,
}

/// A process, once and for all.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Process {
    id: u32,
    /// When it started, clock ticks after the boot.
    started: u64,
    /// Where the two above are valid: the boot of the machine and the process space.
    space: String,
}

impl Owner {
    /// An owner in this process, unlike every other.
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let id = std::process::id();
        Self {
            process: Process {
                id,
                started: system::started(id).unwrap_or(0),
                space: system::space(),
            },
            instance: NEXT.fetch_add(1, Ordering::Relaxed),
        }
    }

    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.process.id
    }

    /// What became of it, as far as can be told.
    pub fn fate(&self) -> Fate {
        if self.process.space != system::space() {
            return Fate::Unknown;
        }
        match system::started(self.process.id) {
            Some(started) if started == self.process.started => Fate::Alive,
            _ => Fate::Gone,
        }
    }

    /// The owner that [`fmt::Display`] wrote; `None` where it did not.
    pub fn parse(text: &str) -> Option<Self> {
        let (id, rest) = text.split_once('.')?;
        let (started, rest) = rest.split_once('.')?;
        let (instance, space) = rest.split_once('.')?;
        Some(Self {
            process: Process {
                id: id.parse().ok()?,
                started: started.parse().ok()?,
                space: space.to_owned(),
            },
            instance: instance.parse().ok()?,
        })
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Process { id, started, space } = &self.process;
        write!(f, "{id}.{started}.{}.{space}", self.instance)
    }
}

#[cfg(target_os = "linux")]
mod system {
    //! What Linux says about processes (proc(5)).

    use std::fs;

    /// When the process started, clock ticks after the boot; `None` where it has ended, even if nobody
    /// has asked for its exit code yet.
    pub fn started(pid: u32) -> Option<u64> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        // The name may hold anything, parentheses too; what follows its last one is the third field.
        let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace();
        match fields.next()? {
            "Z" | "X" => None,
            _ => fields.nth(18)?.parse().ok(),
        }
    }

    pub fn space() -> String {
        let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
        let pids = fs::read_link("/proc/self/ns/pid").unwrap_or_default();
        format!("{}.{}", boot.trim(), pids.display())
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    //! Systems without `/proc`. Whoever has a process's id is taken for it: a container may be kept too long.

    use rustix::process::{Pid, test_kill_process};

    pub fn started(pid: u32) -> Option<u64> {
        let pid = Pid::from_raw(i32::try_from(pid).ok()?)?;
        test_kill_process(pid).is_ok().then_some(0)
    }

    pub fn space() -> String {
        std::env::consts::OS.to_owned()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    #[test]
    fn an_owner_is_read_back_from_its_text() {
        let owner = Owner::new();
        assert_eq!(Owner::parse(&owner.to_string()), Some(owner));
        for text in ["", "12", "12.34.0", "a.b.c.d"] {
            assert_eq!(Owner::parse(text), None, "{text}");
        }
    }

    #[test]
    fn two_owners_of_one_process_differ() {
        assert_ne!(Owner::new(), Owner::new());
    }

    #[test]
    fn this_process_is_alive() {
        assert_eq!(Owner::new().fate(), Fate::Alive);
    }

    #[test]
    fn a_used_process_id_is_another_owner() {
        let mut owner = Owner::new();
        owner.process.started += 1;
        assert_eq!(owner.fate(), Fate::Gone);
    }

    #[test]
    fn the_dead_are_gone_before_they_are_reaped() {
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let mut owner = Owner::new();
        owner.process.id = child.id();
        owner.process.started = system::started(child.id()).unwrap_or(0);
        // Waits for its end, and leaves the exit code where it is.
        rustix::process::waitid(
            rustix::process::WaitId::Pid(rustix::process::Pid::from_child(&child)),
            rustix::process::WaitIdOptions::EXITED | rustix::process::WaitIdOptions::NOWAIT,
        )
        .unwrap();
        assert_eq!(owner.fate(), Fate::Gone);
        child.wait().unwrap();
    }

    #[test]
    fn what_is_elsewhere_is_not_judged() {
        let mut owner = Owner::new();
        owner.process.space = "another boot".to_owned();
        assert_eq!(owner.fate(), Fate::Unknown);
    }
}
