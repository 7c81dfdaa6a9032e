use std::sync::mpsc::{self, Receiver};

use super::files::{fill_disk, free_disk};
use super::*;

fn spawn(store: Store) -> (Writer, Receiver<Notice>) {
    let (notify, notices) = mpsc::channel();
    let writer = Writer::spawn(store, move |notice| drop(notify.send(notice))).unwrap();
    (writer, notices)
}

/// Holds the writer's thread until the sender is dropped, so that commands gather.
fn hold(writer: &Writer) -> mpsc::Sender<()> {
    let (release, held) = mpsc::channel::<()>();
    writer.with(move |_| {
        let _ = held.recv();
    });
    release
}

#[test]
fn the_latest_draft_is_there_after_a_flush() {
    let (writer, notices) = spawn(memory());
    for n in 0..100 {
        writer.save_draft(key(), files(&n.to_string()), None, Timestamp(n));
    }
    writer.flush().unwrap();
    let saved = writer.ask(|store| store.draft(&key())).unwrap();
    assert_eq!(saved, Some(draft("99", 99)));
    assert!(notices.try_recv().is_err());
}

#[test]
fn drafts_that_wait_are_one() {
    let (writer, _notices) = spawn(memory());
    let release = hold(&writer);
    for n in 0..100 {
        writer.save_draft(key(), files(&n.to_string()), None, Timestamp(n));
    }
    drop(release);
    let revision = writer.ask(|store| {
        store.read(|c| c.query_row("SELECT revision FROM draft", [], |r| r.get::<_, i64>(0)))
    });
    assert_eq!(revision.unwrap(), 1);
}

#[test]
fn every_run_is_recorded_and_the_last_place_stays() {
    let (writer, _notices) = spawn(memory());
    let release = hold(&writer);
    for n in 0..3 {
        writer.record_run(key(), run(n, 1, 1));
        let lesson = n.to_string();
        let place = Place {
            lesson,
            ..Place::default()
        };
        writer.save_place("elixir".into(), place, Timestamp(n));
    }
    drop(release);
    let (state, place) = writer
        .ask(|store| Ok((store.state(&key())?, store.place("elixir")?)))
        .unwrap();
    assert_eq!(state.attempts, 3);
    assert_eq!(place.unwrap().lesson, "2");
}

#[test]
fn what_waits_is_written_when_the_writer_goes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("progress.db");
    let (writer, _notices) = spawn(Store::open(&path).unwrap());
    let release = hold(&writer);
    writer.save_draft(key(), files("last words"), None, Timestamp(1));
    drop(release);
    drop(writer);
    let mut store = Store::open(&path).unwrap();
    assert_eq!(store.draft(&key()).unwrap(), Some(draft("last words", 1)));
}

#[test]
fn a_full_disk_is_told_once_and_nothing_is_lost_when_it_has_space_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("progress.db");
    let (writer, notices) = spawn(Store::open(&path).unwrap());
    writer.with(|store| fill_disk(store));
    let large = "x".repeat(1_000_000);
    writer.save_draft(key(), files(&large), None, Timestamp(1));
    let full = StoreError::Full { path };
    assert_eq!(writer.flush(), Err(full.clone()));
    assert_eq!(writer.flush(), Err(full.clone()));
    writer.with(|store| free_disk(store));
    assert_eq!(writer.flush(), Ok(()));
    let saved = writer.ask(|store| store.draft(&key())).unwrap();
    assert_eq!(saved, Some(draft(&large, 1)));
    let told: Vec<_> = notices.try_iter().collect();
    assert_eq!(told, [Notice::Failing(full), Notice::Recovered]);
}

#[test]
fn a_write_that_is_refused_for_itself_holds_up_no_other() {
    let (writer, notices) = spawn(memory());
    writer.with(|store| {
        let trigger = "CREATE TRIGGER no BEFORE INSERT ON history
                       BEGIN SELECT raise(ABORT, 'no runs here'); END";
        store.write(|tx| tx.execute_batch(trigger)).unwrap();
    });
    let release = hold(&writer);
    writer.record_run(key(), run(1, 0, 1));
    writer.save_draft(key(), files("a"), None, Timestamp(2));
    drop(release);
    let saved = writer.ask(|store| store.draft(&key())).unwrap();
    assert_eq!(saved, Some(draft("a", 2)));
    let [told] = &notices.try_iter().collect::<Vec<_>>()[..] else {
        panic!()
    };
    assert!(
        matches!(told, Notice::Lost(StoreError::Refused { why, .. }) if why.contains("no runs")),
        "{told:?}"
    );
}

#[test]
fn who_overwrites_what_another_program_wrote_is_told_whose_draft_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("progress.db");
    let (writer, notices) = spawn(Store::open(&path).unwrap());
    writer.save_draft(key(), files("one"), None, Timestamp(1));
    writer.flush().unwrap();
    assert!(notices.try_recv().is_err());
    let mut other = Store::open(&path).unwrap();
    other.draft(&key()).unwrap();
    other
        .save_draft(&key(), &files("theirs"), None, Timestamp(2))
        .unwrap();
    writer.save_draft(key(), files("mine"), None, Timestamp(3));
    writer.flush().unwrap();
    writer.save_draft(key(), files("mine!"), None, Timestamp(4));
    writer.flush().unwrap();
    let told: Vec<_> = notices.try_iter().collect();
    assert_eq!(told, [Notice::Overwrote(key())]);
    let kept = writer.ask(|store| store.history(&key(), 9)).unwrap();
    assert_eq!(kept, [Entry::Draft(draft("theirs", 2))]);
}
