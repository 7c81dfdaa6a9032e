//! Stopping and going on, as a shell's job.

use std::fs;
use std::io;

use rustix::process::{Signal, kill_current_process_group};

/// Whether a shell is there that would let us go on: some ancestor within the session that is no part of our own job. Else the kernel
/// would not stop us for Ctrl+Z either, for nobody could undo it.
pub fn has_shell() -> bool {
    let Some(own) = Place::of("self") else {
        return false;
    };
    let ancestors = std::iter::successors(own.parent(), Place::parent);
    ancestors
        .take_while(|ancestor| ancestor.session == own.session)
        .any(|ancestor| ancestor.job != own.job)
}

/// Where a process stands among the others. A number is 0 where that process is of another pid namespace, a container's host say:
/// no `Pid` could hold it.
struct Place {
    parent: u32,
    job: u32,
    session: u32,
}

impl Place {
    /// As Linux tells it (proc(5)); none where there is no such process.
    fn of(process: &str) -> Option<Self> {
        Self::parse(&fs::read_to_string(format!("/proc/{process}/stat")).ok()?)
    }

    /// Behind the name, which may hold anything: the state, the parent, the process group and the session.
    fn parse(stat: &str) -> Option<Self> {
        let (_, behind_name) = stat.rsplit_once(')')?;
        let mut numbers = behind_name.split_ascii_whitespace().skip(1).map(str::parse);
        let mut next = || numbers.next()?.ok();
        Some(Self {
            parent: next()?,
            job: next()?,
            session: next()?,
        })
    }

    fn parent(&self) -> Option<Self> {
        Self::of(&self.parent.to_string())
    }
}

/// Stops the whole job, which may have begun with a wrapper around us, and returns when it is to go on. SIGTSTP is listened to, and
/// stops nobody who does; this is what it does to others.
pub fn stop() -> io::Result<()> {
    kill_current_process_group(Signal::STOP)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn a_name_may_hold_anything_and_a_host_is_no_number() {
        let place = Place::parse("7 (a) S 1 (b) R 0 12 0 34816 12 4194560");
        let numbers = place.map(|place| (place.parent, place.job, place.session));
        assert_eq!(numbers, Some((0, 12, 0)));
        assert!(Place::parse("7 (cut) S 1").is_none());
    }
}
