//! The talk with somebody who types: at a terminal, where what is typed may be a command or a program's input.

use std::io::{Read, Write};
use std::process::Command;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};

use super::{Home, READS, common, pack};

/// How long anything may take: far more than it should, for a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(60);

/// A terminal, and what was written to it.
struct Terminal {
    written: mpsc::Receiver<Vec<u8>>,
    keys: Box<dyn Write + Send>,
    seen: String,
}

impl Terminal {
    fn types(&mut self, text: &str) -> &mut Self {
        self.keys.write_all(text.as_bytes()).unwrap();
        self
    }

    /// What is written from now on has these words.
    fn waits_for(&mut self, wanted: &str) -> &mut Self {
        while !self.seen.contains(wanted) {
            let Ok(bytes) = self.written.recv_timeout(PATIENCE) else {
                panic!("{wanted:?} does not come after {:?}", self.seen);
            };
            assert!(!bytes.contains(&0x1b), "{}", bytes.escape_ascii());
            self.seen.push_str(&String::from_utf8_lossy(&bytes));
        }
        let at = self.seen.find(wanted).unwrap();
        self.seen.drain(..at + wanted.len());
        self
    }
}

/// The program at a dumb terminal.
fn at_a_terminal(home: &Home, words: &str) -> (Terminal, Box<dyn Child + Send + Sync>) {
    let size = PtySize {
        rows: 24,
        cols: 60,
        pixel_width: 0,
        pixel_height: 0,
    };
    let pty = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(common::TUTORBOX);
    command.args(words.split(' '));
    command.arg("--data-dir");
    command.arg(home.folder.path().join("data"));
    command.env("TERM", "dumb");
    command.env("LC_ALL", "C.UTF-8");
    let child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    let mut reader = pty.master.try_clone_reader().unwrap();
    let (write, written) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = reader.read(&mut bytes) {
            if write.send(bytes[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    let terminal = Terminal {
        written,
        keys: pty.master.take_writer().unwrap(),
        seen: String::new(),
    };
    (terminal, child)
}

#[tokio::test]
async fn a_dumb_terminal_gets_lines_and_ctrl_c_stops_a_run_and_ctrl_d_ends_it_all() {
    let home = Home::with_engine().await;
    let (mut terminal, mut child) = at_a_terminal(&home, "play elixir --lesson hello");
    terminal.waits_for("Example 1, elixir:").waits_for("> ");
    terminal
        .types("\u{3}")
        .waits_for("Nothing is running.")
        .waits_for("> ");
    terminal
        .types("write\n")
        .waits_for("A line with a dot alone ends it.");
    terminal
        .types("Process.sleep(:infinity)\n.\n")
        .waits_for("Saved.")
        .waits_for("> ");
    terminal.types("run\n").waits_for("Running.");
    terminal
        .types("\u{3}")
        .waits_for("You stopped it.")
        .waits_for("> ");
    terminal.types("\u{4}").waits_for("Everything is saved.");
    assert!(child.wait().unwrap().success());
}

#[tokio::test]
async fn a_program_that_waits_is_told_what_is_typed() {
    common::rig_of("sh").await.close().await;
    let home = Home::new();
    let words = pack(&home, READS);
    let (mut terminal, mut child) = at_a_terminal(&home, &words);
    terminal.waits_for("Example 1, sh:").types("run\n");
    terminal
        .waits_for("The program may be waiting for your input.")
        .waits_for("Name? ")
        .types("Ada\n")
        .waits_for("    Hi, Ada.\r\n");
    terminal.types("Bo\n").waits_for("    Hi, Bo.\r\n");
    terminal
        .waits_for("Input: ")
        .types(".\n")
        .waits_for("The input has ended.")
        .waits_for("    over\r\n");
    terminal
        .waits_for("The program ran to its end.")
        .waits_for("> ");
    terminal
        .types("run\n")
        .waits_for("Name? ")
        .types("\u{4}")
        .waits_for("The input has ended.")
        .waits_for("The program ran to its end.")
        .waits_for("> ");
    // Whoever ends the program amid a run need not say so twice.
    terminal.types("run\n").waits_for("Name? ");
    let id = child.process_id().unwrap().to_string();
    let killed = Command::new("kill").args(["-TERM", &id]).status().unwrap();
    assert!(killed.success());
    terminal.waits_for("Everything is saved.");
    assert!(child.wait().unwrap().success());
}
