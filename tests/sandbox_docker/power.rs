//! Kill, wait and remove, also while output floods and nobody reads it, and when callers are cancelled.

use std::time::{Duration, Instant};

use futures_util::StreamExt;
use tutorbox::run::Limits;
use tutorbox::sandbox::{Engine, Policy};

use crate::behaviour::{self, KEPT};
use crate::rig::{bash, boot, client, containers_of, engines, until_containers};

/// What a learner would not notice, and far less than any deadline of a call.
const PROMPT: Duration = Duration::from_secs(2);

#[tokio::test]
async fn a_flood_that_nobody_reads_is_killed_and_removed_at_once() {
    for engine in engines().await {
        let mut container = bash(&engine, "exec yes").await;
        container.output.next().await.unwrap().unwrap();
        let began = Instant::now();
        container.control.kill().await.unwrap();
        assert_eq!(container.control.wait().await.unwrap().code, 137);
        container.control.remove().await.unwrap();
        assert!(began.elapsed() < PROMPT, "{:?}", began.elapsed());
        assert_eq!(containers_of(&client(&engine), &engine.owner()).await, 0);
    }
}

#[tokio::test]
async fn a_flood_whose_reader_is_gone_ends_by_itself_or_is_removed() {
    for engine in engines().await {
        let mut container = bash(&engine, "yes | head -c 8M; exit 4").await;
        container.output.next().await.unwrap().unwrap();
        container.output = Box::pin(futures_util::stream::empty());
        assert_eq!(container.control.wait().await.unwrap().code, 4);
        container.control.remove().await.unwrap();
    }
}

#[tokio::test]
async fn what_was_printed_before_the_kill_is_kept() {
    for engine in engines().await {
        behaviour::what_was_printed_before_the_kill_is_kept(bash(&engine, KEPT).await).await;
    }
}

#[tokio::test]
async fn ending_what_has_ended_is_no_error() {
    for engine in engines().await {
        behaviour::ending_what_has_ended_is_no_error(bash(&engine, "exit 0").await).await;
    }
}

#[tokio::test]
async fn a_container_dropped_is_removed() {
    for engine in engines().await {
        let docker = client(&engine);
        drop(bash(&engine, "while :; do :; done").await);
        until_containers(&docker, &engine.owner(), 0).await;
    }
}

#[tokio::test]
async fn a_boot_given_up_leaves_nothing() {
    for engine in engines().await {
        let docker = client(&engine);
        let boot = boot(&engine, "while :; do :; done").await;
        let policy = Policy::new(Limits::default());
        let owner = engine.owner();
        tokio::select! {
            _ = engine.boot(&boot, &policy) => panic!("nobody waited for it"),
            _ = until_containers(&docker, &owner, 1) => {}
        }
        until_containers(&docker, &owner, 0).await;
    }
}
