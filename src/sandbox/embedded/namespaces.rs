//! What a container has of its own before libcontainer arranges it: users, processes, mounts and a network.
//!
//! Made here rather than by libcontainer: the maps are then written as we like; no group of the user's stays with the
//! container; the loopback can be brought up; and the image is read-only before anything else looks at it.

use std::fs;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;

use libcontainer::network::NetworkError;
use libcontainer::network::link::LinkClient;
use libcontainer::network::wrapper::create_network_client;
use nix::sched::{CloneFlags, unshare};
use rustix::fs::{Gid, StatVfsMountFlags, Uid, fchown, statvfs};
use rustix::mount::{
    MountFlags, MountPropagationFlags, mount, mount_bind, mount_change, mount_remount,
};
use rustix::thread::set_thread_groups;

use super::home::Home;
use super::order::Order;

/// Why they cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum NamespaceError {
    /// The kernel refuses.
    #[error("the kernel gives us no namespaces ({0:?})")]
    Unshare(nix::Error),
    /// The keeper has not written the maps.
    #[error("its users: {0}")]
    Users(io::Error),
    /// Something in them could not be arranged.
    #[error("{0}: {1}")]
    Arrange(&'static str, io::Error),
    /// The loopback could not be brought up.
    #[error("its loopback: {0}")]
    Loopback(String),
}

/// Which of them are wanted besides mounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Own {
    /// Users.
    pub users: bool,
    /// A network.
    pub network: bool,
    /// Processes: those that are started from then on.
    pub processes: bool,
}

impl Own {
    /// Those that are wanted, by name.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        let all = [
            ("users", self.users),
            ("network", self.network),
            ("processes", self.processes),
        ];
        all.into_iter()
            .filter_map(|(name, wanted)| wanted.then_some(name))
    }

    /// Those of these names.
    pub fn named(names: impl Iterator<Item = String>) -> Self {
        let names: Vec<_> = names.collect();
        let wanted = |name: &str| names.iter().any(|wanted| wanted == name);
        Self {
            users: wanted("users"),
            network: wanted("network"),
            processes: wanted("processes"),
        }
    }
}

/// Enters them. `mapped` returns once the maps of users are written.
///
/// # Errors
/// What the kernel refuses.
pub fn enter(own: Own, mapped: impl FnOnce() -> io::Result<()>) -> Result<(), NamespaceError> {
    let mut flags = CloneFlags::CLONE_NEWNS;
    flags.set(CloneFlags::CLONE_NEWUSER, own.users);
    flags.set(CloneFlags::CLONE_NEWNET, own.network);
    flags.set(CloneFlags::CLONE_NEWPID, own.processes);
    unshare(flags).map_err(NamespaceError::Unshare)?;
    if own.users {
        mapped().map_err(NamespaceError::Users)?;
    }
    Ok(())
}

/// Arranges them, from inside. `network` says whether there is one of its own.
///
/// # Errors
/// What the kernel refuses.
pub fn arrange(network: bool) -> Result<(), NamespaceError> {
    drop_groups()?;
    // Nothing that is mounted from now on is seen by the host.
    let private = MountPropagationFlags::PRIVATE | MountPropagationFlags::REC;
    mount_change("/", private).map_err(failed("its mounts"))?;
    if network {
        bring_up_loopback().map_err(|error| NamespaceError::Loopback(error.to_string()))?;
    }
    Ok(())
}

fn failed<E: Into<io::Error>>(what: &'static str) -> impl Fn(E) -> NamespaceError {
    move |error| NamespaceError::Arrange(what, error.into())
}

/// The groups of whoever runs the program are no affair of the container's.
fn drop_groups() -> Result<(), NamespaceError> {
    // Where groups cannot be dropped, a user alone without subordinate ids, the kernel says so here.
    let settable = fs::read_to_string("/proc/self/setgroups").unwrap_or_default();
    if settable.trim() == "deny" {
        return Ok(());
    }
    set_thread_groups(&[]).map_err(failed("its groups"))
}

