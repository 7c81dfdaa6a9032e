//! The first process of one container: our own binary, `tutorbox init-container`, started by the container's maker.
//!
//! It is in the namespaces that the maker has made, and in a process namespace of its own. It takes its place in the
//! container's cgroup, has libcontainer arrange what the container sees and may do, and becomes the program.
//! libcontainer's own way here is a longer one: it writes itself into every hierarchy of cgroups in turn, and the kernel
//! waits for all of its CPUs before it moves a process that another names. Who moves its own only thread waits for nobody.

use std::error::Error;
use std::fs;
use std::io;
use std::os::fd::{AsFd, IntoRawFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::Arc;

use libcgroups::common::CgroupConfig;
use libcontainer::notify_socket::{NotifyListener, NotifySocket};
use libcontainer::oci_spec::runtime::{Process, Spec};
use libcontainer::process::args::{ContainerArgs, ContainerType};
use libcontainer::process::channel;
use libcontainer::process::init::container_init_process;
use libcontainer::syscall::syscall::SyscallType;
use rustix::process::{DumpableBehavior, set_dumpable_behavior};

use super::home::Home;
use super::inside::Inside;
use super::namespaces;
use super::order::{self, Order, Told, say};
use super::seccomp;
use crate::sandbox::policy::SECCOMP;

/// The hidden subcommand under which a maker starts it.
pub const SUBCOMMAND: &str = "init-container";

/// The `main` of the first process, until it becomes the program.
pub fn main() -> ExitCode {
    let control = io::stdin().as_fd().try_clone_to_owned();
    let Ok(control) = control.map(UnixStream::from) else {
        return ExitCode::from(3);
    };
    // No order: the keeper is gone already.
    let Ok((order, stdin)) = order::receive(&control) else {
        return ExitCode::from(2);
    };
    if let Err(why) = become_container(&control, &order, stdin) {
        say(&control, &Told::Failed(why));
    }
    ExitCode::from(3)
}

/// Returns only where it cannot.
fn become_container(control: &UnixStream, order: &Order, stdin: OwnedFd) -> Result<(), String> {
    let at = |what: &'static str| move |error: io::Error| format!("{what}: {error}");
    let home = Home::at(&order.home).ok_or("its folder has no owner")?;
    let group = home.layout(&order.layout).group(&home.group());
    group
        .join(&order.budget)
        .map_err(|error| error.to_string())?;
    namespaces::arrange(order.network)
        .and_then(|()| namespaces::give_streams(order, &stdin))
        .map_err(|error| error.to_string())?;
    namespaces::bind(&order.image.join("root"), &home, order).map_err(at("the image"))?;
    let spec: Spec = serde_json::from_value(order.config.clone())
        .map_err(|error| format!("its config: {error}"))?;
    limit(spec.process().as_ref().ok_or("it has no program")?)?;
    let filters = match order.filtered {
        true => seccomp::filters(SECCOMP).map_err(|error| error.to_string())?,
        false => Vec::new(),
    };
    let inside = Inside {
        filters,
        keeper: Arc::new(control.try_clone().map_err(at("its keeper"))?),
    };
    start(&arguments(&home, spec, inside, stdin)?)
}

/// What an OCI runtime gives a process before it is the first of a container.
fn limit(process: &Process) -> Result<(), String> {
    let kernel = SyscallType::default().create_syscall();
    for limit in process.rlimits().iter().flatten() {
        kernel.set_rlimit(limit).map_err(|error| chain(&error))?;
    }
    if let Some(score) = process.oom_score_adj() {
        fs::write("/proc/self/oom_score_adj", score.to_string())
            .map_err(|error| format!("its OOM score: {error}"))?;
    }
    // Whoever shares a namespace with it must not look into it before it is the program.
    set_dumpable_behavior(DumpableBehavior::NotDumpable)
        .map_err(|error| format!("what others see of it: {error}"))
}

fn arguments(
    home: &Home,
    spec: Spec,
    inside: Inside,
    stdin: OwnedFd,
) -> Result<ContainerArgs, String> {
    Ok(ContainerArgs {
        container_type: ContainerType::InitContainer,
        syscall: SyscallType::default(),
        spec: Rc::new(spec),
        rootfs: home.root(),
        notify_listener: leave(home)?,
        executor: Box::new(inside),
        stdin: Some(stdin.into_raw_fd()),
        stdout: None,
        stderr: None,
        console_socket: None,
        preserve_fds: 0,
        container: None,
        // The namespace is made already, and the group entered.
        user_ns_config: None,
        cgroup_config: CgroupConfig {
            cgroup_path: home.group().into(),
            systemd_cgroup: false,
            container_name: home.group(),
        },
        detached: true,
        no_pivot: false,
        as_sibling: false,
        pid_file: None,
    })
}

/// The leave to start that libcontainer waits for, given in advance: it is the keeper that the program waits for.
fn leave(home: &Home) -> Result<NotifyListener, String> {
    let socket = home.path().join("start");
    let listener = NotifyListener::new(&socket).map_err(|error| chain(&error))?;
    let given = NotifySocket::new(socket).notify_container_start();
    given.map_err(|error| chain(&error))?;
    Ok(listener)
}

/// Has libcontainer do its part, which ends in the program.
fn start(args: &ContainerArgs) -> Result<(), String> {
    let broken = |error: channel::ChannelError| chain(&error);
    // Nobody listens: what there is to say is said to the keeper.
    let (mut to_main, _main) = channel::main_channel().map_err(broken)?;
    let (_init, mut from_main) = channel::init_channel().map_err(broken)?;
    container_init_process(args, &mut to_main, &mut from_main).map_err(|error| chain(&error))
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
