//! Whether a container can have users of its own here: tried, by our own binary, `tutorbox try-namespaces`.
//!
//! A kernel's switches, its security modules, a container around us and the rights of `newuidmap` all have a say in
//! it, and each system has others. The process does what a container's maker does first, and ends.

use std::io::{self, BufRead, BufReader, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

use rustix::process::{Signal, set_parent_process_death_signal};

use super::ids::Ids;
use super::namespaces::{self, Own};
use super::order::{MAPPED, Told, ask, say};

/// The hidden subcommand under which it is started.
pub const SUBCOMMAND: &str = "try-namespaces";

/// How long each of its steps may take on a machine that has much else to do.
const STEP: Duration = Duration::from_secs(20);

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// There are no namespaces for us.
    Namespaces(String),
    /// Not with these users.
    Users(String),
    /// The program is none of ours, or hangs: nothing is known.
    Untried(String),
}

/// Tries it with these users. Blocking.
///
/// # Errors
/// What is refused, and by whom.
pub fn of(program: &Path, ids: &Ids) -> Result<(), Refused> {
    let silent = |error: io::Error| {
        let program = program.display();
        Refused::Untried(format!("{program} cannot try to have namespaces: {error}"))
    };
    let (ours, theirs) = UnixStream::pair().map_err(silent)?;
    ours.set_read_timeout(Some(STEP)).map_err(silent)?;
    let mut tried = Command::new(program)
        .arg0("tutorbox")
        .arg(SUBCOMMAND)
        .env_clear()
        .current_dir("/")
        .stdin(OwnedFd::from(theirs))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(silent)?;
    let mut lines = BufReader::new(&ours).lines();
    let mut hear = || {
        let line = lines.next();
        let line = line.unwrap_or(Err(io::ErrorKind::UnexpectedEof.into()));
        let told = line.and_then(|line| Ok(serde_json::from_str(&line)?));
        match told.map_err(silent)? {
            Told::Failed(why) => Err(Refused::Namespaces(why)),
            other => Ok(other),
        }
    };
    let came = hear().and_then(|_| {
        ids.give(tried.id()).map_err(Refused::Users)?;
        (&ours).write_all(&[MAPPED]).map_err(silent)?;
        hear().map(|_| ())
    });
    // It ends by itself, unless it hangs.
    let _ = tried.kill();
    let _ = tried.wait();
    came
}

/// The `main` of the process that tries.
pub fn main() -> ExitCode {
    let control = io::stdin().as_fd().try_clone_to_owned();
    let deadly = set_parent_process_death_signal(Some(Signal::KILL));
    let (Ok(control), Ok(())) = (control.map(UnixStream::from), deadly) else {
        return ExitCode::from(3);
    };
    let all = Own {
        users: true,
        network: true,
        processes: true,
    };
    let entered = namespaces::enter(all, || ask(&control, &Told::Unmapped, MAPPED))
        .and_then(|()| namespaces::arrange(all.network));
    let told = match entered {
        Ok(()) => Told::Ready,
        Err(error) => Told::Failed(error.to_string()),
    };
    say(&control, &told);
    ExitCode::SUCCESS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_says_nothing_proves_nothing() {
        for program in ["/bin/true", "/nowhere"] {
            let refused = of(Path::new(program), &Ids::of_root());
            assert!(
                matches!(&refused, Err(Refused::Untried(why)) if why.starts_with(program)),
                "{refused:?}"
            );
        }
    }
}
