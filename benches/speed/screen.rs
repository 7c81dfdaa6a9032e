//! A program in a terminal, watched frame by frame.

use std::io::{Read, Write};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use vt100::{Parser, Screen};

const ROWS: u16 = 40;
const COLUMNS: u16 = 140;
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Terminal {
    seen: Arc<(Mutex<Parser>, Condvar)>,
    keyboard: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    _pty: Box<dyn MasterPty + Send>,
}

impl Terminal {
    pub fn start(words: &[&str], env: &[(&str, &str)]) -> Self {
        let pty = native_pty_system().openpty(PtySize {
            rows: ROWS,
            cols: COLUMNS,
            ..PtySize::default()
        });
        let pty = pty.unwrap();
        let mut command = CommandBuilder::new(words[0]);
        command.args(&words[1..]);
        command.cwd(std::env::current_dir().unwrap());
        command.env("TERM", "xterm-256color");
        env.iter()
            .for_each(|(name, value)| command.env(name, value));
        let parser = Parser::new(ROWS.try_into().unwrap(), COLUMNS.try_into().unwrap(), 0);
        let seen = Arc::new((Mutex::new(parser), Condvar::new()));
        let mut reader = pty.master.try_clone_reader().unwrap();
        let for_reader = Arc::clone(&seen);
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        thread::spawn(move || {
            let mut buffer = [0; 1 << 16];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                for_reader.0.lock().unwrap().process(&buffer[..count]);
                for_reader.1.notify_all();
            }
        });
        Self {
            seen,
            keyboard: pty.master.take_writer().unwrap(),
            child,
            _pty: pty.master,
        }
    }

    pub fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    pub fn send(&mut self, bytes: &[u8]) {
        self.keyboard.write_all(bytes).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// Waits until the screen is so.
    pub fn wait(&self, what: &str, is_so: impl Fn(&Screen) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let mut parser = self.seen.0.lock().unwrap();
        while !is_so(parser.screen()) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero(),
                "{what} does not come:\n{}",
                parser.screen().contents()
            );
            parser = self.seen.1.wait_timeout(parser, left).unwrap().0;
        }
    }

    pub fn wait_for(&self, text: &str) {
        self.wait(text, |screen| screen.contents().contains(text));
    }

    pub fn look<T>(&self, at: impl FnOnce(&Screen) -> T) -> T {
        at(self.seen.0.lock().unwrap().screen())
    }

    pub fn cursor(&self) -> (u16, u16) {
        self.look(Screen::cursor_position)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // SIGTERM lets it take its containers with it; a vim that stays is killed.
        let pid = i32::try_from(self.pid())
            .ok()
            .and_then(rustix::process::Pid::from_raw);
        if let Some(pid) = pid {
            rustix::process::kill_process(pid, rustix::process::Signal::TERM).ok();
        }
        let deadline = Instant::now() + Duration::from_secs(3);
        while self.child.try_wait().is_ok_and(|ended| ended.is_none()) {
            if Instant::now() > deadline {
                self.child.kill().ok();
                self.child.wait().ok();
                return;
            }
            thread::sleep(Duration::from_millis(5));
        }
    }
}
