//! The program in a terminal: keys in, a screen out. Nothing here sleeps; whoever waits is woken by what is drawn.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use vt100::{Callbacks, Parser, Screen};

use crate::keys;

const TUTORBOX: &str = env!("CARGO_BIN_EXE_tutorbox");

/// How long anything may take: far more than it should, for a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(60);

/// Cells of the terminal: wide enough for the lesson and the editor side by side.
const SIZE: (u16, u16) = (120, 36);

/// Where a learner keeps things, and how the program is started there.
pub struct Home {
    folder: tempfile::TempDir,
    env: Vec<(&'static str, String)>,
}

impl Home {
    /// One without a past, on a machine whose engine has the image of Elixir.
    pub fn new() -> Self {
        prepare_image();
        Self::without_engine_prepared()
    }

    /// The same, whatever the engine has.
    pub fn without_engine_prepared() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            env: Vec::new(),
        }
    }

    pub fn env(mut self, name: &'static str, value: &str) -> Self {
        self.env.push((name, value.to_owned()));
        self
    }

    /// Writes the learner's settings.
    pub fn config(&self, text: &str) {
        let folder = self.folder.path().join("config/tutorbox");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("config.toml"), text).unwrap();
    }

    /// The progress file.
    pub fn database(&self) -> std::path::PathBuf {
        self.data().join("progress.db")
    }

    fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("data")
    }

    /// Starts the program, and waits for its first frame.
    pub fn start(&self) -> Tui {
        let tui = self.start_blind();
        tui.wait_until("the first frame", |seen| seen.text().contains("tutorbox"));
        tui
    }

    /// Starts the program, and waits for nothing.
    pub fn start_blind(&self) -> Tui {
        Tui::spawn(self.command())
    }

    /// Starts the program, and gives the keys to the editor with the first exercise of all in it.
    pub fn start_first_exercise(&self) -> Tui {
        let mut tui = self.start();
        tui.wait_for("Hello, Elixir").wait_for("Docker");
        tui.keys("f6").wait_for("▌Greet the right planet");
        tui
    }

    /// Previews the pack in this folder.
    pub fn preview(&self, pack: &Path) -> Tui {
        let mut command = self.command();
        command.args(["preview", path(pack)]);
        Tui::spawn(command)
    }

    fn command(&self) -> CommandBuilder {
        let mut command = CommandBuilder::new(TUTORBOX);
        command.arg("--data-dir");
        command.arg(self.data());
        command.env("XDG_CONFIG_HOME", path(&self.folder.path().join("config")));
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        command.env("LC_ALL", "C.UTF-8");
        for name in ["NO_COLOR", "TUTORBOX_THEME", "TUTORBOX_LANG"] {
            command.env_remove(name);
        }
        for (name, value) in &self.env {
            command.env(name, value);
        }
        command
    }
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Fails with the program's own words, which say what to start or install.
fn prepare_image() {
    let mut command = Command::new(TUTORBOX);
    let prepared = command
        .args(["image", "prepare", "elixir"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&prepared.stderr);
    assert!(
        prepared.status.success(),
        "these tests need a Docker engine: {said}"
    );
}

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
    fn spawn(command: CommandBuilder) -> Self {
        let (width, height) = SIZE;
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
        thread::spawn(move || read(reader, &for_reader));
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

    fn send(&mut self, bytes: &[u8]) -> &mut Self {
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

fn read(mut from: Box<dyn Read + Send>, seen: &(Mutex<Seen>, Condvar)) {
    let mut buffer = [0; 1 << 16];
    // The end of a pseudo-terminal is an error.
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        change(seen, |seen| seen.parser.process(&buffer[..count]));
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
