//! A folder that stirs: by the system's news of changes, and by looking where no news comes.
//!
//! It may vanish, come back, or be replaced by another one of its name.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant, SystemTime};

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::course::{DirFiles, Files as _};

/// How often it is looked whether the folder is still the same.
const SAME: Duration = Duration::from_secs(1);
/// How often a folder that is gone is looked for.
const GONE: Duration = Duration::from_millis(100);
/// How often the files are looked at where no news comes of them.
const POLL: Duration = Duration::from_millis(250);

/// Something in the folder may be another.
struct Stirred {
    /// The folder itself: it was removed, or has another name.
    is_folder: bool,
}

/// A folder that is watched.
pub struct Folder {
    path: PathBuf,
    news: Receiver<Stirred>,
    tell: Sender<Stirred>,
    /// Dropping it ends the news.
    watcher: Option<RecommendedWatcher>,
    /// Which folder is watched; `None` where there is none.
    watched: Option<Identity>,
    /// What was watched is gone, whatever has its name now. A new folder may well have the identity of the one before.
    is_lost: bool,
    polls: bool,
    seen: u64,
}

/// A folder, whatever it is called.
type Identity = (u64, u64);

impl Folder {
    /// Watches a folder, whether it is there or not. Where `polls` is set, or must be, it is looked at every so often, too.
    pub fn watch(path: PathBuf, polls: bool) -> Self {
        let (tell, news) = channel();
        let mut folder = Self {
            polls,
            path,
            news,
            tell,
            watcher: None,
            watched: None,
            is_lost: false,
            seen: 0,
        };
        folder.attach();
        folder
    }

    /// Waits until something stirs, however long. Says whether that can be known.
    pub fn wait(&mut self) -> bool {
        loop {
            match self.news.recv_timeout(self.patience()) {
                Ok(news) => {
                    self.take(news);
                    return true;
                }
                Err(RecvTimeoutError::Disconnected) => return false,
                Err(RecvTimeoutError::Timeout) => {
                    if self.attach_to_another() || self.polls && self.looks_other() {
                        return true;
                    }
                }
            }
        }
    }

    /// Waits until nothing has stirred for so long, but no longer than `longest`. Says when it last stirred.
    pub fn calm(&mut self, quiet: Duration, longest: Duration) -> Instant {
        let first = Instant::now();
        let mut last = first;
        while first.elapsed() < longest && self.stirs_within(quiet) {
            last = Instant::now();
        }
        // What is read next is what is watched.
        self.attach_to_another();
        last
    }

    /// Waits so long, or until something stirs.
    pub fn stirs_within(&mut self, time: Duration) -> bool {
        let news = self.news.recv_timeout(time);
        news.map(|news| self.take(news)).is_ok()
    }

    fn take(&mut self, news: Stirred) {
        self.is_lost |= news.is_folder;
    }

    fn patience(&self) -> Duration {
        match self.watched {
            None => GONE,
            Some(_) if self.polls => POLL,
            Some(_) => SAME,
        }
    }

    /// Watches what has the folder's name now, if that is another one, or none. Says whether it is.
    fn attach_to_another(&mut self) -> bool {
        let is_other = self.is_lost || identity(&self.path) != self.watched;
        if is_other {
            self.is_lost = false;
            self.attach();
        }
        is_other
    }

    fn attach(&mut self) {
        self.watched = identity(&self.path);
        self.watcher = self.watched.and_then(|_| self.watcher().ok());
        if self.watched.is_some() {
            self.polls |= self.watcher.is_none() || is_remote(&self.path);
            self.seen = stamp(&self.path);
        }
    }

    /// No news comes any more, as from a file system that has none.
    #[cfg(test)]
    pub fn deafen(&mut self) {
        self.watcher = None;
        while self.news.try_recv().is_ok() {}
    }

    fn watcher(&self) -> notify::Result<RecommendedWatcher> {
        let (root, tell) = (self.path.clone(), self.tell.clone());
        let mut watcher = notify::recommended_watcher(move |news: notify::Result<Event>| {
            let stirred = match news {
                Ok(event) => matters(&event, &root).then(|| Stirred {
                    is_folder: is_end(&event) && event.paths.contains(&root),
                }),
                // News that was lost may be of anything.
                Err(_) => Some(Stirred { is_folder: true }),
            };
            if let Some(stirred) = stirred {
                tell.send(stirred).ok();
            }
        })?;
        watcher.watch(&self.path, RecursiveMode::Recursive)?;
        Ok(watcher)
    }

    /// Whether a file is another than when this was asked last, or as large or as new as it was not.
    fn looks_other(&mut self) -> bool {
        let before = self.seen;
        self.seen = stamp(&self.path);
        self.seen != before
    }
}

/// Whether an event may mean that the pack is another. Reading it is no change, and what is hidden, as an editor's swap files are, is
/// no part of it.
fn matters(event: &Event, root: &Path) -> bool {
    let is_change = match event.kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        _ => true,
    };
    let is_hidden = |path: &PathBuf| {
        let inside = path.strip_prefix(root).into_iter().flatten();
        inside
            .map(|part| part.to_string_lossy())
            .any(|part| part.starts_with('.'))
    };
    is_change && (event.paths.is_empty() || !event.paths.iter().all(is_hidden))
}

/// Whether what an event is of is no longer there, or not by its name.
fn is_end(event: &Event) -> bool {
    matches!(
        event.kind,
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
    )
}

#[cfg(unix)]
fn identity(folder: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;

    let metadata = fs::metadata(folder).ok().filter(fs::Metadata::is_dir)?;
    Some((metadata.dev(), metadata.ino()))
}

/// Changes when a file of the pack does, as far as can be seen without reading it.
fn stamp(folder: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    for path in DirFiles::new(folder).list().unwrap_or_default() {
        let metadata = fs::metadata(folder.join(&path)).ok();
        let known = metadata.map(|m| (m.len(), m.modified().unwrap_or(SystemTime::UNIX_EPOCH)));
        (path, known).hash(&mut hasher);
    }
    hasher.finish()
}

/// Whether others may write to the folder from elsewhere, without the system's knowledge.
#[cfg(target_os = "linux")]
fn is_remote(folder: &Path) -> bool {
    // statfs(2): NFS, SMB, CIFS, SMB2, FUSE (sshfs, and what virtual machines share), 9P, Ceph, AFS.
    const REMOTE: [u32; 8] = [
        0x6969,
        0x517b,
        0xff53_4d42,
        0xfe53_4d42,
        0x6573_5546,
        0x0102_1997,
        0x00c3_6400,
        0x5346_414f,
    ];
    let kind = rustix::fs::statfs(folder).map(|s| s.f_type);
    // Kinds are 32 bits wide, and signed on some machines.
    kind.is_ok_and(|kind| REMOTE.contains(&(kind as u32)))
}

#[cfg(not(target_os = "linux"))]
fn is_remote(_: &Path) -> bool {
    false
}
