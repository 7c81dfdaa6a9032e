//! Standard input, output and error, and the exit code.

use crate::behaviour::{self, BOTH, MEMORY_BOMB, WAITS, little_memory};
use crate::rig::{bash, bash_under, engines, is_gvisor};

#[tokio::test]
async fn stdout_and_stderr_come_apart_and_whole() {
    for engine in engines().await {
        behaviour::streams_come_apart_and_whole(bash(&engine, BOTH).await).await;
    }
}

#[tokio::test]
async fn a_container_waits_for_its_input_and_sees_its_end() {
    for engine in engines().await {
        behaviour::waits_for_its_input_and_sees_its_end(bash(&engine, WAITS).await).await;
    }
}

#[tokio::test]
async fn input_larger_than_every_buffer_arrives_whole() {
    for engine in engines().await {
        behaviour::input_larger_than_every_buffer_arrives_whole(bash(&engine, "cat").await).await;
    }
}

#[tokio::test]
async fn an_exit_code_is_data() {
    for engine in engines().await {
        // The first process of a process space is spared by the rest of it; not so in gVisor.
        let spared = if is_gvisor(&engine) { 137 } else { 5 };
        for (script, code) in [
            ("exit 0", 0),
            ("exit 3", 3),
            ("kill -KILL $$; kill -9 -1; exit 5", spared),
        ] {
            behaviour::ends_with(bash(&engine, script).await, code, script).await;
        }
    }
}

#[tokio::test]
async fn the_memory_limit_is_told_from_a_kill() {
    for engine in engines().await {
        behaviour::the_memory_limit_is_told_from_a_kill(
            bash_under(&engine, MEMORY_BOMB, &little_memory()).await,
        )
        .await;
    }
}
