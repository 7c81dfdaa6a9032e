//! Every exercise of every built-in pack, for real: its solution passes, its starter fails by a check, and every
//! example runs to its end. Whichever the engine, `tutorbox run` says the same of it, but for times; on gVisor and on Podman a
//! fair part of them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use futures_util::future::join_all;
use tutorbox::author::{self, Claim};
use tutorbox::course::{DirFiles, Exercise, Pack, check};
use tutorbox::pack;
use tutorbox::run::{Limits, Transcript};
use tutorbox::sandbox::{About, Kind, Wall};
use tutorbox::verdict::json::Report;
use tutorbox::verdict::judge;

use common::{Rig, built_in, patient, rigs_of};

#[tokio::test]
async fn every_solution_passes_every_starter_fails_and_every_example_runs() {
    let assets = built_in();
    let packs: Vec<Pack> = assets
        .pack_names()
        .iter()
        .map(|name| {
            pack::open(name, "en", &assets, Limits::default())
                .unwrap()
                .pack
        })
        .collect();
    let claims: Vec<Claim> = packs.iter().flat_map(Claim::of).collect();
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

/// Every how many are run there, a solution, its starter and an empty answer at a time: all, or a fair part where it takes long.
fn share(about: &About) -> usize {
    match (about.kind, about.wall) {
        (Kind::Docker | Kind::Embedded, Wall::SharedKernel) => 1,
        _ => 4,
    }
}

async fn work(rig: &Rig, claims: &[Claim<'_>], failed: &Mutex<Vec<String>>, said: &Said) {
    let part = claims.chunks(3).step_by(share(&rig.about)).flatten();
    for claim in part {
        let mut job = claim.job();
        // A busy machine must not fail a lesson; what a learner may use besides stays as it is.
        job.limits.wall = patient().wall;
        let seen = rig.run(job).await;
        // What an empty answer gets no learner reads, and it may depend on how fast a machine is.
        let told = claim.exercise();
        let told = told.filter(|_| !matches!(claim.kind, author::Kind::Empty(_)));
        if let Some(exercise) = told {
            said.add(
                format!("{}: {}", claim.pack.id, claim.subject()),
                exercise,
                &seen,
                rig,
            );
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
