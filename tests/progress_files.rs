//! `tutorbox progress`, by the real binary on a real progress file: shown, exported, merged, forgotten.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::Path;
use std::time::Duration;

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use tempfile::TempDir;
use tutorbox::progress::{Key, RunRecord, Store, Timestamp};
use tutorbox::run::SourceFile;

/// A learner who has passed one exercise at the second go, and failed another.
fn learner() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let mut store = store(home.path());
    let sum = Key::new("elixir", "recursion", "sum");
    store.record_run(&sum, &run(10, 1)).unwrap();
    store.record_run(&sum, &run(20, 0)).unwrap();
    store
        .record_run(&Key::new("garden", "pipes", "count"), &run(30, 2))
        .unwrap();
    home
}

fn store(home: &Path) -> Store {
    Store::open(&home.join("progress.db")).unwrap()
}

fn run(at: i64, failing: usize) -> RunRecord {
    RunRecord {
        started_at: Timestamp(at),
        duration: Duration::from_millis(30),
        outcome: "exited".into(),
        passed: failing == 0,
        failing,
        total: 2,
        files: Vec::new(),
        asks: None,
    }
}

fn progress(home: &Path, words: &[&str]) -> assert_cmd::assert::Assert {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tutorbox"));
    command.env("TUTORBOX_DATA_DIR", home).current_dir(home);
    command.arg("progress").args(words).assert()
}

#[test]
fn it_is_shown_pack_by_pack_and_exercise_by_exercise() {
    let home = learner();
    progress(home.path(), &["show"]).code(0).stdout(
        "pack    passed  tried  runs\nelixir       1      1     2\ngarden       0      1     1\n",
    );
    progress(home.path(), &["show", "garden"])
        .code(0)
        .stdout(contains("pipes   count        1  0 of 2 checks"));
    let nobody = tempfile::tempdir().unwrap();
    progress(nobody.path(), &["show"])
        .code(0)
        .stdout("Nothing was tried yet.\n");
}

#[test]
fn what_many_have_exported_is_one_table() {
    let home = learner();
    progress(home.path(), &["export", "-o", "mina.json"])
        .code(0)
        .stdout("");
    progress(
        home.path(),
        &["export", "elixir", "--name", "=Jo", "-o", "jo.json"],
    )
    .code(0);
    let record = fs::read_to_string(home.path().join("mina.json")).unwrap();
    assert!(
        record.contains("\"learner\": \"mina\"") && !record.contains("files"),
        "{record}"
    );
    let merged = progress(home.path(), &["merge", "mina.json", "jo.json"]).code(0);
    merged.stdout(
        "learner  passed  tried  runs\nmina          1      2     3\n=Jo           1      1     2\n\n\
         pack    exercise  passed  tried  runs\ngarden  count          0      1     1\nelixir  sum            2      2     4\n",
    );
    let table = progress(
        home.path(),
        &["merge", "mina.json", "jo.json", "--format", "csv"],
    )
    .code(0);
    table.stdout(
        contains("\nmina,garden,pipes,count,false,1,,0,2,false\n").and(contains(
            "\n'=Jo,elixir,recursion,sum,true,2,20,2,2,false\n",
        )),
    );
    // One name twice: the files tell them apart.
    fs::copy(
        home.path().join("mina.json"),
        home.path().join("other.json"),
    )
    .unwrap();
    progress(home.path(), &["merge", "mina.json", "other.json"])
        .code(0)
        .stdout(contains("mina (mina.json)").and(contains("mina (other.json)")));
}

#[test]
fn a_name_that_was_mistyped_is_no_empty_record() {
    let home = learner();
    for words in [
        ["export", "elixr", "-o", "mina.json"].as_slice(),
        &["show", "elixr"],
    ] {
        progress(home.path(), words)
            .code(2)
            .stderr(contains("called elixr (did you mean elixir?)"));
        assert!(!home.path().join("mina.json").exists());
    }
    progress(home.path(), &["export", "authoring"])
        .code(0)
        .stderr(contains("nothing was run in authoring yet"));
}

#[test]
fn the_table_is_of_the_files_that_can_be_read() {
    let home = learner();
    progress(home.path(), &["export", "-o", "mina.json"]).code(0);
    for name in ["half.json", "none.json"] {
        fs::write(home.path().join(name), "{\"version\": 1").unwrap();
    }
    progress(
        home.path(),
        &["merge", "half.json", "mina.json", "none.json"],
    )
    .code(2)
    .stdout(contains("mina"))
    .stderr(contains("half.json").and(contains("none.json")));
}

#[test]
fn a_file_that_is_no_record_is_named() {
    let home = learner();
    fs::write(home.path().join("list.json"), "[]").unwrap();
    progress(home.path(), &["merge", "list.json"])
        .code(2)
        .stderr(
            contains("list.json: this is no record of progress")
                .and(contains("tutorbox progress export")),
        );
    progress(home.path(), &["merge", "none.json"])
        .code(2)
        .stderr(contains("cannot read none.json"));
}

#[test]
fn nothing_is_forgotten_without_a_word() {
    let home = learner();
    progress(home.path(), &["reset", "elixir"])
        .code(2)
        .stderr(contains("--yes"));
    let passed = |home: &Path| store(home).states("elixir").unwrap().len();
    assert_eq!(passed(home.path()), 1);
    progress(home.path(), &["reset", "elixir", "--yes"]).code(0);
    assert_eq!(passed(home.path()), 0);
    progress(home.path(), &["show"]).stdout(contains("garden").and(contains("elixir").not()));
}

#[test]
fn what_was_written_becomes_files_of_ones_own() {
    let home = learner();
    progress(home.path(), &["export", "--files", "mine"])
        .code(2)
        .stderr(contains("nothing that you have written is kept here"));
    let mut store = store(home.path());
    let mut save = |key: Key, path: &str| {
        let files = [SourceFile::new(path, "typed\n")];
        store.save_draft(&key, &files, None, Timestamp(1)).unwrap();
    };
    save(Key::new("elixir", "recursion", "sum"), "lib/sum.exs");
    save(Key::new("garden", "pipes", "count"), "count.sh");
    save(Key::new("garden", "pipes", "evil"), "../../../evil.sh");
    progress(home.path(), &["export", "garden", "--files", "mine"])
        .code(0)
        .stdout("1 file is in mine\n")
        .stderr(contains(
            "garden/pipes/evil/../../../evil.sh is no name for a file",
        ));
    let read = |path: &str| fs::read_to_string(home.path().join(path));
    assert_eq!(read("mine/garden/pipes/count/count.sh").unwrap(), "typed\n");
    assert!(read("mine/elixir/recursion/sum/lib/sum.exs").is_err());
    assert!(!home.path().join("evil.sh").exists());
    // Nobody's files are written over.
    progress(home.path(), &["export", "--files", "mine"])
        .code(2)
        .stderr(contains("mine is not empty"));
    progress(home.path(), &["export", "--files", "all"]).code(0);
    assert!(read("all/elixir/recursion/sum/lib/sum.exs").is_ok());
    progress(home.path(), &["export", "tea", "--files", "tea"])
        .code(2)
        .stderr(contains(
            "for tea is kept here; there is something for: elixir, garden",
        ));
    progress(home.path(), &["export", "--files", "x", "--format", "csv"]).code(2);
}
