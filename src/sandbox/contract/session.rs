//! One container's one job: hand it over, listen, and see to its end.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures_util::{FutureExt, StreamExt};
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until, timeout};

use super::feed::write;
use super::job::{self, JobError};
use super::origin::Channels;
use super::patience::{Fed, Patience};
use super::record::{Piece, Reader, Record};
use crate::run::{Finished, Job, Limits, Outcome, Preparing, RunEvent, Stdin, Stream, Transcript};
use crate::sandbox::{Boot, Container, Control, Engine, EngineError, Exit, Policy};

/// How long a runner may take to be ready. A cold boot takes a few seconds; on gVisor beside seven others, on a slow machine of two
/// cores, one took more than thirty.
const READY_WITHIN: Duration = Duration::from_secs(90);
/// How long a warm runner may take from the job's first byte to `started`.
const STARTED_WITHIN: Duration = Duration::from_secs(10);
/// How long a process may take to end after its runner said that it would.
const EXIT_WITHIN: Duration = Duration::from_secs(2);
/// How long the other stream may take to say `done`, too.
const DONE_WITHIN: Duration = Duration::from_secs(2);
/// How long we wait for the engine to say how a container ended.
const VERDICT_WITHIN: Duration = Duration::from_secs(10);
/// Everything that one run may send, records included, as a multiple of what is kept of a stream. A
/// program that reads the nonce could otherwise flood with records.
const FLOOD: u64 = 64;
/// Events that may wait to be read; a slow reader slows the run, not the memory.
const QUEUE: usize = 256;

/// A container whose runner is ready and waits for its one job.
pub struct Warm {
    container: Container,
}

/// A run under way. Dropping it cancels the run.
pub struct RunHandle {
    /// Unlike any other run's in this program.
    pub id: u64,
    /// What it says; the last is `Finished`.
    pub events: mpsc::Receiver<RunEvent>,
    /// The program's stdin, where the job asked for `Stdin::Stream` or `Stdin::Typed`; dropping it is end of file.
    pub input: Option<mpsc::Sender<Vec<u8>>>,
    /// Sending (or dropping) stops the run.
    pub cancel: oneshot::Sender<()>,
}

/// Boots a container and waits until its runner is ready.
pub async fn warm(engine: &dyn Engine, boot: &Boot, policy: &Policy) -> Result<Warm, EngineError> {
    let mut container = engine.boot(boot, policy).await?;
    match timeout(READY_WITHIN, ready(&mut container)).await {
        Ok(Ok(())) => Ok(Warm { container }),
        Ok(Err(why)) => Err(abandon(container, why).await),
        Err(_) => {
            let why = format!("it was not ready within {READY_WITHIN:?}");
            Err(abandon(container, why).await)
        }
    }
}

async fn abandon(container: Container, why: String) -> EngineError {
    drop(container.output);
    remove(container.control.as_ref()).await;
    EngineError::Failed {
        what: "boot the language's runner",
        why,
    }
}

/// Reads until the ready record; what else is said before is the reason why it does not come.
async fn ready(container: &mut Container) -> Result<(), String> {
    let mut reader = Reader::new();
    let mut said = Vec::new();
    while let Some(chunk) = container.output.next().await {
        let (stream, bytes) = chunk.map_err(|e| e.to_string())?;
        if stream == Stream::Stderr {
            said.extend(bytes);
            continue;
        }
        for piece in reader.feed(&bytes) {
            match piece {
                Piece::Record(Record::Ready { contract: 1, .. }) => return Ok(()),
                Piece::Record(_) => return Err("its runner speaks another contract".into()),
                Piece::Output(bytes) => said.extend(bytes),
            }
        }
        said.truncate(4096);
    }
    let how = match timeout(VERDICT_WITHIN, container.control.wait()).await {
        Ok(Ok(exit)) => format!("with code {}", exit.code),
        Ok(Err(error)) => error.to_string(),
        Err(_) => "though its container still runs".into(),
    };
    let said = String::from_utf8_lossy(&said);
    Err(format!(
        "it ended before it was ready, {how}: {}",
        said.trim()
    ))
}

