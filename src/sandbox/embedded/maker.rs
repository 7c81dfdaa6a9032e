//! The maker of one container: our own binary, `tutorbox make-container`, started by the container's keeper.
//!
//! libcontainer forks, which a program of many threads must not; this process has one thread, gives itself the
//! namespaces that the container is to have, lets libcontainer make it as a child of the keeper's, and ends. It has
//! no rights on the host any more when it does.

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, Read};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::process::ExitCode;
use std::sync::Arc;

use libcontainer::container::Container;
use libcontainer::container::builder::ContainerBuilder;
use libcontainer::syscall::syscall::SyscallType;
use rustix::process::{Signal, set_parent_process_death_signal};

use super::cgroup::Group;
use super::home::Home;
use super::inside::Inside;
use super::namespaces::{self, Own};
use super::order::{self, MAPPED, Order, START, Told, ask, say};
use super::seccomp;
use crate::sandbox::policy::SECCOMP;

/// The hidden subcommand under which a keeper starts it.
pub const SUBCOMMAND: &str = "make-container";

/// The maker's own `main`.
pub fn main() -> ExitCode {
    let control = io::stdin().as_fd().try_clone_to_owned();
    let Ok(control) = control.map(UnixStream::from) else {
        return ExitCode::from(3);
    };
    if set_parent_process_death_signal(Some(Signal::KILL)).is_err() {
        return ExitCode::from(3);
    }
    // No order: the keeper is gone already.
    let Ok((order, stdin)) = order::receive(&control) else {
        return ExitCode::from(2);
    };
    let told = match make(&control, &order, stdin) {
        Ok(()) => Told::Started,
        Err(why) => Told::Failed(why),
    };
    say(&control, &told);
    ExitCode::SUCCESS
}

fn make(control: &UnixStream, order: &Order, stdin: OwnedFd) -> Result<(), String> {
    let home = Home::at(&order.home).ok_or("its folder has no owner")?;
    let group = home.layout(&order.layout).group(&home.group());
    let own = Own {
        users: order.ids.is_some(),
        network: order.network,
    };
    namespaces::enter(own, || ask(control, &Told::Unmapped, MAPPED))
        .and_then(|()| namespaces::give_streams(order, &stdin))
        .map_err(|error| error.to_string())?;
    namespaces::bind(&order.image.join("root"), &home, order)
        .map_err(|error| format!("the image: {error}"))?;
    create(control, order, &home, &group, stdin)
}

/// Makes it and starts its program.
fn create(
    control: &UnixStream,
    order: &Order,
    home: &Home,
    group: &Group,
    stdin: OwnedFd,
) -> Result<(), String> {
    let at = |what: &'static str| move |error: io::Error| format!("{what}: {error}");
    let mut config = order.config.clone();
    config["linux"]["cgroupsPath"] = group.path().to_string_lossy().into();
    fs::write(home.path().join("config.json"), config.to_string())
        .map_err(at("its config.json"))?;
    let filters = match order.filtered {
        true => seccomp::filters(SECCOMP).map_err(|error| error.to_string())?,
        false => Vec::new(),
    };
    let (mut told, why) = io::pipe().map_err(at("a pipe"))?;
    let inside = Inside {
        filters,
        why: Arc::new(File::from(OwnedFd::from(why))),
        keeper: Arc::new(control.try_clone().map_err(at("its keeper"))?),
    };
    let mut container = build(inside, home, stdin)?;
    let init = container.pid();
    let init = init.ok_or("libcontainer does not say which process it is")?;
    ask(control, &Told::Created(init.as_raw()), START).map_err(at("its keeper"))?;
    container.start().map_err(|error| chain(&error))?;
    let mut why = String::new();
    match told.read_to_string(&mut why) {
        Ok(0) => Ok(()),
        Ok(_) => Err(why),
        Err(error) => Err(format!("its start: {error}")),
    }
}

fn build(inside: Inside, home: &Home, stdin: OwnedFd) -> Result<Container, String> {
    let duplicate = |stream: &dyn AsFd| {
        let copy = stream.as_fd().try_clone_to_owned();
        copy.map_err(|error| format!("its standard streams: {error}"))
    };
    let (stdout, stderr) = (duplicate(&io::stdout())?, duplicate(&io::stderr())?);
    ContainerBuilder::new("state".to_owned(), SyscallType::default())
        .with_stdin(stdin)
        .with_stdout(stdout)
        .with_stderr(stderr)
        .with_executor(inside)
        .with_root_path(home.path())
        .and_then(|builder| {
            let init = builder.as_init(home.path()).with_systemd(false);
            init.as_sibling(true).build()
        })
        .map_err(|error| chain(&error))
}

/// An error with all that lies behind it: libcontainer's own text alone says little.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let said = inner.to_string();
        if !text.contains(&said) {
            text = format!("{text}: {said}");
        }
        cause = inner.source();
    }
    text
}
