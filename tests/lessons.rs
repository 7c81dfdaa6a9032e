//! The exercises of the built-in packs, for real: every solution passes, and of the starters, which fail by a check, the wrong
//! attempts, each caught by its check, and the examples, which run to their end, a fair part does so here: on Docker or embedded, and a
//! part of them on all engines. Whichever the engine, `tutorbox run` says the same, but for times.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use futures_util::future::join_all;
use tutorbox::author::{self, Claim};
use tutorbox::course::{DirFiles, Exercise, Pack, check, unworded};
use tutorbox::pack;
use tutorbox::run::{Limits, Transcript};
use tutorbox::sandbox::{About, Kind};
use tutorbox::verdict::json::Report;
use tutorbox::verdict::judge;

use common::{Rig, built_in, patient, rigs_of, share};

#[tokio::test]
async fn every_solution_passes_every_starter_fails_and_every_example_runs() {
    let packs = built_in_packs();
    let all = packs.iter().flat_map(Claim::of).enumerate();
    let claims: Vec<Claim> = all.filter(is_tried).map(|(_, claim)| claim).collect();
    let languages: BTreeSet<&str> = claims.iter().map(Claim::language).collect();
    let (failed, said) = (Mutex::default(), Said::default());
    for language in languages {
        let is_in = |claim: &&Claim| claim.language() == language;
        let claims: Vec<Claim> = claims.iter().filter(is_in).copied().collect();
        let rigs = rigs_of(language).await;
        println!(
            "{}: {} runs on {} engines",
            language,
            claims.len(),
            rigs.len()
        );
        // All engines at once, each with a warm container for the next.
        let work = rigs.iter().map(|rig| work(rig, &claims, &failed, &said));
        join_all(work).await;
        join_all(rigs.into_iter().map(Rig::close)).await;
    }
    let mut failed: Vec<String> = failed.into_inner().unwrap();
    failed.extend(said.differences());
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
}

