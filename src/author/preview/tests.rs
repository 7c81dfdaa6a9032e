//! Real folders, and every way in which an editor saves.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::Preview;
use crate::course::Edition;
use crate::run::Limits;

/// How long anything may take: far more than it should, for a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(60);

/// A pack of two lessons, watched.
struct Desk {
    around: tempfile::TempDir,
    editions: Receiver<Edition>,
}

impl Desk {
    fn new() -> Self {
        Self::watched(false)
    }

    fn watched(polls: bool) -> Self {
        let around = tempfile::tempdir().unwrap();
        let pack = around.path().join("pack");
        write_pack(&pack);
        let preview = Preview::new(pack, Limits::default(), polls);
        assert_eq!(preview.edition().problems, []);
        let (tell, editions) = channel();
        preview
            .follow(Box::new(move |edition| tell.send(edition).is_ok()))
            .unwrap();
        Self { around, editions }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.around.path().join("pack").join(name)
    }

    /// Waits for the edition whose first lesson has this title, and no problem. Gives all that were told up to it.
    #[track_caller]
    fn until(&self, title: &str) -> Vec<Edition> {
        self.until_so(title, |edition| {
            edition.problems.is_empty() && self::title(edition) == title
        })
    }

    #[track_caller]
    fn until_so(&self, what: &str, is_so: impl Fn(&Edition) -> bool) -> Vec<Edition> {
        let deadline = Instant::now() + PATIENCE;
        let mut told = Vec::new();
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let Ok(edition) = self.editions.recv_timeout(left) else {
                panic!("{what} did not come, but {told:#?}");
            };
            told.push(edition);
            if told.last().is_some_and(&is_so) {
                return told;
            }
        }
    }
}

fn write_pack(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    let manifest = "id = \"toy\"\ntitle = \"Toy\"\nversion = \"1.0.0\"\nlanguage = \"sh\"\n";
    fs::write(folder.join("pack.toml"), manifest).unwrap();
    fs::write(folder.join("01-one.md"), text("One")).unwrap();
    fs::write(folder.join("02-two.md"), "# Two\n").unwrap();
}

fn text(title: &str) -> String {
    format!("# {title}\n\n{}\n", "Words. ".repeat(200))
}

fn title(edition: &Edition) -> &str {
    let pack = edition.pack("en").unwrap();
    &pack.lessons[0].title
}

/// Ways of saving, by what editors are known for them.
type Save = fn(&Path, &str);

const SAVES: [(&str, Save); 6] = [
    ("truncate and write: nano, VS Code", |path, text| {
        fs::write(path, text).unwrap();
    }),
    ("in pieces, synchronised: ed", |path, text| {
        let mut file = File::create(path).unwrap();
        for piece in text.as_bytes().chunks(100) {
            file.write_all(piece).unwrap();
        }
        file.sync_all().unwrap();
    }),
    (
        "a copy renamed over: Emacs, Kate, JetBrains",
        |path, text| {
            let copy = path.with_file_name(".01-one.md.tmp");
            fs::write(&copy, text).unwrap();
            fs::rename(copy, path).unwrap();
        },
    ),
    (
        "the old one renamed away, a new one written: Vim",
        |path, text| {
            let swap = path.with_file_name(".01-one.md.swp");
            fs::write(&swap, "swap").unwrap();
            // Vim tries whether it may write in the folder.
            let trial = path.with_file_name("4913");
            fs::write(&trial, "").unwrap();
            fs::remove_file(trial).unwrap();
            let backup = path.with_file_name("01-one.md~");
            fs::rename(path, &backup).unwrap();
            fs::write(path, text).unwrap();
            fs::remove_file(backup).unwrap();
            fs::remove_file(swap).unwrap();
        },
    ),
    ("deleted and created", |path, text| {
        fs::remove_file(path).unwrap();
        fs::write(path, text).unwrap();
    }),
    ("in place, then cut to its length", |path, text| {
        let mut file = OpenOptions::new().write(true).open(path).unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file.set_len(text.len() as u64).unwrap();
    }),
];

#[test]
fn every_way_of_saving_is_seen() {
    let desk = Desk::new();
    for (number, (how, save)) in SAVES.iter().enumerate() {
        let title = format!("Number {number}");
        save(&desk.path("01-one.md"), &text(&title));
        println!("{how}");
        desk.until(&title);
    }
}

/// Whoever leaves a file alone for longer means it: a test that was kept from writing the rest proves nothing.
const STALLED: Duration = Duration::from_millis(50);

#[test]
fn what_a_slow_writer_has_not_written_is_not_told() {
    /// Longer than the events of a save are apart.
    const PAUSE: Duration = Duration::from_millis(30);
    let desk = Desk::new();
    let deadline = Instant::now() + PATIENCE;
    let (mut round, mut proven) = (0, 0);
    while proven < 5 {
        assert!(
            Instant::now() < deadline,
            "this machine is too slow to prove anything"
        );
        round += 1;
        let title = format!("Round {round}");
        let begun = Instant::now();
        let mut file = File::create(desk.path("01-one.md")).unwrap();
        thread::sleep(PAUSE);
        file.write_all(text(&title).as_bytes()).unwrap();
        let took = begun.elapsed();
        let told = desk.until(&title);
        if took < STALLED {
            proven += 1;
            assert_eq!(told.len(), 1, "{told:#?}");
        }
    }
}

