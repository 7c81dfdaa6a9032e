//! What is no track, and what a pack is not written over.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use predicates::prelude::*;
use predicates::str::contains;
use tempfile::TempDir;

use super::{import, track};

/// What the command says of a track with this `config.json`; nothing may be left of the pack.
#[track_caller]
fn refused(config: Option<&str>, told: &str) {
    let home = tempfile::tempdir().unwrap();
    let track = home.path().join("track");
    fs::create_dir(&track).unwrap();
    if let Some(config) = config {
        fs::write(track.join("config.json"), config).unwrap();
    }
    let pack = home.path().join("pack");
    import(&home, &track, &pack, &[])
        .assert()
        .code(2)
        .stdout("")
        .stderr(contains(told));
    assert!(!pack.exists());
    nothing_else(&home, &["track"]);
}

/// Nothing is left beside what was there, data folders apart.
#[track_caller]
fn nothing_else(home: &TempDir, there: &[&str]) {
    for entry in fs::read_dir(home.path()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(name == "data" || there.contains(&name.as_str()), "{name}");
    }
}

#[test]
fn a_folder_without_a_config_is_no_track() {
    refused(
        None,
        "A track is a checkout of one of Exercism's repositories",
    );
}

#[test]
fn a_broken_config_is_pointed_at() {
    refused(
        Some("{\n  \"language\": \"L\",\n  \"slug\" \"l\"\n}"),
        "config.json does not describe a track: expected `:` at line 3 column 10",
    );
    refused(
        Some("{ \"language\": \"L\" }"),
        "missing field `slug` at line 1",
    );
    refused(
        Some("{\"language\": \"L\", \"slug\": \"../l\", \"exercises\": {}}"),
        "\"../l\", the track's slug, is no id",
    );
}

#[test]
fn a_track_of_which_nothing_is_left_makes_no_pack() {
    let config = |exercises: &str| {
        format!("{{\"language\": \"L\", \"slug\": \"l\", \"exercises\": {{{exercises}}}}}")
    };
    refused(
        Some(&config("")),
        "nothing could be imported: the track lists no exercise",
    );
    refused(
        Some(&config(
            "\"practice\": [{\"slug\": \"gone\", \"name\": \"Gone\"}]",
        )),
        "nothing could be imported: gone: there is no .meta/config.json",
    );
}

/// A copy of the track whose `kettle` can be changed.
fn copy(home: &TempDir) -> std::path::PathBuf {
    fn copy_to(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            let target = to.join(entry.file_name());
            match entry.file_type().unwrap().is_dir() {
                true => copy_to(&entry.path(), &target),
                false => drop(fs::copy(entry.path(), target).unwrap()),
            }
        }
    }
    let copied = home.path().join("track");
    copy_to(&track(), &copied);
    copied
}

#[test]
fn a_link_that_leads_out_of_the_track_is_not_followed() {
    let home = tempfile::tempdir().unwrap();
    let track = copy(&home);
    let secret = home.path().join("secret.ex");
    fs::write(&secret, "a secret").unwrap();
    let solution = track.join("exercises/concept/kettle/.meta/exemplar.ex");
    fs::remove_file(&solution).unwrap();
    symlink(&secret, &solution).unwrap();
    symlink(home.path(), track.join("exercises/concept/rungs/assets")).unwrap();
    let pack = home.path().join("pack");
    let leads_out = "left out kettle: .meta/exemplar.ex cannot be read: it leads out of the track";
    import(&home, &track, &pack, &[])
        .assert()
        .code(0)
        .stdout(contains(leads_out).and(contains("001-rungs.md")));
    assert!(!pack.join("exercises/kettle").exists());
    assert!(!pack.join("exercises/rungs/data").exists());
}

#[test]
fn what_is_there_is_never_written_over() {
    let home = tempfile::tempdir().unwrap();
    let pack = home.path().join("pack");
    fs::create_dir(&pack).unwrap();
    fs::write(pack.join("mine.md"), "mine").unwrap();
    import(&home, &track(), &pack, &[])
        .assert()
        .code(2)
        .stderr(contains("is there and not empty"));
    assert_eq!(fs::read_to_string(pack.join("mine.md")).unwrap(), "mine");
    assert!(!pack.join("pack.toml").exists());
    let file = home.path().join("file");
    fs::write(&file, "mine").unwrap();
    import(&home, &track(), &file, &[]).assert().code(2);
    assert_eq!(fs::read_to_string(file).unwrap(), "mine");
    nothing_else(&home, &["pack", "file"]);
}

#[test]
fn an_empty_folder_is_taken() {
    let home = tempfile::tempdir().unwrap();
    let pack = home.path().join("pack");
    fs::create_dir(&pack).unwrap();
    import(&home, &track(), &pack, &[]).assert().code(0);
    assert!(pack.join("pack.toml").exists());
    nothing_else(&home, &["pack"]);
}

#[test]
fn a_pack_that_cannot_be_written_leaves_nothing() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("file");
    fs::write(&file, "").unwrap();
    import(&home, &track(), &file.join("pack"), &[])
        .assert()
        .code(2)
        .stderr(contains("cannot write"));
    nothing_else(&home, &["file"]);
}
