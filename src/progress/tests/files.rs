use std::fs;
use std::path::PathBuf;

use rusqlite::Connection;

use super::*;

fn place() -> Place {
    Place {
        lesson: "recursion".into(),
        top: Anchor {
            line: 40,
            offset: 3,
        },
        exercise: Some("sum".into()),
        pane: Some("editor".into()),
        cursor: Some(Cursor {
            file: "sum.exs".into(),
            row: 2,
            column: 7,
        }),
    }
}

fn somewhere() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep").join("progress.db");
    (folder, path)
}

/// The error of opening this; a store has no `Debug`.
fn refusal(path: &std::path::Path) -> StoreError {
    Store::open(path).err().expect("it was opened")
}

#[test]
fn all_is_there_after_a_restart() {
    let (_folder, path) = somewhere();
    let mut store = Store::open(&path).unwrap();
    store
        .save_draft(&key(), &files("a"), None, Timestamp(1))
        .unwrap();
    store.record_run(&key(), &run(2, 1, 2)).unwrap();
    store.save_place("elixir", &place(), Timestamp(3)).unwrap();
    drop(store);
    let mut store = Store::open(&path).unwrap();
    assert_eq!(store.draft(&key()).unwrap(), Some(draft("a", 1)));
    assert_eq!(
        store.history(&key(), 9).unwrap(),
        [Entry::Run(run(2, 1, 2))]
    );
    assert_eq!(store.place("elixir").unwrap(), Some(place()));
    assert_eq!(store.last_pack().unwrap().as_deref(), Some("elixir"));
}

#[test]
fn a_pack_has_one_place_and_the_last_pack_is_the_one_used_last() {
    let mut store = memory();
    assert_eq!(store.last_pack().unwrap(), None);
    assert_eq!(store.place("a").unwrap(), None);
    let bare = Place {
        lesson: "hello".into(),
        ..Place::default()
    };
    store.save_place("a", &place(), Timestamp(1)).unwrap();
    store.save_place("b", &place(), Timestamp(2)).unwrap();
    store.save_place("a", &bare, Timestamp(3)).unwrap();
    assert_eq!(store.place("a").unwrap(), Some(bare));
    assert_eq!(store.place("b").unwrap(), Some(place()));
    assert_eq!(store.last_pack().unwrap().as_deref(), Some("a"));
}

#[test]
fn the_file_is_written_ahead_and_checks_its_references() {
    let (_folder, path) = somewhere();
    let store = Store::open(&path).unwrap();
    let pragma = |name: &str| -> String {
        store
            .read(|c| {
                c.query_row(
                    &format!("SELECT CAST({name} AS TEXT) FROM pragma_{name}"),
                    [],
                    |r| r.get(0),
                )
            })
            .unwrap()
    };
    assert_eq!(pragma("journal_mode"), "wal");
    assert_eq!(pragma("synchronous"), "1");
    assert_eq!(pragma("foreign_keys"), "1");
    assert_eq!(pragma("user_version"), schema::VERSION.to_string());
}

#[test]
fn a_pack_is_first_opened_once() {
    let (_folder, path) = somewhere();
    let mut store = Store::open(&path).unwrap();
    assert_eq!(store.opened_at("tea").unwrap(), None);
    store.save_opening("tea", Timestamp(7)).unwrap();
    store.save_opening("tea", Timestamp(9)).unwrap();
    drop(store);
    let store = Store::open(&path).unwrap();
    assert_eq!(store.opened_at("tea").unwrap(), Some(Timestamp(7)));
    assert_eq!(store.opened_at("rice").unwrap(), None);
}

#[test]
fn an_older_file_becomes_a_newer_one_and_keeps_what_it_has() {
    let (folder, _) = somewhere();
    for version in 1..schema::MIGRATIONS.len() {
        let path = folder.path().join(format!("{version}.db"));
        let raw = Connection::open(&path).unwrap();
        for step in &schema::MIGRATIONS[..version] {
            raw.execute_batch(step).unwrap();
        }
        raw.execute_batch(&format!(
            "INSERT INTO place (pack, at, lesson, line, offset) VALUES ('elixir', 1, 'hello', 2, 3);
             PRAGMA application_id = 0x54424f58;
             PRAGMA user_version = {version};"
        ))
        .unwrap();
        drop(raw);
        let mut store = Store::open(&path).unwrap();
        assert_eq!(store.place("elixir").unwrap().unwrap().lesson, "hello");
        store.save_opening("elixir", Timestamp(4)).unwrap();
        assert_eq!(store.opened_at("elixir").unwrap(), Some(Timestamp(4)));
    }
}

