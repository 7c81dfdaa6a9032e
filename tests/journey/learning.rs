//! Reading, typing, running, passing.

use crate::tui::{Home, Tui};

/// The first exercise of the first lesson is open in the editor, and the engine is there.
fn first_exercise(home: &Home) -> Tui {
    let mut tui = home.start();
    tui.wait_for("Hello, Elixir").wait_for("Docker");
    tui.keys("f6").wait_for("▌hello.exs");
    tui
}

#[test]
fn a_first_pass_is_there_again_after_a_restart() {
    let home = Home::new();
    let mut tui = first_exercise(&home);
    tui.keys("ctrl-f").types("moon").wait_for("1 of 1");
    tui.keys("esc").wait_gone("1 of 1");
    tui.types("world").wait_for("Hello, world!\")");
    tui.keys("f5").wait_for("The check passed.");
    tui.quit();

    let tui = home.start();
    tui.wait_for("▌hello.exs")
        .wait_for("Hello, world!\")")
        .wait_for(" 1 of ");
    tui.quit();
}
