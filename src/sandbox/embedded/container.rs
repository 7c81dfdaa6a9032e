//! The program's side of one container: its keeper, its streams, and the power over it.

use std::io;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::process::{ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use async_trait::async_trait;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::UnixStream;
use tokio::net::unix::pipe;
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::process::{Child, Command};
use tokio::sync::{Mutex, mpsc, watch};
use tokio::time::timeout;

use super::cgroup::Layout;
use super::home::Home;
use super::host::Scope;
use super::keeper::SUBCOMMAND;
use super::order::{self, KILL, Order, Said};
use crate::run::Stream;
use crate::sandbox::{Chunk, Container, Control, EngineError, Exit};

/// How long a boot, a kill or a removal may take on a machine that has much else to do.
const WORK: Duration = Duration::from_secs(30);

/// How much of one stream is read at once.
const READ: usize = 64 * 1024;

/// How a keeper is started.
#[derive(Debug, Clone)]
pub struct Starter {
    /// Our own binary.
    pub program: PathBuf,
    /// Who gives the keeper its part of the tree of cgroups.
    pub scope: Scope,
}

pub(super) fn failed(what: &'static str, why: impl ToString) -> EngineError {
    EngineError::Failed {
        what,
        why: why.to_string(),
    }
}

fn boot_failed(why: impl ToString) -> EngineError {
    failed("boot a container", why)
}

/// Boots what is ordered. Whoever drops this on the way leaves nothing: the keeper sees its socket close.
pub async fn boot(order: Order, starter: &Starter) -> Result<Container, EngineError> {
    let home = Home::at(&order.home).ok_or_else(|| boot_failed("its folder has no owner"))?;
    let layout = order.layout.clone();
    let mut keeper = Keeper::start(starter, &home).map_err(boot_failed)?;
    match timeout(WORK, keeper.boot(order, starter)).await {
        Ok(Ok(stdin)) => Ok(keeper.container(stdin, home, layout)),
        Ok(Err(why)) => {
            let why = format!("{why}{}", keeper.last_words().await);
            // It has cleared up, unless somebody killed it.
            clear(home, layout).await.map_err(boot_failed)?;
            Err(boot_failed(why))
        }
        Err(_) => {
            // It hangs: what it has made goes without it.
            let _ = keeper.child.kill().await;
            let _ = clear(home, layout).await;
            Err(boot_failed(format!("it took more than {WORK:?}")))
        }
    }
}

/// Clears up what a keeper has left.
async fn clear(home: Home, layout: Layout) -> io::Result<()> {
    let cleared = tokio::task::spawn_blocking(move || home.clear(&layout));
    cleared.await.map_err(io::Error::other)?
}

/// A keeper, and what we say to each other.
struct Keeper {
    child: Child,
    control: UnixStream,
}

impl Keeper {
    fn start(starter: &Starter, home: &Home) -> io::Result<Self> {
        let (ours, theirs) = std::os::unix::net::UnixStream::pair()?;
        let mut command = command(starter);
        let child = command
            // For people who wonder which is whose.
            .arg(home.path())
            .stdin(OwnedFd::from(theirs))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .current_dir("/")
            .spawn()
            .map_err(|error| io::Error::other(format!("{}: {error}", starter.program.display())))?;
        ours.set_nonblocking(true)?;
        let control = UnixStream::from_std(ours)?;
        Ok(Self { child, control })
    }

    /// Gives the order and sees it carried out; returns the container's standard input.
    async fn boot(&mut self, order: Order, starter: &Starter) -> Result<pipe::Sender, String> {
        let (stdin, writer) = io::pipe().map_err(|error| error.to_string())?;
        let sender = pipe::Sender::from_owned_fd(writer.into()).map_err(|e| e.to_string())?;
        self.send(order, stdin.into()).await.map_err(|error| {
            let program = starter.program.display();
            format!("{program} takes no order: {error}")
        })?;
        match self.hear().await {
            Ok(Said::Started) => Ok(sender),
            Ok(Said::Failed(why)) => Err(why),
            Ok(Said::Ended { .. }) => Err("it ended before it began".to_owned()),
            Err(error) => {
                let program = starter.program.display();
                Err(format!("its keeper, {program}, is gone: {error}"))
            }
        }
    }

    /// Blocking: a file travels with a message only by a call that tokio does not have.
    async fn send(&self, order: Order, stdin: OwnedFd) -> io::Result<()> {
        use std::os::fd::AsFd;
        let control = self.control.as_fd().try_clone_to_owned()?;
        let sending = tokio::task::spawn_blocking(move || {
            let control = std::os::unix::net::UnixStream::from(control);
            control.set_nonblocking(false)?;
            let sent = order::send(&control, &order, &stdin);
            control.set_nonblocking(true)?;
            sent
        });
        sending.await.map_err(io::Error::other)?
    }

    /// The next line, byte by byte: what follows it belongs to whoever listens later.
    async fn hear(&mut self) -> io::Result<Said> {
        let mut line = Vec::new();
        loop {
            match self.control.read_u8().await? {
                b'\n' => return Ok(serde_json::from_slice(&line)?),
                byte => line.push(byte),
            }
        }
    }

    /// What a keeper that could not do its work has printed besides: systemd's word on it, say.
    async fn last_words(mut self) -> String {
        const ENOUGH: u64 = 2048;
        drop(self.control);
        let mut words = Vec::new();
        if let Some(stderr) = self.child.stderr.take() {
            let reading = stderr.take(ENOUGH);
            tokio::pin!(reading);
            let _ = timeout(WORK, reading.read_to_end(&mut words)).await;
        }
        let _ = timeout(WORK, self.child.wait()).await;
        let words = String::from_utf8_lossy(&words);
        match words.trim() {
            "" => String::new(),
            words => format!("; {words}"),
        }
    }

    /// The booted container.
    fn container(mut self, stdin: pipe::Sender, home: Home, layout: Layout) -> Container {
        // A few chunks: enough to keep a pipe busy, and a bound to what a flood takes of our memory.
        let (sender, mut receiver) = mpsc::channel(8);
        if let Some(stdout) = self.child.stdout.take() {
            tokio::spawn(pass_on(stdout, Stream::Stdout, sender.clone()));
        }
        if let Some(stderr) = self.child.stderr.take() {
            tokio::spawn(pass_on(stderr, Stream::Stderr, sender));
        }
        let (says, asks) = self.control.into_split();
        let (state, known) = watch::channel(State::Running);
        tokio::spawn(listen(says, state, home.clone(), layout.clone()));
        Container {
            id: home.group(),
            stdin: Box::pin(Stdin(Some(stdin))),
            output: Box::pin(futures_util::stream::poll_fn(move |cx| {
                receiver.poll_recv(cx)
            })),
            control: Box::new(Power {
                asks: Mutex::new(Some(asks)),
                child: Mutex::new(self.child),
                known,
                home,
                layout,
                removed: AtomicBool::new(false),
            }),
        }
    }
}

/// Our own binary as a keeper, in the scope that it needs.
fn command(starter: &Starter) -> Command {
    let mut command = match starter.scope {
        Scope::Ours | Scope::Nobody => {
            let mut command = Command::new(&starter.program);
            command.arg0("tutorbox");
            command
        }
        Scope::System | Scope::Session => {
            let mut command = Command::new("systemd-run");
            if starter.scope == Scope::Session {
                command.arg("--user");
            }
            command
                .args([
                    "--scope",
                    "--quiet",
                    "--collect",
                    "--property=Delegate=yes",
                    "--",
                ])
                .arg(absolute(&starter.program));
            command
        }
    };
    // It needs to find systemd, and nothing else of ours.
    command.arg(SUBCOMMAND).env_clear();
    for name in ["PATH", "DBUS_SESSION_BUS_ADDRESS"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    if let Some(folder) = super::home::runtime_folder() {
        command.env("XDG_RUNTIME_DIR", folder);
    }
    command
}

/// Our own binary by a name that another program understands too, even where an update has replaced it.
fn absolute(program: &Path) -> PathBuf {
    match program.strip_prefix("/proc/self") {
        Ok(rest) => Path::new("/proc")
            .join(std::process::id().to_string())
            .join(rest),
        Err(_) => program.to_owned(),
    }
}

/// Reads a stream to its end, whoever listens: code that prints must not stop because nobody does any more.
async fn pass_on(mut from: impl AsyncRead + Unpin, stream: Stream, to: mpsc::Sender<Chunk>) {
    let mut buffer = vec![0; READ];
    loop {
        match from.read(&mut buffer).await {
            Ok(0) | Err(_) => return,
            Ok(n) => {
                let chunk = buffer.get(..n).unwrap_or_default().to_vec();
                // Who has gone listens to nothing; the rest is read all the same.
                let _ = to.send(Ok((stream, chunk))).await;
            }
        }
    }
}

/// What is known of a container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Running,
    Ended(Exit),
    /// Its keeper has gone, and it with it.
    Lost,
}

/// Hears what the keeper says until it is gone; where it went without being asked, clears up after it.
async fn listen(from: OwnedReadHalf, state: watch::Sender<State>, home: Home, layout: Layout) {
    let mut lines = BufReader::new(from).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        if let Ok(Said::Ended { code, oom_killed }) = serde_json::from_str(&line) {
            state.send_replace(State::Ended(Exit { code, oom_killed }));
        }
    }
    if let Err(error) = clear(home, layout).await {
        tracing::warn!(%error, "a container left something behind");
    }
    state.send_if_modified(|state| {
        let lost = *state == State::Running;
        if lost {
            *state = State::Lost;
        }
        lost
    });
}

