//! Installs that are killed at any moment, and installs that go on at the same time.

use std::collections::BTreeSet;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tutorbox::config::{Assets, Dirs};
use tutorbox::pack;
use tutorbox::progress::{Key, Store, Timestamp};
use tutorbox::run::{Limits, SourceFile};

use crate::room::{LESSON, Room, names};

/// How often each is killed.
const MOMENTS: usize = 100;

/// A pack that takes a while to unpack and to read, in two versions: `one.tbx` and `two.tbx`.
fn two_versions() -> Room {
    let room = Room::new();
    let page = "Water, leaves, and a little patience make tea.\n".repeat(100);
    for lesson in 2..20 {
        let text = format!("# Lesson {lesson}\n\n{page}");
        room.file(&format!("tea/{lesson:02}-lesson-{lesson}.md"), text);
    }
    room.archive("one.tbx", None);
    room.version("2.0.0");
    room.file("tea/01-brew.md", format!("{LESSON}\nMore.\n"));
    room.archive("two.tbx", None);
    room
}

/// Begins a command, and kills it after so long. Whether it had come to its end by then.
fn killed_after(room: &Room, words: &str, moment: Duration) -> bool {
    let mut command = room.std_command(words);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    thread::sleep(moment);
    let ended = child.try_wait().unwrap().is_some();
    child.kill().unwrap();
    child.wait().unwrap();
    ended
}

/// Kills a command at random moments between its beginning and its end, which `reset` makes anew each time.
fn at_random_moments(room: &Room, words: &str, reset: impl Fn(), check: impl Fn(&str)) {
    let timed = |_| {
        reset();
        let began = Instant::now();
        room.run(words);
        began.elapsed()
    };
    // The least of them: what is killed after its end proves little.
    let whole = (0..5).map(timed).min().unwrap();
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let mut random = u64::from(since.subsec_nanos());
    let said = format!("seed {random}, {whole:?}");
    let (mut ended, mut amid) = (0, 0);
    for _ in 0..MOMENTS {
        reset();
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let moment = whole.mul_f64((random >> 32) as f64 / f64::from(u32::MAX));
        ended += usize::from(killed_after(room, words, moment));
        let left = names(&room.path("data/packs"));
        amid += usize::from(left.iter().any(|name| name.starts_with(".new-")));
        check(&said);
    }
    eprintln!("{words}: {said}; {ended} had ended, {amid} were amid their writing");
}

#[test]
fn an_install_that_is_killed_leaves_all_of_the_pack_or_nothing() {
    let room = two_versions();
    let install = "pack install one.tbx";
    let reset = || {
        if room.installed().is_some() {
            room.library().remove("tea").unwrap();
        }
    };
    at_random_moments(&room, install, reset, |said| {
        let found = room.installed();
        assert!([None, Some("1.0.0".to_owned())].contains(&found), "{said}");
        room.run(install);
        assert_eq!(room.installed().unwrap(), "1.0.0", "{said}");
        room.assert_tidy();
    });
}

#[test]
fn an_update_that_is_killed_leaves_the_old_version_or_the_new_one_and_every_draft() {
    let room = two_versions();
    let key = Key::new("tea", "brew", "brew");
    let typed = vec![SourceFile::new("brew.sh", "echo warm\n")];
    let progress = room.path("data/progress.db");
    let mut store = Store::open(&progress).unwrap();
    store.save_draft(&key, &typed, None, Timestamp(1)).unwrap();
    drop(store);
    let update = "pack update two.tbx";
    let reset = || drop(room.run("pack install one.tbx --downgrade"));
    at_random_moments(&room, update, reset, |said| {
        let found = room.installed().unwrap();
        assert!(["1.0.0", "2.0.0"].contains(&found.as_str()), "{said}");
        let draft = Store::open(&progress).unwrap().draft(&key).unwrap();
        assert_eq!(draft.unwrap().files, typed, "{said}");
        room.run(update);
        assert_eq!(room.installed().unwrap(), "2.0.0", "{said}");
        room.assert_tidy();
    });
}

#[test]
fn a_pack_can_be_opened_at_any_moment_of_its_updates() {
    let room = two_versions();
    room.run("pack install one.tbx");
    let assets = Assets::new(&Dirs::new(Some(room.path("data"))).unwrap());
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            for _ in 0..10 {
                room.run("pack update two.tbx");
                room.run("pack install one.tbx --downgrade");
            }
            done.store(true, Ordering::Relaxed);
        });
        let mut seen = BTreeSet::new();
        while !done.load(Ordering::Relaxed) {
            let opened = pack::open("tea", "en", &assets, Limits::default());
            seen.insert(opened.unwrap().pack.version);
        }
        assert_eq!(seen.len(), 2, "{seen:?}");
    });
}

#[test]
fn installs_at_the_same_time_wait_for_one_another() {
    let room = two_versions();
    let start = |n: usize| {
        let archive = ["one.tbx", "two.tbx"][n % 2];
        let mut command = room.std_command(&format!("pack install {archive} --downgrade"));
        command.stdout(Stdio::null()).spawn().unwrap()
    };
    let children: Vec<_> = (0..6).map(start).collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert!(room.installed().is_some());
    room.assert_tidy();
}
