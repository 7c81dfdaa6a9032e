//! The maker of one container: our own binary, `tutorbox make-container`, started by the container's keeper.
//!
//! A process cannot enter a process namespace that it makes, only its children are in it; and the keeper is to stay
//! outside of them all. This one makes them, starts the container's first process in them, and ends: that is the
//! keeper's child from then on. It has no rights on the host any more when it does.

use std::io;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::process::{Command, ExitCode};

use rustix::process::{Signal, set_parent_process_death_signal};

use super::init;
use super::namespaces::{self, Own};
use super::order::{MAPPED, Told, ask, say};

/// The hidden subcommand under which a keeper starts it, with the container's folder and the namespaces' names.
pub const SUBCOMMAND: &str = "make-container";

/// The maker's own `main`.
pub fn main() -> ExitCode {
    let control = io::stdin().as_fd().try_clone_to_owned();
    let Ok(control) = control.map(UnixStream::from) else {
        return ExitCode::from(3);
    };
    // The keeper is gone already, and nothing is to be done.
    if set_parent_process_death_signal(Some(Signal::KILL)).is_err() {
        return ExitCode::from(3);
    }
    let told = match make(&control) {
        Ok(init) => Told::Created(init),
        Err(why) => Told::Failed(why),
    };
    say(&control, &told);
    ExitCode::SUCCESS
}

/// The first process, which has our standard streams and the keeper's socket among them.
fn make(control: &UnixStream) -> Result<u32, String> {
    let mut args = std::env::args().skip(2);
    let home = args.next().unwrap_or_default();
    namespaces::enter(Own::named(args), || ask(control, &Told::Unmapped, MAPPED))
        .map_err(|error| error.to_string())?;
    let init = Command::new("/proc/self/exe")
        .arg(init::SUBCOMMAND)
        .arg(home)
        .spawn();
    init.map(|init| init.id())
        .map_err(|error| format!("its first process: {error}"))
}
