//! A track of our own, in the shape of Exercism's, becomes a pack by the real binary: file by file, and with a report.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../common/mod.rs"]
mod common;
mod refused;

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use predicates::str::contains;
use tempfile::TempDir;

use tutorbox::course::{DirFiles, Files, check};

/// The track that lies here.
fn track() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/track")
}

/// `tutorbox import exercism`, at home in `home`.
fn import(home: &TempDir, track: &Path, pack: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(common::TUTORBOX);
    command
        .env("TUTORBOX_DATA_DIR", home.path().join("data"))
        .args(["import", "exercism"])
        .args([track, pack])
        .args(words);
    command
}

/// The track as a pack, and what was said of it.
fn imported(words: &[&str]) -> (TempDir, PathBuf, String) {
    let home = tempfile::tempdir().unwrap();
    let pack = home.path().join("in/pack");
    let told = import(&home, &track(), &pack, words).assert().code(0);
    let told = String::from_utf8(told.get_output().stdout.clone()).unwrap();
    let told = told.replace(&pack.display().to_string(), "PACK");
    (home, pack, told)
}

/// Every file of a pack with what is in it.
fn whole(pack: &Path) -> String {
    let files = DirFiles::new(pack);
    let paths = files.list().unwrap();
    let told = paths.iter().map(|path| {
        let bytes = files.read(path).unwrap();
        match String::from_utf8(bytes) {
            Ok(text) => format!("==== {path}\n{text}"),
            Err(error) => format!("==== {path}\n{:?}\n", error.as_bytes()),
        }
    });
    told.collect()
}

#[test]
fn the_pack_is_the_track_in_our_format() {
    let (_home, pack, _) = imported(&[]);
    assert_eq!(check(&DirFiles::new(&pack)), []);
    insta::assert_snapshot!("pack", whole(&pack));
}

#[test]
fn the_report_tells_every_exercise() {
    let (_home, _, told) = imported(&[]);
    insta::assert_snapshot!("report", told);
}

#[test]
fn the_report_for_programs_tells_the_same() {
    let (_home, _, told) = imported(&["--format", "json"]);
    insta::assert_snapshot!("report_json", told);
}

#[test]
fn tests_and_code_are_taken_over_byte_by_byte() {
    let (_home, pack, _) = imported(&[]);
    let pairs = [
        (
            "concept/kettle/test/kettle_test.exs",
            "kettle/test/kettle_test.exs",
        ),
        (
            "concept/kettle/.meta/exemplar.ex",
            "kettle/solution/lib/kettle.ex",
        ),
        (
            "concept/kettle/lib/kettle.ex",
            "kettle/starter/lib/kettle.ex",
        ),
        (
            "practice/postbox/assets/stamp.bin",
            "postbox/data/assets/stamp.bin",
        ),
        (
            "practice/postbox/test/test_helper.exs",
            "postbox/test/test_helper.exs",
        ),
    ];
    for (theirs, ours) in pairs {
        let theirs = fs::read(track().join("exercises").join(theirs)).unwrap();
        assert_eq!(
            fs::read(pack.join("exercises").join(ours)).unwrap(),
            theirs,
            "{ours}"
        );
    }
}

#[tokio::test]
async fn the_pack_holds_what_it_promises() {
    for rig in common::rigs().await {
        rig.close().await;
    }
    let (home, pack, _) = imported(&[]);
    let mut command = Command::new(common::TUTORBOX);
    command
        .env("TUTORBOX_DATA_DIR", home.path().join("data"))
        .args(["check", "--fresh"])
        .arg(&pack);
    let told = tokio::task::spawn_blocking(move || command.assert())
        .await
        .unwrap();
    told.code(0)
        .stdout(contains("The pack is sound; 12 of 12 runs"));
}
