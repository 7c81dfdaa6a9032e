//! What this machine lets us hold of the policy: found out before anything is booted.

use std::fs;
use std::path::{Path, PathBuf};

use rustix::process::{getgid, getuid};
use rustix::system::uname;

use super::cgroup::{Hierarchy, Layout, MOUNT};
use super::home;
use super::ids::{Ids, subordinate};
use crate::sandbox::{Limit, Weak};

/// The first Linux that has all of the system calls with which libcontainer mounts.
const OLDEST: (u32, u32) = (5, 12);

/// This machine, and who we are on it.
#[derive(Debug, Clone)]
pub struct Host {
    /// Where cgroups are.
    pub layout: Layout,
    /// How a container gets a part of the tree of cgroups.
    pub scope: Scope,
    /// Who its users are; `None` where there are no user namespaces.
    pub ids: Option<Ids>,
    /// What cannot be held.
    pub weak: Vec<Weak>,
}

/// Who gives a container its part of the tree of cgroups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// We take it: we are root, and nobody else looks after the tree.
    Ours,
    /// The machine's systemd.
    System,
    /// The systemd of the user's session.
    Session,
}

/// Facts about it, from which all else follows.
#[derive(Debug, Clone)]
struct Facts {
    root: bool,
    version: u8,
    controllers: Vec<String>,
    swap: bool,
    session: bool,
    filters: bool,
    user_namespaces: bool,
    ids: Ids,
    newuidmap: bool,
}

impl Host {
    /// Looks at it.
    ///
    /// # Errors
    /// Nothing can be booted here at all; it says why, and what to do.
    pub fn look() -> Result<Self, String> {
        let release = uname().release().to_string_lossy().into_owned();
        if version(&release) < OLDEST {
            let (major, minor) = OLDEST;
            return Err(format!(
                "Linux {release} is too old; it takes {major}.{minor}"
            ));
        }
        let mountinfo = text("/proc/self/mountinfo");
        let layout = Layout::of(&mountinfo).filter(|_| Path::new(MOUNT).exists());
        let layout = layout.ok_or_else(|| {
            format!("no cgroups are mounted at {MOUNT}; mount -t cgroup2 none {MOUNT}")
        })?;
        let root = getuid().is_root();
        let scope = match (root, &layout) {
            (_, Layout::V1(_)) => Scope::Ours,
            (false, Layout::V2(_)) => Scope::Session,
            // systemd tidies away what others make in its tree.
            (true, Layout::V2(_)) if Path::new("/run/systemd/system").is_dir() => Scope::System,
            (true, Layout::V2(_)) => Scope::Ours,
        };
        let facts = facts(root, &layout, scope);
        Ok(Self {
            weak: weak(&facts),
            ids: facts.user_namespaces.then_some(facts.ids),
            layout,
            scope,
        })
    }
}

fn text(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

/// The first two numbers of a release, `6.1.0-38-amd64`.
fn version(release: &str) -> (u32, u32) {
    let mut numbers = release.split(|c: char| !c.is_ascii_digit());
    let mut next = || numbers.next().and_then(|n| n.parse().ok()).unwrap_or(0);
    (next(), next())
}

fn facts(root: bool, layout: &Layout, scope: Scope) -> Facts {
    let (uid, gid) = (getuid().as_raw(), getgid().as_raw());
    let session = session_folder(uid);
    let (controllers, swap) = match (layout, scope) {
        (Layout::V1(hierarchies), _) => {
            let all = hierarchies.iter().flat_map(|h| h.controllers.clone());
            let has = |h: &&Hierarchy| h.controllers.iter().any(|c| c == "memory");
            let memory = hierarchies.iter().find(has);
            let swap = memory.is_some_and(|h| h.mount.join("memory.memsw.limit_in_bytes").exists());
            (all.collect(), swap)
        }
        (Layout::V2(_), Scope::Session) => of_folder(&session),
        (Layout::V2(mount), _) => {
            let (controllers, _) = of_folder(mount);
            (controllers, swap_below(mount))
        }
    };
    Facts {
        root,
        version: layout.version(),
        controllers,
        swap,
        session: session.is_dir()
            && home::runtime_folder().is_some_and(|f| f.join("systemd/private").exists()),
        filters: Path::new("/proc/sys/kernel/seccomp/actions_avail").exists()
            && ["x86_64", "aarch64"].contains(&std::env::consts::ARCH),
        user_namespaces: user_namespaces(root),
        ids: ids(root, uid, gid),
        newuidmap: ["newuidmap", "newgidmap"].iter().all(|tool| on_path(tool)),
    }
}

/// Where the cgroups of the user's own systemd are.
fn session_folder(uid: u32) -> PathBuf {
    Path::new(MOUNT).join(format!("user.slice/user-{uid}.slice/user@{uid}.service"))
}

/// A folder's controllers, and whether swap is counted in it.
fn of_folder(folder: &Path) -> (Vec<String>, bool) {
    let controllers = text(folder.join("cgroup.controllers"));
    let controllers = controllers.split_whitespace().map(str::to_owned).collect();
    (controllers, folder.join("memory.swap.max").exists())
}

/// Whether swap is counted in any folder right below: the top has no limits of its own, and shows nothing.
fn swap_below(mount: &Path) -> bool {
    let Ok(entries) = fs::read_dir(mount) else {
        return false;
    };
    let mut limited = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.join("memory.max").exists())
        .peekable();
    // Where nobody has a limit yet, the kernel's default is that it is counted; our own is read back.
    limited.peek().is_none() || limited.any(|path| path.join("memory.swap.max").exists())
}