fn bring_up_loopback() -> Result<(), NetworkError> {
    let mut links = LinkClient::new(create_network_client())?;
    let loopback = links.get_by_name("lo")?;
    links.set_up(loopback.header.index)
}

/// The standard streams belong to who has them, so that `/dev/stdout` can be opened.
///
/// # Errors
/// They cannot be given away.
pub fn give_streams(order: &Order, stdin: &OwnedFd) -> Result<(), NamespaceError> {
    let (uid, gid) = (Uid::from_raw(order.owner.0), Gid::from_raw(order.owner.1));
    let (stdout, stderr) = (io::stdout(), io::stderr());
    for stream in [stdin.as_fd(), stdout.as_fd(), stderr.as_fd()] {
        fchown(stream, Some(uid), Some(gid)).map_err(failed("its standard streams"))?;
    }
    Ok(())
}

/// Binds the image, read-only, as the root of the container.
///
/// # Errors
/// It is not there, or cannot be bound.
pub fn bind(image: &Path, home: &Home, order: &Order) -> io::Result<()> {
    let root = home.root();
    // Over its folder: what is made in there is nobody's to clear away.
    let flags = MountFlags::NOSUID | MountFlags::NODEV | MountFlags::NOEXEC;
    mount("tmpfs", home.path(), "tmpfs", flags, c"size=64k,mode=700")?;
    fs::create_dir(&root)?;
    if order.config["root"]["readonly"] == false {
        return overlay(image, home);
    }
    mount_bind(image, &root)?;
    // What the host's own mount forbids must stay forbidden.
    let flags = kept(statvfs(&root)?.f_flag);
    let read_only = MountFlags::BIND | MountFlags::RDONLY | MountFlags::NOSUID | MountFlags::NODEV;
    mount_remount(&root, read_only | flags, "")?;
    Ok(())
}

fn kept(flags: StatVfsMountFlags) -> MountFlags {
    let pairs = [
        (StatVfsMountFlags::NOSUID, MountFlags::NOSUID),
        (StatVfsMountFlags::NODEV, MountFlags::NODEV),
        (StatVfsMountFlags::NOEXEC, MountFlags::NOEXEC),
        (StatVfsMountFlags::NOATIME, MountFlags::NOATIME),
        (StatVfsMountFlags::NODIRATIME, MountFlags::NODIRATIME),
        (StatVfsMountFlags::RELATIME, MountFlags::RELATIME),
    ];
    let set = pairs.into_iter().filter(|(seen, _)| flags.contains(*seen));
    set.map(|(_, kept)| kept).collect()
}

/// A root that can be written, to prove that ours cannot: what is written goes to memory, never to the image.
fn overlay(image: &Path, home: &Home) -> io::Result<()> {
    let root = home.root();
    let small = c"size=16m,mode=755";
    mount(
        "tmpfs",
        &root,
        "tmpfs",
        MountFlags::NOSUID | MountFlags::NODEV,
        small,
    )?;
    let (upper, work, merged) = (root.join("upper"), root.join("work"), root.join("merged"));
    for folder in [&upper, &work, &merged] {
        fs::create_dir(folder)?;
    }
    let options = format!(
        "lowerdir={},upperdir={},workdir={},userxattr",
        image.display(),
        upper.display(),
        work.display()
    );
    let options = std::ffi::CString::new(options)?;
    mount("overlay", &merged, "overlay", MountFlags::NODEV, &*options)?;
    mount_bind(&merged, &root)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn namespaces_are_read_back_from_their_names() {
        for n in 0..8 {
            let own = Own {
                users: n & 1 > 0,
                network: n & 2 > 0,
                processes: n & 4 > 0,
            };
            assert_eq!(Own::named(own.names().map(str::to_owned)), own);
        }
    }
}
