//! What goes into a container: the job, and then what its program reads.

use std::pin::Pin;

use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::Instant;

use super::patience::Fed;

/// Writes the job, when it may go the learner's input as it comes, and then end of file. A program that reads
/// slowly makes whoever feeds it wait.
pub async fn write(
    mut stdin: Pin<Box<dyn AsyncWrite + Send>>,
    job: Vec<u8>,
    go: oneshot::Receiver<()>,
    mut input: mpsc::Receiver<Vec<u8>>,
    feeding: watch::Sender<Fed>,
) {
    // A program that ended or closed its stdin is no error.
    if send(&mut stdin, &job).await.is_err() || go.await.is_err() {
        return;
    }
    while let Some(bytes) = input.recv().await {
        if send(&mut stdin, &bytes).await.is_err() {
            return;
        }
        feeding.send_modify(|fed| fed.last = Some(Instant::now()));
    }
    stdin.shutdown().await.ok();
    // What it does with the end of its input is work, too.
    let last = Some(Instant::now());
    feeding.send_replace(Fed { last, over: true });
}

async fn send(stdin: &mut Pin<Box<dyn AsyncWrite + Send>>, bytes: &[u8]) -> std::io::Result<()> {
    stdin.write_all(bytes).await?;
    stdin.flush().await
}
