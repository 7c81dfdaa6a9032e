//! The keeper of one container: our own binary in a process of its own, `tutorbox keep-container`.
//!
//! libcontainer forks, which a program of many threads must not; this process has one thread. It makes the
//! container, waits for its end, and removes every trace of it when the program says so or is gone. It knows
//! nothing of jobs.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::process::ExitCode;
use std::sync::Arc;

use libcontainer::container::builder::ContainerBuilder;
use libcontainer::syscall::syscall::SyscallType;
use nix::sys::signal::{SigSet, Signal as Caught};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{
    DumpableBehavior, Pid, PidfdFlags, Signal, WaitOptions, WaitStatus, kill_process, pidfd_open,
    set_dumpable_behavior, setsid, waitpid,
};

use super::cgroup::{self, Group};
use super::home::Home;
use super::inside::Inside;
use super::order::{self, KILL, MAPPED, Order, Said};
use super::{namespaces, seccomp};
use crate::sandbox::policy::SECCOMP;

/// The hidden subcommand under which the program starts it.
pub const SUBCOMMAND: &str = "keep-container";

/// The keeper's own `main`.
pub fn main() -> ExitCode {
    // Not even a terminal that closes ends it. The container's program gets them back.
    let mut deaf = SigSet::empty();
    for signal in [
        Caught::SIGHUP,
        Caught::SIGINT,
        Caught::SIGTERM,
        Caught::SIGQUIT,
    ] {
        deaf.add(signal);
    }
    let deafened = deaf.thread_block();
    let _ = setsid();
    let control = io::stdin().as_fd().try_clone_to_owned();
    let (Ok(()), Ok(control)) = (deafened, control) else {
        return ExitCode::from(3);
    };
    let control = UnixStream::from(control);
    // No order: the program is gone already, and nothing is to be done.
    let Ok((order, stdin)) = order::receive(&control) else {
        return ExitCode::from(2);
    };
    let Some(home) = Home::at(&order.home) else {
        return ExitCode::from(2);
    };
    match keep(&control, &order, &home, stdin) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(3),
    }
}

/// Boots, watches and removes. What fails is told to the program, which clears up what we cannot.
fn keep(control: &UnixStream, order: &Order, home: &Home, stdin: OwnedFd) -> io::Result<()> {
    let booted = boot(control, order, home, stdin);
    // The ends of the streams that the container has are to be the only ones.
    let silent = File::options().read(true).write(true).open("/dev/null")?;
    rustix::stdio::dup2_stdout(&silent)?;
    rustix::stdio::dup2_stderr(&silent)?;
    if let Ok(container) = &booted {
        say(control, &Said::Started);
        watch(control, container.init, &container.group)?;
    }
    let cleared = namespaces::unbind(home).and_then(|()| home.clear(&order.layout));
    if let Err(why) = booted {
        say(control, &Said::Failed(why));
    }
    cleared
}

/// What came of an order.
struct Container {
    /// The container's first process, a child of ours.
    init: Pid,
    group: Group,
    /// Locked as long as it is open.
    _image: File,
}

fn say(control: &UnixStream, said: &Said) {
    let mut line = serde_json::to_vec(said).unwrap_or_default();
    line.push(b'\n');
    // A program that is gone is noticed by whoever reads from it.
    let mut control = control;
    let _ = control.write_all(&line);
}

fn boot(
    control: &UnixStream,
    order: &Order,
    home: &Home,
    stdin: OwnedFd,
) -> Result<Container, String> {
    let at = |what: &'static str| move |error: &dyn std::fmt::Display| format!("{what}: {error}");
    // Nobody tidies the image away while we have it.
    let image = File::open(&order.image).map_err(|e| at("the image")(&e))?;
    image.lock_shared().map_err(|e| at("the image")(&e))?;
    home.make().map_err(|e| at("its folder")(&e))?;
    if order.scoped {
        scope(home).map_err(|e| at("its systemd scope")(&e))?;
    }
    let group = home.layout(&order.layout).group(&home.group());
    group.make(&order.budget).map_err(|e| e.to_string())?;
    namespaces::enter(order, &stdin, || {
        say(control, &Said::Unmapped);
        let mut answer = [0];
        let mut control = control;
        control.read_exact(&mut answer)?;
        if answer[0] == MAPPED {
            return Ok(());
        }
        Err(io::ErrorKind::InvalidData.into())
    })
    .map_err(|e| e.to_string())?;
    namespaces::bind(&order.image.join("root"), home, order).map_err(|e| at("the image")(&e))?;
    let init = create(order, home, &group, stdin)?;
    Ok(Container {
        init,
        group,
        _image: image,
    })
}

/// Takes the place in the tree of cgroups that systemd has given us, and makes room for the container beside us.
fn scope(home: &Home) -> Result<(), cgroup::GroupError> {
    let file = |path: &std::path::Path, error| cgroup::GroupError::File {
        path: path.to_owned(),
        error,
    };
    let ours = std::path::Path::new("/proc/self/cgroup");
    let said = fs::read_to_string(ours).map_err(|e| file(ours, e))?;
    let path = said.lines().find_map(|line| line.strip_prefix("0::/"));
    let folder = std::path::Path::new(cgroup::MOUNT).join(path.unwrap_or_default());
    home.note_scope(&folder).map_err(|e| file(home.path(), e))?;
    // A group that gives controllers to its children has no processes of its own.
    let beside = folder.join("keeper");
    fs::create_dir(&beside).map_err(|e| file(&beside, e))?;
    let procs = beside.join("cgroup.procs");
    fs::write(&procs, "0").map_err(|e| file(&procs, e))?;
    cgroup::enable(&folder)
}

