//! A workshop: what was begun in it goes on where it was left.

use std::fs;

use crate::home::Home;

const MANIFEST: &str = "id = \"toy\"\ntitle = \"Toy\"\nversion = \"1.0.0\"\nlanguage = \"elixir\"\n
[workshop]\nunlock = \"sequential\"\nhints = 2\nminutes = 90\nwelcome = \"welcome.md\"\n";

const ONE: &str = "# One\n\n```elixir exercise=greet\nIO.puts(\"ho\")\n```\n\n\
                   ```markdown hint=greet\nIt is hi.\n```\n\n\
                   ```elixir solution=greet\nIO.puts(\"hi\")\n```\n\n\
                   ```toml checks=greet\n[[check]]\nkind = \"stdout\"\nequals = \"hi\"\n```\n";

#[test]
fn tries_time_and_the_welcome_are_remembered() {
    let home = Home::new();
    let pack = tempfile::tempdir().unwrap();
    for (path, text) in [
        ("pack.toml", MANIFEST),
        ("welcome.md", "Find a seat.\n"),
        ("01-one.md", ONE),
        ("02-two.md", "# Two\n"),
    ] {
        fs::write(pack.path().join(path), text).unwrap();
    }

    let mut tui = home.play(pack.path());
    tui.wait_for("Find a seat.").wait_for("90 min left");
    tui.wait_for("Docker");
    tui.keys("esc").wait_gone("Find a seat.");
    tui.keys("n")
        .wait_for("Lesson 2 is locked: pass lesson 1 first");
    tui.keys("f3")
        .wait_for("Hints open after 2 more failed runs.");
    tui.keys("f5").wait_for("The check did not pass.");
    tui.keys("f3")
        .wait_for("Hints open after one more failed run.");
    tui.quit();

    let mut tui = home.play(pack.path());
    tui.wait_for("Docker").wait_for(" min left");
    tui.keys("f3")
        .wait_for("Hints open after one more failed run.");
    assert!(!tui.look(|seen| seen.text().contains("Find a seat.")));
    tui.keys("f5").wait_for("The check did not pass.");
    tui.keys("f3").wait_for("It is hi.");
    tui.keys("esc").wait_gone("It is hi.");
    tui.keys("f6 ctrl-a").types("IO.puts(\"hi\")");
    tui.keys("f5").wait_for("The check passed.");
    tui.keys("f2").wait_for("Welcome");
    tui.keys("end enter").wait_for("Lesson 2 of 2");
    tui.quit();
}
