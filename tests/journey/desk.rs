//! Code in its formatter's layout, and the scratch pad.

use crate::home::Home;

#[test]
fn code_is_laid_out_and_an_error_is_told() {
    let home = Home::new();
    let mut tui = home.start_first_exercise();
    tui.keys("ctrl-a")
        .paste("IO.puts( \"Hello, \"<>\"정원!\" )");
    tui.keys("alt-f")
        .wait_for("Formatted.")
        .wait_for("IO.puts(\"Hello, \" <> \"정원!\")");
    tui.keys("ctrl-a").paste("x = 1\ny = = 2");
    tui.keys("alt-f").wait_for("Not formatted, line 2: ");
    tui.wait_for("y = = 2");
    tui.quit();
}

#[test]
fn the_scratch_pad_runs_and_is_there_again_the_next_time() {
    let home = Home::new();
    let mut tui = home.start_first_exercise();
    tui.keys("alt-s").wait_for("▌Scratch pad");
    tui.paste("IO.puts(\"scrat\" <> \"ched\")");
    tui.keys("f5").wait_for("scratched");
    tui.wait_for("The program ran to its end.");
    tui.keys("alt-s").wait_for("▌Greet the right planet");
    tui.quit();
    let mut tui = home.start();
    tui.wait_for("Greet the right planet");
    tui.keys("alt-s").wait_for("IO.puts(\"scrat\" <> \"ched\")");
    tui.quit();
}
