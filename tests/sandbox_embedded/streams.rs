//! Standard input, output and error, and the exit code.

use crate::behaviour::{self, BOTH, MEMORY_BOMB, WAITS, little_memory};
use crate::rig::{bash, bash_under, engine};

#[tokio::test]
async fn stdout_and_stderr_come_apart_and_whole() {
    let engine = engine().await;
    behaviour::streams_come_apart_and_whole(bash(&engine, BOTH).await).await;
}

#[tokio::test]
async fn a_container_waits_for_its_input_and_sees_its_end() {
    let engine = engine().await;
    behaviour::waits_for_its_input_and_sees_its_end(bash(&engine, WAITS).await).await;
}

#[tokio::test]
async fn input_larger_than_every_buffer_arrives_whole() {
    let engine = engine().await;
    behaviour::input_larger_than_every_buffer_arrives_whole(bash(&engine, "cat").await).await;
}

#[tokio::test]
async fn an_exit_code_is_data() {
    let engine = engine().await;
    for (script, code) in [
        ("exit 0", 0),
        ("exit 3", 3),
        ("kill -KILL $$; kill -9 -1; exit 5", 5),
        // A Rust program ignores this signal, and its keeper those; the learner's program must not.
        ("yes | head -n 1 > /dev/null; exit ${PIPESTATUS[0]}", 141),
        ("bash -c 'kill -TERM $$'; exit $?", 143),
    ] {
        behaviour::ends_with(bash(&engine, script).await, code, script).await;
    }
}

#[tokio::test]
async fn the_memory_limit_is_told_from_a_kill() {
    let engine = engine().await;
    behaviour::the_memory_limit_is_told_from_a_kill(
        bash_under(&engine, MEMORY_BOMB, &little_memory()).await,
    )
    .await;
}
