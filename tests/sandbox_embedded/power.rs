//! Kill, wait and remove, also while output floods and nobody reads it, and when callers are cancelled.

use std::time::{Duration, Instant};

use futures_util::StreamExt;
use tutorbox::sandbox::Engine;

use crate::behaviour::{self, KEPT};
use crate::rig::{bash, boot, engine, engine_in, usual};
use crate::traces::{inmates, traces, until, until_nothing_in};

/// What a learner would not notice, and far less than any deadline of a call.
const PROMPT: Duration = Duration::from_secs(2);

#[tokio::test]
async fn a_flood_that_nobody_reads_is_killed_and_removed_at_once() {
    let engine = engine().await;
    let mut container = bash(&engine, "exec yes").await;
    container.output.next().await.unwrap().unwrap();
    let began = Instant::now();
    container.control.kill().await.unwrap();
    assert_eq!(container.control.wait().await.unwrap().code, 137);
    container.control.remove().await.unwrap();
    assert!(began.elapsed() < PROMPT, "{:?}", began.elapsed());
    assert_eq!(traces(&engine.owner()), [""; 0]);
}

#[tokio::test]
async fn a_flood_whose_reader_is_gone_goes_on() {
    let engine = engine().await;
    let script = "yes | head -c 8M && exit 4";
    let mut container = bash(&engine, script).await;
    container.output.next().await.unwrap().unwrap();
    container.output = Box::pin(futures_util::stream::empty());
    assert_eq!(container.control.wait().await.unwrap().code, 4);
    container.control.remove().await.unwrap();
}

#[tokio::test]
async fn what_was_printed_before_the_kill_is_kept() {
    let engine = engine().await;
    behaviour::what_was_printed_before_the_kill_is_kept(bash(&engine, KEPT).await).await;
}

#[tokio::test]
async fn everything_goes_with_the_first_process() {
    let engine = engine().await;
    // Sessions of their own, deaf to everything, and orphans.
    let script = "for n in 1 2 3; do ( trap '' TERM HUP INT; setsid sleep 600 & ) & done
        echo ready; sleep 600";
    let mut container = bash(&engine, script).await;
    container.output.next().await.unwrap().unwrap();
    let owner = engine.owner();
    until("they are there", || inmates(&owner).len() >= 4).await;
    container.control.kill().await.unwrap();
    // Those who wait for it know that none is left.
    assert_eq!(inmates(&owner), []);
    container.control.remove().await.unwrap();
    assert_eq!(traces(&owner), [""; 0]);
}

#[tokio::test]
async fn ending_what_has_ended_is_no_error() {
    let engine = engine().await;
    behaviour::ending_what_has_ended_is_no_error(bash(&engine, "exit 0").await).await;
}

#[tokio::test]
async fn a_container_dropped_is_removed() {
    let place = tempfile::tempdir().unwrap();
    let engine = engine_in(place.path()).await;
    drop(bash(&engine, "while :; do :; done").await);
    assert!(until_nothing_in(place.path(), &engine.owner()).await < PROMPT);
}

#[tokio::test]
async fn a_boot_given_up_leaves_nothing() {
    let place = tempfile::tempdir().unwrap();
    let engine = engine_in(place.path()).await;
    let (boot, policy, owner) = (boot("while :; do :; done"), usual(), engine.owner());
    for delay in [0, 1, 3, 5, 8, 12, 20] {
        let given_up =
            tokio::time::timeout(Duration::from_millis(delay), engine.boot(&boot, &policy));
        drop(given_up.await);
    }
    assert!(until_nothing_in(place.path(), &owner).await < PROMPT);
}

#[tokio::test]
async fn many_at_once_do_not_disturb_each_other() {
    let engine = engine().await;
    let boots = (0..8).map(|_| bash(&engine, "echo $$; read -r line"));
    let mut containers = futures_util::future::join_all(boots).await;
    for container in &mut containers {
        let (_, bytes) = container.output.next().await.unwrap().unwrap();
        assert_eq!(bytes, b"1\n");
    }
    for container in containers {
        container.control.remove().await.unwrap();
    }
    assert_eq!(traces(&engine.owner()), [""; 0]);
}