/// Every solution, and of all else a fair part: `tutorbox check lessons/NAME` takes all of them, and remembers what holds.
fn is_tried((index, claim): &(usize, Claim<'_>)) -> bool {
    const FAIR: usize = 12;
    matches!(claim.kind, author::Kind::Solution(_)) || index.is_multiple_of(FAIR)
}

fn built_in_packs() -> Vec<Pack> {
    let assets = built_in();
    let names = assets.pack_names();
    let packs = names
        .iter()
        .map(|name| pack::open(name, "en", &assets, Limits::default()));
    packs.map(|opened| opened.unwrap().pack).collect()
}

/// What `tutorbox run --format json` says of a submission, and on which engines.
#[derive(Default)]
struct Said(Mutex<BTreeMap<String, BTreeMap<String, Vec<String>>>>);

impl Said {
    fn add(&self, submission: String, exercise: &Exercise, seen: &Transcript, rig: &Rig) {
        let verdict = judge(&exercise.checks, !exercise.tests.is_empty(), seen);
        let mut report = Report::new(&exercise.id, &verdict, &seen.diagnostics);
        for check in &mut report.checks {
            check.duration_ms = None;
        }
        let json = serde_json::to_string_pretty(&report).unwrap();
        let mut all = self.0.lock().unwrap();
        let said = all.entry(submission).or_default();
        said.entry(json).or_default().push(rig.engine.clone());
    }

    fn differences(self) -> Vec<String> {
        let all = self.0.into_inner().unwrap().into_iter();
        let differ = all.filter(|(_, said)| said.len() > 1);
        differ
            .map(|(submission, said)| format!("{submission} differs: {said:#?}"))
            .collect()
    }
}

/// Claims are chosen by so many in a row: those of an exercise, or nearly.
const ROW: usize = 4;

/// Whether an engine is put to the proof of a row. Docker and embedded share all of them, and prove some both; the others prove
/// a fair part of these.
fn proves(about: &About, row: usize) -> bool {
    const BOTH: usize = 8;
    match about.kind {
        _ if share(about) > 1 => row.is_multiple_of(BOTH * share(about)),
        _ if row.is_multiple_of(BOTH) => true,
        Kind::Embedded => !row.is_multiple_of(2),
        _ => row.is_multiple_of(2),
    }
}

async fn work(rig: &Rig, claims: &[Claim<'_>], failed: &Mutex<Vec<String>>, said: &Said) {
    let rows = claims.chunks(ROW).enumerate();
    let part = rows.filter(|(row, _)| proves(&rig.about, *row));
    for claim in part.flat_map(|(_, row)| row) {
        let mut job = claim.job();
        // A busy machine must not fail a lesson; what a learner may use besides stays as it is.
        job.limits.wall = patient().wall;
        let seen = rig.run(job).await;
        // What an empty answer gets no learner reads, and it may depend on how fast a machine is.
        let told = claim.exercise();
        let told = told.filter(|_| !matches!(claim.kind, author::Kind::Empty(_)));
        if let Some(exercise) = told {
            let subject = claim.subject();
            let of_line = format!("{}: {subject}, line {}", claim.pack.id, claim.line());
            said.add(of_line, exercise, &seen, rig);
        }
        if let Some(problem) = claim.refuted_by(&seen) {
            let why = format!("{}: {problem}", rig.engine);
            failed.lock().unwrap().push(why);
        }
    }
}

#[test]
fn the_packs_of_this_repository_have_no_problems() {
    let lessons = concat!(env!("CARGO_MANIFEST_DIR"), "/lessons");
    for folder in std::fs::read_dir(lessons).unwrap() {
        let folder = folder.unwrap().path();
        if folder.is_dir() {
            assert_eq!(check(&DirFiles::new(&folder)), []);
        }
    }
}

/// Besides what the format asks of every pack.
#[test]
fn every_exercise_of_this_repository_says_how_hard_it_is_and_has_a_wrong_attempt() {
    for pack in built_in_packs() {
        for exercise in pack.exercises() {
            let place = format!("{}: {}", pack.id, exercise.id);
            assert!(exercise.difficulty.is_some(), "{place}: no difficulty");
            assert!(!exercise.wrongs.is_empty(), "{place}: no wrong attempt");
        }
    }
}

#[test]
fn every_lesson_of_this_repository_has_two_to_five_exercises_and_the_courses_examples() {
    for pack in built_in_packs() {
        for lesson in &pack.lessons {
            let place = format!("{}: {}", pack.id, lesson.id);
            let exercises = lesson.exercises.len();
            assert!((2..=5).contains(&exercises), "{place}: {exercises}");
            // What the guide for authors has to show is Markdown, which nobody runs.
            let is_guide = pack.id == "authoring";
            let has_examples = !lesson.body.examples().is_empty();
            assert!(is_guide || has_examples, "{place}: no example");
        }
    }
}

#[test]
fn the_table_of_the_courses_counts_right() {
    let told = include_str!("../COURSES.md").lines();
    let told: Vec<&str> = told.filter(|row| row.starts_with("| `")).collect();
    for pack in built_in_packs() {
        let lessons = &pack.lessons;
        let examples: usize = lessons.iter().map(|l| l.body.examples().len()).sum();
        let wrongs: usize = pack.exercises().map(|e| e.wrongs.len()).sum();
        let row = format!(
            "| `{}` | {} | {} | {wrongs} | {examples} |",
            pack.id,
            lessons.len(),
            pack.exercises().count()
        );
        assert!(told.contains(&row.as_str()), "{row}");
    }
}

#[test]
fn the_tables_of_the_courses_name_lessons_that_are_there() {
    let packs = built_in_packs();
    let named = regex::Regex::new("`([a-z-]+)`").unwrap();
    let sections = include_str!("../COURSES.md").split("\n## ");
    let mut told = BTreeMap::new();
    for section in sections {
        let Some((title, rest)) = section.split_once(", beside") else {
            continue;
        };
        let pack = packs.iter().find(|pack| pack.title == title).unwrap();
        let rows = rest.lines().filter(|line| line.starts_with("| "));
        for row in rows {
            let lesson = row.trim_end_matches(" |").rsplit(" | ").next().unwrap();
            for name in named.captures_iter(lesson).map(|found| found[1].to_owned()) {
                *told.entry(pack.id.clone()).or_insert(0) += 1;
                let is_there = pack.lessons.iter().any(|lesson| lesson.id == name);
                assert!(is_there, "{title}: {row}");
            }
        }
    }
    assert!(told["elixir"] > 60 && told["python"] > 10, "{told:?}");
}

#[test]
fn what_is_translated_is_translated_whole() {
    let assets = built_in();
    for (name, lang) in [("elixir", "ko"), ("authoring", "ko")] {
        let pack = pack::open(name, lang, &assets, Limits::default())
            .unwrap()
            .pack;
        for lesson in &pack.lessons {
            assert!(lesson.translated, "{name}: {} has no {lang}", lesson.id);
            // How tests are called is known when they are run: `tutorbox check` tells.
            let lacking = lesson.exercises.iter();
            let mut lacking = lacking.filter_map(|exercise| unworded(lesson, exercise, []));
            assert_eq!(lacking.next(), None);
        }
    }
}
