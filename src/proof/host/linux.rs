//! What Linux shows of its processes, mounts, cgroups, files and networks (proc(5), sysfs(5), cgroups(7)).

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::Amounts;

/// Where engines note what they run, and how far below.
const NOTES: [(&str, usize); 14] = [
    ("/run/docker", 6),
    ("/run/containerd", 4),
    ("/run/containers", 4),
    ("/run/libpod", 3),
    ("/run/runc", 2),
    ("/run/crun", 2),
    ("/run/runsc", 2),
    ("/var/lib/docker/containers", 1),
    ("/var/lib/docker/image", 4),
    ("/var/lib/docker/containerd", 5),
    ("/var/lib/docker/overlay2", 1),
    ("/var/lib/docker/fuse-overlayfs", 1),
    ("/var/lib/containers/storage/overlay", 1),
    ("/var/lib/containers/storage/overlay-containers", 1),
];

/// Where engines keep what containers write.
const LAYERS: [&str; 6] = [
    "/var/lib/docker/containers",
    "/var/lib/docker/overlay2",
    "/var/lib/docker/fuse-overlayfs",
    "/var/lib/docker/volumes",
    "/var/lib/containers/storage/overlay",
    "/var/lib/containers/storage/overlay-containers",
];

/// Where engines name networks.
const NETWORKS: [&str; 2] = ["/run/docker/netns", "/run/netns"];

/// What a folder's listing is followed for at most, so that a strange one holds nothing up.
const MOST: usize = 50_000;

/// The container's writable layer, as its engine calls it, if a process of it can be seen.
pub fn parts(id: &str) -> Option<BTreeSet<String>> {
    let names = BTreeSet::from([id.to_owned()]);
    let pids = pids().filter(|pid| is_of(pid, &names)).collect::<Vec<_>>();
    if pids.is_empty() {
        return None;
    }
    let layers = entries_of(Path::new("/var/lib/docker/image"));
    let noted = layers.filter_map(|driver| {
        let note = driver.join("layerdb/mounts").join(id).join("mount-id");
        fs::read_to_string(note).ok()
    });
    let mounted = pids.iter().filter_map(|pid| {
        let mounts = fs::read_to_string(pid.join("mountinfo")).ok()?;
        upper_layer(&mounts)
    });
    Some(
        noted
            .chain(mounted)
            .filter(|n| super::is_telling(n))
            .collect(),
    )
}

/// The name of the layer that an overlay's root is written to.
fn upper_layer(mounts: &str) -> Option<String> {
    let root = mounts
        .lines()
        .find(|line| line.split(' ').nth(4) == Some("/"))?;
    let upper = root.split(',').find_map(|o| o.strip_prefix("upperdir="))?;
    let layer = Path::new(upper).parent()?.file_name()?;
    Some(layer.to_str()?.to_owned())
}

/// Living processes of these containers.
pub fn processes(names: &BTreeSet<String>) -> Vec<String> {
    let ours = pids().filter(|pid| is_of(pid, names));
    ours.map(|pid| {
        let comm = fs::read_to_string(pid.join("comm")).unwrap_or_default();
        let number = pid.file_name().unwrap_or_default().to_string_lossy();
        format!("process {number} ({})", comm.trim())
    })
    .collect()
}

/// The folders of all processes.
fn pids() -> impl Iterator<Item = PathBuf> {
    entries_of(Path::new("/proc")).filter(|path| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| name.bytes().all(|b| b.is_ascii_digit()))
    })
}

/// Whether a process is in one of these containers, or is an engine's and serves one.
fn is_of(pid: &Path, names: &BTreeSet<String>) -> bool {
    // One that nobody has waited for yet runs no more.
    let is_dead = || {
        let stat = fs::read_to_string(pid.join("stat")).unwrap_or_default();
        let state = stat.rsplit_once(") ").map(|(_, rest)| rest);
        state.is_none_or(|state| state.starts_with(['Z', 'X']))
    };
    let cgroup = fs::read_to_string(pid.join("cgroup")).unwrap_or_default();
    let command = fs::read(pid.join("cmdline")).unwrap_or_default();
    let command = String::from_utf8_lossy(&command);
    let bears = |name: &String| cgroup.contains(name.as_str()) || command.contains(name.as_str());
    names.iter().any(bears) && !is_dead()
}

/// Mounts that bear one of these names.
pub fn mounts(names: &BTreeSet<String>) -> Vec<String> {
    let mounts = fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    mounts
        .lines()
        .filter(|line| names.iter().any(|name| line.contains(name.as_str())))
        .filter_map(|line| line.split(' ').nth(4))
        .map(|place| format!("mount {place}"))
        .collect()
}

/// Cgroups that bear one of these names.
pub fn cgroups(names: &BTreeSet<String>) -> Vec<String> {
    let named = named_below(Path::new("/sys/fs/cgroup"), 8, names);
    named
        .map(|path| format!("cgroup {}", path.display()))
        .collect()
}

/// Files and folders of engines that bear one of these names.
pub fn files(names: &BTreeSet<String>) -> Vec<String> {
    let user = runtime_folder();
    let own = user.iter().map(|folder| (folder.as_path(), 4));
    let places = NOTES
        .iter()
        .map(|(place, depth)| (Path::new(*place), *depth));
    places
        .chain(own)
        .flat_map(|(place, depth)| named_below(place, depth, names).collect::<Vec<_>>())
        .map(|path| format!("file {}", path.display()))
        .collect()
}

/// Where this user's programs keep what lives as long as they do.
fn runtime_folder() -> Option<PathBuf> {
    std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from)
}

