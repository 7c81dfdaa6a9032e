//! Nothing typed is lost.

use rustix::process::Signal;
use tutorbox::progress::{Key, Store};

use crate::tui::Home;

/// What the store has as the draft of the first exercise.
fn draft(home: &Home) -> Option<String> {
    let mut store = Store::open(&home.database()).unwrap();
    let draft = store
        .draft(&Key::new("elixir", "hello", "hello"))
        .unwrap()?;
    Some(draft.files[0].text.clone())
}

#[test]
fn killed_while_typing_loses_nothing_that_was_seen() {
    let home = Home::without_engine_prepared();
    let mut typed = String::new();
    for round in 0..5 {
        let mut tui = home.start();
        if round == 0 {
            tui.wait_for("Hello, Elixir");
            tui.keys("f6 ctrl-a");
        }
        tui.wait_for("▌Greet the right planet").wait_for(&typed);
        let word = format!("word{round}");
        tui.types(&word);
        typed.push_str(&word);
        tui.wait_for(&typed);
        tui.signal(Signal::KILL);
        tui.wait_exit();
        assert_eq!(draft(&home).unwrap(), typed);
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
    one.wait_for("# one");
    two.keys("ctrl-a").types("# two");
    two.wait_for("# two");
    one.types(" more").wait_for("# one more");
    one.keys("f5").wait_for("The check did not pass.");
    two.keys("f5").wait_for("The check did not pass.");
    two.quit();
    one.quit();
    // The last writer wins.
    assert_eq!(draft(&home).unwrap(), "# one more");
    let again = home.start();
    again.wait_for("# one more");
    again.quit();
}
