//! One container, attached, and the power over it.

use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use bollard::Docker;
use bollard::container::{AttachContainerResults, LogOutput};
use bollard::errors::Error;
use bollard::models::ContainerCreateBody;
use bollard::query_parameters::{
    AttachContainerOptions, CreateContainerOptions, InspectContainerOptions, KillContainerOptions,
    StartContainerOptions, WaitContainerOptions,
};
use futures_util::{Stream as Flow, StreamExt};
use tokio::sync::{mpsc, watch};

use super::call::{WORK, failed, unanswered, unless, why, within};
use super::sweep::remove;
use crate::run::Stream;
use crate::sandbox::{Chunk, Container, Control, EngineError, Exit};

/// Creates, attaches, starts: attached before it runs, or the first output would be lost.
pub async fn boot(docker: Docker, body: ContainerCreateBody) -> Result<Container, EngineError> {
    let id = create(&docker, body).await?;
    match attach_and_start(&docker, &id).await {
        Ok(attached) => Ok(container(docker, id, attached)),
        Err(error) => {
            // What could not be started must not stay; of the two errors the first is the cause.
            let _ = remove(&docker, &id).await;
            Err(error)
        }
    }
}

async fn create(docker: &Docker, body: ContainerCreateBody) -> Result<String, EngineError> {
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
    for warning in created.warnings {
        tracing::warn!(warning, "the engine warns of a container");
    }
    Ok(created.id)
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

fn container(docker: Docker, id: String, attached: AttachContainerResults) -> Container {
    // A few chunks: enough to keep the engine's pipe busy, and a bound to what a flood takes of our memory.
    let (sender, mut receiver) = mpsc::channel(8);
    let (ending, ended) = watch::channel(false);
    tokio::spawn(drain(attached.output, sender, ended));
    Container {
        id: id.clone(),
        stdin: attached.input,
        output: Box::pin(futures_util::stream::poll_fn(move |cx| {
            receiver.poll_recv(cx)
        })),
        control: Box::new(Power {
            docker,
            id,
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
        Err(error) => Some(Err(failed("pass on output", why(&error)))),
    }
}

/// The power over one container.
struct Power {
    docker: Docker,
    id: String,
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
    /// A container that nobody holds any more is nobody's: whoever was to remove it was cancelled.
    fn drop(&mut self) {
        if self.removed.load(Ordering::Relaxed) {
            return;
        }
        self.ending.send_replace(true);
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let (docker, id) = (self.docker.clone(), std::mem::take(&mut self.id));
            runtime.spawn(async move { remove(&docker, &id).await });
        }
    }
}

#[async_trait]
impl Control for Power {
    async fn kill(&self) -> Result<(), EngineError> {
        self.ending.send_replace(true);
        let now = KillContainerOptions {
            signal: "KILL".to_owned(),
        };
        // 404: it is gone. 409: it has ended.
        within(WORK, "kill a container", async {
            unless(
                &[404, 409],
                self.docker.kill_container(&self.id, Some(now)).await,
            )
        })
        .await?;
        Ok(())
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
            Some(Err(error)) => return Err(failed(WHAT, why(&error))),
            None => return Err(failed(WHAT, "it hung up".to_owned())),
        };
        let seen = within(
            WORK,
            "inspect a container",
            self.docker
                .inspect_container(&self.id, None::<InspectContainerOptions>),
        )
        .await?;
        Ok(Exit {
            code: i32::try_from(code).unwrap_or(i32::MAX),
            oom_killed: seen
                .state
                .and_then(|state| state.oom_killed)
                .unwrap_or(false),
        })
    }

    async fn remove(&self) -> Result<(), EngineError> {
        self.ending.send_replace(true);
        remove(&self.docker, &self.id).await?;
        self.removed.store(true, Ordering::Relaxed);
        Ok(())
    }
}
