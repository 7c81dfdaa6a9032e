use rusqlite::Connection;

use super::*;

fn seen(store: &Store) -> Seen {
    let mut all = store.seen("elixir").unwrap();
    all.pop().map(|(_, seen)| seen).unwrap_or_default()
}

fn asked(at: i64, failing: usize, asks: &str) -> RunRecord {
    RunRecord {
        asks: Some(asks.into()),
        ..run(at, failing, 2)
    }
}

#[test]
fn a_draft_keeps_the_starter_that_it_was_begun_from_until_another_is_named() {
    let mut store = memory();
    let mut save = |text: &str, starter: Option<&str>, at| {
        store
            .save_draft(&key(), &files(text), starter, Timestamp(at))
            .unwrap();
        seen(&store).starter
    };
    assert_eq!(save("a", None, 1), None);
    assert_eq!(save("b", Some("old"), 2).as_deref(), Some("old"));
    assert_eq!(save("c", None, 3).as_deref(), Some("old"));
    assert_eq!(save("c", Some("new"), 4).as_deref(), Some("new"));
    // That the learner was told of another one is kept, though nothing was typed.
    store.save_starter("elixir", "sum", "newer").unwrap();
    store
        .save_starter("other", "sum", "of another pack")
        .unwrap();
    assert_eq!(seen(&store).starter.as_deref(), Some("newer"));
    assert_eq!(store.draft(&key()).unwrap(), Some(draft("c", 3)));
    store.reset_draft(&key(), Timestamp(5)).unwrap();
    assert_eq!(seen(&store).starter, None);
}

#[test]
fn of_two_lessons_that_an_exercise_was_in_the_one_of_the_latest_draft_comes_last() {
    let mut store = memory();
    for (lesson, at) in [("b", 2), ("a", 3), ("c", 1)] {
        let key = Key::new("elixir", lesson, "sum");
        store
            .save_draft(&key, &files(lesson), Some(lesson), Timestamp(at))
            .unwrap();
    }
    let all = store.seen("elixir").unwrap();
    let order: Vec<&str> = all.iter().map(|(key, _)| key.lesson.as_str()).collect();
    assert_eq!(order, ["c", "b", "a"]);
    assert_eq!(seen(&store).starter.as_deref(), Some("a"));
}

#[test]
fn what_the_last_run_that_passed_was_asked_for_is_kept() {
    let mut store = memory();
    let mut record = |run: RunRecord| {
        store.record_run(&key(), &run).unwrap();
        seen(&store).asks
    };
    assert_eq!(record(asked(1, 1, "old")), None);
    assert_eq!(record(asked(2, 0, "old")).as_deref(), Some("old"));
    assert_eq!(record(asked(3, 1, "new")).as_deref(), Some("old"));
    assert_eq!(record(asked(4, 0, "new")).as_deref(), Some("new"));
    // Nobody knows what was asked for here.
    assert_eq!(record(run(5, 0, 2)), None);
    let history = store.history(&key(), 9).unwrap();
    assert_eq!(history.get(1), Some(&Entry::Run(asked(4, 0, "new"))));
}

#[test]
fn a_file_of_before_is_taken_over_and_knows_of_no_sums() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("progress.db");
    let raw = Connection::open(&path).unwrap();
    for step in &schema::MIGRATIONS[..2] {
        raw.execute_batch(step).unwrap();
    }
    raw.execute_batch(
        "PRAGMA application_id = 0x54424f58;
         INSERT INTO exercise (id, pack, lesson, exercise, attempts, passed_at)
            VALUES (1, 'elixir', 'recursion', 'sum', 1, 7);
         INSERT INTO draft VALUES (1, 1, 1, 7, '[[\"sum.exs\",\"a\"]]');
         PRAGMA user_version = 2;",
    )
    .unwrap();
    drop(raw);
    let mut store = Store::open(&path).unwrap();
    assert_eq!(seen(&store), Seen::default());
    assert_eq!(store.draft(&key()).unwrap(), Some(draft("a", 7)));
    store
        .save_draft(&key(), &files("b"), Some("new"), Timestamp(8))
        .unwrap();
    assert_eq!(seen(&store).starter.as_deref(), Some("new"));
}
