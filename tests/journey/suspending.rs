//! Out to the shell and back.

use rustix::process::{Pid, Signal, kill_process};
use vt100::MouseProtocolMode;

use crate::home::Home;
use crate::tui::{Seen, Tui};

/// The shell's only child.
fn job(shell: Pid) -> Pid {
    let shell = shell.as_raw_nonzero();
    let children = format!("/proc/{shell}/task/{shell}/children");
    let children = std::fs::read_to_string(children).unwrap();
    let mut jobs = children.split_ascii_whitespace();
    Pid::from_raw(jobs.next().unwrap().parse().unwrap()).unwrap()
}

/// The shell has the terminal again, and says that the job was stopped.
#[track_caller]
fn wait_stopped(tui: &Tui) {
    tui.wait_until("a job that is stopped", |seen| {
        let screen = seen.screen();
        let is_back = !screen.alternate_screen() && !screen.hide_cursor();
        let is_free = screen.mouse_protocol_mode() == MouseProtocolMode::None;
        is_back && is_free && seen.text().contains("Stopped")
    });
}

/// All of it is drawn again.
#[track_caller]
fn go_on(tui: &mut Tui, text: &str) {
    let is_whole = |seen: &Seen| {
        let is_taken = seen.screen().alternate_screen();
        is_taken && ["tutorbox", text].iter().all(|t| seen.text().contains(t))
    };
    tui.types("clear; fg\n")
        .wait_until("the interface", is_whole);
}

#[test]
fn a_key_or_a_signal_gives_the_terminal_back_until_fg() {
    let home = Home::new();
    let (mut tui, start) = home.shell();
    tui.types(&start).wait_for("Hello, Elixir");
    tui.keys("ctrl-z");
    wait_stopped(&tui);
    go_on(&mut tui, "Hello, Elixir");
    tui.keys("f6 ctrl-a").types("mine").wait_for("mine");
    tui.keys("alt-z");
    wait_stopped(&tui);
    go_on(&mut tui, "mine");
    kill_process(job(tui.pid()), Signal::TSTP).unwrap();
    wait_stopped(&tui);
    go_on(&mut tui, "mine");
    // It takes keys as before.
    tui.types(" too").wait_for("mine too");
    tui.keys("ctrl-q");
    tui.wait_until("the shell", |seen| !seen.screen().alternate_screen());
}

#[test]
fn where_no_shell_could_wake_it_it_stays() {
    let mut tui = Home::new().start();
    tui.keys("ctrl-z").wait_for("There is no shell");
    tui.signal(Signal::TSTP);
    tui.keys("f1").wait_for("Every run goes");
    tui.quit();
}
