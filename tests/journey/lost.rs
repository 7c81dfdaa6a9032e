//! A terminal that is gone: its window was closed, or the connection broke.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::process::Command;
use std::time::{Duration, Instant};

use portable_pty::{PtySize, native_pty_system};
use tutorbox::progress::{Key, Store};
use vt100::Parser;

use crate::home::Home;

/// Reads until this is on the screen.
fn read_until(reader: &mut Box<dyn Read + Send>, screen: &mut Parser, text: &str) {
    let mut buffer = [0; 4096];
    while !screen.screen().contents().contains(text) {
        let count = reader.read(&mut buffer).unwrap();
        assert!(count > 0, "the end came, but not: {text}");
        screen.process(&buffer[..count]);
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

#[test]
fn a_terminal_that_is_closed_ends_it_with_all_saved_and_nothing_left() {
    let home = Home::new();
    let size = PtySize {
        rows: 24,
        cols: 80,
        ..PtySize::default()
    };
    let pty = native_pty_system().openpty(size).unwrap();
    let mut child = pty.slave.spawn_command(home.command()).unwrap();
    drop(pty.slave);
    let owner = child.process_id().unwrap();
    let mut reader = pty.master.try_clone_reader().unwrap();
    let mut keyboard = pty.master.take_writer().unwrap();
    let [rows, columns] = [24, 80].map(|cells| NonZeroU16::new(cells).unwrap());
    let mut screen = Parser::new(rows, columns, 0);
    read_until(&mut reader, &mut screen, "Docker");
    keyboard.write_all(b"\x0f\x01zzz").unwrap();
    read_until(&mut reader, &mut screen, "zzz");
    drop((reader, keyboard, pty.master));
    let deadline = Instant::now() + Duration::from_secs(30);
    while child.try_wait().unwrap().is_none() {
        assert!(Instant::now() < deadline, "it goes on without a terminal");
        std::thread::sleep(Duration::from_millis(20));
    }
    let mut store = Store::open(&home.database()).unwrap();
    let key = Key::new("elixir", "hello", "hello");
    let draft = store.draft(&key).unwrap().unwrap();
    assert_eq!(draft.files[0].text, "zzz");
    while containers(owner) > 0 {
        assert!(Instant::now() < deadline, "containers are left");
        std::thread::sleep(Duration::from_millis(20));
    }
}