#[test]
fn a_newer_file_is_refused_and_left_alone() {
    let (_folder, path) = somewhere();
    drop(Store::open(&path).unwrap());
    let raw = Connection::open(&path).unwrap();
    raw.pragma_update(None, "user_version", 99).unwrap();
    drop(raw);
    let before = fs::read(&path).unwrap();
    let error = refusal(&path);
    assert!(
        matches!(error, StoreError::Newer { found: 99, .. }),
        "{error}"
    );
    assert!(error.to_string().contains("update tutorbox"), "{error}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_database_of_something_else_is_refused_and_left_alone() {
    let (folder, _) = somewhere();
    let path = folder.path().join("other.db");
    let raw = Connection::open(&path).unwrap();
    raw.execute_batch("CREATE TABLE song (title TEXT)").unwrap();
    drop(raw);
    let before = fs::read(&path).unwrap();
    let error = refusal(&path);
    assert!(matches!(error, StoreError::Foreign { .. }), "{error}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let (folder, _) = somewhere();
    let path = folder.path().join("notes.txt");
    let before = "not a database, but somebody's notes. ".repeat(100);
    fs::write(&path, &before).unwrap();
    let error = refusal(&path);
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    assert!(error.to_string().contains("move it away"), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
}

#[test]
fn a_damaged_file_is_refused_and_left_alone() {
    let (_folder, path) = somewhere();
    let mut store = Store::open(&path).unwrap();
    for n in 0..50 {
        store.record_run(&key(), &run(n, 1, 1)).unwrap();
    }
    drop(store);
    let mut bytes = fs::read(&path).unwrap();
    // The header stays: such a file opens.
    bytes[4096..].fill(0xA5);
    fs::write(&path, &bytes).unwrap();
    let error = refusal(&path);
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn an_empty_file_is_a_new_one() {
    let (folder, _) = somewhere();
    let path = folder.path().join("empty.db");
    fs::write(&path, "").unwrap();
    assert!(Store::open(&path).is_ok());
}

#[test]
fn a_folder_that_cannot_be_made_is_told() {
    let (folder, _) = somewhere();
    fs::write(folder.path().join("file"), "").unwrap();
    let error = refusal(&folder.path().join("file").join("progress.db"));
    assert!(matches!(error, StoreError::Unwritable { .. }), "{error}");
    assert!(error.to_string().contains("--data-dir"), "{error}");
}

#[test]
fn a_folder_in_the_files_place_is_told() {
    let (folder, _) = somewhere();
    let error = refusal(folder.path());
    assert!(matches!(error, StoreError::Unwritable { .. }), "{error}");
}

#[test]
fn a_file_that_may_only_be_read_is_told_and_still_read() {
    let (_folder, path) = somewhere();
    let mut store = Store::open(&path).unwrap();
    store
        .save_draft(&key(), &files("a"), None, Timestamp(1))
        .unwrap();
    store
        .read(|c| c.pragma_update(None, "query_only", true))
        .unwrap();
    let error = store
        .save_draft(&key(), &files("b"), None, Timestamp(2))
        .unwrap_err();
    assert!(matches!(error, StoreError::Unwritable { .. }), "{error}");
    assert_eq!(store.draft(&key()).unwrap(), Some(draft("a", 1)));
}

#[test]
fn a_full_disk_is_told_and_loses_nothing_that_was_there() {
    let (_folder, path) = somewhere();
    let mut store = Store::open(&path).unwrap();
    store
        .save_draft(&key(), &files("a"), None, Timestamp(1))
        .unwrap();
    fill_disk(&store);
    let large = files(&"b".repeat(1_000_000));
    let error = store
        .save_draft(&key(), &large, None, Timestamp(2))
        .unwrap_err();
    assert_eq!(error, StoreError::Full { path });
    assert_eq!(store.draft(&key()).unwrap(), Some(draft("a", 1)));
}

/// Lets the file grow no more.
pub(super) fn fill_disk(store: &Store) {
    store
        .read(|c| c.query_row("PRAGMA max_page_count = 1", [], |r| r.get::<_, i64>(0)))
        .unwrap();
}

/// Lets the file grow again.
pub(super) fn free_disk(store: &Store) {
    store
        .read(|c| {
            c.query_row("PRAGMA max_page_count = 1000000", [], |r| {
                r.get::<_, i64>(0)
            })
        })
        .unwrap();
}

#[test]
fn a_stored_draft_that_makes_no_sense_is_damage_and_not_a_panic() {
    let (_folder, path) = somewhere();
    let mut store = Store::open(&path).unwrap();
    store
        .save_draft(&key(), &files("a"), None, Timestamp(1))
        .unwrap();
    store
        .write(|tx| tx.execute("UPDATE draft SET files = '{'", []))
        .unwrap();
    let error = store.draft(&key()).unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
}

#[test]
fn many_may_make_the_file_at_once() {
    for _ in 0..20 {
        let (_folder, path) = somewhere();
        let start = std::sync::Barrier::new(8);
        std::thread::scope(|scope| {
            let open = || {
                start.wait();
                Store::open(&path).map(drop)
            };
            let all: Vec<_> = (0..8).map(|_| scope.spawn(open)).collect();
            for one in all {
                assert_eq!(one.join().unwrap(), Ok(()));
            }
        });
    }
}
