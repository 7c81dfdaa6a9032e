//! An author at work: the files in one place, the preview in another.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::home::Home;
use crate::tui::Tui;

const MANIFEST: &str =
    "id = \"toy\"\ntitle = \"Toy\"\nversion = \"1.0.0\"\nlanguage = \"elixir\"\n";

/// A pack of two lessons; the exercise is in the first.
struct Pack {
    around: TempDir,
}

impl Pack {
    fn new() -> Self {
        let pack = Self {
            around: tempfile::tempdir().unwrap(),
        };
        pack.write();
        pack
    }

    fn folder(&self) -> PathBuf {
        self.around.path().join("pack")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    fn write(&self) {
        fs::create_dir_all(self.folder()).unwrap();
        fs::write(self.path("pack.toml"), MANIFEST).unwrap();
        fs::write(self.path("01-one.md"), lesson("The first words.")).unwrap();
        fs::write(self.path("02-two.md"), "# Two\n\nMore to read.\n").unwrap();
    }
}

fn lesson(words: &str) -> String {
    format!(
        "# One\n\n{words}\n\n```elixir exercise=greet\n# your turn\n```\n\n```markdown hint=greet\nUse `IO.puts`.\n```\n\n\
         ```elixir solution=greet\nIO.puts(\"hi\")\n```\n\n```toml checks=greet\n[[check]]\nkind = \"stdout\"\nequals = \"hi\"\n```\n"
    )
}

fn start(home: &Home, pack: &Pack) -> Tui {
    let tui = home.preview(&pack.folder());
    tui.wait_for("The first words.").wait_for("✓ well written");
    tui
}

/// What a shell does to the file `$1` with the text in the file `$2`, as editors do when they save.
const SAVES: [(&str, &str); 6] = [
    ("truncate and write", "cat \"$2\" > \"$1\""),
    (
        "rename over",
        "cp \"$2\" \"$1.tmp\" && mv \"$1.tmp\" \"$1\"",
    ),
    (
        "swap file, backup, new file",
        ": > \"$(dirname \"$1\")/.one.swp\"; mv \"$1\" \"$1~\" && cat \"$2\" > \"$1\" && rm \"$1~\" \"$(dirname \"$1\")/.one.swp\"",
    ),
    ("delete and create", "rm \"$1\" && cat \"$2\" > \"$1\""),
    (
        "a link to another file",
        "cp \"$2\" \"$1.new\" && ln -sf \"$(basename \"$1\").new\" \"$1\"",
    ),
    ("moved in from elsewhere", "mv \"$2\" \"$1\""),
];

fn save(how: &str, path: &Path, text: &str) {
    let beside = tempfile::NamedTempFile::new().unwrap();
    fs::write(beside.path(), text).unwrap();
    let saved = Command::new("sh")
        .args(["-c", how, "sh"])
        .args([path, beside.path()])
        .status()
        .unwrap();
    assert!(saved.success(), "{how}");
}

#[test]
fn every_way_of_saving_is_drawn() {
    let home = Home::new();
    let pack = Pack::new();
    let tui = start(&home, &pack);
    for (number, (name, how)) in SAVES.iter().enumerate() {
        println!("{name}");
        let words = format!("Saved as number {number}.");
        save(how, &pack.path("01-one.md"), &lesson(&words));
        tui.wait_for(&words).wait_for("✓ well written");
    }
    save(
        SAVES[1].1,
        &pack.path("02-two.md"),
        "# Two\n\nStill more.\n",
    );
    tui.wait_for("Lesson 2 of 2").wait_for("Still more.");
    tui.quit();
}

#[test]
fn a_mistake_is_shown_at_its_place_and_the_lesson_stays() {
    let home = Home::new();
    let pack = Pack::new();
    let mut tui = start(&home, &pack);
    let text = lesson("Other words.");
    fs::write(
        pack.path("01-one.md"),
        text.replace("elixir exercise", "elixir excercise"),
    )
    .unwrap();
    tui.wait_for("unknown attribute `excercise`")
        .wait_for("01-one.md:5:11")
        .wait_for("did you mean `exercise`?")
        .wait_for("The first words.");
    tui.keys("esc").wait_gone("unknown attribute");
    fs::write(pack.path("01-one.md"), text).unwrap();
    tui.wait_for("Other words.").wait_for("✓ well written");
    tui.quit();
}

#[test]
fn a_folder_may_vanish_and_come_back() {
    let home = Home::new();
    let pack = Pack::new();
    let tui = start(&home, &pack);
    for round in 0..2 {
        fs::remove_dir_all(pack.folder()).unwrap();
        tui.wait_for("the pack cannot be read");
        pack.write();
        tui.wait_for("✓ well written")
            .wait_gone("the pack cannot be read");
        let words = format!("Back again, {round}.");
        fs::write(pack.path("01-one.md"), lesson(&words)).unwrap();
        tui.wait_for(&words);
    }
    tui.quit();
}

#[test]
fn the_solution_runs_and_no_progress_is_kept() {
    let home = Home::new();
    let pack = Pack::new();
    let mut tui = start(&home, &pack);
    tui.wait_for("Docker");
    tui.keys("s").wait_for("IO.puts(\"hi\")");
    tui.keys("r").wait_for("The check passed.");
    // What is asked for is another thing now.
    let text = lesson("The first words.").replace("equals = \"hi\"", "equals = \"ho\"");
    fs::write(pack.path("01-one.md"), text).unwrap();
    tui.wait_for("before your last change");
    tui.keys("r").wait_for("The check did not pass.");
    tui.keys("f6").types("# typed").wait_for("# typed");
    tui.quit();
    assert!(home.kept_nothing(), "a preview keeps nothing");
}

#[test]
fn a_folder_that_is_not_there_is_a_mistake() {
    let home = Home::new();
    let tui = home.preview(Path::new("/nowhere/at/all"));
    tui.wait_for("/nowhere/at/all is no folder");
    assert_eq!(tui.wait_exit().exit_code(), 2);
}
