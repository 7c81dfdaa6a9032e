//! The program in a terminal: keys in, a screen out. Nothing here sleeps; whoever waits is woken by what is drawn.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use vt100::{Callbacks, MouseProtocolMode, Parser, Screen};

use crate::keys;

/// How long anything may take: far more than it should, for a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program, running in a terminal.
pub struct Tui {
    seen: Arc<(Mutex<Seen>, Condvar)>,
    keyboard: Box<dyn Write + Send>,
    terminal: Box<dyn MasterPty + Send>,
    pid: Pid,
    modes_before: String,
}

/// What the terminal has been told.
pub struct Seen {
    parser: Parser<Told>,
    exit: Option<ExitStatus>,
    closed: bool,
}

/// What no program but one that was tricked tells its terminal, and whether a frame is half drawn.
#[derive(Default)]
struct Told {
    misdeeds: Vec<String>,
    clipboard: Vec<Vec<u8>>,
    half_drawn: bool,
    /// How often the kitty keyboard protocol was switched on, and not off again.
    kitty: i32,
    /// Whether the background was asked for.
    asked_background: bool,
}

impl Callbacks for Told {
    fn set_window_title(&mut self, _: &mut Screen, title: &[u8]) {
        self.misdeeds.push(format!("set the title {title:?}"));
    }

    fn set_window_icon_name(&mut self, _: &mut Screen, name: &[u8]) {
        self.misdeeds.push(format!("set the icon's name {name:?}"));
    }

    fn audible_bell(&mut self, _: &mut Screen) {
        self.misdeeds.push("rang the bell".to_owned());
    }

    fn resize(&mut self, _: &mut Screen, size: (u16, u16)) {
        self.misdeeds.push(format!("asked for the size {size:?}"));
    }

    fn copy_to_clipboard(&mut self, _: &mut Screen, _: &[u8], data: &[u8]) {
        self.clipboard.push(data.to_owned());
    }

    fn paste_from_clipboard(&mut self, _: &mut Screen, _: &[u8]) {
        self.misdeeds.push("asked for the clipboard".to_owned());
    }

    fn unhandled_csi(
        &mut self,
        _: &mut Screen,
        mark: Option<u8>,
        _: Option<u8>,
        params: &[&[u16]],
        end: char,
    ) {
        // Synchronized output.
        if mark == Some(b'?') && params == [[2026]] {
            self.half_drawn = end == 'h';
        }
        self.kitty += match (mark, end) {
            (Some(b'>'), 'u') => 1,
            (Some(b'<'), 'u') => -1,
            _ => 0,
        };
    }

    fn unhandled_osc(&mut self, _: &mut Screen, params: &[&[u8]]) {
        self.asked_background |= params == [&b"11"[..], &b"?"[..]];
    }
}

impl Seen {
    /// All that is to be read.
    pub fn text(&self) -> String {
        self.screen().contents()
    }

    pub fn screen(&self) -> &Screen {
        self.parser.screen()
    }

    /// What was put in the clipboard, as base64.
    pub fn clipboard(&self) -> &[Vec<u8>] {
        &self.parser.callbacks().clipboard
    }

    /// What no program should tell its terminal.
    pub fn misdeeds(&self) -> &[String] {
        &self.parser.callbacks().misdeeds
    }

    /// Whether the kitty keyboard protocol is on.
    pub fn has_kitty(&self) -> bool {
        self.parser.callbacks().kitty == 1
    }

    /// Whether the terminal was asked for its background.
    pub fn asked_background(&self) -> bool {
        self.parser.callbacks().asked_background
    }

    fn picture(&self) -> String {
        let (_, width) = self.screen().size();
        let mut picture = String::new();
        for row in self.screen().rows(0, width.get()) {
            writeln!(picture, "│{row}").unwrap();
        }
        picture
    }
}

impl Tui {
    /// Starts it in a terminal of so many columns and rows.
    pub fn spawn(command: CommandBuilder, size: (u16, u16)) -> Self {
        Self::spawn_at_pace(command, size, None)
    }

    /// The same, at the end of a line that takes no more than so many bytes in a second.
    pub fn spawn_at_pace(
        command: CommandBuilder,
        (width, height): (u16, u16),
        pace: Option<usize>,
    ) -> Self {
        let pty = native_pty_system()
            .openpty(pty_size(width, height))
            .unwrap();
        let modes_before = modes(pty.master.as_ref());
        let mut child = pty.slave.spawn_command(command).unwrap();
        // The reader is to see the end when the program is gone.
        drop(pty.slave);
        let pid = Pid::from_raw(child.process_id().unwrap().try_into().unwrap()).unwrap();
        let parser = Parser::new_with_callbacks(cells(height), cells(width), 0, Told::default());
        let seen = Seen {
            parser,
            exit: None,
            closed: false,
        };
        let seen = Arc::new((Mutex::new(seen), Condvar::new()));
        let reader = pty.master.try_clone_reader().unwrap();
        let for_reader = Arc::clone(&seen);
        thread::spawn(move || read(reader, pace, &for_reader));
        let for_waiter = Arc::clone(&seen);
        thread::spawn(move || {
            let exit = child.wait().unwrap();
            change(&for_waiter, |seen| seen.exit = Some(exit));
        });
        Self {
            seen,
            keyboard: pty.master.take_writer().unwrap(),
            terminal: pty.master,
            pid,
            modes_before,
        }
    }

