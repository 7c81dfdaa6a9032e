//! Standard input, output and error, and the exit code.

use futures_util::StreamExt;
use tokio::io::AsyncWriteExt;
use tutorbox::run::Limits;
use tutorbox::sandbox::Policy;

use crate::rig::{bash, bash_under, engines, is_gvisor, printed};

#[tokio::test]
async fn stdout_and_stderr_come_apart_and_whole() {
    for engine in engines().await {
        let mut container = bash(&engine, "echo out; echo err >&2; printf 'no newline'").await;
        let (stdout, stderr) = printed(&mut container).await;
        assert_eq!(stdout, "out\nno newline");
        assert_eq!(stderr, "err\n");
        container.control.remove().await.unwrap();
    }
}

#[tokio::test]
async fn a_container_waits_for_its_input_and_sees_its_end() {
    for engine in engines().await {
        let script = "echo ready; read -r line; echo got $line; read -r rest || echo end";
        let mut container = bash(&engine, script).await;
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
}

#[tokio::test]
async fn input_larger_than_every_buffer_arrives_whole() {
    for engine in engines().await {
        let mut container = bash(&engine, "cat").await;
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
            let mut container = bash(&engine, script).await;
            printed(&mut container).await;
            let exit = container.control.wait().await.unwrap();
            assert_eq!((exit.code, exit.oom_killed), (code, false), "{script}");
            container.control.remove().await.unwrap();
        }
    }
}

#[tokio::test]
async fn the_memory_limit_is_told_from_a_kill() {
    for engine in engines().await {
        let limits = Limits {
            memory: 24 * 1024 * 1024,
            ..Limits::default()
        };
        let bomb = "x=0123456789abcdef; while :; do x=$x$x; done";
        let mut container = bash_under(&engine, bomb, &Policy::new(limits)).await;
        printed(&mut container).await;
        let exit = container.control.wait().await.unwrap();
        assert_eq!((exit.code, exit.oom_killed), (137, true));
        container.control.remove().await.unwrap();
    }
}
