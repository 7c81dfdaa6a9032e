//! The progress file under hard conditions: programs that are killed while they write, and many that write at once.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::env;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rusqlite::Connection;
use tutorbox::progress::{
    Draft, Entry, KEPT_RUNS, Key, Place, RunRecord, Store, Timestamp, Writer,
};
use tutorbox::run::SourceFile;

/// How many drafts and runs each of the programs that write at once saves.
const WRITES: usize = 100;

fn key() -> Key {
    Key::new("elixir", "recursion", "sum")
}

/// A draft of many pages that is recognisably whole.
fn text(name: &str, n: usize) -> Vec<SourceFile> {
    vec![SourceFile::new(
        "sum.exs",
        format!("{name} {n}\n").repeat(2000),
    )]
}

/// Which draft it is; fails where it is not whole.
fn read_text(files: &[SourceFile]) -> (String, usize) {
    let first = files[0].text.lines().next().unwrap();
    let (name, n) = first.split_once(' ').unwrap();
    let (name, n) = (name.to_owned(), n.parse().unwrap());
    assert_eq!(files, text(&name, n));
    (name, n)
}

fn run(n: usize, files: Vec<SourceFile>) -> RunRecord {
    RunRecord {
        started_at: Timestamp(n as i64),
        duration: Duration::from_millis(1),
        outcome: "exited".into(),
        passed: false,
        failing: 1,
        total: 2,
        files,
        asks: None,
    }
}

fn assert_sound(path: &Path) {
    let said: String = Connection::open(path)
        .unwrap()
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(said, "ok");
}

/// Not a test of its own: what this file's own binary does when it is started by [`start`].
#[test]
fn child() {
    let Ok(role) = env::var("PROGRESS_CHILD") else {
        return;
    };
    let path = env::var_os("PROGRESS_PATH").unwrap();
    let path = Path::new(&path);
    // All children of a test begin when their input is closed.
    io::stdin().read_to_end(&mut Vec::new()).unwrap();
    match role.split_once(' ').unwrap() {
        ("type-until-killed", first) => type_until_killed(path, first.parse().unwrap()),
        ("write", name) => write(path, name),
        other => panic!("{other:?}"),
    }
}

/// Saves draft after draft, and says the number of each that is acknowledged.
fn type_until_killed(path: &Path, first: usize) {
    let mut store = Store::open(path).unwrap();
    // As the program does at its start: whoever has not read what they write over is told so.
    store.draft(&key()).unwrap();
    let writer = Writer::spawn(store, |notice| panic!("{notice:?}")).unwrap();
    for n in first.. {
        writer.save_draft(key(), text("draft", n), None, Timestamp(n as i64));
        if n % 3 == 0 {
            writer.record_run(key(), run(n, text("run", n)));
        }
        writer.flush().unwrap();
        eprintln!("saved {n}");
    }
}

/// Writes everything that can be written, as one of many.
fn write(path: &Path, name: &str) {
    let mut store = Store::open(path).unwrap();
    for n in 1..=WRITES {
        let at = Timestamp(n as i64);
        store.save_draft(&key(), &text(name, n), None, at).unwrap();
        store.record_run(&key(), &run(n, text(name, n))).unwrap();
        let lesson = name.to_owned();
        let place = Place {
            lesson,
            ..Place::default()
        };
        store.save_place("elixir", &place, at).unwrap();
    }
}

fn start(path: &Path, role: &str) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "child", "--nocapture"])
        .env("PROGRESS_CHILD", role)
        .env("PROGRESS_PATH", path)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Lets the child save some drafts, kills it in the middle of what it does then, and says which was the
/// last that it acknowledged.
fn kill_after(mut child: Child, saves: usize, spins: u64) -> usize {
    drop(child.stdin.take());
    let mut said = BufReader::new(child.stderr.take().unwrap()).lines();
    let mut acknowledged: Vec<String> = said.by_ref().take(saves).map(Result::unwrap).collect();
    for spin in 0..spins {
        std::hint::black_box(spin);
    }
    child.kill().unwrap();
    child.wait().unwrap();
    acknowledged.extend(said.map(Result::unwrap));
    let number = |line: &String| line.strip_prefix("saved ").map(|n| n.parse().unwrap());
    number(acknowledged.last().unwrap()).expect("the child said something else")
}

#[test]
fn all_that_was_acknowledged_is_there_after_kill_9() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("progress.db");
    let seed = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .subsec_nanos();
    let mut random = u64::from(seed);
    let (mut next, mut runs) = (1, 0);
    for _ in 0..12 {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let child = start(&path, &format!("type-until-killed {next}"));
        let saves = 1 + (random >> 33) as usize % 12;
        let acknowledged = kill_after(child, saves, (random >> 40) % 3_000_000);
        assert_sound(&path);
        let mut store = Store::open(&path).unwrap();
        let (name, n) = read_text(&store.draft(&key()).unwrap().unwrap().files);
        assert_eq!(name, "draft");
        assert!(n >= acknowledged, "{n} < {acknowledged}, seed {seed}");
        runs += (next..=acknowledged).filter(|n| n % 3 == 0).count();
        let recorded = store.state(&key()).unwrap().attempts;
        assert!(recorded >= runs, "{recorded} < {runs} runs, seed {seed}");
        (next, runs) = (n + 1, recorded);
    }
}

#[test]
fn many_programs_make_and_write_one_file_at_once() {
    const NAMES: [&str; 3] = ["one", "two", "three"];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new").join("progress.db");
    let mut children = NAMES.map(|name| start(&path, &format!("write {name}")));
    for child in &mut children {
        drop(child.stdin.take());
    }
    for child in children {
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
    }
    assert_sound(&path);
    let mut store = Store::open(&path).unwrap();
    let state = store.state(&key()).unwrap();
    assert_eq!(state.attempts, NAMES.len() * WRITES);
    assert!(NAMES.contains(&&*store.place("elixir").unwrap().unwrap().lesson));
    assert_last_words_are_kept(&mut store, &NAMES);
}

/// The last draft of each program is the draft or in the history.
fn assert_last_words_are_kept(store: &mut Store, names: &[&str]) {
    let history = store.history(&key(), 1000).unwrap();
    let runs = history.iter().filter(|e| matches!(e, Entry::Run(_)));
    assert!(runs.count() <= KEPT_RUNS);
    let drafts = history.into_iter().filter_map(|entry| match entry {
        Entry::Draft(draft) => Some(draft),
        Entry::Run(_) => None,
    });
    let current: Option<Draft> = store.draft(&key()).unwrap();
    let kept: Vec<_> = drafts.chain(current).map(|d| read_text(&d.files)).collect();
    for name in names {
        assert!(
            kept.contains(&((*name).to_owned(), WRITES)),
            "{name}: {kept:?}"
        );
    }
}
