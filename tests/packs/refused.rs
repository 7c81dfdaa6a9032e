//! What is not installed, and what is not granted: the version that was there is there still.

use std::fs::{self, File};

use predicates::prelude::*;
use predicates::str::contains;
use semver::Version;
use tutorbox::pack::archive::{self, Manifest, Source};
use tutorbox::pack::pack_up;

use crate::room::{LESSON, Room, manifest};

/// An archive that is well formed, of a pack as somebody else's tools may make it.
fn forged(room: &Room, change: impl FnOnce(&mut Manifest), files: &[(&str, &str)]) {
    let mut about = pack_up(&room.path("tea")).unwrap().about;
    change(&mut about);
    let sources = files.iter();
    let sources = sources.map(|(path, text)| Source::of_bytes(format!("pack/{path}"), *text));
    let file = File::create(room.path("forged.tbx")).unwrap();
    archive::write(file, about, sources.collect(), None, &mut |_| {}).unwrap();
}

fn assert_refused(room: &Room, why: &str) {
    let mut install = room.command("pack install forged.tbx --yes");
    install.assert().code(2).stdout("").stderr(contains(why));
    assert_eq!(room.installed().unwrap(), "1.0.0");
    room.assert_tidy();
}

fn with_version_1() -> Room {
    let room = Room::new();
    room.run("pack install tea");
    room.version("1.1.0");
    room
}

#[test]
fn a_pack_that_cannot_be_used_is_refused_though_its_archive_is_sound() {
    let room = with_version_1();
    let newer = manifest("1.1.0");
    forged(
        &room,
        |_| (),
        &[("01-brew.md", "no title\n"), ("pack.toml", &newer)],
    );
    room.run("pack verify forged.tbx");
    assert_refused(&room, "the pack tea cannot be used as it is");
    forged(&room, |_| (), &[("01-brew.md", LESSON)]);
    assert_refused(&room, "pack.toml");
    // A learner may read it in another language.
    let korean = "# 차\n\n```sh test=brew\nfalse\n```\n";
    let files = [
        ("01-brew.ko.md", korean),
        ("01-brew.md", LESSON),
        ("pack.toml", &newer),
    ];
    forged(&room, |_| (), &files);
    assert_refused(&room, "01-brew.ko.md");
}

#[test]
fn a_pack_that_is_another_than_its_archive_says_is_refused() {
    let room = with_version_1();
    let newer = manifest("1.1.0");
    let files = [("01-brew.md", LESSON), ("pack.toml", &*newer)];
    let other = newer.replace("id = \"tea\"", "id = \"rice\"");
    forged(&room, |_| (), &[files[0], ("pack.toml", &other)]);
    assert_refused(
        &room,
        "the pack's id is tea, and its pack.toml that it is rice",
    );
    forged(&room, |about| about.version = Version::new(9, 0, 0), &files);
    assert_refused(
        &room,
        "the pack's version is 9.0.0, and its pack.toml that it is 1.1.0",
    );
}

#[test]
fn what_is_no_archive_is_refused() {
    let room = with_version_1();
    let whole = fs::read(room.archive("whole.tbx", None)).unwrap();
    room.file("forged.tbx", &whole[..whole.len() / 2]);
    assert_refused(&room, "forged.tbx is refused");
    room.file("forged.tbx", "tea");
    assert_refused(&room, "forged.tbx is refused");
    let mut missing = room.command("pack install coffee.tbx");
    missing
        .assert()
        .code(2)
        .stderr(contains("cannot read coffee.tbx"));
}

#[test]
fn the_id_of_a_pack_that_is_built_in_is_taken() {
    let room = Room::new();
    let pack = manifest("1.0.0").replace("id = \"tea\"", "id = \"elixir\"");
    room.file("tea/pack.toml", pack);
    let mut install = room.command("pack install tea");
    install
        .assert()
        .code(2)
        .stderr(contains("a pack called elixir comes with tutorbox"));
}

fn ask_for(room: &Room, version: &str, seconds: u32) {
    let limits = format!(
        "{}\n[limits]\nwall_s = {seconds}\npids = 32\n",
        manifest(version)
    );
    room.file("tea/pack.toml", limits);
    room.archive("tea.tbx", None);
}

#[test]
fn limits_are_granted_once() {
    let room = Room::new();
    ask_for(&room, "1.0.0", 20);
    let mut unasked = room.command("pack install tea.tbx");
    unasked.assert().code(2).stderr(
        contains("some runs of tea ask for more than is usual: wall_s = 20; --yes grants it")
            .and(contains("pids").not()),
    );
    assert_eq!(room.installed(), None);
    room.assert_tidy();
    room.run("pack install tea.tbx --yes");
    assert!(
        room.run("pack inspect tea")
            .contains("granted    wall_s = 20\n")
    );
    // Nothing is held back, so nobody is warned.
    let mut run = room.command("run tea brow brew.sh");
    run.assert().code(2).stderr(contains("held to that").not());

    ask_for(&room, "1.1.0", 15);
    room.run("pack install tea.tbx");
    assert!(
        room.run("pack inspect tea")
            .contains("granted    wall_s = 15\n")
    );
    ask_for(&room, "1.2.0", 20);
    let mut more = room.command("pack install tea.tbx");
    more.assert().code(2).stderr(contains("wall_s = 20"));
    assert_eq!(room.installed().unwrap(), "1.1.0");
}

#[test]
fn what_the_learner_allows_anyway_is_not_asked_for() {
    let room = Room::new();
    room.file(
        "config/tutorbox/config.toml",
        "[limits]\nwall_seconds = 30\n",
    );
    ask_for(&room, "1.0.0", 20);
    room.run("pack install tea.tbx");
    assert!(room.run("pack inspect tea").contains("granted    none\n"));
}