fn user_namespaces(root: bool) -> bool {
    let off = |path: &str| text(path).trim() == "0";
    let restricted = text("/proc/sys/kernel/apparmor_restrict_unprivileged_userns");
    Path::new("/proc/self/ns/user").exists()
        && !off("/proc/sys/user/max_user_namespaces")
        && (root || !off("/proc/sys/kernel/unprivileged_userns_clone") && restricted.trim() != "1")
}

fn ids(root: bool, uid: u32, gid: u32) -> Ids {
    if root {
        return Ids::of_root();
    }
    let name = user_name(&text("/etc/passwd"), uid).unwrap_or_default();
    let range = |file: &str| subordinate(&text(file), &name, uid);
    let ranges = range("/etc/subuid").zip(range("/etc/subgid"));
    Ids::of_user(uid, gid, ranges)
}

fn user_name(passwd: &str, uid: u32) -> Option<String> {
    let uid = uid.to_string();
    let found = passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == uid).then_some(name)
    });
    found.map(str::to_owned)
}

fn on_path(tool: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(tool).is_file())
}

const UNIFIED: &str = "boot with cgroup v2 (systemd.unified_cgroup_hierarchy=1 on the kernel's \
                       command line), or run tutorbox as root";

/// The parts of the policy that cannot be held, given the facts.
fn weak(facts: &Facts) -> Vec<Weak> {
    let part = |limit, why: &str, remedy: &str| Weak {
        limit,
        why: why.to_owned(),
        remedy: remedy.to_owned(),
    };
    let mut parts: Vec<Weak> = groups(facts)
        .into_iter()
        .map(|(limit, why, remedy)| part(limit, &why, remedy))
        .collect();
    if !facts.filters {
        parts.push(part(
            Limit::SystemCalls,
            "the kernel filters no system calls",
            "use a kernel with seccomp filters, on x86_64 or aarch64",
        ));
    }
    if !facts.user_namespaces {
        parts.push(part(
            Limit::User,
            "the kernel allows no user namespaces",
            "as root: sysctl -w user.max_user_namespaces=10000 kernel.unprivileged_userns_clone=1 \
             kernel.apparmor_restrict_unprivileged_userns=0",
        ));
    } else if !facts.root && !facts.newuidmap {
        parts.push(part(
            Limit::User,
            "there is no newuidmap, so that code would run as you",
            "as root: apt install uidmap",
        ));
    } else if !facts.ids.has_others() {
        parts.push(part(
            Limit::User,
            "/etc/subuid and /etc/subgid have no ids for you, so that code would run as you",
            "as root: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 YOUR-NAME",
        ));
    }
    parts
}

