//! A terminal that is gone, its window closed or its connection broken; and one that nobody reads.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Read, Write};
use std::num::NonZeroU16;
use std::os::unix::fs::OpenOptionsExt;
use std::process::Command;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{MasterPty, PtySize, native_pty_system};
use rustix::fs::OFlags;
use rustix::process::{Pid, Signal, kill_process};
use tutorbox::progress::{Key, Store};
use vt100::Parser;

use crate::home::Home;

/// How long the end may take.
const SOON: Duration = Duration::from_secs(30);

/// A window with the program in it, which is read only when somebody says so.
struct Window {
    reader: Box<dyn Read + Send>,
    keyboard: Box<dyn Write + Send>,
    terminal: Box<dyn MasterPty + Send>,
    screen: Parser,
    owner: u32,
    /// Tells that the program has ended.
    end: Receiver<()>,
}

impl Window {
    /// The program is there, and this was typed in the editor.
    fn with(home: &Home, text: &str) -> Self {
        let size = PtySize {
            rows: 24,
            cols: 80,
            ..PtySize::default()
        };
        let pty = native_pty_system().openpty(size).unwrap();
        let mut child = pty.slave.spawn_command(home.command()).unwrap();
        drop(pty.slave);
        let owner = child.process_id().unwrap();
        let (tell, end) = mpsc::channel();
        thread::spawn(move || {
            child.wait().unwrap();
            tell.send(()).ok();
        });
        let [rows, columns] = [24, 80].map(|cells| NonZeroU16::new(cells).unwrap());
        let mut window = Self {
            reader: pty.master.try_clone_reader().unwrap(),
            keyboard: pty.master.take_writer().unwrap(),
            terminal: pty.master,
            screen: Parser::new(rows, columns, 0),
            owner,
            end,
        };
        window.read_until("Docker");
        window.types(&format!("\x0f\x01{text}"));
        window.read_until(text);
        window
    }

    fn types(&mut self, text: &str) {
        self.keyboard.write_all(text.as_bytes()).unwrap();
    }

    /// Reads until this is on the screen.
    fn read_until(&mut self, text: &str) {
        while !self.screen.screen().contents().contains(text) {
            assert!(self.read(), "the end came, but not: {text}");
        }
    }

    /// Says whether there was anything. The end of a terminal is an error.
    fn read(&mut self) -> bool {
        let mut buffer = [0; 4096];
        let count = self.reader.read(&mut buffer).unwrap_or_default();
        self.screen.process(&buffer[..count]);
        count > 0
    }

    /// Leaves no room for anything that is written.
    fn fill(&self) {
        let mut options = OpenOptions::new();
        let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
        let flags = options.custom_flags(flags.bits().try_into().unwrap());
        let name = self.terminal.tty_name().unwrap();
        let mut terminal = flags.write(true).open(name).unwrap();
        loop {
            match terminal.write(&[b' '; 1024]) {
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => return,
                Err(error) => panic!("{error}"),
            }
        }
    }

    fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(self.owner.try_into().unwrap()).unwrap();
        kill_process(pid, signal).unwrap();
    }
}

/// How many containers this process has.
fn containers(owner: u32) -> usize {
    let label = format!("label=tutorbox.pid={owner}");
    let mut list = Command::new("docker");
    let listed = list.args(["ps", "-aq", "--filter", &label]).output();
    let listed = String::from_utf8(listed.unwrap().stdout).unwrap();
    listed.lines().count()
}

/// Asks until there are some, or none any more.
#[track_caller]
fn until_containers(owner: u32, are_there: bool) {
    let deadline = Instant::now() + SOON;
    while (containers(owner) > 0) != are_there {
        assert!(Instant::now() < deadline, "containers: {}", !are_there);
    }
}

fn draft(home: &Home) -> String {
    let mut store = Store::open(&home.database()).unwrap();
    let key = Key::new("elixir", "hello", "hello");
    store.draft(&key).unwrap().unwrap().files[0].text.clone()
}

#[test]
fn a_terminal_that_is_closed_ends_it_with_all_saved_and_nothing_left() {
    let home = Home::new();
    let window = Window::with(&home, "zzz");
    let (owner, end) = (window.owner, window.end);
    drop((window.reader, window.keyboard, window.terminal));
    let ended = end.recv_timeout(SOON);
    assert!(ended.is_ok(), "it goes on without a terminal");
    assert_eq!(draft(&home), "zzz");
    until_containers(owner, false);
}

#[test]
fn a_terminal_that_nobody_reads_keeps_no_signal_from_ending_it() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let home = Home::new();
        let mut window = Window::with(&home, "zzz");
        until_containers(window.owner, true);
        window.fill();
        // There is something to be drawn.
        window.types("y");
        window.signal(signal);
        let ended = window.end.recv_timeout(SOON);
        assert!(ended.is_ok(), "{signal:?}: it waits for the terminal");
        assert!(draft(&home).starts_with("zzz"));
        until_containers(window.owner, false);
        // Whoever reads again has the terminal back.
        while window.read() {}
        let screen = window.screen.screen();
        let is_back = !screen.alternate_screen() && !screen.hide_cursor();
        assert!(is_back, "{signal:?}: {}", screen.contents());
    }
}
