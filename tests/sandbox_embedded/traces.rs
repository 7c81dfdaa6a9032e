//! What a program's containers leave to be seen on this machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::process::Pid;

/// Every trace of an owner's containers: folders, cgroups, mounts and processes.
pub fn traces(owner: &str) -> Vec<String> {
    traces_in(&place(), owner)
}

/// Where the folders of whoever runs the tests are.
fn place() -> PathBuf {
    match rustix::process::getuid() {
        root if root.is_root() => "/run".into(),
        user => Path::new("/run/user").join(user.as_raw().to_string()),
    }
}

/// The same where the folders are elsewhere.
pub fn traces_in(place: &Path, owner: &str) -> Vec<String> {
    let home = format!("tutorbox-{owner}+");
    let mut found = named(place, &home);
    found.extend(groups(owner));
    let mounts = fs::read_to_string("/proc/self/mountinfo").unwrap();
    let bound = mounts.lines().filter(|line| line.contains(&home));
    found.extend(bound.map(|line| format!("mount {line}")));
    let ours = [keepers(owner), makers(owner), inmates(owner)].concat();
    found.extend(ours.iter().map(|pid| format!("process {pid}")));
    found
}

/// How the names of an owner's cgroups begin.
fn group(owner: &str) -> String {
    let short: Vec<&str> = owner.splitn(4, '.').take(3).collect();
    format!("tutorbox-{}.", short.join("."))
}

/// An owner's cgroups. On version 2 they lie deep in systemd's tree; on version 1 on top of each hierarchy, and below are other
/// people's.
pub fn groups(owner: &str) -> Vec<String> {
    let prefix = group(owner);
    let top = PathBuf::from("/sys/fs/cgroup");
    let deepest = match top.join("cgroup.controllers").exists() {
        true => usize::MAX,
        false => 1,
    };
    let (mut folders, mut found) = (vec![(0, top)], Vec::new());
    while let Some((depth, folder)) = folders.pop() {
        found.extend(named(&folder, &prefix));
        if depth < deepest {
            // Others come and go meanwhile.
            let entries = fs::read_dir(folder).into_iter().flatten().flatten();
            let below = entries
                .map(|entry| entry.path())
                .filter(|path| path.is_dir());
            folders.extend(below.map(|path| (depth + 1, path)));
        }
    }
    found
}

fn named(folder: &Path, prefix: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix))
        .map(|entry| entry.path().display().to_string())
        .collect()
}

/// The keepers of an owner's containers.
pub fn keepers(owner: &str) -> Vec<Pid> {
    started_as("keep-container", owner)
}

/// Who makes them, while it is at work: their makers and their first processes.
pub fn makers(owner: &str) -> Vec<Pid> {
    [
        started_as("make-container", owner),
        started_as("init-container", owner),
    ]
    .concat()
}

fn started_as(subcommand: &str, owner: &str) -> Vec<Pid> {
    let home = format!("/tutorbox-{owner}+");
    pids(|pid| {
        let args = fs::read_to_string(pid.join("cmdline")).unwrap_or_default();
        args.contains(&format!("\0{subcommand}\0")) && args.contains(&home)
    })
}

/// The processes in an owner's containers.
pub fn inmates(owner: &str) -> Vec<Pid> {
    let group = format!("/{}", group(owner));
    pids(|pid| fs::read_to_string(pid.join("cgroup")).is_ok_and(|said| said.contains(&group)))
}

fn pids(wanted: impl Fn(&Path) -> bool) -> Vec<Pid> {
    let entries = fs::read_dir("/proc").unwrap().flatten();
    entries
        .filter(|entry| wanted(&entry.path()))
        .filter_map(|entry| Pid::from_raw(entry.file_name().to_str()?.parse().ok()?))
        .collect()
}

/// Waits until something is so, and says how long that took.
pub async fn until(what: &str, so: impl Fn() -> bool) -> Duration {
    let began = Instant::now();
    while !so() {
        assert!(began.elapsed() < Duration::from_secs(20), "not yet: {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    began.elapsed()
}

/// Waits until nothing of an owner's containers is to be seen, and says how long that took.
pub async fn until_nothing_in(place: &Path, owner: &str) -> Duration {
    let began = Instant::now();
    while !traces_in(place, owner).is_empty() {
        let left = traces_in(place, owner);
        assert!(began.elapsed() < Duration::from_secs(20), "{left:#?}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    began.elapsed()
}
