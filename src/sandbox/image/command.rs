//! Programs of the host, run for us: watched line by line, and killed with all their children when nobody waits
//! for them any more.

use std::ffi::OsStr;
use std::io;
use std::process::Stdio;

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader};
use tokio::process::Command;

use super::store::Lock;

/// How a program ended.
#[derive(Debug)]
pub(super) struct Ended {
    /// Whether it says it did what it should.
    pub(super) success: bool,
    /// What it wrote to standard error, blanks around it apart.
    pub(super) stderr: String,
}

/// Everything in a process group dies with this value.
struct Group(Option<Pid>);

impl Drop for Group {
    fn drop(&mut self) {
        if let Some(leader) = self.0 {
            // It may have died by itself: that is as good.
            let _ = kill_process_group(leader, Signal::KILL);
        }
    }
}

/// A program that the kernel kills when we die, however that happens: util-linux, which has `setpriv`, is a part of every
/// system with dpkg.
pub(super) fn of(program: &str, path: &OsStr) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "KILL", "--", program]);
    command.env("PATH", path).env("LC_ALL", "C");
    command
}

/// Runs a program to its end; `line` gets each line of its standard output.
///
/// Dropping the future kills the program and its children. The lock is the program's standard input: an empty file, and
/// held for as long as any of them lives, even where we were killed ourselves.
pub(super) async fn run(
    command: &mut Command,
    lock: &Lock,
    line: &mut (dyn FnMut(&str) + Send),
) -> io::Result<Ended> {
    let mut child = command
        .stdin(lock.stdio()?)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .kill_on_drop(true)
        .spawn()?;
    let leader = child.id().and_then(|id| Pid::from_raw(id.cast_signed()));
    let mut group = Group(leader);
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let ((), said, status) =
        tokio::try_join!(each_line(stdout, line), all_of(stderr), child.wait())?;
    // Its number may be another's by now.
    group.0 = None;
    Ok(Ended {
        success: status.success(),
        stderr: said.trim().to_owned(),
    })
}

async fn each_line(
    from: Option<impl AsyncRead + Unpin>,
    line: &mut (dyn FnMut(&str) + Send),
) -> io::Result<()> {
    let Some(from) = from else { return Ok(()) };
    let mut lines = BufReader::new(from).split(b'\n');
    while let Some(bytes) = lines.next_segment().await? {
        line(String::from_utf8_lossy(&bytes).trim_end());
    }
    Ok(())
}

async fn all_of(from: Option<impl AsyncRead + Unpin>) -> io::Result<String> {
    let mut bytes = Vec::new();
    if let Some(mut from) = from {
        from.read_to_end(&mut bytes).await?;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
