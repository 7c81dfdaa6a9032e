//! How far bytes have come, on one line of stderr.

use std::time::{Duration, Instant};

use super::size;
use crate::cli::line::Line;
use crate::pack::archive::Progress;

/// More often nobody could read it.
const EVERY: Duration = Duration::from_millis(50);

/// Bytes on their way.
pub struct Bytes {
    line: Line,
    told: Option<Instant>,
}

impl Bytes {
    /// None yet.
    pub fn new(what: &str) -> Self {
        Self {
            line: Line::new(what),
            told: None,
        }
    }

    /// So many by now.
    pub fn tell(&mut self, progress: Progress) {
        self.tell_of(progress.done, Some(progress.total));
    }

    /// So many by now, of those that there are, where that is known.
    pub fn tell_of(&mut self, done: u64, total: Option<u64>) {
        if self.told.is_some_and(|told| told.elapsed() < EVERY) {
            return;
        }
        self.told = Some(Instant::now());
        let done_of = match total {
            Some(total) => {
                let percent = done * 100 / total.max(1);
                format!("{percent} %, {} of {}", size(done), size(total))
            }
            None => size(done),
        };
        self.line.say(&done_of);
    }
}

impl Drop for Bytes {
    fn drop(&mut self) {
        self.line.clear();
    }
}