#[test]
fn what_is_half_written_is_not_told() {
    let desk = Desk::new();
    let mut proven = 0;
    for round in 0..100 {
        let title = format!("Round {round}");
        let (_, save) = SAVES[round % SAVES.len()];
        let begun = Instant::now();
        save(&desk.path("01-one.md"), &text(&title));
        let took = begun.elapsed();
        let told = desk.until(&title);
        if took < STALLED {
            proven += 1;
            let (last, before) = told.split_last().unwrap();
            assert_eq!(last.problems, []);
            let torn = before
                .iter()
                .find(|e| !e.problems.is_empty() || e.packs[0].1.lessons.len() != 2);
            assert_eq!(torn, None, "round {round}");
        }
    }
    assert!(proven > 10, "this machine is too slow to prove anything");
}

#[test]
fn what_is_wrong_is_told_and_gone_when_it_is_mended() {
    let desk = Desk::new();
    fs::write(desk.path("01-one.md"), "```\n").unwrap();
    let told = desk.until_so("a problem", |edition| !edition.problems.is_empty());
    // The lesson is still there.
    assert_eq!(title(told.last().unwrap()), "One");
    fs::write(desk.path("01-one.md"), text("Mended")).unwrap();
    desk.until("Mended");
}

#[test]
fn what_changes_nothing_is_not_told() {
    let desk = Desk::new();
    fs::write(desk.path("01-one.md"), text("One")).unwrap();
    fs::write(desk.path("01-one.md~"), text("Backup")).unwrap();
    fs::write(desk.path(".01-one.md.swp"), "swap").unwrap();
    fs::create_dir_all(desk.path(".git")).unwrap();
    fs::write(desk.path(".git/HEAD"), "x").unwrap();
    fs::write(desk.path("01-one.md"), text("Other")).unwrap();
    let told = desk.until("Other");
    assert_eq!(told.len(), 1, "{told:#?}");
}

#[test]
fn lessons_and_folders_come_and_go() {
    let desk = Desk::new();
    let has = |count| move |e: &Edition| e.packs[0].1.lessons.len() == count;
    fs::write(desk.path("03-three.md"), "# Three\n").unwrap();
    desk.until_so("a third lesson", has(3));
    fs::remove_file(desk.path("03-three.md")).unwrap();
    desk.until_so("two lessons", has(2));
    // A folder that is new is watched, too.
    fs::write(
        desk.path("02-two.md"),
        "# Two\n\n```sh exercise=a dir=ex/a\n```\n",
    )
    .unwrap();
    desk.until_so("no folder", |e| !e.problems.is_empty());
    for (path, text) in [
        ("starter/main.sh", "# here\n"),
        ("solution/main.sh", "echo hi\n"),
        ("test/t.sh", "true\n"),
        ("hints.md", "Echo.\n"),
    ] {
        let path = desk.path("ex/a").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    desk.until_so("a whole exercise", |e| e.problems.is_empty());
    fs::write(desk.path("ex/a/starter/main.sh"), "# there\n").unwrap();
    desk.until_so("another starter", |e| {
        let (_, exercise) = e.packs[0].1.exercise("a").unwrap();
        exercise.starter[0].text == "# there\n"
    });
}

#[test]
fn a_folder_that_goes_is_told_and_may_come_back_as_another() {
    let desk = Desk::new();
    let (pack, aside) = (desk.path(""), desk.around.path().join("aside"));
    fs::rename(&pack, &aside).unwrap();
    let told = desk.until_so("no folder", |edition| !edition.problems.is_empty());
    assert_eq!(title(told.last().unwrap()), "One");
    fs::rename(&aside, &pack).unwrap();
    desk.until("One");
    // It is watched again.
    fs::write(desk.path("01-one.md"), text("Back")).unwrap();
    desk.until("Back");
    fs::remove_dir_all(&pack).unwrap();
    desk.until_so("no folder", |edition| !edition.problems.is_empty());
    write_pack(&pack);
    desk.until("One");
    fs::write(desk.path("01-one.md"), text("Again")).unwrap();
    desk.until("Again");
    // Another one in its place at once, as after a checkout.
    write_pack(&aside);
    fs::write(aside.join("01-one.md"), text("Other")).unwrap();
    let away = desk.around.path().join("away");
    fs::rename(&pack, away).unwrap();
    fs::rename(&aside, &pack).unwrap();
    desk.until("Other");
    fs::write(desk.path("01-one.md"), text("Last")).unwrap();
    desk.until("Last");
}

#[test]
fn a_folder_is_seen_to_change_where_no_news_comes() {
    let mut folder = {
        let around = tempfile::tempdir().unwrap();
        let desk = (around.path().join("pack"), around);
        write_pack(&desk.0);
        let mut folder = super::Folder::watch(desk.0.clone(), true);
        folder.deafen();
        (folder, desk)
    };
    let (folder, (pack, _around)) = (&mut folder.0, &folder.1);
    fs::write(pack.join("01-one.md"), text("Two")).unwrap();
    assert!(folder.wait());
    fs::write(pack.join("02-two.md"), "# Two\n\nMore.\n").unwrap();
    assert!(folder.wait());
}

#[test]
fn a_poll_and_the_news_are_one() {
    let desk = Desk::watched(true);
    fs::write(desk.path("01-one.md"), text("Polled")).unwrap();
    let told = desk.until("Polled");
    assert_eq!(told.len(), 1);
}
