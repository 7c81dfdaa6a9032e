//! A program in a terminal of its own, seen frame by frame.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::str::FromStr;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use color_eyre::eyre::{Result, bail, eyre};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// How long a text is waited for: a first container on a slow machine takes some seconds.
const PATIENCE: Duration = Duration::from_secs(60);
/// What is sent may change nothing: so long an answer is waited for.
const ANSWER: Duration = Duration::from_secs(1);
/// A screen that has not changed for so long is settled …
const QUIET: Duration = Duration::from_millis(300);
/// … and one that never rests (a clock runs on it) is taken as it is after this.
const RESTLESS: Duration = Duration::from_secs(3);
/// What ends a frame: the end of a synchronized update.
const FRAME_END: &[u8] = b"\x1b[?2026l";

/// Columns and rows.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    cols: NonZeroU16,
    rows: NonZeroU16,
}

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let size = text.split_once('x').and_then(|(cols, rows)| {
            Some(Self {
                cols: cols.parse().ok()?,
                rows: rows.parse().ok()?,
            })
        });
        size.ok_or_else(|| "expected columns and rows, such as 110x32".to_owned())
    }
}

/// The program and its terminal.
pub struct Session {
    child: Box<dyn Child + Send + Sync>,
    terminal: vt100::Parser,
    chunks: Receiver<Vec<u8>>,
    pending: Vec<u8>,
    writer: Box<dyn Write + Send>,
    // Hung up when dropped.
    _master: Box<dyn MasterPty + Send>,
    // Removed when dropped.
    _data: TempDir,
}

impl Session {
    /// Starts the program and waits for its first frame. `data` lives as long as the session.
    pub fn start(command: CommandBuilder, size: Size, data: TempDir) -> Result<Self> {
        let pty = native_pty_system()
            .openpty(PtySize {
                rows: size.rows.get(),
                cols: size.cols.get(),
                ..PtySize::default()
            })
            .map_err(|error| eyre!("no terminal: {error:#}"))?;
        let child = pty.slave.spawn_command(command);
        let child = child.map_err(|error| eyre!("the program does not start: {error:#}"))?;
        let broken = |error| eyre!("the terminal cannot be used: {error:#}");
        let reader = pty.master.try_clone_reader().map_err(broken)?;
        let writer = pty.master.take_writer().map_err(broken)?;
        let mut session = Self {
            child,
            terminal: vt100::Parser::new(size.rows, size.cols, 0),
            chunks: read(reader),
            pending: Vec::new(),
            writer,
            _master: pty.master,
            _data: data,
        };
        if !session.frame(PATIENCE)? {
            bail!("the program draws nothing");
        }
        Ok(session)
    }

    /// Types.
    pub fn send(&mut self, bytes: &[u8]) -> Result<()> {
        self.writer.write_all(bytes)?;
        Ok(self.writer.flush()?)
    }

    /// Waits until a frame shows the text.
    pub fn wait(&mut self, text: &str) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while !self.screen().contents().contains(text) {
            if !self.frame(deadline.saturating_duration_since(Instant::now()))? {
                bail!(
                    "{text:?} did not appear within {} s; this did:\n{}",
                    PATIENCE.as_secs(),
                    self.screen().contents()
                );
            }
        }
        Ok(())
    }

    /// Waits for a frame that answers, and then until none has come for a while.
    pub fn settle(&mut self) -> Result<()> {
        let end = Instant::now() + RESTLESS;
        let mut patience = ANSWER;
        while Instant::now() < end && self.frame(patience)? {
            patience = QUIET;
        }
        Ok(())
    }

    /// What is on the screen after the last whole frame.
    pub fn screen(&self) -> &vt100::Screen {
        self.terminal.screen()
    }

    /// Asks the program to leave with these bytes, and waits until it has.
    pub fn close(mut self, leave: &[u8]) -> Result<()> {
        self.send(leave)?;
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.chunks.recv_timeout(deadline - Instant::now()) {
                Ok(_) => {}
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    self.child.kill()?;
                    bail!("the program does not leave");
                }
            }
        }
        let status = self.child.wait()?;
        if !status.success() {
            bail!("the program ended badly: {status}");
        }
        Ok(())
    }

    /// Takes one whole frame from the program; false where none comes in time.
    fn frame(&mut self, within: Duration) -> Result<bool> {
        let deadline = Instant::now() + within;
        loop {
            if let Some(at) = find(&self.pending, FRAME_END) {
                let frame: Vec<u8> = self.pending.drain(..at + FRAME_END.len()).collect();
                self.terminal.process(&frame);
                return Ok(true);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            match self.chunks.recv_timeout(left) {
                Ok(bytes) => self.pending.extend(bytes),
                Err(RecvTimeoutError::Timeout) => return Ok(false),
                Err(RecvTimeoutError::Disconnected) => {
                    let last = String::from_utf8_lossy(&self.pending);
                    bail!("the program ended: {}", last.trim());
                }
            }
        }
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

/// Reads in a thread of its own, so that waiting can have an end.
fn read(mut reader: Box<dyn Read + Send>) -> Receiver<Vec<u8>> {
    let (send, chunks) = mpsc::channel();
    thread::spawn(move || {
        let mut buffer = [0; 1 << 14];
        // A terminal whose program is gone answers with an error.
        while let Ok(read @ 1..) = reader.read(&mut buffer) {
            if send.send(buffer[..read].to_vec()).is_err() {
                return;
            }
        }
    });
    chunks
}
