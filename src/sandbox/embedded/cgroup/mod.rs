//! Control groups of both versions: what a container may use, whether it hit a limit, and the end of everything in it.
//!
//! They are made, limited and entered here rather than by libcontainer, which sets no limit of swap on version 2, as an
//! ordinary user takes a group that it may not enter for good enough, and enters them slowly.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, getuid, kill_process};
use serde::{Deserialize, Serialize};

/// Where every system mounts them.
pub const MOUNT: &str = "/sys/fs/cgroup";

/// How often the CPU's quota is given anew, microseconds.
const PERIOD: u64 = 100_000;

/// How long the last process of a group may take to go.
const EMPTY: Duration = Duration::from_secs(5);

/// How often we look whether it has.
const LOOK: Duration = Duration::from_millis(2);

/// What a container may use; `None` where nothing holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// Bytes.
    pub memory: Option<u64>,
    /// Bytes of memory and swap together.
    pub memory_and_swap: Option<u64>,
    /// Thousandths of a CPU.
    pub millicpus: Option<u32>,
    /// Processes and threads.
    pub pids: Option<u32>,
}

/// Where groups are made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Layout {
    /// Version 1, a hierarchy a controller.
    V1(Vec<Hierarchy>),
    /// Version 2: below this folder.
    V2(PathBuf),
    /// Nowhere: nobody gives us a part of any.
    Nowhere,
}

/// A hierarchy of version 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hierarchy {
    /// Where it is mounted.
    pub mount: PathBuf,
    /// Its controllers; none in one that only has a name.
    pub controllers: Vec<String>,
}

/// One container's group.
#[derive(Debug, Clone)]
pub struct Group {
    layout: Layout,
    name: String,
}

/// What went wrong with a group's file.
#[derive(Debug, thiserror::Error)]
pub enum GroupError {
    /// It could not be made, read, written or removed.
    #[error("{}: {error}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The kernel took another value than it was given.
    #[error("{} says {said} where {wanted} was written", path.display())]
    NotHeld {
        /// Which file.
        path: PathBuf,
        /// What was written.
        wanted: String,
        /// What is read.
        said: String,
    },
    /// No hierarchy has this controller.
    #[error("there is no cgroup controller {0}")]
    NoController(&'static str),
    /// The container is not in its group.
    #[error("the container is not in its cgroup, {0}")]
    Outside(String),
    /// Processes in it do not end.
    #[error("processes in {} do not end", .0.display())]
    Undying(PathBuf),
}

impl Layout {
    /// The layout that a process sees, by its `/proc/self/mountinfo`; `None` where no cgroups are mounted.
    pub fn of(mountinfo: &str) -> Option<Self> {
        let mounts: Vec<Hierarchy> = mountinfo.lines().filter_map(hierarchy).collect();
        if mounts.is_empty() {
            let root = mountinfo.lines().find_map(|line| mounted(line, "cgroup2"));
            return root.map(|(mount, _)| Self::V2(mount));
        }
        Some(Self::V1(mounts))
    }

    /// Its version; 0 where there is none.
    pub fn version(&self) -> u8 {
        match self {
            Self::V1(_) => 1,
            Self::V2(_) => 2,
            Self::Nowhere => 0,
        }
    }

    /// The names of those of our groups right below its top that begin so.
    pub fn groups(&self, prefix: &str) -> BTreeSet<String> {
        let tops = match self {
            Self::V2(root) => vec![root],
            Self::V1(hierarchies) => hierarchies.iter().map(|h| &h.mount).collect(),
            Self::Nowhere => Vec::new(),
        };
        let entries = tops.into_iter().flat_map(fs::read_dir).flatten().flatten();
        entries
            .filter(|entry| {
                let owner = entry.metadata().map(|meta| meta.uid());
                owner.is_ok_and(|uid| uid == getuid().as_raw())
            })
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| name.starts_with(prefix))
            .collect()
    }

    /// The group of this name in it, there or not.
    pub fn group(&self, name: &str) -> Group {
        Group {
            layout: self.clone(),
            name: name.to_owned(),
        }
    }
}

/// A line of mountinfo that mounts a hierarchy of version 1.
fn hierarchy(line: &str) -> Option<Hierarchy> {
    let (mount, options) = mounted(line, "cgroup")?;
    let known = ["rw", "ro", "xattr", "clone_children", "noprefix"];
    let controllers = options
        .split(',')
        .filter(|option| !known.contains(option) && !option.contains('='))
        .map(str::to_owned);
    Some(Hierarchy {
        mount,
        controllers: controllers.collect(),
    })
}

/// Where a line of mountinfo (proc(5)) mounts this kind of file system, and with which options of its own.
fn mounted<'a>(line: &'a str, kind: &str) -> Option<(PathBuf, &'a str)> {
    let (place, system) = line.split_once(" - ")?;
    let mount = place.split(' ').nth(4)?;
    let mut system = system.split(' ');
    if system.next()? != kind {
        return None;
    }
    Some((mount.replace("\\040", " ").into(), system.nth(1)?))
}

