//! What is kept, taken up and cleared away, and what happens when two prepare at once.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use tutorbox::sandbox::image::Progress;

use crate::scripted::{DPKG_DEB, apt, scripted, toy};
use crate::{Log, Toy};

/// An archive in the toy's store.
fn archive(toy: &Toy, package: &str) -> PathBuf {
    toy.cache()
        .join(format!("apt/archives/{package}_1_all.deb"))
}

#[tokio::test]
async fn a_damaged_archive_is_fetched_anew() {
    let (toy, _) = toy(&apt(":", ":"), DPKG_DEB, "");
    toy.write("packages.txt", "toy\nother");
    let root = scripted(&toy).root(&|_| {}).await.unwrap();
    std::fs::remove_dir_all(&root).unwrap();
    std::fs::write(archive(&toy, "other"), "yot").unwrap();

    let log = Log::default();
    scripted(&toy).root(&|p| log.add(p)).await.unwrap();
    assert_eq!(log.fetched(), Some(3), "that one and no other");
    assert_eq!(std::fs::read(archive(&toy, "other")).unwrap(), b"toy");
}

#[tokio::test]
async fn what_is_replaced_is_cleared_away() {
    let (toy, recipe) = toy(&apt(":", ":"), DPKG_DEB, "");
    let old = recipe.root(&|_| {}).await.unwrap();
    toy.write("packages.txt", "other");
    let new = scripted(&toy).root(&|_| {}).await.unwrap();
    assert_ne!(old, new);
    assert!(!old.exists() && new.exists());
    assert!(!archive(&toy, "toy").exists() && archive(&toy, "other").exists());
    assert!(!toy.cache().join("apt/lists").exists(), "they have served");
}

#[tokio::test]
async fn another_language_loses_nothing() {
    let (toy, recipe) = toy(&apt(":", ":"), DPKG_DEB, "");
    let first = recipe.root(&|_| {}).await.unwrap();
    let text = std::fs::read_to_string(toy.folder().join("language.toml")).unwrap();
    toy.write("language.toml", &text.replace("\"toy\"", "\"toy-two\""));
    toy.write("packages.txt", "other");
    scripted(&toy).root(&|_| {}).await.unwrap();
    assert!(first.exists() && archive(&toy, "toy").exists());
}

#[tokio::test]
async fn of_two_at_once_one_waits_and_has_nothing_left_to_do() {
    let (toy, recipe) = toy(&apt(":", ":"), DPKG_DEB, "");
    let other = scripted(&toy);
    let log = Log::default();
    let report = |p| log.add(p);
    let (one, two) = tokio::join!(recipe.root(&report), other.root(&report));
    assert_eq!(one.unwrap(), two.unwrap());
    assert!(log.saw(|p| *p == Progress::Waiting));
    let seen = log.0.lock().unwrap();
    let finished = seen.iter().filter(|p| **p == Progress::Finish).count();
    assert_eq!(finished, 1, "it is made once");
}

#[tokio::test]
async fn cancelling_kills_everything_that_runs() {
    let finish = r#"sleep 1000 & echo $! > "$1/../sleeper"; wait"#;
    let (toy, recipe) = toy(&apt(":", ":"), DPKG_DEB, finish);
    let name = recipe.image().replace("tutorbox/", "").replace(':', "-");
    let sleeper = toy.cache().join("images").join(name).join("sleeper");
    let began = async {
        loop {
            match std::fs::read_to_string(&sleeper) {
                Ok(pid) if pid.ends_with('\n') => return pid.trim().to_owned(),
                _ => tokio::time::sleep(Duration::from_millis(10)).await,
            }
        }
    };
    let pid = tokio::select! {
        ended = recipe.root(&|_| {}) => panic!("it ended: {ended:?}"),
        pid = began => pid,
    };
    let deadline = Instant::now() + Duration::from_secs(10);
    while is_alive(&pid) {
        assert!(Instant::now() < deadline, "process {pid} lives on");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// The real program, killed as nothing can be prepared for.
#[tokio::test]
async fn killed_outright_it_leaves_nothing_running_and_the_next_goes_on() {
    let update = r#"echo $$ > "${0%/*}/apt.pid"; exec sleep 1000"#;
    let (toy, _) = toy(&apt(update, ":"), DPKG_DEB, ":");
    let (home, bin) = (toy.dir.path().join("data"), toy.dir.path().join("bin"));
    std::fs::create_dir_all(home.join("docker")).unwrap();
    std::os::unix::fs::symlink(toy.folder(), home.join("docker/toy")).unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_tutorbox"))
        .args(["image", "prepare", "toy", "--data-dir"])
        .arg(home)
        .env("XDG_CACHE_HOME", toy.cache())
        .env("PATH", path)
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let deadline = Instant::now() + Duration::from_secs(30);
    let pid = loop {
        match std::fs::read_to_string(bin.join("apt.pid")) {
            Ok(pid) if pid.ends_with('\n') => break pid.trim().to_owned(),
            _ => assert!(Instant::now() < deadline, "apt was not begun"),
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    assert!(is_alive(&pid));
    program.kill().unwrap();
    program.wait().unwrap();
    let deadline = Instant::now() + Duration::from_secs(2);
    while is_alive(&pid) {
        assert!(Instant::now() < deadline, "process {pid} lives on");
        std::thread::sleep(Duration::from_millis(10));
    }
    // Nobody holds the lock any more, and what is half done is in nobody's way.
    std::fs::write(bin.join("apt-get"), apt(":", ":")).unwrap();
    let recipe = scripted(&toy);
    let next = tokio::time::timeout(Duration::from_secs(10), recipe.root(&|_| {}));
    assert!(next.await.unwrap().unwrap().is_dir());
}

/// Whether a process runs; one that nobody has reaped yet does not.
fn is_alive(pid: &str) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"));
    stat.is_ok_and(|stat| !stat.contains(") Z "))
}
