//! Whose a container is: the process that booted it, named so that no other process ever bears the name.
//!
//! A process id alone is used again; with the time the process started, the boot of the machine and the
//! space in which the id is valid it is not. The machine is told too: of what it ran before it was booted
//! again, nothing lives.

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
    /// It is of another machine or another process space: nobody here can tell.
    Unknown,
}

/// A process, once and for all.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Process {
    id: u32,
    /// When it started, clock ticks after the boot.
    started: u64,
    space: Space,
}

/// Where a process's id and start are valid.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Space {
    /// The same after a reboot, and no other's; empty where it has no name.
    machine: String,
    /// Unlike any other boot of any machine.
    boot: String,
    /// The process space, unlike any other of this boot.
    processes: String,
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
        let (here, there) = (system::space(), &self.process.space);
        if *there != here {
            let before = !here.machine.is_empty()
                && here.machine == there.machine
                && here.boot != there.boot;
            return if before { Fate::Gone } else { Fate::Unknown };
        }
        match system::started(self.process.id) {
            Some(started) if started == self.process.started => Fate::Alive,
            None if system::is_hidden(self.process.id) => Fate::Unknown,
            _ => Fate::Gone,
        }
    }

    /// Its name among the owners of one boot of one machine: what does not outlive that needs no more.
    pub fn short(&self) -> String {
        let Process { id, started, space } = &self.process;
        let (instance, processes) = (self.instance, &space.processes);
        format!("{id}.{started}.{instance}.{processes}")
    }

    /// The owner of this boot that [`Owner::short`] named; `None` where it did not.
    pub fn of_this_boot(short: &str) -> Option<Self> {
        let mut parts = short.splitn(4, '.');
        let mut next = || parts.next();
        let (id, started, instance, processes) = (next()?, next()?, next()?, next()?);
        Some(Self {
            process: Process {
                id: id.parse().ok()?,
                started: started.parse().ok()?,
                space: Space {
                    processes: processes.to_owned(),
                    ..system::space()
                },
            },
            instance: instance.parse().ok()?,
        })
    }

    /// The owner that [`fmt::Display`] wrote; `None` where it did not.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(6, '.');
        let mut next = || parts.next();
        let (id, started, instance) = (next()?, next()?, next()?);
        let (machine, boot, processes) = (next()?, next()?, next()?);
        Some(Self {
            process: Process {
                id: id.parse().ok()?,
                started: started.parse().ok()?,
                space: Space {
                    machine: machine.to_owned(),
                    boot: boot.to_owned(),
                    processes: processes.to_owned(),
                },
            },
            instance: instance.parse().ok()?,
        })
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Process { id, started, space } = &self.process;
        let Space {
            machine,
            boot,
            processes,
        } = space;
        let instance = self.instance;
        write!(f, "{id}.{started}.{instance}.{machine}.{boot}.{processes}")
    }
}

#[cfg(target_os = "linux")]
mod system {
    //! What Linux says about processes (proc(5)).

    use std::fs;
    use std::path::Path;

    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};
    use rustix::system::uname;
    use sha2::{Digest, Sha256};

    use super::Space;

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

    /// Whether there is such a process although nothing of it can be read: another user's, where `/proc` is mounted
    /// with `hidepid`.
    pub fn is_hidden(pid: u32) -> bool {
        let number = i32::try_from(pid).ok().and_then(Pid::from_raw);
        let lives = number.is_some_and(|pid| test_kill_process(pid) != Err(Errno::SRCH));
        lives && !Path::new(&format!("/proc/{pid}")).exists()
    }

    pub fn space() -> Space {
        let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
        let link = fs::read_link("/proc/self/ns/pid").unwrap_or_default();
        let digits = |c: &char| c.is_ascii_digit();
        Space {
            machine: machine().unwrap_or_default(),
            boot: boot.trim().to_owned(),
            processes: link.to_string_lossy().chars().filter(digits).collect(),
        }
    }

    /// A word for this machine. Its id (machine-id(5)) must not be shown to others, so a digest is; with the host's name,
    /// since machines that were copied may have the same id.
    fn machine() -> Option<String> {
        let id = fs::read_to_string("/etc/machine-id").ok()?;
        let is_one = id.trim().len() == 32;
        let mut hash = Sha256::new_with_prefix("tutorbox owner ");
        hash.update(id.trim());
        hash.update(uname().nodename().to_bytes());
        let digest = hash.finalize();
        let word = digest.iter().take(8).map(|byte| format!("{byte:02x}"));
        is_one.then(|| word.collect())
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    //! Systems without `/proc`. Whoever has a process's id is taken for it: a container may be kept too long.

    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};

    use super::Space;

    pub fn started(pid: u32) -> Option<u64> {
        let pid = Pid::from_raw(i32::try_from(pid).ok()?)?;
        (test_kill_process(pid) != Err(Errno::SRCH)).then_some(0)
    }

    pub fn is_hidden(_pid: u32) -> bool {
        false
    }

    pub fn space() -> Space {
        Space {
            machine: String::new(),
            boot: std::env::consts::OS.to_owned(),
            processes: String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    #[test]
    fn an_owner_is_read_back_from_its_text() {
        let owner = Owner::new();
        assert_eq!(Owner::parse(&owner.to_string()), Some(owner.clone()));
        assert_eq!(Owner::of_this_boot(&owner.short()), Some(owner));
        for text in ["", "12", "12.34.0", "a.b.c.d.e.f", "1.2.3.d.e"] {
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
        let mut elsewhere = Owner::new();
        elsewhere.process.space.boot = "another".to_owned();
        elsewhere.process.space.machine = "another".to_owned();
        let mut beside = Owner::new();
        beside.process.space.processes = "another".to_owned();
        for owner in [elsewhere, beside] {
            assert_eq!(owner.fate(), Fate::Unknown, "{owner}");
        }
    }

    #[test]
    fn nothing_outlives_a_reboot_of_its_machine() {
        let mut owner = Owner::new();
        owner.process.space.boot = "the one before".to_owned();
        let is_known = !owner.process.space.machine.is_empty();
        let expected = if is_known { Fate::Gone } else { Fate::Unknown };
        assert_eq!(owner.fate(), expected);
        // Two machines without a name are not the same one.
        owner.process.space.machine.clear();
        assert_eq!(owner.fate(), Fate::Unknown);
    }
}
