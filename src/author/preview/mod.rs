//! A pack's folder, read again whenever its author saves.
//!
//! Editors save in many ways: they truncate and write, they write a copy and rename it over, they delete and create. In between the
//! folder is in a state that nobody meant. So what comes close together is one save, and what looks broken must have been left alone
//! for a moment before it is told.

mod folder;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use crate::course::{DirFiles, Edition};
use crate::run::Limits;
use folder::Folder;

/// A save is several events, with less than this between them.
const QUIET: Duration = Duration::from_millis(15);
/// Whoever writes without a pause does not keep a save from being seen for longer than this.
const LONGEST: Duration = Duration::from_millis(100);
/// What looks broken is told when nothing has come for so long: it may be half written.
const SETTLED: Duration = Duration::from_millis(60);
/// It is told after so long in any case.
const PATIENCE: Duration = Duration::from_millis(500);

/// Is told of each edition that differs from the last; says whether to go on.
pub type Tell = Box<dyn Fn(Edition) -> bool + Send>;

/// A pack under its author's hands.
pub struct Preview {
    folder: Folder,
    files: DirFiles,
    limits: Limits,
    last: Edition,
}

impl Preview {
    /// Reads the pack in this folder, and watches it from then on. It is looked at every so often, too, where that is asked for or
    /// news of changes does not come by itself.
    pub fn new(folder: PathBuf, limits: Limits, polls: bool) -> Self {
        let files = DirFiles::new(&folder);
        // Watched first: what is saved while it is read is seen.
        let folder = Folder::watch(folder, polls);
        let last = Edition::read(&files, limits, None);
        Self {
            folder,
            files,
            limits,
            last,
        }
    }

    /// The pack as it was read last.
    pub fn edition(&self) -> &Edition {
        &self.last
    }

    /// Tells of every change, until nobody listens any more. Works in a thread of its own.
    ///
    /// # Errors
    /// There can be no more threads.
    pub fn follow(self, tell: Tell) -> std::io::Result<()> {
        let thread = thread::Builder::new().name("preview".into());
        thread.spawn(move || self.run(&tell)).map(drop)
    }

    fn run(mut self, tell: &Tell) {
        while self.folder.wait() {
            let edition = self.settled();
            if edition == self.last {
                continue;
            }
            if !tell(edition.clone()) {
                return;
            }
            self.last = edition;
        }
    }

    /// The pack once it is left alone; for longer where it may be half written.
    fn settled(&mut self) -> Edition {
        let begun = Instant::now();
        loop {
            let stirred = self.folder.calm(QUIET, LONGEST);
            let edition = self.read();
            if !edition.is_doubtful(&self.last) || begun.elapsed() > PATIENCE {
                return edition;
            }
            let left = SETTLED.saturating_sub(stirred.elapsed());
            if !self.folder.stirs_within(left) && self.read() == edition {
                return edition;
            }
        }
    }

    fn read(&self) -> Edition {
        Edition::read(&self.files, self.limits, Some(&self.last))
    }
}