/// The limits that cgroups would have to hold, and why they do not.
fn groups(facts: &Facts) -> Vec<(Limit, String, &'static str)> {
    const SESSION: &str = "log in through systemd (as root: loginctl enable-linger YOUR-NAME, \
                           systemctl start user@YOUR-UID), or run tutorbox as root";
    const DELEGATE: &str = "as root: systemctl set-property user@YOUR-UID.service 'Delegate=cpu memory pids'; \
                            or run tutorbox as root";
    const ENABLE: &str = "boot the kernel with cgroup_enable=memory swapaccount=1";
    let of_controllers = [
        (Limit::Memory, "memory"),
        (Limit::Cpus, "cpu"),
        (Limit::Pids, "pids"),
    ];
    let every = |why: &str, remedy| {
        let limits = [Limit::Memory, Limit::Swap, Limit::Cpus, Limit::Pids];
        limits.map(|limit| (limit, why.to_owned(), remedy)).into()
    };
    if !facts.root && facts.version == 1 {
        return every("cgroup v1 gives limits to root alone", UNIFIED);
    }
    if !facts.root && !facts.session {
        return every("no systemd of yours hands cgroups on", SESSION);
    }
    let remedy = if facts.root { ENABLE } else { DELEGATE };
    let has = |controller: &str| facts.controllers.iter().any(|c| c == controller);
    let mut missing: Vec<_> = of_controllers
        .into_iter()
        .filter(|(_, controller)| !has(controller))
        .map(|(limit, controller)| {
            let why = format!("there is no cgroup controller {controller} for us");
            (limit, why, remedy)
        })
        .collect();
    if !facts.swap {
        let why = "the kernel does not count swap".to_owned();
        missing.push((Limit::Swap, why, ENABLE));
    }
    missing
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn root() -> Facts {
        Facts {
            root: true,
            version: 1,
            controllers: ["cpu", "memory", "pids"].map(str::to_owned).into(),
            swap: true,
            session: false,
            filters: true,
            user_namespaces: true,
            ids: Ids::of_root(),
            newuidmap: false,
        }
    }

    fn user() -> Facts {
        let range = subordinate("ann:100000:65536", "ann", 1000);
        Facts {
            root: false,
            version: 2,
            session: true,
            ids: Ids::of_user(1000, 1000, range.zip(range)),
            newuidmap: true,
            ..root()
        }
    }

    fn limits(facts: &Facts) -> Vec<Limit> {
        weak(facts).into_iter().map(|weak| weak.limit).collect()
    }

    #[test]
    fn root_and_a_user_of_a_session_hold_everything() {
        assert_eq!(limits(&root()), []);
        assert_eq!(limits(&user()), []);
    }

    #[test]
    fn each_weak_part_is_named() {
        let without = |controller: &str| {
            let mut facts = user();
            facts.controllers.retain(|c| c != controller);
            facts
        };
        for (facts, limit) in [
            (without("memory"), Limit::Memory),
            (without("cpu"), Limit::Cpus),
            (without("pids"), Limit::Pids),
            (
                Facts {
                    swap: false,
                    ..root()
                },
                Limit::Swap,
            ),
            (
                Facts {
                    filters: false,
                    ..root()
                },
                Limit::SystemCalls,
            ),
            (
                Facts {
                    user_namespaces: false,
                    ..root()
                },
                Limit::User,
            ),
            (
                Facts {
                    newuidmap: false,
                    ..user()
                },
                Limit::User,
            ),
            (
                Facts {
                    ids: Ids::of_user(1000, 1000, None),
                    ..user()
                },
                Limit::User,
            ),
        ] {
            assert_eq!(limits(&facts), [limit], "{facts:?}");
        }
    }

    #[test]
    fn a_user_without_cgroups_is_told_what_to_do() {
        for (facts, remedy) in [
            (
                Facts {
                    version: 1,
                    ..user()
                },
                "unified_cgroup_hierarchy=1",
            ),
            (
                Facts {
                    session: false,
                    ..user()
                },
                "enable-linger",
            ),
        ] {
            let all = [Limit::Memory, Limit::Swap, Limit::Cpus, Limit::Pids];
            assert_eq!(limits(&facts), all);
            assert!(weak(&facts).iter().all(|weak| weak.remedy.contains(remedy)));
        }
    }

    #[test]
    fn versions_and_names_are_read() {
        assert_eq!(version("6.1.0-38-amd64"), (6, 1));
        assert_eq!(version("5.15"), (5, 15));
        assert!(version("4.19.0") < OLDEST && version("5.12.0") >= OLDEST);
        let passwd = "root:x:0:0::/root:/bin/sh\nann:x:1000:1000::/home/ann:/bin/sh\n";
        assert_eq!(user_name(passwd, 1000).as_deref(), Some("ann"));
        assert_eq!(user_name(passwd, 1001), None);
    }
}
