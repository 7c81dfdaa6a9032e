//! One container, attached, and the power over it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use async_trait::async_trait;
use bollard::Docker;
use bollard::container::{AttachContainerResults, LogOutput};
use bollard::errors::Error;
use bollard::models::ContainerCreateBody;
use bollard::query_parameters::{
    AttachContainerOptions, CreateContainerOptions, EventsOptions, StartContainerOptions,
    WaitContainerOptions,
};
use futures_util::{Stream as Flow, StreamExt};
use tokio::sync::{mpsc, watch};
use tokio::time::timeout;

use super::ask::{inspected, used};
use super::call::{WORK, failed, told, unanswered, unless, within};
use super::place::Place;
use super::podman::Count;
use super::sweep::{kill, remove, remove_at_last};
use crate::run::Stream;
use crate::sandbox::{Chunk, Container, Control, EngineError, Exit};

/// A container that was created.
pub struct Created {
    pub id: String,
    /// What the engine has to say of it.
    pub warnings: Vec<String>,
}

/// Creates a container in Docker's words.
pub async fn create(docker: &Docker, body: ContainerCreateBody) -> Result<Created, EngineError> {
    let image = body.image.clone().unwrap_or_default();
    let created = within(WORK, "create a container", async {
        unless(
            &[404],
            docker
                .create_container(None::<CreateContainerOptions>, body)
                .await,
        )
    });
    let created = created.await?.ok_or(EngineError::NoImage(image))?;
    Ok(Created {
        id: created.id,
        warnings: created.warnings,
    })
}

/// Who finds out that something in a container was killed for want of memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortage {
    /// The engine.
    Told,
    /// We do: the engine does not.
    Counted,
    /// We do, and end the container: what is left of it can hang for ever.
    Ends,
}

/// How often is looked whether a container is to be ended for it.
const LOOK: Duration = Duration::from_millis(100);

/// Attaches and starts: attached before it runs, or the first output would be lost. What cannot be started is removed.
pub async fn start(
    docker: Docker,
    place: Place,
    id: String,
    shortage: Shortage,
) -> Result<Container, EngineError> {
    match attach_and_start(&docker, &id).await {
        Ok(attached) => {
            let count = match shortage {
                Shortage::Told => None,
                Shortage::Counted | Shortage::Ends => count(&place, &id).await,
            };
            let (ending, ended) = watch::channel(false);
            if let (Shortage::Ends, Some(count)) = (shortage, &count) {
                let (docker, id, count) = (docker.clone(), id.clone(), Arc::clone(count));
                tokio::spawn(async move { end_when_short(&docker, &id, &count, ended).await });
            }
            Ok(container(docker, place, id, attached, count, ending))
        }
        Err(error) => {
            // Of the two errors the first is the cause.
            let _ = remove(&docker, &id).await;
            Err(error)
        }
    }
}

/// Who ran out of memory in a container, where that can be seen. One that has ended already has not.
async fn count(place: &Place, id: &str) -> Option<Arc<Count>> {
    let seen = inspected(place, id).await.ok()?;
    Count::of(seen.state.pid).map(Arc::new)
}

/// Kills a container as soon as something in it was killed for want of memory, unless it is being ended anyway.
async fn end_when_short(
    docker: &Docker,
    id: &str,
    count: &Count,
    mut ended: watch::Receiver<bool>,
) {
    while !count.look() {
        if let Ok(_over) = timeout(LOOK, ended.wait_for(|ended| *ended)).await {
            return;
        }
    }
    if let Err(error) = kill(docker, id).await {
        tracing::warn!(%error, "a container out of memory was not ended");
    }
}

async fn attach_and_start(
    docker: &Docker,
    id: &str,
) -> Result<AttachContainerResults, EngineError> {
    let all = AttachContainerOptions {
        stream: true,
        stdin: true,
        stdout: true,
        stderr: true,
        ..Default::default()
    };
    let attached = within(
        WORK,
        "attach to a container",
        docker.attach_container(id, Some(all)),
    )
    .await?;
    let start = docker.start_container(id, None::<StartContainerOptions>);
    within(WORK, "start a container", start).await?;
    Ok(attached)
}

fn container(
    docker: Docker,
    place: Place,
    id: String,
    attached: AttachContainerResults,
    count: Option<Arc<Count>>,
    ending: watch::Sender<bool>,
) -> Container {
    // A few chunks: enough to keep the engine's pipe busy, and a bound to what a flood takes of our memory.
    let (sender, mut receiver) = mpsc::channel(8);
    let drained = drain(attached.output, sender, ending.subscribe());
    let last = count.clone();
    tokio::spawn(async move {
        drained.await;
        // It has ended, and its cgroup goes any moment.
        last.map(|count| count.look());
    });
    Container {
        id: id.clone(),
        stdin: attached.input,
        output: Box::pin(futures_util::stream::poll_fn(move |cx| {
            receiver.poll_recv(cx)
        })),
        control: Box::new(Power {
            docker,
            place,
            id,
            count,
            ending,
            removed: AtomicBool::new(false),
        }),
    }
}

