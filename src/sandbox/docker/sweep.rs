//! Containers that must not stay: found by their label, and removed.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use bollard::Docker;
use bollard::query_parameters::{
    KillContainerOptions, RemoveContainerOptions, WaitContainerOptions,
};
use futures_util::StreamExt as _;
use futures_util::future::join_all;
use tokio::time::timeout;

use super::ask::{Listed, labelled};
use super::call::{PATIENCE, WORK, unless, within};
use super::place::Place;
use crate::sandbox::EngineError;
use crate::sandbox::owner::{Fate, Owner};

/// The label that says whose a container is.
pub const OWNER: &str = "tutorbox.owner";

/// How old a container of an owner that nobody here can judge must be before it is taken for left behind.
const FORGOTTEN: Duration = Duration::from_secs(24 * 60 * 60);

/// How long a container is given to end by itself.
const ALONE_WITHIN: Duration = Duration::from_millis(300);

/// How long a container that was killed may take to end before it is removed all the same.
const KILLED_WITHIN: Duration = Duration::from_secs(5);

/// How long to wait before an engine is asked once more.
const PAUSE: Duration = Duration::from_millis(200);

/// Kills everything in a container. One that has ended, or is gone, is no error.
pub async fn kill(docker: &Docker, id: &str) -> Result<(), EngineError> {
    let now = KillContainerOptions {
        signal: "KILL".to_owned(),
    };
    let killed = within(WORK, "kill a container", async {
        // 404: it is gone. 409: it has ended.
        unless(&[404, 409], docker.kill_container(id, Some(now)).await)
    });
    match killed.await {
        // So Podman says that it has ended.
        Err(EngineError::Failed { why, .. }) if why.contains("container state improper") => Ok(()),
        killed => killed.map(drop),
    }
}

/// Removes a container, alive or not, and every trace of it. One that is gone is no error.
///
/// It is given a moment to end by itself, and is killed and waited for otherwise. A daemon that is told to kill or remove a
/// container in the very moment in which it ends forgets the shim that held it, and its cgroups (Docker 20.10: one time
/// in three), and a runner ends whenever the program that held its stdin does.
pub async fn remove(docker: &Docker, id: &str) -> Result<(), EngineError> {
    if !ended(docker, id, ALONE_WITHIN).await {
        kill(docker, id).await?;
        ended(docker, id, KILLED_WITHIN).await;
    }
    let whole = RemoveContainerOptions {
        force: true,
        v: true,
        ..Default::default()
    };
    // 404: it is gone. 409: somebody else removes it right now.
    within(WORK, "remove a container", async {
        unless(&[404, 409], docker.remove_container(id, Some(whole)).await)
    })
    .await?;
    Ok(())
}

/// The same, again and again where the engine does not answer, as long as there is hope.
pub async fn remove_at_last(docker: Docker, id: String) {
    let began = Instant::now();
    while let Err(error) = remove(&docker, &id).await {
        if began.elapsed() > PATIENCE {
            tracing::warn!(%error, "a container stays until the program ends");
            return;
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Whether a container is gone or has ended, within this time.
async fn ended(docker: &Docker, id: &str, within: Duration) -> bool {
    // Whatever is answered, a code that is no error to us or that there is no such container: it does not run.
    let mut end = Box::pin(docker.wait_container(id, None::<WaitContainerOptions>));
    timeout(within, end.next()).await.is_ok()
}

/// Removes every container of this owner; says how many there were.
///
/// # Errors
/// The engine could not list them, or remove one of them; the others are removed.
pub async fn remove_all_of(
    docker: &Docker,
    place: &Place,
    owner: &str,
) -> Result<usize, EngineError> {
    let found = labelled(place, &format!("{OWNER}={owner}")).await?;
    remove_each(docker, &found).await
}

/// Removes what owners left behind that are gone; says how many there were. The living are not touched.
///
/// # Errors
/// As [`remove_all_of`].
pub async fn remove_orphans(docker: &Docker, place: &Place) -> Result<usize, EngineError> {
    let mut found = labelled(place, OWNER).await?;
    found.retain(is_orphan);
    remove_each(docker, &found).await
}

async fn remove_each(docker: &Docker, found: &[Listed]) -> Result<usize, EngineError> {
    let ends = join_all(found.iter().map(|container| remove(docker, &container.id))).await;
    ends.into_iter().collect::<Result<Vec<()>, _>>()?;
    Ok(found.len())
}

fn is_orphan(container: &Listed) -> bool {
    let owner = container
        .labels
        .get(OWNER)
        .and_then(|text| Owner::parse(text));
    match owner.map(|owner| owner.fate()) {
        Some(Fate::Alive) => false,
        Some(Fate::Gone) => true,
        Some(Fate::Unknown) | None => is_forgotten(container),
    }
}

/// Neither running nor young: no living owner, wherever it is, keeps a container so.
fn is_forgotten(container: &Listed) -> bool {
    let ended = matches!(
        container.state.as_str(),
        "created" | "configured" | "initialized" | "exited" | "stopped" | "dead"
    );
    let created = UNIX_EPOCH + Duration::from_secs(container.created);
    let age = SystemTime::now().duration_since(created);
    ended && age.is_ok_and(|age| age > FORGOTTEN)
}
