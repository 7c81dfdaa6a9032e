//! A thread that writes, so that whoever types never waits for a disk.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use std::{io, mem};

use super::queue::{Queue, Write};
use super::{Bookmark, Key, LessonPast, Place, RunRecord, Store, StoreError, Timestamp};
use crate::run::SourceFile;

/// How long after a failure what waits is tried again.
const RETRY: Duration = Duration::from_secs(2);

/// How long the thread rests for each byte of text that it wrote, before it writes again: a long text that is typed in is written
/// a few times a second, a short one at each key.
const REST: Duration = Duration::from_micros(1);

/// The longest rest: what is lost where the machine goes down.
const LONGEST_REST: Duration = Duration::from_secs(2);

/// How much the thread gives way (nice(2): on Linux it counts for a thread, not for its process). What is typed is shown before it is
/// saved, also where cores are scarce.
const NICENESS: i32 = 10;

/// How many commands are gathered before what they ask for is written.
const GATHERED: usize = 256;

/// What the thread has to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Writing fails, for this reason. What waits is kept in memory and tried again.
    Failing(StoreError),
    /// Everything that waited is written.
    Recovered,
    /// One write was refused, for this reason, and is given up.
    Lost(StoreError),
    /// Another program had saved this draft since we last read or wrote it: what it saved is in the history.
    Overwrote(Key),
}

enum Command {
    Write(Write),
    With(Box<dyn FnOnce(&mut Store) + Send>),
    Flush(Sender<Result<(), StoreError>>),
}

/// A thread that owns a store. Its calls return at once, but for [`flush`](Writer::flush) and
/// [`ask`](Writer::ask), and take effect in order. Dropping it writes what waits.
pub struct Writer {
    commands: Option<Sender<Command>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread; `notify` is called on it.
    pub fn spawn(store: Store, notify: impl Fn(Notice) + Send + 'static) -> io::Result<Self> {
        let (commands, received) = mpsc::channel();
        let worker = Worker {
            store,
            queue: Queue::default(),
            failing: None,
            resting: None,
            notify: Box::new(notify),
        };
        let thread = thread::Builder::new()
            .name("progress".into())
            .spawn(move || {
                // Where it may not, it works as anybody else.
                let _ = rustix::process::nice(NICENESS);
                worker.work(&received);
            })?;
        Ok(Self {
            commands: Some(commands),
            thread: Some(thread),
        })
    }

    /// See [`Store::save_draft`]. Of drafts that wait, only the latest is written.
    pub fn save_draft(
        &self,
        key: Key,
        files: Vec<SourceFile>,
        starter: Option<String>,
        at: Timestamp,
    ) {
        self.send(Command::Write(Write::Draft(key, files, starter, at)));
    }

    /// See [`Store::save_starter`].
    pub fn save_starter(&self, pack: String, exercise: String, starter: String) {
        self.send(Command::Write(Write::Starter(pack, exercise, starter)));
    }

    /// See [`Store::record_run`].
    pub fn record_run(&self, key: Key, run: RunRecord) {
        self.send(Command::Write(Write::Run(key, run)));
    }

    /// See [`Store::save_place`]. Of places that wait, only the latest is written.
    pub fn save_place(&self, pack: String, place: Place, at: Timestamp) {
        self.send(Command::Write(Write::Place(pack, place, at)));
    }

    /// See [`Store::save_opening`].
    pub fn save_opening(&self, pack: String, at: Timestamp) {
        self.send(Command::Write(Write::Opening(pack, at)));
    }

    /// See [`Store::save_revealed`].
    pub fn save_revealed(&self, key: Key, at: Timestamp) {
        self.send(Command::Write(Write::Revealed(key, at)));
    }

    /// See [`Store::save_lesson`]. Of what waits about one lesson, only the latest is written.
    pub fn save_lesson(&self, pack: String, lesson: String, past: LessonPast) {
        self.send(Command::Write(Write::Lesson(pack, lesson, past)));
    }

    /// See [`Store::save_bookmark`].
    pub fn save_bookmark(&self, pack: String, bookmark: Bookmark) {
        self.send(Command::Write(Write::Bookmark(pack, bookmark)));
    }

    /// See [`Store::remove_bookmark`].
    pub fn remove_bookmark(&self, pack: String, bookmark: Bookmark) {
        self.send(Command::Write(Write::NoBookmark(pack, bookmark)));
    }

    /// Does something with the store, on its thread, after all that was asked for before.
    pub fn with(&self, work: impl FnOnce(&mut Store) + Send + 'static) {
        self.send(Command::With(Box::new(work)));
    }

    /// Asks the store, after all that was asked for before, and waits for the answer.
    pub fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (answer, answered) = mpsc::channel();
        self.with(move |store| drop(answer.send(question(store))));
        answered.recv().unwrap_or(Err(StoreError::Stopped))
    }

    /// Waits until everything is written; says why where something cannot be.
    pub fn flush(&self) -> Result<(), StoreError> {
        let (answer, answered) = mpsc::channel();
        self.send(Command::Flush(answer));
        answered.recv().unwrap_or(Err(StoreError::Stopped))
    }

    fn send(&self, command: Command) {
        // A thread that has ended drops the command, and with it the answer's sender: whoever waits is told.
        if let Some(commands) = &self.commands {
            let _ = commands.send(command);
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.commands.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The thread's side.
struct Worker {
    store: Store,
    queue: Queue,
    failing: Option<StoreError>,
    /// Until then what is to be written is gathered.
    resting: Option<Instant>,
    notify: Box<dyn Fn(Notice) + Send>,
}

impl Worker {
    fn work(mut self, commands: &Receiver<Command>) {
        while let Some(command) = self.next(commands) {
            let more = commands.try_iter().take(GATHERED);
            for command in command.into_iter().chain(more) {
                self.take(command);
            }
            if self.resting.is_none_or(|until| until <= Instant::now()) {
                let _ = self.settle();
            }
        }
        let _ = self.settle();
    }

    /// The next command; `Some(None)` where it is time to write, or to try again; `None` at the end.
    fn next(&self, commands: &Receiver<Command>) -> Option<Option<Command>> {
        if self.queue.is_empty() {
            return commands.recv().ok().map(Some);
        }
        let resting = self.resting.filter(|_| self.failing.is_none());
        let wait = resting.map_or(RETRY, |until| {
            until.saturating_duration_since(Instant::now())
        });
        match commands.recv_timeout(wait) {
            Ok(command) => Some(Some(command)),
            Err(RecvTimeoutError::Timeout) => Some(None),
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    fn take(&mut self, command: Command) {
        match command {
            Command::Write(write) => self.queue.push(write),
            Command::With(work) => {
                let _ = self.settle();
                work(&mut self.store);
            }
            Command::Flush(answer) => {
                let _ = answer.send(self.settle());
            }
        }
    }

    /// Writes what waits, and tells of a change for the worse or the better.
    fn settle(&mut self) -> Result<(), StoreError> {
        let rest = REST * u32::try_from(self.queue.bytes()).unwrap_or(u32::MAX);
        let result = self.queue.settle(&mut self.store, &self.notify);
        self.resting = Some(Instant::now() + rest.min(LONGEST_REST));
        let before = mem::replace(&mut self.failing, result.clone().err());
        match &self.failing {
            Some(error) if before.as_ref() != Some(error) => {
                (self.notify)(Notice::Failing(error.clone()));
            }
            None if before.is_some() => (self.notify)(Notice::Recovered),
            _ => {}
        }
        result
    }
}
