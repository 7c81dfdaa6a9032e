//! A daemon that ends in the middle of a run and comes back: the run ends, says what to do, and leaves nothing.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use rustix::process::Signal;
use tutorbox::run::Outcome;
use tutorbox::sandbox::docker::{DockerEngine, Place, connect_to};
use tutorbox::sandbox::{Engine, Kind, Pool, Wanted};

use crate::daemon::Daemon;
use crate::endless::{RUNNER, begin, end};
use crate::keeper::{create, keeper};
use crate::rig::{boot, client, containers_of, until_containers, wanted};

/// Once the daemon answers again.
const SOON: Duration = Duration::from_secs(2);

/// The run's own deadline: it is not what ends it.
const LONG: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_daemon_that_is_restarted_ends_the_run_and_nothing_stays() {
    restarted(Signal::TERM, None).await;
}

#[tokio::test]
async fn a_daemon_that_is_killed_ends_the_run_and_nothing_stays() {
    restarted(Signal::KILL, None).await;
}

#[tokio::test]
async fn nothing_of_gvisor_spins_on_when_the_daemon_comes_back() {
    restarted(Signal::KILL, Some("runsc")).await;
}

async fn restarted(signal: Signal, runtime: Option<&str>) {
    let mut daemon = Daemon::start();
    let engine = Arc::new(connect(&daemon, runtime).await);
    let (docker, owner) = (client(&engine), engine.owner());
    let boot = boot(&engine, RUNNER).await;
    // Of a program that ends while nobody answers.
    let gone = format!("{owner}-gone");
    create(&docker, &boot.image, &gone).await;
    let its_keeper = keeper(&engine, &gone).await;
    let pool = Pool::new(Arc::clone(&engine) as Arc<dyn Engine>);
    let run = begin(&pool, &boot, LONG).await;
    let inside = running(&owner, &docker).await;
    assert!(!inside.is_empty());

    daemon.stop(signal);
    drop(its_keeper);
    let outcome = tokio::time::timeout(Duration::from_secs(15), end(run));
    let outcome = outcome.await.expect("a run does not hang");
    let Outcome::EngineFailed(why) = &outcome else {
        panic!("{outcome:?}");
    };
    assert!(why.contains("try again once it answers"), "{why}");

    daemon.start_again();
    for owner in [&owner, &gone] {
        let took = until_containers(&docker, owner, 0).await;
        assert!(took < SOON, "{took:?}");
    }
    assert_eq!(alive(&inside), [""; 0]);
    // The engine is the same as before.
    drop(begin(&pool, &boot, LONG).await);
    pool.close().await;
    assert_eq!(containers_of(&docker, &owner).await, 0);
}

async fn connect(daemon: &Daemon, runtime: Option<&str>) -> DockerEngine {
    let wanted = Wanted {
        runtime: runtime.map(str::to_owned),
        ..wanted()
    };
    let place = Place::Unix(daemon.socket());
    connect_to(place, Kind::Docker, &wanted).await.unwrap()
}

/// The processes of an owner's containers, sandboxes of gVisor's included: their ids, and when they started.
pub async fn running(owner: &str, docker: &bollard::Docker) -> Vec<String> {
    let ids = crate::rig::ids_of(docker, owner).await;
    let entries = fs::read_dir("/proc").unwrap().flatten();
    let is_one = |path: &std::path::Path| {
        let said = fs::read_to_string(path.join("cgroup")).unwrap_or_default();
        ids.iter().any(|id| said.contains(id.as_str()))
    };
    entries
        .filter(|entry| is_one(&entry.path()))
        .filter_map(|entry| known_as(entry.file_name().to_str()?))
        .collect()
}

/// A process, named so that no other process ever is; `None` where it has ended.
fn known_as(pid: &str) -> Option<String> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    (!["Z", "X"].contains(&fields[0])).then(|| format!("{pid} {}", fields[19]))
}

/// Those of them that are alive.
fn alive(known: &[String]) -> Vec<String> {
    let still = |one: &&String| {
        let pid = one.split(' ').next().unwrap();
        known_as(pid).as_ref() == Some(*one)
    };
    known.iter().filter(still).cloned().collect()
}