impl Warm {
    /// Itself, if it still waits. A parked container can die: killed from outside, or its engine restarted.
    pub fn if_alive(mut self) -> Result<Self, Self> {
        // A waiting runner says nothing, so anything that comes is its end.
        match self.container.output.next().now_or_never() {
            None => Ok(self),
            Some(_) => Err(self),
        }
    }

    /// Waits for its end, which comes where something kills it. A waiting runner says nothing, so anything that comes is its end.
    pub async fn ends(&mut self) {
        self.container.output.next().await;
    }

    /// Ends it without a job.
    pub async fn discard(self) {
        let Container {
            mut stdin,
            output,
            control,
            ..
        } = self.container;
        // Without a job to come the runner ends by itself.
        stdin.shutdown().await.ok();
        drop((stdin, output));
        remove(control.as_ref()).await;
    }
}

/// Removes a container that nobody needs any more. Where that fails the keeper and the next start's sweep
/// see to it.
pub async fn remove(control: &dyn Control) {
    if let Err(error) = control.remove().await {
        tracing::warn!(%error, "a container was not removed");
    }
}

/// Removes a container whose run is over, once its process has gone: an engine may forget what held a container that it is told to
/// remove in the very moment in which that ends.
pub async fn remove_ended(control: &dyn Control) {
    timeout(EXIT_WITHIN, control.wait()).await.ok();
    remove(control).await;
}

/// A run's side of its handle.
pub struct Running {
    events: mpsc::Sender<RunEvent>,
    /// What the program reads, whatever its job's [`Stdin`] is.
    input: mpsc::Receiver<Vec<u8>>,
    cancel: oneshot::Receiver<()>,
}

impl RunHandle {
    /// A handle, and the side of it that does the running.
    pub fn new(job: &Job) -> (Self, Running) {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let (events_in, events) = mpsc::channel(QUEUE);
        let (input_in, input) = mpsc::channel(16);
        if let Stdin::Bytes(bytes) = &job.stdin {
            // It is empty and has room.
            input_in.try_send(bytes.clone()).ok();
        }
        let (cancel_in, cancel) = oneshot::channel();
        let handle = Self {
            id: NEXT.fetch_add(1, Ordering::Relaxed),
            events,
            input: matches!(job.stdin, Stdin::Stream | Stdin::Typed).then_some(input_in),
            cancel: cancel_in,
        };
        let running = Running {
            events: events_in,
            input,
            cancel,
        };
        (handle, running)
    }

    /// All that it says, once it is over.
    pub async fn transcript(mut self) -> Transcript {
        let mut transcript = Transcript::default();
        while let Some(event) = self.events.recv().await {
            transcript.absorb(event);
        }
        transcript
    }
}

impl Running {
    /// Says something to whoever still listens.
    pub async fn say(&self, event: RunEvent) {
        self.events.send(event).await.ok();
    }

    /// The run cannot happen.
    pub async fn fail(self, error: &EngineError) {
        self.say(finished(
            Outcome::EngineFailed(error.to_string()),
            Duration::ZERO,
            (0, 0),
        ))
        .await;
    }

    /// Waits for `work`, or for the learner to stop it.
    pub async fn unless_cancelled<T>(&mut self, work: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            _ = &mut self.cancel => None,
            done = work => Some(done),
        }
    }

    /// The learner stopped it before it began.
    pub async fn cancelled(self) {
        self.say(finished(Outcome::Cancelled, Duration::ZERO, (0, 0)))
            .await;
    }

    /// The whole life of one job in its container, up to `Finished`. The container is still to be removed.
    pub async fn drive(self, warm: Warm, job: Job) -> Box<dyn Control> {
        self.say(RunEvent::Preparing(Preparing::HandOver)).await;
        let Container {
            stdin,
            output,
            control,
            ..
        } = warm.container;
        let events = self.events.clone();
        let last = match Listening::begin(self, stdin, output, &job) {
            Ok(mut listening) => listening.listen(control.as_ref()).await,
            Err(error) => vec![finished(
                Outcome::EngineFailed(error.to_string()),
                Duration::ZERO,
                (0, 0),
            )],
        };
        // The container is not kept for a reader that takes its time.
        tokio::spawn(async move {
            for event in last {
                if events.send(event).await.is_err() {
                    return;
                }
            }
        });
        control
    }
}