impl Group {
    /// Makes it and sets its limits.
    ///
    /// # Errors
    /// A limit cannot be set, or the kernel does not keep to it.
    pub fn make(&self, budget: &Budget) -> Result<(), GroupError> {
        if let Layout::V2(_) = &self.layout {
            make(&self.folder("memory")?)?;
        }
        for (controller, file, value) in self.files(budget) {
            let folder = self.folder(controller)?;
            make(&folder)?;
            set(&folder.join(file), &value)?;
        }
        if let Some(counter) = self.counter() {
            make(&counter)?;
        }
        Ok(())
    }

    /// Moves this process into it, which must have one thread.
    ///
    /// # Errors
    /// It is not there, or may not be entered.
    pub fn join(&self, budget: &Budget) -> Result<(), GroupError> {
        let list = match &self.layout {
            // The kernel waits for nobody where a thread moves itself (`cgroup_procs_write_start` in its
            // `kernel/cgroup/cgroup.c`); to move a process takes it an RCU grace period, many milliseconds.
            Layout::V1(_) => "tasks",
            Layout::V2(_) | Layout::Nowhere => "cgroup.procs",
        };
        let folders = self.files(budget).into_iter();
        let folders = folders.map(|(controller, ..)| self.folder(controller));
        let folders = folders.chain(self.counter().map(Ok));
        for folder in folders.collect::<Result<BTreeSet<_>, _>>()? {
            let list = folder.join(list);
            fs::write(&list, "0").map_err(file(&list))?;
        }
        Ok(())
    }

    /// The files that hold a budget, in the order in which they may be written.
    fn files(&self, budget: &Budget) -> Vec<(&'static str, &'static str, String)> {
        let quota = |millicpus: u32| u64::from(millicpus) * PERIOD / 1000;
        // The kernel counts in pages.
        let pages = |bytes: u64| bytes - bytes % rustix::param::page_size() as u64;
        let (memory, both) = (budget.memory.map(pages), budget.memory_and_swap.map(pages));
        let files = match &self.layout {
            Layout::Nowhere => return Vec::new(),
            Layout::V1(_) => [
                ("memory", "memory.limit_in_bytes", number(memory)),
                ("memory", "memory.memsw.limit_in_bytes", number(both)),
                (
                    "cpu",
                    "cpu.cfs_quota_us",
                    number(budget.millicpus.map(quota)),
                ),
                ("pids", "pids.max", number(budget.pids)),
            ],
            Layout::V2(_) => [
                ("memory", "memory.max", number(memory)),
                (
                    "memory",
                    "memory.swap.max",
                    number(both.map(|both| both.saturating_sub(memory.unwrap_or(0)))),
                ),
                (
                    "cpu",
                    "cpu.max",
                    budget.millicpus.map(|m| format!("{} {PERIOD}", quota(m))),
                ),
                ("pids", "pids.max", number(budget.pids)),
            ],
        };
        let held = files
            .into_iter()
            .filter_map(|(controller, file, value)| Some((controller, file, value?)));
        held.collect()
    }

    /// Its folder in the hierarchy of this controller.
    fn folder(&self, controller: &'static str) -> Result<PathBuf, GroupError> {
        let mount = match &self.layout {
            Layout::Nowhere => return Err(GroupError::NoController(controller)),
            Layout::V2(root) => root,
            Layout::V1(hierarchies) => {
                let has = |h: &&Hierarchy| h.controllers.iter().any(|name| name == controller);
                let found = hierarchies.iter().find(has);
                &found.ok_or(GroupError::NoController(controller))?.mount
            }
        };
        Ok(mount.join(&self.name))
    }

    /// Where the kernel counts its CPU time. Of version 1 what counts may be mounted apart from what limits, or not at all.
    fn counter(&self) -> Option<PathBuf> {
        let controller = match &self.layout {
            Layout::V1(_) => "cpuacct",
            Layout::V2(_) | Layout::Nowhere => "cpu",
        };
        self.folder(controller).ok()
    }

    /// Every folder that it may have, in whatever hierarchy.
    fn folders(&self) -> Vec<PathBuf> {
        match &self.layout {
            Layout::Nowhere => Vec::new(),
            Layout::V2(root) => vec![root.join(&self.name)],
            Layout::V1(hierarchies) => {
                let mounts = hierarchies.iter().map(|h| h.mount.join(&self.name));
                mounts.collect()
            }
        }
    }

    /// Nothing, where a process is held by it, as its `/proc/PID/cgroup` says.
    ///
    /// # Errors
    /// It is elsewhere.
    pub fn holds(&self, said: &str, budget: &Budget) -> Result<(), GroupError> {
        let is_in = |controller: &str| {
            said.lines().any(|line| {
                let mut fields = line.splitn(3, ':');
                let (_, controllers, path) = (fields.next(), fields.next(), fields.next());
                let of_it = match &self.layout {
                    Layout::V1(_) => {
                        controllers.is_some_and(|c| c.split(',').any(|c| c == controller))
                    }
                    Layout::V2(_) => controllers == Some(""),
                    Layout::Nowhere => false,
                };
                of_it
                    && path
                        .is_some_and(|path| Path::new(path).file_name() == Some(self.name.as_ref()))
            })
        };
        let files = self.files(budget);
        let outside = files.iter().find(|(controller, ..)| !is_in(controller));
        match outside {
            Some((controller, ..)) => Err(GroupError::Outside((*controller).to_owned())),
            None => Ok(()),
        }
    }

