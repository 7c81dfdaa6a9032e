//! One line on stderr that is written anew as things go on.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether no line is written anew, whatever stderr is. It is the whole program's, as stderr is.
static NEVER: AtomicBool = AtomicBool::new(false);

/// From now on no line is written anew: there are only whole ones.
pub fn never() {
    NEVER.store(true, Ordering::Relaxed);
}

/// Where stderr is no terminal there is no such line. A stderr that is gone is no reason to stop.
pub struct Line {
    title: String,
    live: bool,
}

/// Whether the terminal says of itself that it can write, and nothing else.
pub fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

impl Line {
    pub fn new(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            live: io::stderr().is_terminal() && !NEVER.load(Ordering::Relaxed) && !is_dumb(),
        }
    }

    /// What it is about.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Whether anybody sees it.
    pub fn is_live(&self) -> bool {
        self.live
    }

    pub fn say(&self, what: &str) {
        if self.live {
            let line = format!("{}: {what}", self.title);
            // What goes on in a second line would not be written over.
            let room = crossterm::terminal::size().map_or(80, |(columns, _)| columns);
            let line: String = line
                .chars()
                .take(usize::from(room).saturating_sub(1))
                .collect();
            write!(io::stderr(), "\r\x1b[K{line}").ok();
        }
    }

    pub fn clear(&self) {
        if self.live {
            write!(io::stderr(), "\r\x1b[K").ok();
        }
    }
}