    /// Presses keys: `tab enter ctrl-a x f5`. Escape is the last of them, or what follows it would be its sequence; what
    /// it does is to be waited for.
    #[track_caller]
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        assert!(!keys.contains("esc "), "{keys}");
        self.send(&keys::bytes(keys))
    }

    /// Types a text, key by key.
    pub fn types(&mut self, text: &str) -> &mut Self {
        self.send(text.replace('\n', "\r").as_bytes())
    }

    /// Pastes a text.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.send(&keys::paste(text))
    }

    /// The program's process.
    pub fn pid(&self) -> Pid {
        self.pid
    }

    pub fn send(&mut self, bytes: &[u8]) -> &mut Self {
        self.keyboard.write_all(bytes).unwrap();
        self.keyboard.flush().unwrap();
        self
    }

    /// Waits until this is to be read on the screen.
    #[track_caller]
    pub fn wait_for(&self, text: &str) -> &Self {
        self.wait_until(text, |seen| seen.text().contains(text));
        self
    }

    /// Waits until this is no longer to be read.
    #[track_caller]
    pub fn wait_gone(&self, text: &str) -> &Self {
        self.wait_until(&format!("no {text}"), |seen| !seen.text().contains(text));
        self
    }

    /// Waits until `is_so`; looks whenever a whole frame is drawn.
    #[track_caller]
    pub fn wait_until(&self, what: &str, is_so: impl Fn(&Seen) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let (lock, changed) = &*self.seen;
        let mut seen = lock.lock().unwrap();
        loop {
            if !seen.parser.callbacks().half_drawn && is_so(&seen) {
                return;
            }
            let over = seen.exit.is_some() && seen.closed;
            let left = deadline.saturating_duration_since(Instant::now());
            if over || left.is_zero() {
                let end = if over { "the end" } else { "60 s" };
                panic!("{end} came, but not: {what}\n{}", seen.picture());
            }
            seen = changed.wait_timeout(seen, left).unwrap().0;
        }
    }

    /// What is on the screen now.
    pub fn look<T>(&self, at: impl FnOnce(&Seen) -> T) -> T {
        at(&self.lock())
    }

    pub fn resize(&self, width: u16, height: u16) {
        self.lock().parser.set_size(cells(height), cells(width));
        self.terminal.resize(pty_size(width, height)).unwrap();
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid, signal).unwrap();
    }

    /// Waits for the end, and says how it ended.
    #[track_caller]
    pub fn wait_exit(&self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        let (lock, changed) = &*self.seen;
        let mut seen = lock.lock().unwrap();
        loop {
            if let (Some(exit), true) = (&seen.exit, seen.closed) {
                return exit.clone();
            }
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "it goes on\n{}", seen.picture());
            seen = changed.wait_timeout(seen, left).unwrap().0;
        }
    }

    /// Leaves by the key, and waits for the end.
    #[track_caller]
    pub fn quit(mut self) {
        self.keys("ctrl-q");
        let exit = self.wait_exit();
        assert!(exit.success(), "{exit:?}");
        self.assert_given_back();
    }

    /// The terminal is as it was before: for whoever comes after the program.
    #[track_caller]
    pub fn assert_given_back(&self) {
        assert_eq!(
            modes(self.terminal.as_ref()),
            self.modes_before,
            "raw mode is left on"
        );
        let seen = self.lock();
        let screen = seen.screen();
        assert!(
            !screen.alternate_screen(),
            "the alternate screen is left on"
        );
        assert!(!screen.hide_cursor(), "the cursor is left hidden");
        assert!(!screen.bracketed_paste(), "bracketed paste is left on");
        let kitty = seen.parser.callbacks().kitty;
        assert_eq!(kitty, 0, "the kitty keyboard protocol is left on");
        assert_eq!(
            screen.mouse_protocol_mode(),
            MouseProtocolMode::None,
            "the mouse is kept"
        );
        assert!(
            !seen.parser.callbacks().half_drawn,
            "a frame was left half drawn"
        );
    }

    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.seen.0.lock().unwrap()
    }
}

impl Drop for Tui {
    fn drop(&mut self) {
        // A poisoned lock means that a test failed already.
        let running = self.seen.0.lock().is_ok_and(|seen| seen.exit.is_none());
        if running {
            kill_process(self.pid, Signal::KILL).ok();
        }
    }
}

/// How often a slow line takes something.
const TURN: Duration = Duration::from_millis(50);

fn read(mut from: Box<dyn Read + Send>, pace: Option<usize>, seen: &(Mutex<Seen>, Condvar)) {
    let mut buffer = vec![0; pace.map_or(1 << 16, |bytes| bytes / 20)];
    // The end of a pseudo-terminal is an error.
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        change(seen, |seen| seen.parser.process(&buffer[..count]));
        if pace.is_some() {
            thread::sleep(TURN);
        }
    }
    change(seen, |seen| seen.closed = true);
}

fn change((lock, changed): &(Mutex<Seen>, Condvar), change: impl FnOnce(&mut Seen)) {
    // A lock that a failed test has poisoned has no one left to tell.
    if let Ok(mut seen) = lock.lock() {
        change(&mut seen);
        changed.notify_all();
    }
}

/// The terminal's modes (raw, echo …), to be compared.
fn modes(terminal: &(dyn MasterPty + Send)) -> String {
    format!("{:?}", terminal.get_termios().expect("no terminal"))
}

fn pty_size(cols: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        ..PtySize::default()
    }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}
