//! Facts about this machine, from which all else follows: read from its files, and tried where no file tells.

use std::fs;
use std::path::{Path, PathBuf};

use rustix::process::{getgid, getuid};

use super::Scope;
use crate::sandbox::embedded::cgroup::{Hierarchy, Layout, MOUNT};
use crate::sandbox::embedded::home;
use crate::sandbox::embedded::ids::{Ids, free, subordinate};
use crate::sandbox::embedded::trial::{self, Refused};

/// The facts.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Whether we are root.
    pub root: bool,
    /// Who we are, `ann`.
    pub name: String,
    /// The version of cgroups.
    pub version: u8,
    /// Whether systemd runs this machine.
    pub systemd: bool,
    /// Whether there is a systemd of the user's.
    pub session: bool,
    /// Whether there is the tool that asks it for a part of the tree.
    pub systemd_run: bool,
    /// Who gives containers their part.
    pub scope: Scope,
    /// The controllers of that part.
    pub controllers: Vec<String>,
    /// Whether swap is counted in it.
    pub swap: bool,
    /// Whether system calls can be filtered.
    pub filters: bool,
    /// Who a container's users can be.
    pub users: Users,
    /// Where subordinate ids are free.
    pub free_ids: u32,
    /// The kernel's switches that are off.
    pub switches: Vec<&'static str>,
}

/// Who the users of a container can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Users {
    /// Such as own nothing on the host.
    Own(Ids),
    /// Nobody but who runs the program.
    Alone(Ids, Lacking),
    /// There are no user namespaces; why not.
    None(String),
}

/// What others are lacking for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lacking {
    /// Ids for them.
    Ids,
    /// The tools that give them.
    Tools,
    /// The rights of these tools; what was said.
    Rights(String),
}

/// Switches of the kernel: the file, what it says where user namespaces are off for us, and what to set.
const SWITCHES: [(&str, &str, &str); 3] = [
    (
        "/proc/sys/user/max_user_namespaces",
        "0",
        "user.max_user_namespaces=10000",
    ),
    (
        "/proc/sys/kernel/unprivileged_userns_clone",
        "0",
        "kernel.unprivileged_userns_clone=1",
    ),
    (
        "/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
        "1",
        "kernel.apparmor_restrict_unprivileged_userns=0",
    ),
];

impl Facts {
    /// Those of a machine whose cgroups lie so; `program` is our own binary.
    ///
    /// # Errors
    /// Nothing could be tried.
    pub fn of(root: bool, layout: &Layout, program: &Path) -> Result<Self, String> {
        let (uid, gid) = (getuid().as_raw(), getgid().as_raw());
        let name = user_name(&text("/etc/passwd"), uid).unwrap_or_else(|| uid.to_string());
        let own = session_folder(uid);
        let mut facts = Self {
            root,
            version: layout.version(),
            systemd: Path::new("/run/systemd/system").is_dir(),
            session: own.is_dir()
                && home::runtime_folder().is_some_and(|f| f.join("systemd/private").exists()),
            systemd_run: on_path("systemd-run"),
            scope: Scope::Nobody,
            controllers: Vec::new(),
            swap: false,
            filters: Path::new("/proc/sys/kernel/seccomp/actions_avail").exists()
                && ["x86_64", "aarch64"].contains(&std::env::consts::ARCH),
            users: users(root, uid, gid, &name, program)?,
            free_ids: free(&[text("/etc/subuid"), text("/etc/subgid")].concat()),
            switches: switches(text),
            name,
        };
        facts.scope = facts.scope();
        (facts.controllers, facts.swap) = match (facts.scope, layout) {
            (Scope::Nobody, _) => (Vec::new(), false),
            (Scope::Session, _) => of_folder(&own),
            (_, Layout::V1(hierarchies)) => of_hierarchies(hierarchies),
            (_, Layout::V2(mount)) => (of_folder(mount).0, swap_below(mount)),
            (_, Layout::Nowhere) => (Vec::new(), false),
        };
        Ok(facts)
    }

    fn scope(&self) -> Scope {
        match (self.root, self.version) {
            (true, 1) => Scope::Ours,
            // systemd tidies away what others make in its tree.
            (true, _) if self.systemd && self.systemd_run => Scope::System,
            (true, _) => Scope::Ours,
            (false, 2) if self.session && self.systemd_run => Scope::Session,
            (false, _) => Scope::Nobody,
        }
    }
}

