//! Packs on their way from an author to a learner, by the real binary: made, looked at, installed, replaced, removed.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod images;
mod intake;
mod killed;
mod net;
mod progress;
mod refused;
mod room;
mod signed;

use std::fs;

use predicates::prelude::*;
use predicates::str::contains;
use room::{LESSON, Room};

#[test]
fn the_same_folder_makes_the_same_file() {
    let room = Room::new();
    // Neither what is hidden nor an archive that was made before is in it.
    room.file("tea/.git/HEAD", "ref");
    room.run("pack build tea --no-check -o one.tbx");
    room.file("tea/tea-0.9.0.tbx", "an older one");
    room.run("pack build tea/ --no-check -o other.tbx");
    let read = |name| fs::read(room.path(name)).unwrap();
    assert_eq!(read("one.tbx"), read("other.tbx"));
    room.file("tea/01-brew.md", format!("{LESSON}\nMore.\n"));
    room.run("pack build tea --no-check -o third.tbx");
    assert_ne!(read("one.tbx"), read("third.tbx"));
}

#[test]
fn a_pack_goes_all_the_way_and_back() {
    let room = Room::new();
    let made = room.run("pack build tea --no-check");
    assert!(made.contains("tea-1.0.0.tbx is tea 1.0.0: 2 files,") && made.contains("not signed"));
    let verified = room.run("pack verify tea-1.0.0.tbx");
    assert!(
        verified.contains("all 2 files are as they were made"),
        "{verified}"
    );
    let inspected = room.run("pack inspect tea-1.0.0.tbx");
    for what in ["Tea time", "Ada", "MIT", "pack/01-brew.md", "not signed"] {
        assert!(inspected.contains(what), "{inspected}");
    }
    assert_eq!(room.run("pack list").lines().count(), 1);

    let installed = room.run("pack install tea-1.0.0.tbx");
    assert!(
        installed.contains("tea 1.0.0 is installed: \"Tea time\""),
        "{installed}"
    );
    assert!(installed.contains("tutorbox play tea"), "{installed}");
    fs::remove_dir_all(room.path("tea")).unwrap();
    assert!(room.run("pack list").contains("tea  1.0.0"));
    assert!(room.run("pack inspect tea").contains("data/packs/tea/"));
    assert!(room.run("pack verify tea").contains("all 2 files"));
    room.assert_tidy();

    let removed = room.run("pack remove tea");
    assert_eq!(removed, "tea 1.0.0 is removed\n");
    room.assert_tidy();
    let mut again = room.command("pack remove tea");
    again
        .assert()
        .code(2)
        .stderr(contains("no pack called tea is installed; none is"));
}

#[test]
fn an_archive_is_no_pack_before_it_is_installed() {
    let room = Room::new();
    room.archive("tea.tbx", None);
    for words in ["play tea.tbx", "run tea.tbx brew brew.sh"] {
        let mut play = room.command(words);
        let told = contains("`tutorbox pack install tea.tbx`");
        play.assert().code(2).stderr(told);
    }
}

#[test]
fn an_installed_pack_is_found_by_its_id() {
    let room = Room::new();
    room.run("pack install tea/");
    fs::remove_dir_all(room.path("tea")).unwrap();
    let mut run = room.command("run tea brow brew.sh");
    run.assert().code(2).stderr(contains(
        "the pack tea has no exercise called brow; did you mean brew?",
    ));
    let mut play = room.command("play tea --lesson steep");
    play.assert()
        .code(2)
        .stderr(contains("its lessons are: brew"));
    assert!(room.run("check tea --static").contains("sound"));
    let mut other = room.command("run coffee brew brew.sh");
    other
        .assert()
        .code(2)
        .stderr(contains("authoring, elixir, python, shell, tea"));
}

#[test]
fn a_folder_is_checked_even_where_a_pack_of_its_name_is_installed() {
    let room = Room::new();
    room.run("pack install tea");
    // Whoever only packs up the folder does not look at its translations.
    room.file("tea/01-brew.ko.md", "no title\n");
    let mut build = room.command("pack build tea");
    build.assert().code(2).stdout(contains("01-brew.ko.md"));
    assert!(!room.path("tea-1.0.0.tbx").exists());
}

