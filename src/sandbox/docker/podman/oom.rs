//! Whether a container ran out of memory, which Podman does not find out: the kernel counts it in the container's cgroup.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// The count of one container, which goes with it: what was seen is kept.
#[derive(Debug)]
pub struct Count {
    file: PathBuf,
    seen: AtomicBool,
}

impl Count {
    /// That of the container whose first process this is; `None` where it has no cgroup that is seen from here.
    pub fn of(pid: u32) -> Option<Self> {
        let cgroups = fs::read_to_string(format!("/proc/{pid}/cgroup")).ok()?;
        Some(Self {
            file: file(&cgroups, Path::new("/sys/fs/cgroup"))?,
            seen: AtomicBool::new(false),
        })
    }

    /// Looks; says whether any process in it was ever killed for want of memory.
    pub fn look(&self) -> bool {
        let now = fs::read_to_string(&self.file).is_ok_and(|text| count(&text) > 0);
        self.seen.fetch_or(now, Ordering::Relaxed) || now
    }
}

/// The file that holds it, by what `/proc/PID/cgroup` says (cgroups(7)).
fn file(cgroups: &str, root: &Path) -> Option<PathBuf> {
    let mut found = cgroups.lines().filter_map(|line| {
        let mut parts = line.splitn(3, ':').skip(1);
        let (controllers, path) = (parts.next()?, parts.next()?);
        let path = path.trim_start_matches('/');
        // The root's own counts nobody.
        if path.is_empty() {
            return None;
        }
        if controllers.is_empty() {
            return Some(root.join(path).join("memory.events"));
        }
        let memory = controllers.split(',').any(|name| name == "memory");
        memory.then(|| root.join("memory").join(path).join("memory.oom_control"))
    });
    found.find(|file| file.exists())
}

fn count(text: &str) -> u64 {
    let counts = text
        .lines()
        .filter_map(|line| line.strip_prefix("oom_kill "));
    counts
        .filter_map(|count| count.trim().parse::<u64>().ok())
        .sum()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn lay_out(root: &Path, file: &str, text: &str) -> PathBuf {
        let path = root.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    #[test]
    fn it_is_found_in_either_version() {
        let root = tempfile::tempdir().unwrap();
        let v1 = lay_out(root.path(), "memory/pod/a/memory.oom_control", "");
        let v2 = lay_out(root.path(), "pod/b/memory.events", "");
        let found = |text: &str| file(text, root.path());
        assert_eq!(found("9:pids:/pod/a\n4:memory:/pod/a\n0::/\n"), Some(v1));
        assert_eq!(found("0::/pod/b\n"), Some(v2));
        assert_eq!(found("4:memory:/\n0::/pod/a\n"), None);
    }

    #[test]
    fn what_was_seen_is_kept() {
        let root = tempfile::tempdir().unwrap();
        let file = lay_out(root.path(), "memory.events", "low 3\noom 1\noom_kill 0\n");
        let seen = AtomicBool::new(false);
        let tally = Count { file, seen };
        assert!(!tally.look());
        fs::write(&tally.file, "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n").unwrap();
        assert!(tally.look());
        fs::remove_file(&tally.file).unwrap();
        assert!(tally.look());
    }
}
