//! Signals that are waited for together.

use std::future::pending;

use tokio::signal::unix::{Signal, SignalKind, signal};

/// Several signals: the first of them that comes is the one that counts.
pub struct Signals(Vec<Signal>);

impl Signals {
    /// From now on these do to the program what it does about them, and nothing else. One that cannot be listened to does
    /// what it always does.
    pub fn new(kinds: &[SignalKind]) -> Self {
        let signals = kinds.iter().filter_map(|kind| signal(*kind).ok());
        Self(signals.collect())
    }

    /// Those that ask a program to end: Ctrl+C, `kill`, and a terminal that closes.
    pub fn of_the_end() -> Self {
        Self::new(&[
            SignalKind::terminate(),
            SignalKind::hangup(),
            SignalKind::interrupt(),
        ])
    }

    /// Returns when one of them comes.
    pub async fn wait(&mut self) {
        let waits: Vec<_> = self.0.iter_mut().map(|s| Box::pin(s.recv())).collect();
        if waits.is_empty() {
            return pending().await;
        }
        futures_util::future::select_all(waits).await;
    }
}