    /// Whether the memory limit ended something in it.
    pub fn oom_killed(&self) -> bool {
        let file = match &self.layout {
            Layout::V1(_) => "memory.oom_control",
            Layout::V2(_) | Layout::Nowhere => "memory.events",
        };
        let Ok(folder) = self.folder("memory") else {
            return false;
        };
        let said = fs::read_to_string(folder.join(file)).unwrap_or_default();
        let counts = said.lines().filter_map(|line| line.split_once(' '));
        counts
            .filter(|(name, _)| *name == "oom_kill")
            .any(|(_, count)| count.trim() != "0")
    }

    /// How long its processes have used a CPU so far, where the kernel counts it in a folder of its own.
    pub fn cpu_time(&self) -> Option<Duration> {
        let folder = self.counter()?;
        let said = |file| fs::read_to_string(folder.join(file)).ok();
        match &self.layout {
            Layout::Nowhere => None,
            Layout::V1(_) => {
                let nanoseconds = said("cpuacct.usage")?.trim().parse().ok()?;
                Some(Duration::from_nanos(nanoseconds))
            }
            Layout::V2(_) => {
                let said = said("cpu.stat")?;
                let usage = said.lines().find_map(|l| l.strip_prefix("usage_usec "))?;
                Some(Duration::from_micros(usage.parse().ok()?))
            }
        }
    }

    /// Kills every process in it.
    pub fn kill(&self) {
        for folder in self.folders() {
            // Version 2 kills at one blow, forks included.
            if fs::write(folder.join("cgroup.kill"), "1").is_ok() {
                continue;
            }
            let listed = fs::read_to_string(folder.join("cgroup.procs")).unwrap_or_default();
            let pids = listed.lines().filter_map(|line| line.parse().ok());
            for pid in pids.filter_map(Pid::from_raw) {
                // One that has gone meanwhile is no error.
                let _ = kill_process(pid, Signal::KILL);
            }
        }
    }

    /// Kills what is in it and removes it. One that is gone is no error.
    ///
    /// # Errors
    /// A process does not end, or a folder cannot be removed.
    pub fn remove(&self) -> Result<(), GroupError> {
        let began = Instant::now();
        for folder in self.folders() {
            loop {
                match fs::remove_dir(&folder) {
                    Ok(()) => break,
                    Err(error) if error.kind() == io::ErrorKind::NotFound => break,
                    Err(error) if error.kind() != io::ErrorKind::ResourceBusy => {
                        return Err(GroupError::File {
                            path: folder,
                            error,
                        });
                    }
                    Err(_) if began.elapsed() > EMPTY => return Err(GroupError::Undying(folder)),
                    Err(_) => {
                        self.kill();
                        std::thread::sleep(LOOK);
                    }
                }
            }
        }
        Ok(())
    }
}

fn number(value: Option<impl ToString>) -> Option<String> {
    value.map(|value| value.to_string())
}

fn make(folder: &Path) -> Result<(), GroupError> {
    match fs::create_dir(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(file(folder)(error)),
        _ => Ok(()),
    }
}

/// Writes a limit and reads it back.
fn set(path: &Path, value: &str) -> Result<(), GroupError> {
    // Not created where it is missing: this is no place for files.
    let mut opened = fs::OpenOptions::new()
        .write(true)
        .open(path)
        .map_err(file(path))?;
    io::Write::write_all(&mut opened, value.as_bytes()).map_err(file(path))?;
    let said = fs::read_to_string(path).map_err(file(path))?;
    if said.trim() == value {
        return Ok(());
    }
    Err(GroupError::NotHeld {
        path: path.to_owned(),
        wanted: value.to_owned(),
        said: said.trim().to_owned(),
    })
}

fn file(path: &Path) -> impl Fn(io::Error) -> GroupError {
    let path = path.to_owned();
    move |error| GroupError::File {
        path: path.clone(),
        error,
    }
}

/// Gives a folder of version 2 the controllers that a budget needs in its children.
///
/// # Errors
/// It does not have them, or it has processes of its own.
pub fn enable(folder: &Path, budget: &Budget) -> Result<(), GroupError> {
    let control = folder.join("cgroup.subtree_control");
    let given = fs::read_to_string(&control).map_err(file(&control))?;
    let given: Vec<&str> = given.split_whitespace().collect();
    let needed = [
        ("memory", budget.memory.is_some()),
        ("cpu", budget.millicpus.is_some()),
        ("pids", budget.pids.is_some()),
    ];
    for (controller, needed) in needed {
        if needed && !given.contains(&controller) {
            fs::write(&control, format!("+{controller}")).map_err(file(&control))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
