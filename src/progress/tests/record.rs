use super::*;

fn tried(pack: &str, exercise: &str, attempts: u64, passed_at: Option<i64>) -> Tried {
    Tried {
        pack: pack.into(),
        lesson: "l".into(),
        exercise: exercise.into(),
        attempts,
        passed_at,
        best_passing: 0,
        best_total: 1,
        removed: false,
    }
}

fn of(learner: &str, exercises: Vec<Tried>) -> Record {
    Record {
        version: 1,
        learner: learner.into(),
        at: 7,
        exercises,
    }
}

#[test]
fn a_record_has_what_was_run_and_nothing_that_was_merely_typed() {
    let mut store = memory();
    store.record_run(&key(), &run(10, 1, 2)).unwrap();
    store.record_run(&key(), &run(20, 0, 2)).unwrap();
    let other = Key::new("python", "loops", "sum");
    store.record_run(&other, &run(30, 2, 2)).unwrap();
    let typed = Key::new("elixir", "recursion", "product");
    store
        .save_draft(&typed, &files("typed"), None, Timestamp(40))
        .unwrap();
    let record = store.record("Mina", None, Timestamp(50)).unwrap();
    assert_eq!((record.learner.as_str(), record.at), ("Mina", 50));
    let rows: Vec<_> = record
        .exercises
        .iter()
        .map(|t| {
            (
                t.pack.as_str(),
                t.exercise.as_str(),
                t.attempts,
                t.passed_at,
            )
        })
        .collect();
    assert_eq!(
        rows,
        [("elixir", "sum", 2, Some(20)), ("python", "sum", 1, None)]
    );
    assert_eq!((record.passed(), record.attempts()), (1, 3));
    let one = store.record("Mina", Some("python"), Timestamp(50)).unwrap();
    assert_eq!(one.exercises.len(), 1);
}

#[test]
fn a_record_is_read_as_it_was_written() {
    let record = of("미나 \"=1+1\"", vec![tried("p", "a", 2, Some(5))]);
    let bytes = serde_json::to_vec(&record).unwrap();
    assert_eq!(Record::read(&bytes).unwrap(), record);
}

#[test]
fn what_is_no_record_says_what_writes_one() {
    let error = Record::read(b"{\"pack\": 1}").unwrap_err().to_string();
    assert!(error.contains("progress export"), "{error}");
    let error = Record::read(b"{\"version\": 2, \"people\": []}").unwrap_err();
    assert!(matches!(error, RecordError::Newer(2)), "{error}");
}

#[test]
fn where_a_class_is_stuck_comes_first() {
    let records = [
        of(
            "a",
            vec![tried("p", "easy", 1, Some(1)), tried("p", "hard", 9, None)],
        ),
        of(
            "b",
            vec![
                tried("p", "easy", 2, Some(1)),
                tried("p", "hard", 4, Some(2)),
            ],
        ),
        of("c", vec![]),
    ];
    let shared = shared(&records);
    let rows: Vec<_> = shared
        .iter()
        .map(|s| (s.exercise.as_str(), s.passed, s.tried, s.attempts))
        .collect();
    assert_eq!(rows, [("hard", 1, 2, 13), ("easy", 2, 2, 3)]);
}