/// What a file says; nothing where it is not there.
pub fn text(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

fn switches(text: impl Fn(&'static str) -> String) -> Vec<&'static str> {
    let off = SWITCHES
        .into_iter()
        .filter(|(path, off, _)| text(path).trim() == *off);
    off.map(|(_, _, setting)| setting).collect()
}

/// Where the cgroups of the user's own systemd are.
fn session_folder(uid: u32) -> PathBuf {
    Path::new(MOUNT).join(format!("user.slice/user-{uid}.slice/user@{uid}.service"))
}

fn of_hierarchies(hierarchies: &[Hierarchy]) -> (Vec<String>, bool) {
    let all = hierarchies.iter().flat_map(|h| h.controllers.clone());
    let has = |h: &&Hierarchy| h.controllers.iter().any(|c| c == "memory");
    let memory = hierarchies.iter().find(has);
    let swap = memory.is_some_and(|h| h.mount.join("memory.memsw.limit_in_bytes").exists());
    (all.collect(), swap)
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

fn users(root: bool, uid: u32, gid: u32, name: &str, program: &Path) -> Result<Users, String> {
    let range = |file: &str| subordinate(&text(file), name, uid);
    let tools = || ["newuidmap", "newgidmap"].iter().all(|tool| on_path(tool));
    let (ids, lacking) = if root {
        (Ids::of_root(), None)
    } else {
        let ranges = range("/etc/subuid").zip(range("/etc/subgid"));
        let ids = Ids::of_user(uid, gid, ranges);
        match ids.has_others() {
            false => (ids, Some(Lacking::Ids)),
            true if !tools() => (ids.alone(), Some(Lacking::Tools)),
            true => (ids, None),
        }
    };
    tried(ids, lacking, |ids| trial::of(program, ids))
}

/// What a trial makes of them; where it fails with others, it is made without.
fn tried(
    ids: Ids,
    lacking: Option<Lacking>,
    trial: impl Fn(&Ids) -> Result<(), Refused>,
) -> Result<Users, String> {
    match (trial(&ids), lacking) {
        (Ok(()), None) => Ok(Users::Own(ids)),
        (Ok(()), Some(lacking)) => Ok(Users::Alone(ids, lacking)),
        (Err(Refused::Users(why)), None) => tried(ids.alone(), Some(Lacking::Rights(why)), trial),
        (Err(Refused::Users(why) | Refused::Namespaces(why)), _) => Ok(Users::None(why)),
        (Err(Refused::Untried(why)), _) => Err(why),
    }
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read() {
        let passwd = "root:x:0:0::/root:/bin/sh\nann:x:1000:1000::/home/ann:/bin/sh\n";
        assert_eq!(user_name(passwd, 1000).as_deref(), Some("ann"));
        assert_eq!(user_name(passwd, 1001), None);
    }

    #[test]
    fn switches_that_are_off_are_named() {
        let nothing = |_| String::new();
        assert_eq!(switches(nothing), [""; 0]);
        let ubuntu = |path: &str| {
            let restricted = path.ends_with("apparmor_restrict_unprivileged_userns");
            if restricted { "1\n" } else { "1000\n" }.to_owned()
        };
        let named = ["kernel.apparmor_restrict_unprivileged_userns=0"];
        assert_eq!(switches(ubuntu), named);
        assert_eq!(switches(|_| "0\n".to_owned()).len(), 2);
    }

    #[test]
    fn a_folder_of_version_2_tells_its_controllers_and_its_swap() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(of_folder(folder.path()), (Vec::new(), false));
        fs::write(folder.path().join("cgroup.controllers"), "cpu pids\n").unwrap();
        fs::write(folder.path().join("memory.swap.max"), "max\n").unwrap();
        let controllers = ["cpu", "pids"].map(str::to_owned).into();
        assert_eq!(of_folder(folder.path()), (controllers, true));
    }

    #[test]
    fn at_the_top_swap_is_counted_where_it_is_below() {
        let top = tempfile::tempdir().unwrap();
        assert!(swap_below(top.path()));
        for (slice, files) in [("init.scope", &[][..]), ("system.slice", &["memory.max"])] {
            fs::create_dir(top.path().join(slice)).unwrap();
            for file in files {
                fs::write(top.path().join(slice).join(file), "max").unwrap();
            }
        }
        assert!(!swap_below(top.path()));
        fs::write(top.path().join("system.slice/memory.swap.max"), "max").unwrap();
        assert!(swap_below(top.path()));
    }

    #[test]
    fn a_trial_that_fails_with_others_is_made_without() {
        let ids = Ids::of_root();
        let made = |trial: fn(&Ids) -> Result<(), Refused>| tried(ids.clone(), None, trial);
        assert_eq!(made(|_| Ok(())), Ok(Users::Own(ids.clone())));
        let alone_at_most = |ids: &Ids| match ids.has_others() {
            true => Err(Refused::Users("no rights".to_owned())),
            false => Ok(()),
        };
        let rights = Lacking::Rights("no rights".to_owned());
        assert_eq!(made(alone_at_most), Ok(Users::Alone(ids.alone(), rights)));
        for refused in [Refused::Users, Refused::Namespaces] {
            let never = tried(ids.clone(), None, |_| Err(refused("EPERM".to_owned())));
            assert_eq!(never, Ok(Users::None("EPERM".to_owned())));
        }
        let broken = |_: &Ids| Err(Refused::Untried("gone".to_owned()));
        assert_eq!(made(broken), Err("gone".to_owned()));
    }

    #[test]
    fn what_is_lacking_beforehand_is_lacking_still() {
        let alone = Ids::of_user(1000, 1000, None);
        let users = tried(alone.clone(), Some(Lacking::Tools), |_| Ok(()));
        assert_eq!(users, Ok(Users::Alone(alone, Lacking::Tools)));
    }
}
