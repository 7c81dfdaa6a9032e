use super::*;

#[test]
fn what_was_done_in_a_pack_is_forgotten_and_nothing_else() {
    let mut store = memory();
    let (tea, rice) = (Key::new("tea", "a", "x"), Key::new("rice", "a", "x"));
    for key in [&tea, &rice] {
        store
            .save_draft(key, &files("typed"), None, Timestamp(1))
            .unwrap();
        store.record_run(key, &run(2, 0, 1)).unwrap();
        store
            .save_place(&key.pack, &Place::default(), Timestamp(3))
            .unwrap();
        store.save_opening(&key.pack, Timestamp(1)).unwrap();
    }
    store.forget("tea").unwrap();
    assert_eq!(store.draft(&tea).unwrap(), None);
    assert_eq!(store.history(&tea, 9).unwrap(), []);
    assert!(store.states("tea").unwrap().is_empty());
    assert_eq!(store.place("tea").unwrap(), None);
    assert_eq!(store.opened_at("tea").unwrap(), None);
    let orphans: i64 = store
        .read(|connection| {
            let rows = "SELECT (SELECT count(*) FROM draft) + (SELECT count(*) FROM history)";
            connection.query_row(rows, [], |row| row.get(0))
        })
        .unwrap();
    assert_eq!(orphans, 2);
    assert_eq!(store.draft(&rice).unwrap().unwrap().files, files("typed"));
    assert_eq!(store.states("rice").unwrap().len(), 1);
    assert!(store.place("rice").unwrap().is_some());
    assert_eq!(store.opened_at("rice").unwrap(), Some(Timestamp(1)));
    // Whoever comes back begins anew.
    let saved = store.save_draft(&tea, &files("again"), None, Timestamp(4));
    assert_eq!(saved.unwrap(), Saved::Replaced);
}

#[test]
fn drafts_are_counted_and_what_was_reset_is_none() {
    let mut store = memory();
    for exercise in ["x", "y", "z"] {
        let key = Key::new("tea", "a", exercise);
        store
            .save_draft(&key, &files("typed"), None, Timestamp(1))
            .unwrap();
    }
    store
        .reset_draft(&Key::new("tea", "a", "x"), Timestamp(2))
        .unwrap();
    assert_eq!(store.drafts("tea").unwrap(), 2);
    assert_eq!(store.drafts("rice").unwrap(), 0);
}
