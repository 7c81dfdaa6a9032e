//! What the page at a lesson's end tells: at which run, by whose solution, in what time; and bookmarks.

use rusqlite::Connection;

use super::*;

fn bookmark(lesson: &str, line: usize, name: &str) -> Bookmark {
    Bookmark {
        lesson: lesson.into(),
        at: Anchor { line, offset: 2 },
        name: name.into(),
    }
}

#[test]
fn the_run_that_passed_first_is_kept() {
    let mut store = memory();
    for (at, failing) in [(1, 2), (2, 1), (3, 0), (4, 1), (5, 0)] {
        store.record_run(&key(), &run(at, failing, 2)).unwrap();
    }
    assert_eq!(store.state(&key()).unwrap().passed_run, Some(3));
    assert_eq!(store.states("elixir").unwrap()["sum"].passed_run, Some(3));
}

#[test]
fn a_solution_that_was_seen_before_the_pass_stays_revealed_and_one_seen_after_it_is_none() {
    let mut store = memory();
    let other = Key::new("elixir", "recursion", "product");
    store.save_revealed(&key(), Timestamp(1)).unwrap();
    store.record_run(&key(), &run(2, 0, 1)).unwrap();
    store.record_run(&other, &run(3, 0, 1)).unwrap();
    store.save_revealed(&other, Timestamp(4)).unwrap();
    let states = store.states("elixir").unwrap();
    assert!(states["sum"].is_revealed && states["sum"].status == Status::Passed);
    assert!(!states["product"].is_revealed);
}

#[test]
fn of_an_older_file_the_run_is_told_where_all_runs_are_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("progress.db");
    let raw = Connection::open(&path).unwrap();
    for step in &schema::MIGRATIONS[..3] {
        raw.execute_batch(step).unwrap();
    }
    raw.execute_batch(
        "PRAGMA application_id = 0x54424f58;
         PRAGMA user_version = 3;
         INSERT INTO exercise (id, pack, lesson, exercise, attempts, passed_at) VALUES
            (1, 'a', 'l', 'whole', 3, 7), (2, 'a', 'l', 'trimmed', 9, 7), (3, 'a', 'l', 'failing', 1, NULL);
         INSERT INTO history (exercise_id, at, files, outcome, passed) VALUES
            (1, 1, '[]', 'x', 0), (1, 2, '[]', 'x', 1), (1, 3, '[]', 'x', 1), (2, 1, '[]', 'x', 1), (3, 1, '[]', 'x', 0);
         INSERT INTO history (exercise_id, at, files, stretch) VALUES (1, 1, '[]', 1);",
    )
    .unwrap();
    drop(raw);
    let states = Store::open(&path).unwrap().states("a").unwrap();
    assert_eq!(states["whole"].passed_run, Some(2));
    assert_eq!(states["trimmed"].passed_run, None);
    assert_eq!(states["failing"].passed_run, None);
}

#[test]
fn the_time_of_a_lesson_only_grows_and_what_was_looked_back_on_stays_so() {
    let mut store = memory();
    let past = |seconds, is_reviewed| LessonPast {
        spent: Duration::from_secs(seconds),
        is_reviewed,
    };
    store.save_lesson("tea", "a", past(90, true)).unwrap();
    store.save_lesson("tea", "a", past(60, false)).unwrap();
    store.save_lesson("tea", "b", past(5, false)).unwrap();
    store.save_lesson("rice", "a", past(7, false)).unwrap();
    let lessons = store.lessons("tea").unwrap();
    assert_eq!(lessons.len(), 2);
    assert_eq!(
        (lessons["a"], lessons["b"]),
        (past(90, true), past(5, false))
    );
    store.forget("tea").unwrap();
    assert!(store.lessons("tea").unwrap().is_empty());
    assert_eq!(store.lessons("rice").unwrap()["a"], past(7, false));
}

#[test]
fn bookmarks_are_of_a_pack_and_one_a_place() {
    let mut store = memory();
    let (first, second) = (
        bookmark("a", 3, "one"),
        bookmark("b", 1, "\u{b450} \u{bc88}\u{c9f8}"),
    );
    store.save_bookmark("tea", &second).unwrap();
    store
        .save_bookmark("tea", &bookmark("a", 3, "before"))
        .unwrap();
    store.save_bookmark("tea", &first).unwrap();
    store.save_bookmark("rice", &first).unwrap();
    assert_eq!(
        store.bookmarks("tea").unwrap(),
        [first.clone(), second.clone()]
    );
    store.remove_bookmark("tea", &first).unwrap();
    assert_eq!(store.bookmarks("tea").unwrap(), [second]);
    store.forget("tea").unwrap();
    assert_eq!(store.bookmarks("tea").unwrap(), []);
    assert_eq!(store.bookmarks("rice").unwrap(), [first]);
}

#[test]
fn a_bookmark_that_is_set_and_taken_away_at_once_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("progress.db");
    let writer = Writer::spawn(Store::open(&path).unwrap(), |_| {}).unwrap();
    let (kept, gone) = (bookmark("a", 1, "kept"), bookmark("a", 2, "gone"));
    for mark in [&kept, &gone] {
        writer.save_bookmark("tea".into(), mark.clone());
    }
    writer.remove_bookmark("tea".into(), gone);
    writer.flush().unwrap();
    assert_eq!(
        Store::open(&path).unwrap().bookmarks("tea").unwrap(),
        [kept]
    );
}
