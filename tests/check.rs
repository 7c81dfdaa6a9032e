//! `tutorbox check`, by the real binary on a real engine: what a pack says of its own code is put to the proof.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::fs;

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use tempfile::TempDir;

/// A lesson of one exercise, whose solution prints "hi", and one example.
fn pack(starter: &str, solution: &str, example: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let manifest = "id = \"toy\"\ntitle = \"Toy\"\nversion = \"1.0.0\"\nlanguage = \"sh\"\n";
    fs::write(folder.path().join("pack.toml"), manifest).unwrap();
    let lesson = format!(
        "# Greet\n\n```sh exercise=greet file=greet.sh\n{starter}\n```\n\n```sh solution=greet file=greet.sh\n{solution}\n```\n\n\
         ```markdown hint=greet\nUse `echo`.\n```\n\n```toml checks=greet\n[[check]]\nkind = \"stdout\"\nequals = \"hi\"\n```\n\n\
         ```sh run\n{example}\n```\n"
    );
    fs::write(folder.path().join("01-greet.md"), lesson).unwrap();
    folder
}

async fn check(pack: &TempDir, words: &[&str]) -> assert_cmd::assert::Assert {
    // The command asks before it fetches an image.
    for rig in common::rigs_of("sh").await {
        rig.close().await;
    }
    let mut command = Command::new(common::TUTORBOX);
    command
        .env("TUTORBOX_DATA_DIR", pack.path().join(".data"))
        .arg("check")
        .arg(pack.path())
        .args(words);
    tokio::task::spawn_blocking(move || command.assert())
        .await
        .unwrap()
}

#[tokio::test]
async fn a_sound_pack() {
    let pack = pack("# here", "echo hi", "echo 1");
    check(&pack, &[])
        .await
        .code(0)
        .stdout(contains("The pack is sound; 3 of 3 runs"));
}

#[tokio::test]
async fn what_is_not_so_is_told_with_its_place() {
    let pack = pack("echo hi", "echo hello", "exit 3");
    let told = check(&pack, &[]).await.code(2);
    told.stdout(
        contains("the starter of greet passes every check\n  --> 01-greet.md:3")
            .and(contains("the solution of greet does not pass"))
            .and(contains("the example on line"))
            .and(contains("3 errors; 0 of 3 runs")),
    );
}

#[tokio::test]
async fn a_starter_that_meets_a_limit_fails_by_no_check() {
    let pack = pack("while :; do :; done", "echo hi", "echo 1");
    let config = pack.path().join("pack.toml");
    let manifest = fs::read_to_string(&config).unwrap() + "[limits]\nwall_s = 2\n";
    fs::write(config, manifest).unwrap();
    check(&pack, &["--only", "greet"])
        .await
        .code(2)
        .stdout(contains("fails by no check, it ends with TimedOut").and(contains("1 of 2 runs")));
}

#[tokio::test]
async fn what_is_written_comes_first() {
    let pack = pack("# here", "echo hi", "echo 1");
    let lesson = pack.path().join("01-greet.md");
    let text = fs::read_to_string(&lesson).unwrap();
    fs::write(&lesson, text.replace("solution=greet", "solution=great")).unwrap();
    let told = check(&pack, &["--format", "json"]).await.code(2);
    let report: serde_json::Value = serde_json::from_slice(&told.get_output().stdout).unwrap();
    assert_eq!(report["tried"], 0);
    assert_eq!(report["problems"][0]["path"], "01-greet.md");
    assert_eq!(report["problems"][0]["level"], "error");
}

#[tokio::test]
async fn nothing_is_run_where_that_is_asked_for() {
    let pack = pack("echo hi", "echo hello", "exit 3");
    check(&pack, &["--static"])
        .await
        .code(0)
        .stdout(contains("The pack is sound; nothing was run."));
}

#[tokio::test]
async fn an_unknown_exercise_is_named() {
    let pack = pack("# here", "echo hi", "echo 1");
    check(&pack, &["--only", "great"])
        .await
        .code(2)
        .stderr(contains("did you mean greet?"));
}

#[tokio::test]
async fn a_pack_is_proved_with_what_it_asks_for() {
    let pack = pack(
        "# here",
        "dd if=/dev/zero of=/dev/null bs=300M count=1 && echo hi",
        "echo 1",
    );
    let lesson = pack.path().join("01-greet.md");
    let text = fs::read_to_string(&lesson).unwrap();
    let asking = text.replace("[[check]]", "[limits]\nmemory_mib = 512\n\n[[check]]");
    fs::write(lesson, asking).unwrap();
    check(&pack, &["--only", "greet"]).await.code(0).stdout(
        contains("the learner allows 256: it is held to that").and(contains("2 of 2 runs")),
    );
}
