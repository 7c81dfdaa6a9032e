//! What is said on the way to a container: by the program to its keeper, and by the keeper to the maker and to what
//! that starts, each over a socket that is the other's standard input. The socket's end is the order to remove everything.

use std::io::{self, IoSlice, IoSliceMut, Read, Write};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;

use rustix::net::{
    RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer,
    SendAncillaryMessage, SendFlags, recvmsg, sendmsg,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::cgroup::{Budget, Layout};
use super::ids::Ids;

/// The maps of users are written.
pub const MAPPED: u8 = b'm';

/// The container may start.
pub const START: u8 = b's';

/// Kill everything in the container.
pub const KILL: u8 = b'k';

/// The largest order: a runner of 128 KiB, written as JSON, and the rest.
const LARGEST: u32 = 8 * 1024 * 1024;

/// A container to be made.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Order {
    /// Its folder, not made yet.
    pub home: PathBuf,
    /// The image's folder, with `root` in it.
    pub image: PathBuf,
    /// Its `config.json`.
    pub config: Value,
    /// Where cgroups are on this machine.
    pub layout: Layout,
    /// Whether systemd has put the keeper in a scope of its own, in which the group is to be made.
    pub scoped: bool,
    /// What its group may use.
    pub budget: Budget,
    /// Who its users are; none of its own where there is none.
    pub ids: Option<Ids>,
    /// Whether it has its own network.
    pub network: bool,
    /// Whether it has its own processes.
    pub processes: bool,
    /// Whether system calls are filtered.
    pub filtered: bool,
    /// Who its standard streams belong to.
    pub owner: (u32, u32),
}

/// What the keeper says to the program, a line each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Said {
    /// The code runs.
    Started,
    /// It could not be booted; nothing of it is left.
    Failed(String),
    /// Everything in it has ended.
    Ended {
        /// 128 + n where a signal ended it.
        code: i32,
        /// The memory limit ended something in it.
        oom_killed: bool,
    },
}

/// What the maker, and then the container's first process, say to the keeper, a line each. The socket ends when that
/// process becomes the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Told {
    /// It is in its namespaces, and the maps of users are to be written.
    Unmapped,
    /// This is its first process; it is a child of the keeper's once the maker has ended, and waits for the order.
    Created(u32),
    /// It waits for leave to start.
    Ready,
    /// It could not be made.
    Failed(String),
}

/// Says it, a line. Whoever is gone is noticed when something is read from them.
pub fn say(to: &UnixStream, said: &impl Serialize) {
    let mut line = serde_json::to_vec(said).unwrap_or_default();
    line.push(b'\n');
    let mut to = to;
    let _ = to.write_all(&line);
}

/// Says something, and waits for leave to go on.
///
/// # Errors
/// Whoever was to give it is gone, or gives another.
pub fn ask(whom: &UnixStream, told: &Told, leave: u8) -> io::Result<()> {
    say(whom, told);
    let mut answer = [0];
    let mut whom = whom;
    whom.read_exact(&mut answer)?;
    if answer == [leave] {
        return Ok(());
    }
    Err(io::ErrorKind::InvalidData.into())
}

/// Hands the container's standard input over, and the order after it.
///
/// # Errors
/// The keeper is gone.
pub fn send(to: &UnixStream, order: &Order, stdin: &OwnedFd) -> io::Result<()> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut rights = SendAncillaryBuffer::new(&mut space);
    let files = [stdin.as_fd()];
    if !rights.push(SendAncillaryMessage::ScmRights(&files)) {
        return Err(io::Error::other("a file does not fit a message"));
    }
    let order = serde_json::to_vec(order)?;
    let length = u32::try_from(order.len()).map_err(io::Error::other)?;
    let head = length.to_le_bytes();
    sendmsg(to, &[IoSlice::new(&head)], &mut rights, SendFlags::NOSIGNAL)?;
    let mut to = to;
    to.write_all(&order)
}

/// Takes them.
///
/// # Errors
/// The program is gone, or is none of ours.
pub fn receive(from: &UnixStream) -> io::Result<(Order, OwnedFd)> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut rights = RecvAncillaryBuffer::new(&mut space);
    let mut head = [0; 4];
    let came = recvmsg(
        from,
        &mut [IoSliceMut::new(&mut head)],
        &mut rights,
        RecvFlags::CMSG_CLOEXEC,
    )?;
    let mut files = rights.drain().filter_map(|message| match message {
        RecvAncillaryMessage::ScmRights(mut files) => files.next(),
        _ => None,
    });
    let stdin = files.next().ok_or(io::ErrorKind::UnexpectedEof)?;
    let length = u32::from_le_bytes(head);
    if came.bytes != head.len() || length > LARGEST {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut order = vec![0; length as usize];
    let mut from = from;
    from.read_exact(&mut order)?;
    Ok((serde_json::from_slice(&order)?, stdin))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn order() -> Order {
        Order {
            home: "/run/x".into(),
            image: "/cache/x".into(),
            config: serde_json::json!({ "args": ["x".repeat(300_000)] }),
            layout: Layout::V2("/sys/fs/cgroup".into()),
            scoped: true,
            budget: Budget {
                memory: Some(1),
                memory_and_swap: None,
                millicpus: Some(2),
                pids: None,
            },
            ids: Some(Ids::of_root()),
            network: false,
            processes: true,
            filtered: true,
            owner: (1000, 1000),
        }
    }

    #[test]
    fn an_order_arrives_with_its_file() {
        let (ours, theirs) = UnixStream::pair().unwrap();
        let (reader, mut writer) = io::pipe().unwrap();
        let sending = std::thread::spawn(move || send(&ours, &order(), &reader.into()));
        let (came, stdin) = receive(&theirs).unwrap();
        sending.join().unwrap().unwrap();
        assert_eq!(format!("{came:?}"), format!("{:?}", order()));
        writer.write_all(b"through").unwrap();
        drop(writer);
        let mut read = String::new();
        std::fs::File::from(stdin)
            .read_to_string(&mut read)
            .unwrap();
        assert_eq!(read, "through");
    }

    #[test]
    fn a_program_that_is_gone_gives_no_order() {
        let (ours, theirs) = UnixStream::pair().unwrap();
        drop(ours);
        assert!(receive(&theirs).is_err());
    }
}