/// Reads what the engine sends to its end, whoever listens: Docker 20.10 answers no kill, inspect or
/// remove while output waits to be read. Once the container is being ended, what nobody takes is dropped.
async fn drain(
    mut from: impl Flow<Item = Result<LogOutput, Error>> + Unpin,
    to: mpsc::Sender<Chunk>,
    mut ended: watch::Receiver<bool>,
) {
    let mut to = Some(to);
    while let Some(output) = from.next().await {
        let (Some(chunk), Some(listener)) = (chunk(output), &to) else {
            continue;
        };
        let taken = tokio::select! {
            biased;
            sent = listener.send(chunk) => sent.is_ok(),
            _ = ended.wait_for(|ended| *ended) => false,
        };
        if !taken {
            to = None;
        }
    }
}

fn chunk(output: Result<LogOutput, Error>) -> Option<Chunk> {
    match output {
        Ok(LogOutput::StdOut { message }) => Some(Ok((Stream::Stdout, message.into()))),
        Ok(LogOutput::StdErr { message }) => Some(Ok((Stream::Stderr, message.into()))),
        // A frame torn off at the end of the connection, and what no container without a terminal sends.
        Ok(LogOutput::Console { .. } | LogOutput::StdIn { .. }) => None,
        Err(error) => Some(Err(failed("pass on output", told(&error)))),
    }
}

/// The power over one container.
struct Power {
    docker: Docker,
    place: Place,
    id: String,
    count: Option<Arc<Count>>,
    /// Set once the container is being ended.
    ending: watch::Sender<bool>,
    removed: AtomicBool,
}

impl Power {
    /// Returns when the container ought to have ended: a run has no deadline here, its end has.
    async fn overdue(&self) {
        // It cannot fail: the sender is ours.
        let _ = self.ending.subscribe().wait_for(|ending| *ending).await;
        tokio::time::sleep(WORK).await;
    }
}

impl Drop for Power {
    /// A container that nobody holds any more is nobody's: whoever was to remove it was cancelled, or the engine did not let
    /// them.
    fn drop(&mut self) {
        if self.removed.load(Ordering::Relaxed) {
            return;
        }
        self.ending.send_replace(true);
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let (docker, id) = (self.docker.clone(), std::mem::take(&mut self.id));
            runtime.spawn(remove_at_last(docker, id));
        }
    }
}

/// The exit code of a process that was killed.
const KILLED: i64 = 128 + 9;

/// How long after a container's end its engine may still come to hear why.
const HEARD_WITHIN: Duration = Duration::from_millis(300);

/// Whether an engine has heard that a container ran out of memory, though its state does not say so: the news of it and of
/// the container's end come to it by different ways, and the state has what came first (Docker 20.10: one time in a hundred).
async fn was_short(docker: &Docker, id: &str) -> bool {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let until = now.unwrap_or_default() + HEARD_WITHIN;
    let filter = |name: &str, value: &str| (name.to_owned(), vec![value.to_owned()]);
    let ask = EventsOptions {
        // All that it remembers.
        since: Some("0".to_owned()),
        until: Some(format!("{}.{:09}", until.as_secs(), until.subsec_nanos())),
        filters: Some([filter("container", id), filter("event", "oom")].into()),
    };
    let mut events = Box::pin(docker.events(Some(ask)));
    // An engine whose clock is behind ours takes longer.
    let first = timeout(2 * HEARD_WITHIN, events.next()).await;
    matches!(first, Ok(Some(Ok(_))))
}

#[async_trait]
impl Control for Power {
    async fn kill(&self) -> Result<(), EngineError> {
        self.ending.send_replace(true);
        kill(&self.docker, &self.id).await
    }

    async fn cpu_time(&self) -> Option<Duration> {
        let used = used(&self.place, &self.id).await.ok()?;
        // Nothing at all is what an engine says that does not know.
        (used > Duration::ZERO).then_some(used)
    }

    async fn wait(&self) -> Result<Exit, EngineError> {
        const WHAT: &str = "wait for a container";
        let mut end = Box::pin(
            self.docker
                .wait_container(&self.id, None::<WaitContainerOptions>),
        );
        let end = tokio::select! {
            end = end.next() => end,
            () = self.overdue() => return Err(failed(WHAT, unanswered(WORK))),
        };
        let code = match end {
            Some(Ok(end)) => end.status_code,
            // A code that is not zero is an error to the client, and data to us.
            Some(Err(Error::DockerContainerWaitError { error, code })) if error.is_empty() => code,
            Some(Err(error)) => return Err(failed(WHAT, told(&error))),
            None => return Err(failed(WHAT, "it hung up".to_owned())),
        };
        let seen = inspected(&self.place, &self.id).await?;
        let counted = self.count.as_ref().is_some_and(|count| count.look());
        let oom_killed = seen.state.oom_killed || counted;
        let is_doubtful = code == KILLED && !oom_killed && !*self.ending.borrow();
        Ok(Exit {
            code: i32::try_from(code).unwrap_or(i32::MAX),
            oom_killed: oom_killed || is_doubtful && was_short(&self.docker, &self.id).await,
        })
    }

    async fn remove(&self) -> Result<(), EngineError> {
        self.ending.send_replace(true);
        remove(&self.docker, &self.id).await?;
        self.removed.store(true, Ordering::Relaxed);
        Ok(())
    }
}
