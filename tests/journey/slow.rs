//! A line that takes two kilobytes in a second, while a program floods.

use std::time::{Duration, Instant};

use crate::home::Home;

#[test]
fn keys_are_answered_at_the_end_of_a_slow_line() {
    let home = Home::new();
    let mut tui = home.start_slow(2_000);
    tui.wait_for("Hello, Elixir").wait_for("Docker");
    tui.keys("f6").wait_for("▌Greet the right planet");
    let code = "flood = fn flood, n -> IO.puts(\"flood #{n}\"); flood.(flood, n + 1) end\nflood.(flood, 0)";
    tui.keys("ctrl-a").paste(code);
    tui.keys("f5").wait_for("flood 1");
    // Of the hundreds of frames that there could have been only a few are on their way.
    let began = Instant::now();
    tui.keys("f2").wait_for("The course");
    assert!(
        began.elapsed() < Duration::from_secs(20),
        "{:?}",
        began.elapsed()
    );
    tui.keys("ctrl-q");
    tui.wait_exit();
    assert!(
        began.elapsed() < Duration::from_secs(40),
        "{:?}",
        began.elapsed()
    );
    tui.assert_given_back();
}
