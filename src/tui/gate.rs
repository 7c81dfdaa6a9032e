//! A gate before what waits for keys: while it is closed, they are somebody else's.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustix::process::{Signal, getpid, kill_process};

/// How long a reader may take to come to the gate, and how often it is woken meanwhile.
const PATIENCE: Duration = Duration::from_millis(50);
const TRIES: usize = 40;

/// It is open at first.
#[derive(Debug, Default)]
pub struct Gate {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    is_closed: bool,
    /// Somebody stands before it.
    waits: bool,
}

impl Gate {
    /// Comes to the gate: goes on at once where it is open, or else as soon as it is.
    pub fn pass(&self) {
        let mut state = self.lock();
        while state.is_closed {
            state.waits = true;
            self.changed.notify_all();
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        state.waits = false;
    }

    /// Closes it, and returns once the reader stands before it. One that sleeps until a key comes is woken by news of another
    /// size, which is no key and means nothing where the size is the same.
    pub fn close(&self) {
        let mut state = self.lock();
        state.is_closed = true;
        for _ in 0..TRIES {
            if state.waits {
                return;
            }
            kill_process(getpid(), Signal::WINCH).ok();
            let waited = self.changed.wait_timeout(state, PATIENCE);
            (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Opens it.
    pub fn open(&self) {
        self.lock().is_closed = false;
        self.changed.notify_all();
    }

    /// Nothing that holds the lock can panic, so a poisoned one is whole.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
