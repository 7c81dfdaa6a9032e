//! The keeper of one container: our own binary in a session of its own, `tutorbox keep-container`.
//!
//! It has a container made in its cgroup, waits for its end, and removes every trace of it when the program says so
//! or is gone. It stays outside of the container's namespaces: whoever is in them has no right to clear up on
//! the host. It knows nothing of jobs.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Child, Command, ExitCode};
use std::time::Duration;

use nix::sys::signal::{SigSet, Signal as Caught};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{
    Pid, PidfdFlags, Signal, WaitOptions, WaitStatus, getpid, kill_process, pidfd_open,
    set_child_subreaper, setsid, waitpid,
};

use super::cgroup::{self, Budget, Group, GroupError, Layout};
use super::home::Home;
use super::maker;
use super::namespaces::Own;
use super::order::{self, KILL, MAPPED, Order, START, Said, Told, say};

/// The hidden subcommand under which the program starts it.
pub const SUBCOMMAND: &str = "keep-container";

/// How long each step of a container's making may take.
const STEP: Duration = Duration::from_secs(20);

/// The keeper's own `main`.
pub fn main() -> ExitCode {
    // Not even a terminal that closes ends it. The container's program gets these back.
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

/// Boots, watches and removes. What cannot be removed is left to the program, or to the next one's sweep.
fn keep(control: &UnixStream, order: &Order, home: &Home, stdin: OwnedFd) -> io::Result<()> {
    let booted = boot(order, home, stdin);
    // The ends of the streams that the container has are to be the only ones.
    let silent = File::options().read(true).write(true).open("/dev/null")?;
    rustix::stdio::dup2_stdout(&silent)?;
    rustix::stdio::dup2_stderr(&silent)?;
    let watched = match &booted {
        Ok(container) => {
            say(control, &Said::Started);
            watch(control, container)
        }
        Err(_) => Ok(()),
    };
    let cleared = home.clear(&order.layout);
    if let Err(why) = booted {
        say(control, &Said::Failed(why));
    }
    watched.and(cleared)
}

/// What came of an order.
struct Container {
    /// Its first process, a child of ours.
    init: Pid,
    /// How it ended, where it has already.
    code: Option<i32>,
    group: Group,
    /// Locked as long as it is open: nobody tidies the image away meanwhile.
    _image: File,
}

fn boot(order: &Order, home: &Home, stdin: OwnedFd) -> Result<Container, String> {
    let at = |what: &'static str| move |error: io::Error| format!("{what}: {error}");
    let image = File::open(&order.image).map_err(at("the image"))?;
    image.lock_shared().map_err(at("the image"))?;
    home.make().map_err(at("its folder"))?;
    match &order.layout {
        _ if order.scoped => {
            scope(home, &order.budget).map_err(|error| format!("its systemd scope: {error}"))?
        }
        Layout::V2(root) => {
            cgroup::enable(root, &order.budget).map_err(|error| error.to_string())?
        }
        Layout::V1(_) | Layout::Nowhere => {}
    }
    let group = home.layout(&order.layout).group(&home.group());
    let (ours, theirs) = UnixStream::pair().map_err(at("a socket"))?;
    let mut maker = start_maker(order, home, theirs).map_err(at("its maker"))?;
    let made = group.make(&order.budget).map_err(|error| error.to_string());
    let made = made.and_then(|()| have_made(order, &group, &mut maker, &ours, &stdin));
    drop(stdin);
    if made.is_err() {
        // Whatever it has got to; what it has made is in the group.
        let _ = maker.kill();
        group.kill();
    }
    let _ = maker.wait();
    let init = made?;
    Ok(Container {
        init,
        code: reap_others(init),
        group,
        _image: image,
    })
}

/// Takes the place in the tree of cgroups that systemd has given us, and makes room for the container beside us.
fn scope(home: &Home, budget: &Budget) -> Result<(), GroupError> {
    let file = |path: &Path| {
        let path = path.to_owned();
        move |error| GroupError::File { path, error }
    };
    let ours = Path::new("/proc/self/cgroup");
    let said = fs::read_to_string(ours).map_err(file(ours))?;
    let path = said.lines().find_map(|line| line.strip_prefix("0::/"));
    let folder = Path::new(cgroup::MOUNT).join(path.unwrap_or_default());
    home.note_scope(&folder).map_err(file(home.path()))?;
    // A group that gives controllers to its children has no processes of its own.
    let beside = folder.join("keeper");
    fs::create_dir(&beside).map_err(file(&beside))?;
    let procs = beside.join("cgroup.procs");
    fs::write(&procs, "0").map_err(file(&procs))?;
    cgroup::enable(&folder, budget)
}

/// Starts the maker, with the other end of the socket that we hold.
fn start_maker(order: &Order, home: &Home, socket: UnixStream) -> io::Result<Child> {
    let own = Own {
        users: order.ids.is_some(),
        network: order.network,
        processes: order.processes,
    };
    // What it leaves behind is ours: the container's first process.
    set_child_subreaper(Some(getpid()))?;
    Command::new("/proc/self/exe")
        .arg(maker::SUBCOMMAND)
        .arg(home.path())
        .args(own.names())
        .stdin(OwnedFd::from(socket))
        .spawn()
}

/// Hands the order on, and helps where only who is outside can.
fn have_made(
    order: &Order,
    group: &Group,
    maker: &mut Child,
    socket: &UnixStream,
    stdin: &OwnedFd,
) -> Result<Pid, String> {
    let silent = |error: io::Error| format!("its maker does not answer: {error}");
    socket.set_read_timeout(Some(STEP)).map_err(silent)?;
    socket.set_write_timeout(Some(STEP)).map_err(silent)?;
    let give = |leave| {
        let mut socket = socket;
        socket.write_all(&[leave]).map_err(silent)
    };
    let (mut created, mut started) = (None, false);
    for line in BufReader::new(socket).lines() {
        let told = line.and_then(|line| Ok(serde_json::from_str(&line)?));
        match told.map_err(silent)? {
            Told::Unmapped => {
                if let Some(ids) = &order.ids {
                    ids.give(maker.id())?;
                }
                give(MAPPED)?;
            }
            Told::Created(init) => {
                maker.wait().map_err(silent)?;
                // Whatever else the container leaves behind is none of ours.
                set_child_subreaper(None).map_err(|error| silent(error.into()))?;
                created = i32::try_from(init).ok().and_then(Pid::from_raw);
                order::send(socket, order, stdin).map_err(silent)?;
            }
            Told::Ready => {
                let init = created.ok_or("it is no process")?;
                hold(order, group, init)?;
                give(START)?;
                started = true;
            }
            Told::Failed(why) => return Err(why),
        }
    }
    // The socket ends where the first process becomes the program.
    let init = created.filter(|_| started);
    init.ok_or_else(|| silent(io::ErrorKind::UnexpectedEof.into()))
}

/// Sees to it, before any code of it runs, that the limits hold the first process.
fn hold(order: &Order, group: &Group, init: Pid) -> Result<(), String> {
    let said = fs::read_to_string(format!("/proc/{init}/cgroup"));
    let said = said.map_err(|error| format!("its cgroup: {error}"))?;
    let held = group.holds(&said, &order.budget);
    held.map_err(|error| error.to_string())
}

/// Does as the program says until it says no more; tells it when the container has ended.
fn watch(control: &UnixStream, container: &Container) -> io::Result<()> {
    let mut alive = match container.code {
        None => Some(pidfd_open(container.init, PidfdFlags::empty())?),
        Some(code) => {
            ended(control, container, code);
            None
        }
    };
    loop {
        let mut awaited = vec![PollFd::new(control, PollFlags::IN)];
        awaited.extend(alive.iter().map(|fd| PollFd::new(fd, PollFlags::IN)));
        match poll(&mut awaited, None) {
            Err(rustix::io::Errno::INTR) => continue,
            other => other?,
        };
        let come: Vec<bool> = awaited.iter().map(|fd| !fd.revents().is_empty()).collect();
        if come.get(1) == Some(&true) {
            alive = None;
            ended(control, container, reap(container.init)?);
        }
        if come.first() != Some(&true) {
            continue;
        }
        let mut asked = [0];
        let mut from = control;
        match from.read(&mut asked) {
            Ok(1) if asked == [KILL] => {
                if alive.is_some() {
                    kill(container);
                }
            }
            // The end, or what no program of ours says.
            _ => break,
        }
    }
    if alive.is_some() {
        kill(container);
        reap(container.init)?;
    }
    Ok(())
}

fn ended(control: &UnixStream, container: &Container, code: i32) {
    let oom_killed = container.group.oom_killed();
    say(control, &Said::Ended { code, oom_killed });
}

/// The first process takes all others with it, as far as they are in its namespace; the group has the rest.
fn kill(container: &Container) {
    // One that has gone meanwhile is no error.
    let _ = kill_process(container.init, Signal::KILL);
    container.group.kill();
}

/// Lets go of what came between us and the first process; says how that one ended, should it have meanwhile.
fn reap_others(init: Pid) -> Option<i32> {
    let mut ended = None;
    while let Ok(Some((pid, status))) = waitpid(None, WaitOptions::NOHANG) {
        if pid == init {
            ended = Some(code(status));
        }
    }
    ended
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
