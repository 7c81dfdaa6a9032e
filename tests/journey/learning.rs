//! Reading, typing, running, passing.

use crate::home::Home;

#[test]
fn a_first_pass_is_there_again_after_a_restart() {
    let home = Home::new();
    let mut tui = home.start_first_exercise();
    tui.keys("ctrl-f").types("moon").wait_for("Find: moon");
    tui.keys("esc").wait_gone("Find: moon");
    tui.types("world").wait_for("Hello, world!\")");
    tui.keys("f5").wait_for("The check passed.");
    tui.quit();

    let tui = home.start();
    tui.wait_for("▌Greet the right planet");
    tui.wait_for("Hello, world!\")").wait_for(" 1 of ");
    tui.quit();
}