/// A limit is told in whole seconds.
fn whole_seconds(time: Duration) -> Duration {
    Duration::from_secs(time.as_secs())
}

fn finished(outcome: Outcome, duration: Duration, dropped: (u64, u64)) -> RunEvent {
    RunEvent::Finished(Finished {
        outcome,
        duration,
        dropped,
    })
}

/// Why listening came to an end.
enum End {
    /// The runner has reported everything: its process is about to end with this code, which nobody waits for.
    Done(i32),
    /// The container closed its streams.
    Closed,
    /// We end it, for this reason.
    Kill(Outcome),
}

type Output = Pin<Box<dyn futures_util::Stream<Item = crate::sandbox::Chunk> + Send>>;

/// A run between its first byte and its last.
struct Listening {
    events: mpsc::Sender<RunEvent>,
    cancel: oneshot::Receiver<()>,
    /// It came while something else was waited for.
    is_cancelled: bool,
    output: Option<Output>,
    channels: Channels,
    writer: JoinHandle<()>,
    /// Told once that the program's own input may go.
    go: Option<oneshot::Sender<()>>,
    limits: Limits,
    /// Where somebody types what the program reads.
    patience: Option<Patience>,
    started: Option<Instant>,
    deadline: Instant,
    /// It was given more time than its limit.
    had_more: bool,
    received: u64,
    /// What was heard and not yet taken. No more is read before it is: a slow reader slows the program.
    untold: VecDeque<RunEvent>,
}

impl Listening {
    fn begin(
        run: Running,
        stdin: Pin<Box<dyn AsyncWrite + Send>>,
        output: Output,
        job: &Job,
    ) -> Result<Self, JobError> {
        let nonce = job::nonce()?;
        let bytes = job::encode(job, &nonce)?;
        let Running {
            events,
            input,
            cancel,
        } = run;
        let (go, gone) = oneshot::channel();
        let (feeding, fed) = watch::channel(Fed::default());
        let wall = job.limits.wall;
        Ok(Self {
            events,
            cancel,
            is_cancelled: false,
            output: Some(output),
            channels: Channels::new(&nonce, job.limits.output),
            writer: tokio::spawn(write(stdin, bytes, gone, input, feeding)),
            go: Some(go),
            limits: job.limits,
            patience: (job.stdin == Stdin::Typed).then_some(Patience { fed, wall }),
            started: None,
            had_more: false,
            deadline: Instant::now() + STARTED_WITHIN,
            received: 0,
            untold: VecDeque::new(),
        })
    }

    /// Gives what is still to be told, the end last.
    async fn listen(&mut self, control: &dyn Control) -> Vec<RunEvent> {
        let end = self.until_end(control).await;
        let duration = self.started.map_or(Duration::ZERO, |s| s.elapsed());
        // The attach stream goes before the kill: an engine may block until it is read.
        self.output = None;
        self.writer.abort();
        let outcome = match end {
            End::Kill(outcome) => {
                if let Err(error) = control.kill().await {
                    tracing::warn!(%error, "a container was not killed");
                }
                outcome
            }
            End::Done(code) => Outcome::Exited(code),
            End::Closed => how_it_ended(control, self.started.is_some(), self.limits.memory).await,
        };
        let mut last: Vec<_> = self.untold.drain(..).collect();
        last.push(finished(outcome, duration, self.channels.dropped()));
        last
    }

