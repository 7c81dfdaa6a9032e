//! Runs that go on, that are stopped, and that have no engine.

use std::time::{Duration, Instant};

use crate::home::Home;
use crate::tui::Tui;

/// Puts this code in the place of the first exercise's.
fn with_code(home: &Home, code: &str) -> Tui {
    let mut tui = home.start_first_exercise();
    tui.keys("ctrl-a").paste(code);
    tui
}

#[test]
fn escape_stops_an_endless_loop() {
    let home = Home::new();
    let mut tui = with_code(
        &home,
        "IO.puts(\"going\" <> \" round\")\nspin = fn spin -> spin.(spin) end\nspin.(spin)",
    );
    tui.keys("f5").wait_for("going round").wait_for("Running");
    tui.keys("esc").wait_for("You stopped it.");
    // What it had printed is kept.
    tui.wait_for("going round");
    tui.quit();
}

#[test]
fn output_comes_while_it_is_printed() {
    let home = Home::new();
    let code = "IO.puts(\"first\" <> \" line\")\nProcess.sleep(:infinity)";
    let mut tui = with_code(&home, code);
    tui.keys("f5").wait_for("first line").wait_for("Running");
    // To run again is to stop what runs.
    tui.keys("ctrl-a").paste("IO.puts(\"another\" <> \" one\")");
    tui.keys("f5")
        .wait_for("another one")
        .wait_gone("first line");
    tui.wait_for("The check did not pass.");
    tui.quit();
}

#[test]
fn without_an_engine_lessons_can_be_read_and_nothing_breaks() {
    let home = Home::without_engine_prepared().env("DOCKER_HOST", "unix:///nowhere/docker.sock");
    let mut tui = home.start();
    tui.wait_for("Hello, Elixir")
        .wait_for("no container engine");
    tui.keys("f5").wait_for("No container engine answers");
    tui.wait_for("/nowhere/docker.sock")
        .wait_for("start Docker");
    tui.keys("esc").wait_gone("No container engine answers");
    tui.keys("n").wait_for("Lesson 2 of ");
    tui.keys("f6").types("typed without an engine");
    tui.wait_for("typed without an engine");
    tui.quit();
}

#[test]
fn a_newcomer_is_welcomed_and_only_once() {
    let home = Home::of_a_newcomer();
    let mut tui = home.start();
    tui.wait_for("Elixir, for people who already program");
    tui.keys("esc").wait_for("Hello, Elixir");
    tui.wait_gone("for people who already program");
    tui.quit();
    let tui = home.start();
    tui.wait_for("Hello, Elixir");
    tui.wait_gone("for people who already program");
    tui.quit();
}

#[test]
fn a_storm_of_resizes_leaves_a_whole_screen() {
    let home = Home::new();
    let mut tui = home.start_first_exercise();
    for step in 0..60_u16 {
        tui.resize(20 + step * 7 % 190, 5 + step * 11 % 60);
        tui.keys(["f6", "f1", "f1", "ctrl-o"][usize::from(step % 4)]);
    }
    // A terminal that has the size it had before has lost what it showed all the same.
    for _ in 0..3 {
        tui.resize(1, 1);
        tui.resize(120, 36);
        tui.wait_for("Hello, Elixir")
            .wait_for("IO.puts(\"Hello, moon!\")");
        tui.wait_for(" tutorbox  Elixir").wait_for("Docker");
    }
    tui.keys("f1").wait_for("╭ Keys");
    tui.keys("esc").wait_gone("╭ Keys");
    tui.quit();
}

#[test]
fn a_key_that_comes_amid_a_resize_is_taken_without_another() {
    let home = Home::without_engine_prepared();
    let mut tui = home.start();
    tui.wait_for("Hello, Elixir");
    for step in 0..400_u32 {
        tui.resize(110 + u16::from(step % 4 == 0), 36);
        // Some keys come just before the news of the size, some just after it, and a few between the two halves of it.
        let moment = Instant::now() + Duration::from_micros(u64::from(step % 100));
        while Instant::now() < moment {
            std::hint::spin_loop();
        }
        tui.keys("f1");
        match step % 2 {
            0 => tui.wait_for("Every run goes"),
            _ => tui.wait_gone("Every run goes"),
        };
    }
    tui.quit();
}
