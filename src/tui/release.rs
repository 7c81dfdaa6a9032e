//! A terminal that nobody reads: what is written to it waits, and with it whoever writes, so that no key and no signal is looked at.
//!
//! While the program goes on that is as it should be. Once it is asked to end it must, with all saved and the terminal given
//! back: what waits in the terminal is thrown away until there is room for that. What is drawn is unknown here.

use std::io;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Signal, getpid, kill_process};
use rustix::termios::{QueueSelector, tcflush};
use tokio::task::JoinHandle;
use tokio::time::sleep;

use super::signals::Signals;

/// How long a terminal that is merely slow has for what is on its way.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often is looked after that.
const PAUSE: Duration = Duration::from_millis(50);

/// While it is there, no terminal keeps the program from its end.
pub struct Release(JoinHandle<()>);

impl Release {
    /// Begins as soon as one of these signals comes.
    pub fn after(mut ends: Signals) -> Self {
        Self(tokio::spawn(async move {
            ends.wait().await;
            sleep(PATIENCE).await;
            loop {
                // What goes out by itself is not cut: it may be what gives the terminal back.
                if is_full() {
                    make_room();
                }
                sleep(PAUSE).await;
            }
        }))
    }
}

impl Drop for Release {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn is_full() -> bool {
    let out = io::stdout();
    let mut room = [PollFd::new(&out, PollFlags::OUT)];
    poll(&mut room, Some(&Timespec::default())).is_ok_and(|ready| ready == 0)
}

/// Whoever waits to write does not look by themselves whether there is room: any signal has them look, and this one means
/// nothing where the size is the same.
fn make_room() {
    tcflush(io::stdout(), QueueSelector::OFlush).ok();
    kill_process(getpid(), Signal::WINCH).ok();
}
