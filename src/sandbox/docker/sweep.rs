//! Containers that must not stay: found by their label, and removed.

use std::collections::HashMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bollard::Docker;
use bollard::models::{ContainerSummary, ContainerSummaryStateEnum as State};
use bollard::query_parameters::{ListContainersOptions, RemoveContainerOptions};
use futures_util::future::join_all;

use super::call::{WORK, unless, within};
use crate::sandbox::EngineError;
use crate::sandbox::owner::{Fate, Owner};

/// The label that says whose a container is.
pub const OWNER: &str = "tutorbox.owner";

/// How old a container of an owner that nobody here can judge must be before it is taken for left behind.
const FORGOTTEN: Duration = Duration::from_secs(24 * 60 * 60);

/// Removes a container, alive or not, and every trace of it. One that is gone is no error.
pub async fn remove(docker: &Docker, id: &str) -> Result<(), EngineError> {
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

/// Removes every container of this owner; says how many there were.
///
/// # Errors
/// The engine could not list them, or remove one of them; the others are removed.
pub async fn remove_all_of(docker: &Docker, owner: &str) -> Result<usize, EngineError> {
    let found = labelled(docker, format!("{OWNER}={owner}")).await?;
    remove_each(docker, &found).await
}

/// Removes what owners left behind that are gone; says how many there were. The living are not touched.
///
/// # Errors
/// As [`remove_all_of`].
pub async fn remove_orphans(docker: &Docker) -> Result<usize, EngineError> {
    let mut found = labelled(docker, OWNER.to_owned()).await?;
    found.retain(is_orphan);
    remove_each(docker, &found).await
}

async fn labelled(docker: &Docker, label: String) -> Result<Vec<ContainerSummary>, EngineError> {
    let matching = ListContainersOptions {
        all: true,
        filters: Some(HashMap::from([("label".to_owned(), vec![label])])),
        ..Default::default()
    };
    within(
        WORK,
        "list its containers",
        docker.list_containers(Some(matching)),
    )
    .await
}

async fn remove_each(docker: &Docker, found: &[ContainerSummary]) -> Result<usize, EngineError> {
    let ids = found.iter().filter_map(|container| container.id.as_deref());
    let ends = join_all(ids.map(|id| remove(docker, id))).await;
    ends.into_iter().collect::<Result<Vec<()>, _>>()?;
    Ok(found.len())
}

fn is_orphan(container: &ContainerSummary) -> bool {
    let label = container
        .labels
        .as_ref()
        .and_then(|labels| labels.get(OWNER));
    match label
        .and_then(|text| Owner::parse(text))
        .map(|owner| owner.fate())
    {
        Some(Fate::Alive) => false,
        Some(Fate::Gone) => true,
        Some(Fate::Unknown) | None => is_forgotten(container),
    }
}

/// Neither running nor young: no living owner, wherever it is, keeps a container so.
fn is_forgotten(container: &ContainerSummary) -> bool {
    let ended = matches!(
        container.state,
        Some(State::CREATED | State::EXITED | State::DEAD)
    );
    let created = container
        .created
        .and_then(|seconds| u64::try_from(seconds).ok());
    let age = created
        .map(|seconds| UNIX_EPOCH + Duration::from_secs(seconds))
        .and_then(|then| SystemTime::now().duration_since(then).ok());
    ended && age.is_some_and(|age| age > FORGOTTEN)
}
