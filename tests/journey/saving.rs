//! Nothing typed is lost.

use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Signal;
use tutorbox::progress::{Key, Store};

use crate::home::Home;

/// What the store has as the draft of the first exercise.
fn draft(home: &Home) -> Option<String> {
    let mut store = Store::open(&home.database()).unwrap();
    let draft = store
        .draft(&Key::new("elixir", "hello", "hello"))
        .unwrap()?;
    Some(draft.files[0].text.clone())
}

/// Waits until this is the draft of the first exercise: it is written beside the drawing, not before it.
fn until_saved(home: &Home, text: &str) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while draft(home).as_deref() != Some(text) {
        assert!(
            Instant::now() < deadline,
            "{text} is still not saved, but {:?}",
            draft(home)
        );
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn killed_it_has_what_was_typed_without_being_asked() {
    let home = Home::new();
    let mut tui = home.start();
    tui.wait_for("Hello, Elixir");
    tui.keys("f6 ctrl-a");
    let mut typed = String::new();
    for round in 0..4 {
        let word = format!("word{round} ");
        tui.types(&word);
        typed.push_str(&word);
        until_saved(&home, &typed);
        tui.signal(Signal::KILL);
        tui.wait_exit();
        tui = home.start();
        tui.wait_for("▌Greet the right planet")
            .wait_for(typed.trim_end());
    }
    tui.quit();
}

#[test]
fn killed_in_the_middle_of_a_word_it_has_a_whole_draft() {
    let home = Home::new();
    let mut before = "x".to_owned();
    let mut tui = home.start();
    tui.wait_for("Hello, Elixir");
    tui.keys("f6 ctrl-a").types(&before);
    until_saved(&home, &before);
    for letter in ["a", "b", "c", "d"] {
        tui.wait_for("▌Greet the right planet");
        tui.keys("end");
        // Short enough that all four are in sight beside the lesson.
        let word = letter.repeat(12);
        tui.types(&word);
        tui.wait_until("a letter", |seen| {
            seen.text().contains(&format!("{before}{letter}"))
        });
        tui.signal(Signal::KILL);
        tui.wait_exit();
        let after = draft(&home).unwrap_or_default();
        assert!(format!("{before}{word}").starts_with(&after), "{after}");
        assert!(after.starts_with(&before), "{after} has lost {before}");
        before = after;
        tui = home.start();
    }
}

#[test]
fn two_windows_on_one_folder_both_work() {
    let home = Home::new();
    let mut one = home.start();
    let mut two = home.start();
    for window in [&mut one, &mut two] {
        window.wait_for("Docker");
        window.keys("f6").wait_for("▌Greet the right planet");
    }
    one.keys("ctrl-a").types("# one");
    until_saved(&home, "# one");
    two.keys("ctrl-a").types("# two");
    until_saved(&home, "# two");
    two.wait_for("! other window");
    one.types(" more").wait_for("# one more");
    until_saved(&home, "# one more");
    one.keys("f5").wait_for("The check did not pass.");
    two.keys("f5").wait_for("The check did not pass.");
    // What was written over is there to be looked at, and looking is enough.
    two.keys("f6 H").wait_for("not run, and written over");
    two.keys("esc").wait_gone("earlier versions");
    two.wait_gone("! other window");
    two.quit();
    one.quit();
    // The last writer wins.
    assert_eq!(draft(&home).unwrap(), "# one more");
    let again = home.start();
    again.wait_for("# one more");
    again.quit();
}

#[test]
fn a_new_starter_is_told_once_however_often_the_program_is_started() {
    let home = Home::new();
    let mut tui = home.start();
    tui.wait_for("Hello, Elixir");
    tui.keys("f6 ctrl-a").types("mine");
    until_saved(&home, "mine");
    tui.quit();
    // As if an update had come between.
    let raw = rusqlite::Connection::open(home.database()).unwrap();
    let begun = raw.execute("UPDATE draft SET starter = 'another'", []);
    assert_eq!(begun, Ok(1));
    drop(raw);
    let tui = home.start();
    tui.wait_for("The starter has changed since you began.")
        .wait_for("mine");
    tui.quit();
    let tui = home.start();
    tui.wait_for("▌Greet the right planet").wait_for("mine");
    assert!(!tui.look(|seen| seen.text().contains("starter changed")));
    tui.quit();
}