/// A container's standard input: shutting it down closes the pipe, which is its end.
struct Stdin(Option<pipe::Sender>);

impl AsyncWrite for Stdin {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match &mut self.0 {
            Some(pipe) => Pin::new(pipe).poll_write(cx, bytes),
            None => Poll::Ready(Err(io::ErrorKind::BrokenPipe.into())),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.0 {
            Some(pipe) => Pin::new(pipe).poll_flush(cx),
            None => Poll::Ready(Ok(())),
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.as_mut().poll_flush(cx))?;
        self.0 = None;
        Poll::Ready(Ok(()))
    }
}

/// The power over one container. Dropped, it closes the socket, and the keeper removes the container.
struct Power {
    /// Closed once the container is to be removed.
    asks: Mutex<Option<OwnedWriteHalf>>,
    child: Mutex<Child>,
    known: watch::Receiver<State>,
    home: Home,
    layout: Layout,
    removed: AtomicBool,
}

impl Power {
    async fn until_it_has_ended(&self) -> State {
        let mut known = self.known.clone();
        let ended = known.wait_for(|state| *state != State::Running).await;
        ended.map_or(State::Lost, |state| *state)
    }
}

#[async_trait]
impl Control for Power {
    async fn kill(&self) -> Result<(), EngineError> {
        const WHAT: &str = "kill a container";
        if let Some(asks) = self.asks.lock().await.as_mut() {
            // A keeper that is gone has taken the container with it.
            let _ = asks.write_all(&[KILL]).await;
        }
        match timeout(WORK, self.until_it_has_ended()).await {
            Ok(_) => Ok(()),
            Err(_) => Err(failed(WHAT, format!("it did not end within {WORK:?}"))),
        }
    }

    async fn cpu_time(&self) -> Option<Duration> {
        let group = self.layout.group(&self.home.group());
        let read = tokio::task::spawn_blocking(move || group.cpu_time());
        read.await.ok().flatten()
    }

    async fn wait(&self) -> Result<Exit, EngineError> {
        match self.until_it_has_ended().await {
            State::Ended(exit) => Ok(exit),
            State::Running | State::Lost => Err(failed(
                "wait for a container",
                "its keeper is gone, and it with it",
            )),
        }
    }

    async fn remove(&self) -> Result<(), EngineError> {
        if self.removed.load(Ordering::Acquire) {
            return Ok(());
        }
        *self.asks.lock().await = None;
        let mut child = self.child.lock().await;
        let left = timeout(WORK, child.wait()).await;
        let done = matches!(&left, Ok(Ok(status)) if ExitStatus::success(status));
        if !done {
            // What does not do its work is done without it.
            let _ = child.kill().await;
            clear(self.home.clone(), self.layout.clone())
                .await
                .map_err(|error| failed("remove a container", error))?;
        }
        self.removed.store(true, Ordering::Release);
        Ok(())
    }
}
