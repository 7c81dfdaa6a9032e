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
        if self.told.is_some_and(|told| told.elapsed() < EVERY) {
            return;
        }
        self.told = Some(Instant::now());
        let percent = progress.done * 100 / progress.total.max(1);
        self.line.say(&format!(
            "{percent} %, {} of {}",
            size(progress.done),
            size(progress.total)
        ));
    }
}

impl Drop for Bytes {
    fn drop(&mut self) {
        self.line.clear();
    }
}
