//! What this machine lets us hold of the policy: found out before anything is booted.

mod facts;
mod weak;

use std::path::Path;

use rustix::process::getuid;
use rustix::system::uname;

use super::cgroup::{Layout, MOUNT};
use super::ids::Ids;
use crate::sandbox::Weak;
use facts::{Facts, Users};

/// What an ordinary user is told on version 1, where libcontainer boots nothing that has no group.
const ROOTS_ALONE: &str = "cgroup v1 is root's alone; boot with cgroup v2 (systemd.unified_cgroup_hierarchy=1 on the \
                           kernel's command line), or run tutorbox as root";

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
    /// Nobody: it has none.
    Nobody,
}

impl Host {
    /// Looks at it; `program` is our own binary, which tries what no file tells. Blocking.
    ///
    /// # Errors
    /// Nothing can be booted here at all; it says why, and what to do.
    pub fn look(program: &Path) -> Result<Self, String> {
        let release = uname().release().to_string_lossy().into_owned();
        if version(&release) < OLDEST {
            let (major, minor) = OLDEST;
            return Err(format!(
                "Linux {release} is too old; it takes {major}.{minor}"
            ));
        }
        let layout = Layout::of(&facts::text("/proc/self/mountinfo"));
        let layout = layout.filter(|_| Path::new(MOUNT).exists());
        let layout = layout.ok_or_else(|| {
            format!("no cgroups are mounted at {MOUNT}; mount -t cgroup2 none {MOUNT}")
        })?;
        if matches!(layout, Layout::V1(_)) && !getuid().is_root() {
            return Err(ROOTS_ALONE.to_owned());
        }
        let facts = Facts::of(getuid().is_root(), &layout, program)?;
        let weak = weak::weak(&facts);
        let ids = match facts.users {
            Users::Own(ids) | Users::Alone(ids, _) => Some(ids),
            Users::None(_) if facts.root => None,
            // Without them an ordinary user has no namespace at all.
            Users::None(why) => {
                let remedy = weak::remedy_for_namespaces(&facts.switches);
                return Err(format!("{why}; {remedy}"));
            }
        };
        Ok(Self {
            weak,
            ids,
            layout,
            scope: facts.scope,
        })
    }
}

/// The first two numbers of a release, `6.1.0-38-amd64`.
fn version(release: &str) -> (u32, u32) {
    let mut numbers = release.split(|c: char| !c.is_ascii_digit());
    let mut next = || numbers.next().and_then(|n| n.parse().ok()).unwrap_or(0);
    (next(), next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read() {
        assert_eq!(version("6.1.0-38-amd64"), (6, 1));
        assert_eq!(version("5.15"), (5, 15));
        assert!(version("4.19.0") < OLDEST && version("5.12.0") >= OLDEST);
    }
}
