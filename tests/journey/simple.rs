//! Where there is no terminal that can show a preview, it is said in words. (A course is told as lines of text there.)

use std::path::Path;

use assert_cmd::Command;

use crate::home::Home;

fn pack() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons/authoring")
}

#[test]
fn output_that_goes_to_a_pipe_is_no_screen() {
    let nowhere = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_tutorbox"));
    command.env("XDG_DATA_HOME", nowhere.path());
    command.env("XDG_CONFIG_HOME", nowhere.path());
    command.env("TERM", "xterm").arg("preview").arg(pack());
    let run = command.output().unwrap();
    let said = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(2), "{said}");
    assert_eq!(String::from_utf8(run.stdout).unwrap(), "");
    for word in ["needs a terminal", "tutorbox play --plain"] {
        assert!(said.contains(word), "{said}");
    }
}

#[test]
fn a_terminal_that_cannot_place_its_cursor_is_left_alone() {
    let home = Home::without_engine_prepared().env("TERM", "dumb");
    let tui = home.preview(&pack());
    let exit = tui.wait_exit();
    assert_eq!(exit.exit_code(), 2);
    tui.look(|seen| {
        let text = seen.text();
        assert!(text.contains("TERM=dumb"), "{text}");
        assert!(text.contains("TERM=xterm-256color"), "{text}");
    });
    tui.assert_given_back();
}
