use proptest::prelude::*;

use super::*;

#[test]
fn an_exercise_without_runs_is_untried() {
    let mut store = memory();
    assert_eq!(store.state(&key()).unwrap(), ExerciseState::default());
    store
        .save_draft(&key(), &files("a"), None, Timestamp(1))
        .unwrap();
    assert_eq!(store.state(&key()).unwrap(), ExerciseState::default());
}

#[test]
fn a_failing_run_says_how_many_of_how_many() {
    let mut store = memory();
    let state = store.record_run(&key(), &run(7, 2, 5)).unwrap();
    let (failing, total) = (2, 5);
    assert_eq!(state.status, Status::Failing { failing, total });
    assert_eq!(state.attempts, 1);
    assert_eq!(state.best, Some(Score { passing: 3, total }));
    assert_eq!(store.state(&key()).unwrap(), state);
}

#[test]
fn passed_stays_passed() {
    let mut store = memory();
    store.record_run(&key(), &run(1, 1, 2)).unwrap();
    store.record_run(&key(), &run(2, 0, 2)).unwrap();
    let state = store.record_run(&key(), &run(3, 2, 2)).unwrap();
    assert_eq!(state.status, Status::Passed);
    assert_eq!(state.passed_at, Some(Timestamp(2)));
    assert_eq!(state.attempts, 3);
    assert_eq!(
        state.best,
        Some(Score {
            passing: 2,
            total: 2
        })
    );
}

#[test]
fn the_states_of_a_pack_are_by_exercise() {
    let mut store = memory();
    let of = |pack: &str, exercise: &str| Key::new(pack, "lesson", exercise);
    store.record_run(&of("a", "x"), &run(1, 0, 1)).unwrap();
    store.record_run(&of("a", "y"), &run(1, 1, 1)).unwrap();
    store.record_run(&of("b", "z"), &run(1, 0, 1)).unwrap();
    let states = store.states("a").unwrap();
    assert_eq!(states.len(), 2);
    assert_eq!(states["x"].status, Status::Passed);
    assert_eq!(states["y"], store.state(&of("a", "y")).unwrap());
}

#[test]
fn an_exercise_that_moved_to_another_lesson_is_passed_where_it_ever_was() {
    let mut store = memory();
    store
        .record_run(&Key::new("a", "old", "x"), &run(1, 0, 1))
        .unwrap();
    store
        .record_run(&Key::new("a", "new", "x"), &run(2, 1, 1))
        .unwrap();
    assert_eq!(store.states("a").unwrap()["x"].status, Status::Passed);
}

#[test]
fn the_history_brings_runs_back_whole_the_latest_first() {
    let mut store = memory();
    let runs = [run(1, 2, 2), run(2, 0, 2)];
    for run in &runs {
        store.record_run(&key(), run).unwrap();
    }
    let [first, second] = runs.map(Entry::Run);
    assert_eq!(store.history(&key(), 9).unwrap(), [second.clone(), first]);
    assert_eq!(store.history(&key(), 1).unwrap(), [second]);
}

#[test]
fn the_history_is_bounded_in_entries() {
    let mut store = memory();
    for n in 0..=KEPT_RUNS as i64 {
        store.record_run(&key(), &run(n, 1, 1)).unwrap();
    }
    let kept = store.history(&key(), 1000).unwrap();
    assert_eq!(kept.len(), KEPT_RUNS);
    assert_eq!(kept.last(), Some(&Entry::Run(run(1, 1, 1))));
    assert_eq!(store.state(&key()).unwrap().attempts, KEPT_RUNS + 1);
}

#[test]
fn the_history_is_bounded_in_bytes_but_never_empty() {
    let mut store = memory();
    let large = |at, mib: usize| RunRecord {
        files: files(&"x".repeat(mib * 1024 * 1024)),
        ..run(at, 1, 1)
    };
    for at in 0..6 {
        store.record_run(&key(), &large(at, 1)).unwrap();
    }
    assert_eq!(store.history(&key(), 9).unwrap().len(), 3);
    store.record_run(&key(), &large(6, 5)).unwrap();
    assert_eq!(store.history(&key(), 9).unwrap(), [Entry::Run(large(6, 5))]);
}

proptest! {
    /// Whatever runs come: the store says what a fold over them says.
    #[test]
    fn the_state_is_what_the_runs_were(runs in prop::collection::vec((0..4_usize, 1..4_usize), 1..12)) {
        let runs: Vec<_> = runs.iter().map(|&(f, t)| (f.min(t), t)).collect();
        let mut store = memory();
        for (at, &(failing, total)) in runs.iter().enumerate() {
            store.record_run(&key(), &run(at as i64, failing, total)).unwrap();
        }
        let state = store.state(&key()).unwrap();
        let passed = runs.iter().position(|&(failing, _)| failing == 0);
        let &(failing, total) = runs.last().unwrap();
        prop_assert_eq!(state.attempts, runs.len());
        prop_assert_eq!(state.passed_at, passed.map(|at| Timestamp(at as i64)));
        prop_assert_eq!(state.status, match passed {
            Some(_) => Status::Passed,
            None => Status::Failing { failing, total },
        });
        let part = |passing: usize, total: usize| passing as f64 / total as f64;
        let most = runs.iter().map(|&(f, t)| part(t - f, t)).fold(0.0, f64::max);
        let best = state.best.unwrap();
        prop_assert_eq!(part(best.passing, best.total), most);
    }
}

#[test]
fn the_runs_are_told_without_what_was_overwritten_the_latest_first() {
    let mut store = memory();
    store.record_run(&key(), &run(1, 1, 2)).unwrap();
    store
        .save_draft(&key(), &files("a"), None, Timestamp(2))
        .unwrap();
    store.reset_draft(&key(), Timestamp(3)).unwrap();
    store.record_run(&key(), &run(4, 0, 2)).unwrap();
    let both = [run(4, 0, 2), run(1, 1, 2)];
    assert_eq!(store.runs(&key(), 9).unwrap(), both);
    assert_eq!(store.runs(&key(), 1).unwrap(), both[..1]);
    let other = Key::new("elixir", "recursion", "other");
    assert_eq!(store.runs(&other, 9).unwrap(), []);
}
