//! With the mouse alone.

use crate::home::Home;

#[test]
fn from_the_map_to_a_result_by_mouse_alone() {
    let home = Home::new();
    let mut tui = home.start();
    tui.wait_for("Hello, Elixir").wait_for("Docker");
    // How far one is, at the end of the first line, leads to the map.
    tui.click_on("0 of ").wait_for("The course");
    tui.click_on(" 2  ").wait_for("Lesson 2 of ");
    tui.click_on("0 of ").wait_for("The course");
    tui.click_on("○ Greet the right planet");
    tui.wait_for("Lesson 1 of ");
    tui.click_on("open in the editor");
    tui.wait_for("▌Greet the right planet");
    tui.click_on("F5 run").wait_for("The check did not pass.");
    // The pane is given the keys, and its buttons are seen.
    tui.click_on("Results").wait_for("▌Results");
    tui.click_on("tutorbox").wait_for("Actions");
    tui.click(0, 20).wait_gone("Actions");
    tui.quit();
}
