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
    store.save_draft(&key, &files, None, Timestamp(1)).unwrap();
    let run = RunRecord {
        started_at: Timestamp(2),
        duration: Duration::from_millis(1),
        outcome: "exited".into(),
        passed: true,
        failing: 0,
        total: 1,
        files,
        asks: None,
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

/// The exercise with another starter and another check, and a second one.
const CHANGED: &str = r#"# Brew

```sh exercise=brew file=brew.sh
echo lukewarm
```
```toml checks=brew
[[check]]
kind = "stdout"
equals = "boiling\n"
```
```markdown hint=brew
Not cold.
```
```sh solution=brew file=brew.sh
echo boiling
```

```sh exercise=pour file=pour.sh
echo
```
```toml checks=pour
[[check]]
kind = "stdout"
equals = "tea\n"
```
```markdown hint=pour
Tea.
```
```sh solution=pour file=pour.sh
echo tea
```
"#;

#[test]
fn an_update_tells_what_is_another_of_what_was_done() {
    let room = Room::new();
    room.run("pack install tea");
    work(&room);
    room.version("1.1.0");
    room.file("tea/01-brew.md", CHANGED);
    let updated = room.run("pack update tea");
    assert!(
        updated.contains(
            "Of what you have begun or passed:\n  brew  has another starter and other checks now; it stays passed, \
             and you may run it again\n\nThere is 1 new exercise.\n\n  tutorbox play tea\n"
        ),
        "{updated}"
    );
    // A word in the prose, or how a check is called, is no other exercise.
    room.version("1.2.0");
    let reworded = CHANGED.replace("# Brew", "# Brewing");
    let reworded = reworded.replace("kind = ", "name = \"hot\"\nkind = ");
    room.file("tea/01-brew.md", reworded);
    let updated = room.run("pack update tea");
    assert!(
        !updated.contains("begun") && !updated.contains("new exercise"),
        "{updated}"
    );
    assert_eq!(store(&room).drafts("tea").unwrap(), 1);
}

#[test]
fn the_work_for_an_exercise_that_is_gone_can_be_had() {
    let room = Room::new();
    room.run("pack install tea");
    work(&room);
    room.version("2.0.0");
    room.file("tea/01-brew.md", CHANGED.replace("=brew", "=boil"));
    let updated = room.run("pack update tea");
    assert!(
        updated.contains("brew  is no longer in the pack; what you have written is kept\n`tutorbox progress export tea --files DIR`"),
        "{updated}"
    );
    let shown = room.run("progress show tea");
    assert!(shown.contains("passed, no longer in the pack"), "{shown}");
    assert!(shown.contains("no longer is kept: brew.\n"), "{shown}");
    let record = room.run("progress export tea");
    assert!(record.contains("\"removed\": true"), "{record}");
    room.run("pack remove tea --keep-progress");
    // Of a pack that is not here nobody can tell.
    let shown = room.run("progress show tea");
    assert!(!shown.contains("no longer"), "{shown}");
    room.run("progress export tea --files mine");
    let file = std::fs::read_to_string(room.path("mine/tea/brew/brew/brew.sh"));
    assert_eq!(file.unwrap(), "echo warm\n");
}
