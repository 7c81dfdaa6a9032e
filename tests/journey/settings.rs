//! A `config.toml` that is wrong keeps nobody from learning, and one that is right is what counts.

use crate::tui::Home;

#[test]
fn a_broken_one_is_told_and_the_lessons_are_there() {
    let home = Home::without_engine_prepared();
    home.config("theme = \"dark\"\nruntime = 5\n[limits]\nmemory_mb = 0\n");
    let mut tui = home.start();
    tui.wait_for("Some settings do not count")
        .wait_for("config.toml:2: runtime = 5")
        .wait_for("config.toml:4: memory_mb = 0");
    tui.keys("esc").wait_for("Hello, Elixir");
    // Which wall was wanted is unknown, so nothing runs.
    tui.wait_for("no container engine");
    tui.quit();
}

#[test]
fn a_good_one_counts() {
    let home = Home::new();
    home.config("lang = \"ko\"\n[limits]\nwall_seconds = 77\nmemory_mb = 300\n");
    let mut tui = home.start();
    tui.wait_for("Docker");
    tui.keys("f1").wait_for("77초").wait_for("300");
    tui.quit();
}
