//! Every exercise of every built-in pack, for real: its solution passes, its starter fails by a check, and every
//! example runs to its end. Whichever the engine, `tutorbox run` says the same of it, but for times; on gVisor and on Podman a
//! fair part of them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::collections::BTreeMap;
use std::sync::Mutex;

use futures_util::future::join_all;
use tutorbox::course::{Example, Exercise, Lesson, Node, Pack};
use tutorbox::pack;
use tutorbox::run::{Job, Limits, Outcome, SourceFile, Stdin, Transcript};
use tutorbox::sandbox::{About, Kind, Wall};
use tutorbox::verdict::json::Report;
use tutorbox::verdict::{Reason, Status, Verdict, job, judge};

use common::{Rig, built_in, patient, rigs};

/// What is run, and what must come of it.
enum Proof<'a> {
    Solution(&'a Exercise),
    Starter(&'a Exercise),
    Example(&'a Lesson, &'a Example),
}

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
    let proofs: Vec<Proof> = packs.iter().flat_map(proofs).collect();
    let rigs = rigs().await;
    println!("{} runs on {} engines", proofs.len(), rigs.len());
    let (failed, said) = (Mutex::default(), Said::default());
    // All engines at once, each with a warm container for the next.
    let work = rigs.iter().map(|rig| work(rig, &proofs, &failed, &said));
    join_all(work).await;
    join_all(rigs.into_iter().map(Rig::close)).await;
    let mut failed: Vec<String> = failed.into_inner().unwrap();
    failed.extend(said.differences());
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
}

/// What `tutorbox run --format json` says of a submission, and on which engines.
#[derive(Default)]
struct Said(Mutex<BTreeMap<String, BTreeMap<String, Vec<String>>>>);

impl Said {
    fn add(
        &self,
        submission: String,
        exercise: &str,
        verdict: &Verdict,
        seen: &Transcript,
        rig: &Rig,
    ) {
        let mut report = Report::new(exercise, verdict, &seen.diagnostics);
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

fn proofs(pack: &Pack) -> Vec<Proof<'_>> {
    let exercises = pack
        .exercises()
        .flat_map(|exercise| [Proof::Solution(exercise), Proof::Starter(exercise)]);
    let examples = pack.lessons.iter().flat_map(|lesson| {
        lesson.body.nodes.iter().filter_map(move |node| match node {
            Node::Example(example) => Some(Proof::Example(lesson, example)),
            _ => None,
        })
    });
    exercises.chain(examples).collect()
}

/// Every how many pairs are run there, a solution and its starter at a time: all, or a fair part where it takes long.
fn share(about: &About) -> usize {
    match (about.kind, about.wall) {
        (Kind::Docker | Kind::Embedded, Wall::SharedKernel) => 1,
        _ => 4,
    }
}

async fn work(rig: &Rig, proofs: &[Proof<'_>], failed: &Mutex<Vec<String>>, said: &Said) {
    let part = proofs.chunks(2).step_by(share(&rig.about)).flatten();
    for proof in part {
        if let Err(why) = proof.hold(rig, said).await {
            let why = format!("{}: {why}", rig.engine);
            failed.lock().unwrap().push(why);
        }
    }
}

impl Proof<'_> {
    /// Why it does not hold, where it does not.
    async fn hold(&self, rig: &Rig, said: &Said) -> Result<(), String> {
        match self {
            Self::Solution(exercise) => solution(exercise, rig, said).await,
            Self::Starter(exercise) => starter(exercise, rig, said).await,
            Self::Example(lesson, code) => example(lesson, code, rig).await,
        }
    }
}

async fn judged(exercise: &Exercise, files: &[SourceFile], rig: &Rig) -> (Verdict, Transcript) {
    let mut job = job(exercise, files.to_vec());
    // A busy machine must not fail a lesson; what a learner may use besides stays as it is.
    job.limits = Limits {
        wall: patient().wall,
        ..job.limits
    };
    let seen = rig.run(job).await;
    let verdict = judge(&exercise.checks, !exercise.tests.is_empty(), &seen);
    (verdict, seen)
}

async fn solution(exercise: &Exercise, rig: &Rig, said: &Said) -> Result<(), String> {
    let (verdict, seen) = judged(exercise, &exercise.solution, rig).await;
    let name = format!("the solution of {}", exercise.id);
    said.add(name, &exercise.id, &verdict, &seen, rig);
    let warned: Vec<_> = seen.diagnostics.iter().map(|d| &d.message).collect();
    if verdict.passed() && warned.is_empty() {
        return Ok(());
    }
    let id = &exercise.id;
    Err(format!(
        "the solution of {id} does not pass: {}{warned:?}",
        why(&verdict)
    ))
}

/// A starter fails as a learner's code does: checks say what is missing, or it does not compile or raises.
async fn starter(exercise: &Exercise, rig: &Rig, said: &Said) -> Result<(), String> {
    let (verdict, seen) = judged(exercise, &exercise.starter, rig).await;
    let name = format!("the starter of {}", exercise.id);
    said.add(name, &exercise.id, &verdict, &seen, rig);
    let id = &exercise.id;
    if verdict.passed() {
        return Err(format!("the starter of {id} passes"));
    }
    let blamed = |reason: &Reason| !matches!(reason, Reason::CutShort(_) | Reason::NotReported);
    let mut failing = verdict.checks.iter().filter(|c| c.status != Status::Pass);
    let exited = matches!(verdict.outcome, Some(Outcome::Exited(_)));
    if exited && failing.all(|check| check.reason.as_ref().is_some_and(blamed)) {
        return Ok(());
    }
    Err(format!(
        "the starter of {id} fails by no check: {}",
        why(&verdict)
    ))
}

async fn example(lesson: &Lesson, example: &Example, rig: &Rig) -> Result<(), String> {
    let file = SourceFile::new("example.exs", &example.text);
    let job = Job::program(&example.language, file, Stdin::Empty, patient());
    let seen = rig.run(job).await;
    let outcome = common::outcome(&seen);
    if seen.done && *outcome == Outcome::Exited(0) {
        return Ok(());
    }
    let (path, line) = (&lesson.path, example.line);
    let said: Vec<_> = seen.diagnostics.iter().map(|d| &d.message).collect();
    Err(format!(
        "the example at {path}:{line} ends with {outcome:?}: {said:?}"
    ))
}

fn why(verdict: &Verdict) -> String {
    let checks = verdict.checks.iter().filter(|check| !check.passed());
    let told = checks.map(|check| {
        let reason = check.reason.as_ref().map(ToString::to_string);
        let message = check.message.clone().or(reason).unwrap_or_default();
        format!("\n  {}: {message}", check.name)
    });
    format!("{:?}{}", verdict.outcome, told.collect::<String>())
}