    async fn until_end(&mut self, control: &dyn Control) -> End {
        let events = self.events.clone();
        loop {
            let Some(output) = self.output.as_mut() else {
                return End::Closed;
            };
            tokio::select! {
                biased;
                _ = &mut self.cancel => return End::Kill(Outcome::Cancelled),
                () = sleep_until(self.deadline) => match self.more(control).await {
                    Some(later) => (self.deadline, self.had_more) = (later, true),
                    None => return self.deadline_passed(),
                },
                taken = events.reserve(), if !self.untold.is_empty() => {
                    tell(taken, &mut self.untold);
                }
                chunk = output.next(), if self.untold.is_empty() => {
                    if let Some(end) = self.heard(chunk) {
                        return end;
                    }
                }
            }
        }
    }

    /// The deadline of a run that somebody types for, where it is to be a later one. Whoever stops it need not wait.
    async fn more(&mut self, control: &dyn Control) -> Option<Instant> {
        let (Some(patience), Some(started), None) =
            (&self.patience, self.started, self.channels.done())
        else {
            return None;
        };
        tokio::select! {
            biased;
            _ = &mut self.cancel => {
                self.is_cancelled = true;
                None
            }
            later = patience.more(started, control) => later,
        }
    }

    fn deadline_passed(&self) -> End {
        match (self.channels.done(), self.started) {
            _ if self.is_cancelled => End::Kill(Outcome::Cancelled),
            (Some(code), _) => End::Done(code),
            (None, Some(started)) => End::Kill(Outcome::TimedOut {
                after: match self.had_more {
                    true => whole_seconds(started.elapsed()),
                    false => self.limits.wall,
                },
            }),
            (None, None) => End::Kill(Outcome::EngineFailed(format!(
                "the runner did not take the job within {STARTED_WITHIN:?}"
            ))),
        }
    }

    fn heard(&mut self, chunk: Option<crate::sandbox::Chunk>) -> Option<End> {
        let (stream, bytes) = match chunk {
            Some(Ok(chunk)) => chunk,
            Some(Err(error)) => return Some(End::Kill(Outcome::EngineFailed(error.to_string()))),
            None => {
                self.untold.extend(self.channels.finish());
                return Some(self.channels.done().map_or(End::Closed, End::Done));
            }
        };
        self.received += bytes.len() as u64;
        for event in self.channels.feed(stream, &bytes) {
            self.note(&event);
            self.untold.push_back(event);
        }
        let limit = self.limits.output;
        if self.channels.overflowed() || self.received > limit.saturating_mul(FLOOD) {
            return Some(End::Kill(Outcome::OutputLimit { limit }));
        }
        self.channels.complete().map(End::Done)
    }

    /// What an event means for the run itself.
    fn note(&mut self, event: &RunEvent) {
        match event {
            RunEvent::Started if self.started.is_none() => {
                let now = Instant::now();
                self.started = Some(now);
                self.deadline = now + self.limits.wall;
                // Only now may the learner's own stdin go: a runtime reads ahead.
                if let Some(go) = self.go.take() {
                    go.send(()).ok();
                }
            }
            RunEvent::Done => self.deadline = Instant::now() + DONE_WITHIN,
            _ => {}
        }
    }
}

/// How a process ended that had no last word.
async fn how_it_ended(control: &dyn Control, started: bool, memory: u64) -> Outcome {
    let exit = match timeout(VERDICT_WITHIN, control.wait()).await {
        Ok(Ok(exit)) => exit,
        Ok(Err(error)) => return Outcome::EngineFailed(error.to_string()),
        Err(_) => return Outcome::EngineFailed("it does not say how the run ended".into()),
    };
    match exit {
        Exit {
            oom_killed: true, ..
        } => Outcome::OutOfMemory { limit: memory },
        Exit { code, .. } if !started => Outcome::EngineFailed(format!(
            "the runner ended with code {code} before it took the job"
        )),
        Exit { code, .. } => Outcome::Exited(code),
    }
}

/// Tells one event to whoever has room for it, and all of them to nobody where nobody listens any more.
fn tell(
    taken: Result<mpsc::Permit<'_, RunEvent>, mpsc::error::SendError<()>>,
    untold: &mut VecDeque<RunEvent>,
) {
    match taken {
        Ok(room) => {
            if let Some(event) = untold.pop_front() {
                room.send(event);
            }
        }
        Err(_) => untold.clear(),
    }
}
