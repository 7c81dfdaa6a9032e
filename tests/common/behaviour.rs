//! What a container does on every engine, seen on one that was just booted: its streams, its end, and the power over it.

use std::collections::HashMap;

use futures_util::StreamExt;
use tokio::io::AsyncWriteExt;
use tutorbox::run::{Limits, Stream};
use tutorbox::sandbox::{Boot, Chunk, Container, Engine, Policy};

/// What to boot for a bash script, in an image of the host's tools.
pub fn bash_in(image: String, script: &str) -> Boot {
    Boot {
        image,
        command: ["/bin/bash", "-c", script].map(str::to_owned).into(),
        env: vec![
            ("PATH".to_owned(), "/bin".to_owned()),
            ("LC_ALL".to_owned(), "C".to_owned()),
        ],
        scratch_exec: false,
    }
}

/// Goes on with `work` while another instance sweeps without a pause.
pub async fn while_others_sweep(other: &dyn Engine, work: impl Future<Output = ()>) {
    let sweeping = async {
        loop {
            other.sweep().await.unwrap();
        }
    };
    tokio::select! {
        () = work => {}
        () = sweeping => {}
    }
}

/// Everything a container prints until it ends: stdout and stderr.
pub async fn printed(container: &mut Container) -> (String, String) {
    let mut printed = HashMap::<Stream, Vec<u8>>::new();
    while let Some(chunk) = container.output.next().await {
        let (stream, bytes) = Chunk::unwrap(chunk);
        printed.entry(stream).or_default().extend(bytes);
    }
    let mut text = |stream| String::from_utf8(printed.remove(&stream).unwrap_or_default()).unwrap();
    (text(Stream::Stdout), text(Stream::Stderr))
}

/// What it prints on stdout, run to its end, and nothing on stderr.
pub async fn printed_on_stdout(mut container: Container) -> String {
    let (stdout, stderr) = printed(&mut container).await;
    container.control.remove().await.unwrap();
    assert_eq!(stderr, "");
    stdout
}

pub const BOTH: &str = "echo out; echo err >&2; printf 'no newline'";

/// Of [`BOTH`].
pub async fn streams_come_apart_and_whole(mut container: Container) {
    let (stdout, stderr) = printed(&mut container).await;
    assert_eq!(stdout, "out\nno newline");
    assert_eq!(stderr, "err\n");
    container.control.remove().await.unwrap();
}

pub const WAITS: &str = "echo ready; read -r line; echo got $line; read -r rest || echo end";

/// Of [`WAITS`].
pub async fn waits_for_its_input_and_sees_its_end(mut container: Container) {
    let (_, first) = container.output.next().await.unwrap().unwrap();
    assert_eq!(first, b"ready\n");
    container.stdin.write_all(b"a job\n").await.unwrap();
    let (_, second) = container.output.next().await.unwrap().unwrap();
    assert_eq!(second, b"got a job\n");
    container.stdin.shutdown().await.unwrap();
    let (stdout, _) = printed(&mut container).await;
    assert_eq!(stdout, "end\n");
    assert_eq!(container.control.wait().await.unwrap().code, 0);
    container.control.remove().await.unwrap();
}

/// Of `cat`.
pub async fn input_larger_than_every_buffer_arrives_whole(mut container: Container) {
    let sent = vec![b'x'; 4 * 1024 * 1024];
    let mut stdin = container.stdin;
    let sending = {
        let sent = sent.clone();
        tokio::spawn(async move {
            stdin.write_all(&sent).await.unwrap();
            stdin.shutdown().await.unwrap();
        })
    };
    let mut received = Vec::new();
    while let Some(chunk) = container.output.next().await {
        received.extend(chunk.unwrap().1);
    }
    sending.await.unwrap();
    assert!(
        received == sent,
        "{} of {} bytes",
        received.len(),
        sent.len()
    );
    container.control.remove().await.unwrap();
}

/// Of `script`, whose memory was never short.
pub async fn ends_with(mut container: Container, code: i32, script: &str) {
    printed(&mut container).await;
    let exit = container.control.wait().await.unwrap();
    assert_eq!((exit.code, exit.oom_killed), (code, false), "{script}");
    container.control.remove().await.unwrap();
}

pub const MEMORY_BOMB: &str = "x=0123456789abcdef; while :; do x=$x$x; done";

/// The policy that a bomb meets soon.
pub fn little_memory() -> Policy {
    Policy::new(Limits {
        memory: 24 * 1024 * 1024,
        ..Limits::default()
    })
}

/// Of [`MEMORY_BOMB`] under [`little_memory`].
pub async fn the_memory_limit_is_told_from_a_kill(mut container: Container) {
    printed(&mut container).await;
    let exit = container.control.wait().await.unwrap();
    assert_eq!((exit.code, exit.oom_killed), (137, true));
    container.control.remove().await.unwrap();
}

pub const KEPT: &str = "echo kept; exec sleep 60";

/// Of [`KEPT`].
pub async fn what_was_printed_before_the_kill_is_kept(mut container: Container) {
    let (_, bytes) = container.output.next().await.unwrap().unwrap();
    container.control.kill().await.unwrap();
    assert_eq!(bytes, b"kept\n");
    assert!(container.output.next().await.is_none());
    container.control.remove().await.unwrap();
}

/// Of `exit 0`.
pub async fn ending_what_has_ended_is_no_error(container: Container) {
    container.control.wait().await.unwrap();
    for _ in 0..2 {
        container.control.kill().await.unwrap();
        container.control.remove().await.unwrap();
    }
}
