//! What containers leave on this machine: looked for by their names, and by what was there before.
//!
//! Other programs go on meanwhile. What a container leaves behind bears its name somewhere, so that nobody else's
//! processes, mounts, cgroups and folders are taken for its own; free memory and disk are everybody's, and what others took of them is
//! reckoned. Where nothing can be seen (another system than Linux, an engine elsewhere) that is what is said.

mod amounts;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod nowhere;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::Judgement;
use super::watched::Seen;
use crate::sandbox::{Kind, Limit};
use amounts::Amounts;
#[cfg(target_os = "linux")]
use linux as system;
#[cfg(not(target_os = "linux"))]
use nowhere as system;

/// How long the kernel and an engine may take to clear away what has ended.
const SETTLE: Duration = Duration::from_secs(10);
/// How long a process may live on after its container is gone.
const AT_ONCE: Duration = Duration::from_secs(2);
/// How often is looked.
const LOOK: Duration = Duration::from_millis(200);

/// This machine, before.
#[derive(Debug, Clone)]
pub struct Snapshot {
    kind: Kind,
    began: std::time::SystemTime,
    folders: Vec<PathBuf>,
    entries: BTreeSet<PathBuf>,
    networks: BTreeSet<String>,
    amounts: Option<Amounts>,
}

/// What was left behind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Leftovers {
    /// What is there and ought not to be.
    pub found: Vec<String>,
    /// What there is to say where nothing is.
    pub notes: Vec<String>,
    /// Why nothing can be said.
    pub unseen: Option<String>,
}

impl Snapshot {
    /// The machine as it is now, for attacks on an engine of this kind. `folders` are tutorbox's own, where nothing is to be left.
    pub fn take(kind: Kind, folders: &[PathBuf]) -> Self {
        let folders = folders.to_vec();
        Self {
            kind,
            began: std::time::SystemTime::now(),
            entries: system::entries(&folders),
            networks: system::networks(),
            amounts: system::amounts(kind, &folders),
            folders,
        }
    }
}

impl Leftovers {
    /// In the judge's words.
    pub fn judgement(&self) -> Judgement {
        if !self.found.is_empty() {
            return Judgement::NotContained {
                why: self.found.join("; "),
            };
        }
        match &self.unseen {
            Some(why) => Judgement::Skipped { why: why.clone() },
            None => Judgement::Contained {
                by: Limit::OneUse,
                how: self.notes.join("; "),
            },
        }
    }
}

/// The names of a container's parts, by which they are known on this machine; `None` where it runs elsewhere.
pub(super) fn parts(id: &str) -> Option<BTreeSet<String>> {
    is_telling(id).then(|| system::parts(id)).flatten()
}

/// A name that is too short says nothing: it stands in others'.
fn is_telling(name: &str) -> bool {
    name.len() >= 12
}

/// A process of these containers that still lives, once they are gone.
pub(super) async fn outlived(seen: &Seen) -> Option<String> {
    let names = seen.names.clone();
    until_nothing(AT_ONCE, move || system::processes(&names))
        .await
        .into_iter()
        .next()
}

/// What is left, once everything had time to go.
pub(super) async fn leftovers(before: Snapshot, seen: Seen) -> Leftovers {
    let mut found: Vec<String> = seen
        .not_removed
        .iter()
        .map(|id| format!("container {id} was not removed"))
        .collect();
    if !seen.is_here {
        return Leftovers {
            found,
            unseen: Some(
                "none of its containers was seen among this machine's processes: \
                 the engine's host cannot be looked at from here"
                    .to_owned(),
            ),
            ..Leftovers::default()
        };
    }
    let names: BTreeSet<String> = seen.names.into_iter().filter(|n| is_telling(n)).collect();
    let containers = names.len();
    let machine = before.clone();
    found.extend(until_nothing(SETTLE, move || look(&machine, &names)).await);
    let mut notes = vec![format!(
        "no process, container, mount, cgroup, file or network ({containers} names looked for)"
    )];
    let (too_much, free) = free(before).await;
    found.extend(too_much);
    notes.extend(free);
    Leftovers {
        found,
        notes,
        unseen: None,
    }
}

/// All that bears one of these names, or was not there before.
fn look(before: &Snapshot, names: &BTreeSet<String>) -> Vec<String> {
    let mut found = system::processes(names);
    found.extend(system::mounts(names));
    found.extend(system::cgroups(names));
    found.extend(system::files(names));
    let entries = system::entries(&before.folders);
    let new = entries.difference(&before.entries);
    found.extend(new.map(|path| format!("file {}", path.display())));
    let networks = system::networks();
    let new = networks.difference(&before.networks);
    found.extend(new.map(|name| format!("network {name}")));
    found
}

/// What became of free memory and disk: what is too much, and what is not.
async fn free(before: Snapshot) -> (Vec<String>, Vec<String>) {
    let Some(was) = before.amounts else {
        return (
            Vec::new(),
            vec!["free memory and disk cannot be read".to_owned()],
        );
    };
    let folders = before.folders;
    let (kind, began) = (before.kind, before.began);
    let deadline = Instant::now() + SETTLE;
    loop {
        let folders = folders.clone();
        let now = tokio::task::spawn_blocking(move || {
            let now = system::amounts(kind, &folders)?;
            Some((now, system::written_since(kind, began)))
        });
        let compared = match now.await {
            Ok(Some((now, written))) => was.compare(&now, written),
            _ => vec![Err("free memory and disk can no longer be read".to_owned())],
        };
        if compared.iter().all(Result::is_ok) || Instant::now() > deadline {
            let (good, bad): (Vec<_>, Vec<_>) = compared.into_iter().partition(Result::is_ok);
            let bad = bad.into_iter().filter_map(Result::err).collect();
            return (bad, good.into_iter().flatten().collect());
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// Looks until there is nothing, or for so long; what there was at last.
async fn until_nothing(
    patience: Duration,
    look: impl Fn() -> Vec<String> + Send + Sync + 'static,
) -> Vec<String> {
    let look = std::sync::Arc::new(look);
    let deadline = Instant::now() + patience;
    loop {
        let once = std::sync::Arc::clone(&look);
        let found = match tokio::task::spawn_blocking(move || once()).await {
            Ok(found) => found,
            Err(_) => vec!["this machine can no longer be looked at".to_owned()],
        };
        if found.is_empty() || Instant::now() > deadline {
            return found;
        }
        tokio::time::sleep(LOOK).await;
    }
}

#[cfg(all(test, target_os = "linux"))]
#[allow(clippy::unwrap_used)]
mod tests;
