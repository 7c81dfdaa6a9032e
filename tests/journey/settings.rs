//! A `config.toml` that is wrong keeps nobody from learning, and one that is right is what counts.

use vt100::{Color, MouseProtocolMode};

use crate::home::Home;
use crate::tui::Seen;

#[test]
fn a_broken_one_is_told_and_the_lessons_are_there() {
    let home = Home::without_engine_prepared();
    home.config("theme = \"dark\"\nruntime = 5\n[limits]\nmemory_mb = 0\n");
    let mut tui = home.start();
    tui.wait_for("Some settings do not count")
        .wait_for("config.toml:2:11: runtime = 5")
        .wait_for("config.toml:4:13: memory_mb = 0");
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

#[test]
fn a_key_of_ones_own_that_only_the_kitty_protocol_has() {
    let home = Home::new();
    home.config("[keys.editor]\nhelp = \"ctrl-enter\"\n");
    let mut tui = home.start();
    tui.wait_for("Docker");
    tui.wait_until("the kitty keyboard protocol", Seen::has_kitty);
    tui.keys("f6").wait_for("Ctrl+Enter");
    tui.keys("ctrl-enter").wait_for("In the editor");
    tui.quit();
}

/// The colour of the first word, which is another in each theme.
fn colour(seen: &Seen) -> Color {
    seen.screen().cell(0, 1).unwrap().fgcolor()
}

/// What stands behind it.
fn ground(seen: &Seen) -> Color {
    seen.screen().cell(0, 1).unwrap().bgcolor()
}

#[test]
fn a_light_terminal_gets_the_light_theme_and_no_key_is_lost_or_made_up() {
    let light = Home::new();
    light.config("theme = \"light\"\n");
    let mut tui = light.start();
    let is_light = tui.look(colour);
    // It stands on a ground of its own, until the terminal says that it has such a one.
    assert_ne!(tui.look(ground), Color::Default);
    tui.wait_until("the question", Seen::asked_background);
    tui.send(b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\");
    tui.wait_until("the terminal's own", |seen| ground(seen) == Color::Default);
    tui.quit();
    let mut tui = Home::new().start();
    tui.wait_for("Docker");
    tui.wait_until("the question", Seen::asked_background);
    let is_dark = tui.look(colour);
    assert_ne!(is_dark, is_light);
    // The answer comes late, between two keys; read as keys, it would go to the end (G), run (r) and follow links (f).
    tui.send(b"n\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1bOP");
    tui.wait_until("the light theme", |seen| colour(seen) == is_light);
    tui.wait_for("Everywhere");
    tui.keys("q").wait_gone("Everywhere");
    tui.wait_for("Lesson 2 of");
    tui.quit();
}

#[test]
fn whoever_wants_to_select_with_the_terminal_keeps_the_mouse() {
    let home = Home::new();
    home.config("mouse = false\n");
    let tui = home.start();
    tui.look(|seen| {
        let mode = seen.screen().mouse_protocol_mode();
        assert_eq!(mode, MouseProtocolMode::None);
    });
    tui.quit();
}
