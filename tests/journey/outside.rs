//! The learner's own editor has the terminal for a while.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::home::Home;
use crate::tui::Tui;

/// An editor that asks for a line, puts it in the first of its files, and ends with a status. How often it was asked before is told,
/// for what it printed then is still on the terminal's first screen.
fn editor(folder: &Path, status: u8) -> String {
    let path = folder.join(format!("asks-{status}"));
    let script = format!(
        "#!/bin/sh\necho >> {0}.count\necho \"asked $(wc -l < {0}.count): $(basename \"$1\")\"\n\
         read -r line\nprintf '%s' \"$line\" > \"$1\"\nexit {status}\n",
        path.display()
    );
    fs::write(&path, script).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path.to_str().unwrap().to_owned()
}

fn in_the_editor(home: &Home) -> Tui {
    let mut tui = home.start();
    tui.wait_for("Hello, Elixir");
    tui.keys("f6").wait_for("▌Greet the right planet");
    tui
}

#[test]
fn it_gets_the_terminal_and_every_key_and_what_it_wrote_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new().env("VISUAL", &editor(folder.path(), 0));
    let mut tui = in_the_editor(&home);
    // More than once: what waits for keys is sent away, and comes back.
    for (number, text) in ["first words", "second words", "third words"]
        .iter()
        .enumerate()
    {
        tui.keys("alt-e")
            .wait_for(&format!("asked {}: hello.exs", number + 1));
        tui.look(|seen| assert!(!seen.screen().alternate_screen()));
        // In the terminal's own mode a line is echoed, and is the editor's to the last letter.
        tui.types(text).keys("enter");
        tui.wait_for("What you changed is here.").wait_for(text);
        tui.look(|seen| assert!(seen.screen().alternate_screen()));
    }
    tui.keys("ctrl-z").wait_for("second words");
    tui.keys("x").wait_for("x");
    tui.quit();
}

#[test]
fn where_it_fails_or_there_is_none_one_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new()
        .env("VISUAL", "")
        .env("EDITOR", &editor(folder.path(), 1));
    let mut tui = in_the_editor(&home);
    tui.keys("alt-e").wait_for("asked 1: ");
    tui.types("words").keys("enter");
    tui.wait_for("did not end well").wait_for("is kept in");
    tui.keys("enter").wait_gone("is kept in");
    tui.quit();
    let home = Home::new().env("VISUAL", "").env("EDITOR", "");
    let mut tui = in_the_editor(&home);
    tui.keys("alt-e").wait_for("export EDITOR=");
    tui.keys("enter").wait_gone("export EDITOR=");
    tui.quit();
}
