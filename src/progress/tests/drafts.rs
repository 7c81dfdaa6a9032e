use super::*;

#[test]
fn an_exercise_that_was_never_touched_has_no_draft() {
    assert_eq!(memory().draft(&key()).unwrap(), None);
}

#[test]
fn a_draft_comes_back_as_it_was_saved() {
    let mut store = memory();
    let two = vec![
        SourceFile::new("main.exs", "한글 \u{1f600} \"quoted\"\r\n\0"),
        SourceFile::new("lib/a.ex", ""),
    ];
    store.save_draft(&key(), &two, None, Timestamp(5)).unwrap();
    let draft = store.draft(&key()).unwrap().unwrap();
    assert_eq!(draft.files, two);
    assert_eq!(draft.saved_at, Timestamp(5));
}

#[test]
fn drafts_are_kept_apart_by_each_part_of_the_key() {
    let mut store = memory();
    let keys = [
        key(),
        Key::new("other", "recursion", "sum"),
        Key::new("elixir", "other", "sum"),
        Key::new("elixir", "recursion", "other"),
    ];
    for (n, key) in keys.iter().enumerate() {
        let text = n.to_string();
        store
            .save_draft(key, &files(&text), None, Timestamp(0))
            .unwrap();
    }
    for (n, key) in keys.iter().enumerate() {
        let draft = store.draft(key).unwrap().unwrap();
        assert_eq!(draft.files, files(&n.to_string()));
    }
}

#[test]
fn typing_alone_leaves_no_history() {
    let mut store = memory();
    for n in 0..10 {
        let saved = store.save_draft(&key(), &files(&n.to_string()), None, Timestamp(n));
        assert_eq!(saved.unwrap(), Saved::Replaced);
    }
    assert_eq!(store.history(&key(), 10).unwrap(), []);
}

#[test]
fn what_is_there_already_is_not_written_again() {
    let mut store = memory();
    store
        .save_draft(&key(), &files("a"), None, Timestamp(1))
        .unwrap();
    let saved = store
        .save_draft(&key(), &files("a"), None, Timestamp(2))
        .unwrap();
    assert_eq!(saved, Saved::Unchanged);
    assert_eq!(store.draft(&key()).unwrap().unwrap().saved_at, Timestamp(1));
}

#[test]
fn a_reset_draft_is_gone_and_in_the_history() {
    let mut store = memory();
    store
        .save_draft(&key(), &files("a"), None, Timestamp(1))
        .unwrap();
    store.reset_draft(&key(), Timestamp(2)).unwrap();
    assert_eq!(store.draft(&key()).unwrap(), None);
    assert_eq!(
        store.history(&key(), 9).unwrap(),
        [Entry::Draft(draft("a", 1))]
    );
}

#[test]
fn resetting_nothing_is_nothing() {
    let mut store = memory();
    store.reset_draft(&key(), Timestamp(1)).unwrap();
    store.reset_draft(&key(), Timestamp(2)).unwrap();
    assert_eq!(store.history(&key(), 9).unwrap(), []);
}

/// Two programs with one file.
fn two_windows() -> (tempfile::TempDir, Store, Store) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("progress.db");
    let (one, two) = (Store::open(&path).unwrap(), Store::open(&path).unwrap());
    (folder, one, two)
}

#[test]
fn the_last_of_two_writers_wins_and_both_versions_stay() {
    let (_folder, mut one, mut two) = two_windows();
    one.save_draft(&key(), &files("one"), None, Timestamp(1))
        .unwrap();
    let saved = two
        .save_draft(&key(), &files("two"), None, Timestamp(2))
        .unwrap();
    assert_eq!(saved, Saved::Overwrote);
    assert_eq!(one.draft(&key()).unwrap(), Some(draft("two", 2)));
    assert_eq!(
        one.history(&key(), 9).unwrap(),
        [Entry::Draft(draft("one", 1))]
    );
}

#[test]
fn one_who_has_read_the_others_draft_goes_on_from_it() {
    let (_folder, mut one, mut two) = two_windows();
    one.save_draft(&key(), &files("one"), None, Timestamp(1))
        .unwrap();
    two.draft(&key()).unwrap();
    let saved = two
        .save_draft(&key(), &files("two"), None, Timestamp(2))
        .unwrap();
    assert_eq!(saved, Saved::Replaced);
    assert_eq!(one.history(&key(), 9).unwrap(), []);
}

#[test]
fn a_reset_does_not_hide_what_another_writes_after_it() {
    let (_folder, mut one, mut two) = two_windows();
    one.save_draft(&key(), &files("one"), None, Timestamp(1))
        .unwrap();
    two.reset_draft(&key(), Timestamp(2)).unwrap();
    two.save_draft(&key(), &files("two"), None, Timestamp(3))
        .unwrap();
    let saved = one
        .save_draft(&key(), &files("one!"), None, Timestamp(4))
        .unwrap();
    assert_eq!(saved, Saved::Overwrote);
    let kept = one.history(&key(), 9).unwrap();
    assert!(kept.contains(&Entry::Draft(draft("two", 3))), "{kept:?}");
    assert!(kept.contains(&Entry::Draft(draft("one", 1))), "{kept:?}");
}

#[test]
fn two_who_type_in_turn_leave_the_latest_of_each_and_not_every_key() {
    let (_folder, mut one, mut two) = two_windows();
    for n in 0..100 {
        one.save_draft(&key(), &files(&format!("one {n}")), None, Timestamp(n))
            .unwrap();
        two.save_draft(&key(), &files(&format!("two {n}")), None, Timestamp(n))
            .unwrap();
    }
    assert_eq!(one.draft(&key()).unwrap(), Some(draft("two 99", 99)));
    let kept = one.history(&key(), 200).unwrap();
    let latest = [draft("one 99", 99), draft("two 98", 98)].map(Entry::Draft);
    assert_eq!(kept, latest);
}

#[test]
fn overwritten_drafts_of_later_sessions_are_kept_apart_and_bounded() {
    let mut store = memory();
    for n in 0..60 {
        let at = Timestamp(n * 100_000);
        store
            .save_draft(&key(), &files(&n.to_string()), None, at)
            .unwrap();
        store.reset_draft(&key(), at).unwrap();
    }
    let kept = store.history(&key(), 100).unwrap();
    assert_eq!(kept.len(), KEPT_DRAFTS);
    assert_eq!(kept[0], Entry::Draft(draft("59", 5_900_000)));
}

#[test]
fn two_resets_within_a_moment_keep_both_drafts() {
    let mut store = memory();
    for (text, at) in [("first", 1), ("second", 2)] {
        store
            .save_draft(&key(), &files(text), None, Timestamp(at))
            .unwrap();
        store.reset_draft(&key(), Timestamp(at)).unwrap();
    }
    let both = [draft("second", 2), draft("first", 1)].map(Entry::Draft);
    assert_eq!(store.history(&key(), 9).unwrap(), both);
}
