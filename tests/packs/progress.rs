//! What the learner has done in a pack, when the pack is removed.

use std::time::Duration;

use predicates::str::contains;
use tutorbox::progress::{Key, RunRecord, Store, Timestamp};
use tutorbox::run::SourceFile;

use crate::room::Room;

fn store(room: &Room) -> Store {
    Store::open(&room.path("data/progress.db")).unwrap()
}

/// A draft of the exercise, and a run that passed.
fn work(room: &Room) {
    let (mut store, key) = (store(room), Key::new("tea", "brew", "brew"));
    let files = vec![SourceFile::new("brew.sh", "echo warm\n")];
    store.save_draft(&key, &files, Timestamp(1)).unwrap();
    let run = RunRecord {
        started_at: Timestamp(2),
        duration: Duration::from_millis(1),
        outcome: "exited".into(),
        passed: true,
        failing: 0,
        total: 1,
        files,
    };
    store.record_run(&key, &run).unwrap();
}

#[test]
fn what_was_done_does_not_go_unasked() {
    let room = Room::new();
    room.run("pack install tea");
    work(&room);
    let mut remove = room.command("pack remove tea");
    remove.assert().code(2).stderr(contains(
        "1 draft and 1 passed exercise of tea would go with it: say --keep-progress to keep them, or --yes",
    ));
    assert_eq!(room.installed().unwrap(), "1.0.0");
    let removed = room.run("pack remove tea --yes");
    assert_eq!(
        removed,
        "tea 1.0.0 is removed, and 1 draft and 1 passed exercise with it\n"
    );
    assert_eq!(store(&room).drafts("tea").unwrap(), 0);
    assert!(store(&room).states("tea").unwrap().is_empty());
}

#[test]
fn what_was_done_is_kept_where_the_learner_says_so() {
    let room = Room::new();
    room.run("pack install tea");
    work(&room);
    let removed = room.run("pack remove tea --keep-progress");
    assert!(
        removed.contains("what you have written and passed is kept"),
        "{removed}"
    );
    room.run("pack install tea");
    assert_eq!(store(&room).drafts("tea").unwrap(), 1);
    assert_eq!(store(&room).states("tea").unwrap().len(), 1);
}
