//! `tutorbox new`, by the real binary: what it makes is sound, and where it cannot make anything it leaves nothing.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use tempfile::TempDir;

fn tutorbox(folder: &Path) -> Command {
    let mut command = Command::new(common::TUTORBOX);
    command
        .env("TUTORBOX_DATA_DIR", folder.join(".data"))
        .current_dir(folder);
    command
}

fn room() -> TempDir {
    tempfile::tempdir().unwrap()
}

#[tokio::test]
async fn what_it_makes_is_sound_in_real_containers() {
    let room = room();
    for language in common::built_in().template_names() {
        // The command asks before it fetches an image.
        common::rig_of(&language).await.close().await;
        let name = format!("my {language}");
        let mut new = tutorbox(room.path());
        new.args(["new", &name, "--language", &language]);
        new.assert()
            .code(0)
            .stdout(contains(format!("tutorbox check      'my {language}/'")));
        let mut check = tutorbox(room.path());
        check.args([
            "check",
            &format!("{name}/"),
            "--fresh",
            "--engine",
            "docker",
        ]);
        let checked = tokio::task::spawn_blocking(move || check.assert());
        let checked = checked.await.unwrap();
        // Of two exercises the solution, the starter and an empty answer; two examples.
        checked
            .code(0)
            .stdout(contains("The pack is sound; 8 of 8 runs"));
    }
}

#[test]
fn it_says_what_it_made_and_what_to_type_next() {
    let room = room();
    let mut new = tutorbox(room.path());
    new.args(["new", "tea", "--language", "python", "--title", "Tea time"]);
    new.assert().code(0).stderr("").stdout(
        contains("tea/ is a pack now: \"Tea time\", in Python, with the id tea.")
            .and(contains("pack.toml"))
            .and(contains("tutorbox preview    tea/"))
            .and(contains("tutorbox check      tea/"))
            .and(contains("tutorbox pack build tea/"))
            .and(contains("tutorbox play       authoring")),
    );
}

#[test]
fn a_folder_that_is_not_empty_is_refused() {
    let room = room();
    fs::create_dir(room.path().join("tea")).unwrap();
    fs::write(room.path().join("tea/diary.md"), "mine").unwrap();
    let mut new = tutorbox(room.path());
    new.args(["new", "tea"]);
    new.assert()
        .code(2)
        .stdout("")
        .stderr(contains("tea is not empty, diary.md is in it"));
    assert_eq!(fs::read_dir(room.path().join("tea")).unwrap().count(), 1);
}

#[test]
fn an_unknown_language_is_refused_with_those_that_there_are() {
    let room = room();
    let mut new = tutorbox(room.path());
    new.args(["new", "tea", "--language", "pyhton"]);
    new.assert()
        .code(2)
        .stderr(contains("pyhton").and(contains("elixir, python, sh")));
    assert_eq!(fs::read_dir(room.path()).unwrap().count(), 0);
}

/// Makes a pack on a file system of these options, in a name space of its own, and lists what is there afterwards.
fn on_a_disk(options: &str) -> Output {
    let room = room();
    // What is mounted on a folder is seen by who comes in after it.
    let script = format!(
        "mount -t tmpfs -o {options} tmpfs . && cd \"$PWD\" || exit 99; \
         \"$0\" new tea --language sh; code=$?; ls -A; exit $code"
    );
    std::process::Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", &script])
        .arg(common::TUTORBOX)
        .env("TUTORBOX_DATA_DIR", "/nonexistent")
        .current_dir(room.path())
        .output()
        .expect("unshare is part of util-linux")
}

#[test]
fn a_full_disk_gets_nothing() {
    let output = on_a_disk("size=8k");
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("No space left on device"), "{told}");
    assert!(told.contains("nothing was left behind"), "{told}");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_disk_without_room_for_another_name_gets_nothing() {
    // Room for the folder for temporary things, and a file or two.
    let output = on_a_disk("nr_inodes=5");
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("No space left on device"), "{told}");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_disk_that_is_read_only_gets_nothing() {
    let output = on_a_disk("ro");
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("Read-only file system"), "{told}");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "");
    assert_eq!(output.status.code(), Some(2));
}