#[test]
fn another_version_takes_the_place_of_the_one_that_is_there() {
    let room = Room::new();
    let one = room.archive("one.tbx", None);
    room.run("pack install one.tbx");
    assert!(
        room.run("pack install one.tbx")
            .contains("tea 1.0.0 is installed already")
    );
    room.file("tea/01-brew.md", format!("{LESSON}\nMore.\n"));
    room.archive("rebuilt.tbx", None);
    let rebuilt = room.run("pack install rebuilt.tbx");
    assert!(
        rebuilt.contains("tea 1.0.0 took the place of another build of it"),
        "{rebuilt}"
    );
    room.version("1.1.0");
    room.archive("newer.tbx", None);
    let newer = room.run("pack update newer.tbx");
    assert!(
        newer.contains("tea 1.1.0 took the place of 1.0.0"),
        "{newer}"
    );

    let mut older = room.command("pack install one.tbx");
    older.assert().code(2).stderr(
        contains("tea 1.1.0 is installed, which is newer than 1.0.0").and(contains("--downgrade")),
    );
    assert_eq!(room.installed().unwrap(), "1.1.0");
    room.run("pack install one.tbx --downgrade");
    assert_eq!(room.installed().unwrap(), "1.0.0");
    room.assert_tidy();
    assert!(one.is_file());
}

#[test]
fn a_file_that_was_changed_lost_or_added_is_found_and_an_install_mends_it() {
    let room = Room::new();
    room.archive("tea.tbx", None);
    room.run("pack install tea.tbx");
    let damages: [&dyn Fn(); 3] = [
        &|| fs::write(folder(&room).join("01-brew.md"), "# Coffee\n").unwrap(),
        &|| fs::remove_file(folder(&room).join("01-brew.md")).unwrap(),
        &|| fs::write(folder(&room).join("02-coffee.md"), "# Coffee\n").unwrap(),
    ];
    for (damage, file) in damages
        .into_iter()
        .zip(["01-brew.md", "01-brew.md", "02-coffee.md"])
    {
        damage();
        let mut verify = room.command("pack verify tea");
        verify.assert().code(2).stderr(contains(format!(
            "pack/{file} of tea is not as it was installed"
        )));
        let mended = room.run("pack install tea.tbx");
        assert!(mended.contains("tea 1.0.0 is whole again"), "{mended}");
        assert_eq!(room.installed().unwrap(), "1.0.0");
        room.assert_tidy();
    }
    room.file("data/packs/tea/installed.toml", "id = 1");
    let mut list = room.command("pack list");
    list.assert()
        .code(2)
        .stderr(contains("install the pack again"));
    room.run("pack install tea.tbx");
    assert_eq!(room.installed().unwrap(), "1.0.0");
    room.assert_tidy();
}

fn folder(room: &Room) -> std::path::PathBuf {
    room.library().get("tea").unwrap().folder
}

#[test]
fn answers_for_programs_are_json() {
    let room = Room::new();
    room.run("pack build tea --no-check -o tea.tbx");
    room.run("pack install tea.tbx");
    for words in ["pack list", "pack inspect tea", "pack inspect tea.tbx"] {
        let answer = room.run(&format!("{words} --format json"));
        let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(answer["version"], 1);
        let pack = answer
            .get("packs")
            .map_or(&answer["pack"], |packs| &packs[0]);
        assert_eq!(pack["id"], "tea", "{words}");
        assert_eq!(pack["version"], "1.0.0");
    }
}

#[test]
fn every_command_has_help_with_examples() {
    let room = Room::new();
    for command in [
        "build", "inspect", "verify", "install", "list", "remove", "keygen",
    ] {
        let help = room.run(&format!("pack {command} --help"));
        assert!(help.contains(&format!("tutorbox pack {command}")), "{help}");
        assert!(help.contains("Examples:"), "{help}");
    }
    assert!(room.run("pack --help").contains("[alias: update]"));
}
