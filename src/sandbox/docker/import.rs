//! A folder as an image: a tar stream that is made while it is sent.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use futures_util::Stream;
use tokio::sync::mpsc;

use crate::sandbox::image::layer;

/// How much is handed over at once, bytes.
const CHUNK: usize = 256 * 1024;

/// The folder `root` as a tar stream, made on a thread of its own as fast as it is taken.
pub fn archive(root: PathBuf) -> impl Stream<Item = io::Result<Vec<u8>>> + Send + 'static {
    // A few chunks ahead: a small memory, whatever the size of the folder.
    let (sender, mut receiver) = mpsc::channel(4);
    tokio::task::spawn_blocking(move || {
        let out = BufWriter::with_capacity(CHUNK, Chunks(sender.clone()));
        if let Err(error) = layer::write(&root, &|_| true, out) {
            // Nobody listening any more is why it failed, or does not care.
            let _ = sender.blocking_send(Err(error));
        }
    });
    futures_util::stream::poll_fn(move |context| receiver.poll_recv(context))
}

/// A writer into the channel.
struct Chunks(mpsc::Sender<io::Result<Vec<u8>>>);

impl Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0
            .blocking_send(Ok(bytes.to_vec()))
            .map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