/// What bears one of these names, `depth` folders deep.
pub(super) fn named_below<'n>(
    root: &Path,
    depth: usize,
    names: &'n BTreeSet<String>,
) -> impl Iterator<Item = PathBuf> + use<'n> {
    below(root, depth).into_iter().filter(|path| {
        let own = path.file_name().unwrap_or_default().to_string_lossy();
        names.iter().any(|name| own.contains(name.as_str()))
    })
}

/// Everything in a folder, `depth` folders deep. What cannot be read has nothing in it.
fn below(root: &Path, depth: usize) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![(root.to_owned(), depth)];
    while let Some((folder, depth)) = open.pop() {
        for path in entries_of(&folder) {
            if found.len() >= MOST {
                return found;
            }
            let is_folder = fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_dir());
            if is_folder && depth > 1 {
                open.push((path.clone(), depth - 1));
            }
            found.push(path);
        }
    }
    found
}

fn entries_of(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.filter_map(|entry| Some(entry.ok()?.path()))
}

/// What is in folders of tutorbox's own, and what of it is in those for what lives no longer than a program.
pub fn entries(folders: &[PathBuf]) -> BTreeSet<PathBuf> {
    let user = format!("/run/user/{}", rustix::process::getuid().as_raw());
    let places = [PathBuf::from("/run"), user.into(), std::env::temp_dir()];
    let places = places.into_iter().chain(runtime_folder());
    let passing = places.flat_map(|place| entries_of(&place)).filter(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.strip_prefix("tutorbox").is_some_and(is_nobody_s)
    });
    let own = folders.iter().flat_map(|folder| below(folder, 3));
    own.chain(passing).collect()
}

/// Whether what is called so belongs to no other living program: `-PID.…`.
fn is_nobody_s(rest: &str) -> bool {
    let digits = |c: char| !c.is_ascii_digit();
    let pid = rest.trim_start_matches(digits).split(digits).next();
    let pid = pid.filter(|pid| !pid.is_empty() && *pid != std::process::id().to_string());
    pid.is_none_or(|pid| !Path::new("/proc").join(pid).exists())
}

/// The interfaces there are, and the networks that engines name and nobody is in.
pub fn networks() -> BTreeSet<String> {
    let interfaces = entries_of(Path::new("/sys/class/net"));
    let named = NETWORKS.iter().flat_map(|f| entries_of(Path::new(f)));
    // Other containers come and go: a network with a process in it is theirs.
    let used: BTreeSet<u64> = pids()
        .filter_map(|pid| Some(fs::metadata(pid.join("ns/net")).ok()?.ino()))
        .collect();
    let idle =
        named.filter(|path| fs::metadata(path).is_ok_and(|meta| !used.contains(&meta.ino())));
    interfaces
        .chain(idle)
        .map(|path| path.to_string_lossy().into_owned())
        .collect()
}

/// Free memory and disk.
pub fn amounts(folders: &[PathBuf]) -> Option<Amounts> {
    let meminfo = fs::read_to_string("/proc/meminfo").ok()?;
    let bytes = |key: &str| {
        let line = meminfo.lines().find_map(|line| line.strip_prefix(key))?;
        let kib: u64 = line.split_ascii_whitespace().next()?.parse().ok()?;
        Some(kib * 1024)
    };
    let layers = LAYERS.iter().map(PathBuf::from);
    let disk = layers
        .chain(folders.iter().cloned())
        .chain([std::env::temp_dir()])
        .find_map(|folder| rustix::fs::statvfs(&folder).ok())?;
    Some(Amounts {
        memory: bytes("MemAvailable:")?,
        unowned: [
            "Shmem:",
            "SUnreclaim:",
            "KernelStack:",
            "Percpu:",
            "VmallocUsed:",
        ]
        .iter()
        .filter_map(|key| bytes(key))
        .sum(),
        disk: disk.f_bavail * disk.f_frsize,
    })
}

/// How much there is in the engines' folders that was begun since; `None` where they cannot be read.
pub fn written_since(began: SystemTime) -> Option<u64> {
    let began = began.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs();
    let began = i64::try_from(began).ok()?;
    let there = LAYERS.iter().map(Path::new).filter(|path| path.exists());
    let mut total = 0;
    let mut was_read = false;
    for place in there {
        was_read |= fs::read_dir(place).is_ok();
        for path in entries_of(place) {
            if fs::symlink_metadata(&path).is_ok_and(|meta| meta.ctime() >= began) {
                total += size(&path);
            }
        }
    }
    was_read.then_some(total)
}

/// The disk that a file or a folder takes.
fn size(path: &Path) -> u64 {
    const BLOCK: u64 = 512;
    let own = |path: &Path| fs::symlink_metadata(path).map_or(0, |meta| meta.blocks() * BLOCK);
    own(path) + below(path, 64).iter().map(|path| own(path)).sum::<u64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_another_program_is_using_is_no_leftover() {
        assert!(!is_nobody_s("-1.22.0.boot+3"));
        assert!(is_nobody_s(&format!("-{}.22.0.boot+3", std::process::id())));
        // Beyond any process id (PID_MAX_LIMIT).
        assert!(is_nobody_s("-4194305.22.0.boot+3"));
        assert!(is_nobody_s(""));
    }

    #[test]
    fn a_layer_is_read_from_its_mount() {
        let mounts = "1 2 0:3 / /proc rw - proc proc rw\n\
            4 2 0:5 / / ro,relatime - overlay overlay rw,lowerdir=/l/A:/l/B,upperdir=/var/lib/docker/overlay2/f00d/diff,workdir=/w\n";
        assert_eq!(upper_layer(mounts).as_deref(), Some("f00d"));
        assert_eq!(upper_layer("4 2 0:5 / / ro - fuse.x x rw\n"), None);
    }
}