/// Makes the container and starts its program; returns the first process.
fn create(order: &Order, home: &Home, group: &Group, stdin: OwnedFd) -> Result<Pid, String> {
    let mut config = order.config.clone();
    config["linux"]["cgroupsPath"] = group.path().to_string_lossy().into();
    fs::write(home.path().join("config.json"), config.to_string())
        .map_err(|error| format!("its config.json: {error}"))?;
    let filters = match order.filtered {
        true => seccomp::filters(SECCOMP).map_err(|error| error.to_string())?,
        false => Vec::new(),
    };
    let (mut told, why) = io::pipe().map_err(|error| format!("a pipe: {error}"))?;
    let inside = Inside {
        filters,
        why: Arc::new(File::from(OwnedFd::from(why))),
    };
    let duplicate = |stream: &dyn AsFd| stream.as_fd().try_clone_to_owned();
    let (stdout, stderr) = (duplicate(&io::stdout()), duplicate(&io::stderr()));
    let (Ok(stdout), Ok(stderr)) = (stdout, stderr) else {
        return Err("its standard streams are closed".to_owned());
    };
    let own_score = fs::read_to_string(OOM_SCORE).unwrap_or_default();
    let built = ContainerBuilder::new("state".to_owned(), SyscallType::default())
        .with_stdin(stdin)
        .with_stdout(stdout)
        .with_stderr(stderr)
        .with_executor(inside)
        .with_root_path(home.path())
        .and_then(|builder| builder.as_init(home.path()).with_systemd(false).build());
    spare_ourselves(&own_score);
    let mut container = built.map_err(|error| chain(&error))?;
    let init = container
        .pid()
        .and_then(|pid| Pid::from_raw(pid.as_raw()))
        .ok_or("libcontainer does not say which process it is")?;
    started(&mut container, init, group, order, &mut told).inspect_err(|_| end(init, group))?;
    Ok(init)
}

/// Sees to it that the limits hold, starts the program, and waits until it is in the program's hands.
fn started(
    container: &mut libcontainer::container::Container,
    init: Pid,
    group: &Group,
    order: &Order,
    told: &mut io::PipeReader,
) -> Result<(), String> {
    let said = fs::read_to_string(format!("/proc/{init}/cgroup"));
    let said = said.map_err(|error| format!("its cgroup: {error}"))?;
    group
        .holds(&said, &order.budget)
        .map_err(|e| e.to_string())?;
    container.start().map_err(|error| chain(&error))?;
    let mut why = String::new();
    match told.read_to_string(&mut why) {
        Ok(0) => Ok(()),
        Ok(_) => Err(why),
        Err(error) => Err(format!("its start: {error}")),
    }
}

const OOM_SCORE: &str = "/proc/self/oom_score_adj";

/// libcontainer raises the score of the process that it runs in, for the container to inherit. Ours goes back:
/// the keeper is not to be the first that goes when memory runs out.
fn spare_ourselves(own: &str) {
    // The file belongs to root where the process may not be looked into. What fails costs a net, no limit.
    let _ = set_dumpable_behavior(DumpableBehavior::Dumpable);
    let _ = fs::write(OOM_SCORE, own.trim());
}

/// An error with all that lies behind it: libcontainer's own text alone says little.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let inner_text = inner.to_string();
        if !text.contains(&inner_text) {
            text = format!("{text}: {inner_text}");
        }
        cause = inner.source();
    }
    text
}

/// Does as the program says until it says no more; tells it when the container has ended.
fn watch(control: &UnixStream, init: Pid, group: &Group) -> io::Result<()> {
    let ended = pidfd_open(init, PidfdFlags::empty())?;
    let mut alive = true;
    loop {
        let mut awaited = vec![PollFd::new(control, PollFlags::IN)];
        if alive {
            awaited.push(PollFd::new(&ended, PollFlags::IN));
        }
        match poll(&mut awaited, None) {
            Err(rustix::io::Errno::INTR) => continue,
            other => other?,
        };
        let has_come = |n: usize| awaited.get(n).is_some_and(|fd| !fd.revents().is_empty());
        if alive && has_come(1) {
            alive = false;
            let code = reap(init)?;
            let oom_killed = group.oom_killed();
            say(control, &Said::Ended { code, oom_killed });
        }
        if !has_come(0) {
            continue;
        }
        let mut asked = [0];
        let mut from = control;
        match from.read(&mut asked) {
            Ok(1) if asked[0] == KILL => {
                if alive {
                    kill(init, group);
                }
            }
            // The end, or what no program of ours says.
            _ => break,
        }
    }
    if alive {
        end(init, group);
    }
    Ok(())
}

/// The first process takes all others with it, as far as they are in its namespace; the group has the rest.
fn kill(init: Pid, group: &Group) {
    // One that has gone meanwhile is no error.
    let _ = kill_process(init, Signal::KILL);
    group.kill();
}

fn end(init: Pid, group: &Group) {
    kill(init, group);
    // What cannot be waited for is not a child of ours, or has been.
    let _ = reap(init);
}

/// Waits for the end of a child: its exit code, 128 + n where a signal ended it.
fn reap(child: Pid) -> io::Result<i32> {
    loop {
        match waitpid(Some(child), WaitOptions::empty()) {
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
            Ok(None) => return Err(io::ErrorKind::NotFound.into()),
            Ok(Some((_, status))) => return Ok(code(status)),
        }
    }
}

fn code(status: WaitStatus) -> i32 {
    let by_signal = status.terminating_signal().map(|signal| 128 + signal);
    status.exit_status().or(by_signal).unwrap_or(255)
}
