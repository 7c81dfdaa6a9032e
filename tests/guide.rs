//! The guide for authors is right: what its `check.py` says of each exercise's files is what tutorbox says of them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::fs;

use tutorbox::author::Claim;
use tutorbox::course::{self, DirFiles, Exercise, Level};
use tutorbox::pack;
use tutorbox::run::{Limits, Outcome, SourceFile};
use tutorbox::verdict;

use common::{Rig, built_in, outcome, patient, rig_of};

/// The program in the exercises, and no part of the pack that they are about.
const PROGRAM: &str = "check.py";

/// For those of the little packs that are about something else.
const MANIFEST: &str =
    "id = \"tea\"\ntitle = \"Tea time\"\nversion = \"1.0.0\"\nlanguage = \"python\"\n";

#[tokio::test]
async fn what_the_guide_says_of_a_pack_is_so() {
    let pack = pack::open("authoring", "en", &built_in(), Limits::default()).unwrap();
    let rig = rig_of("python").await;
    let exercises = pack.pack.exercises();
    let about_packs: Vec<_> = exercises.filter(|e| e.entry() == PROGRAM).collect();
    assert!(about_packs.len() > 10);
    let mut wrong = Vec::new();
    for exercise in about_packs {
        for (what, files) in [
            ("starter", &exercise.starter),
            ("solution", &exercise.solution),
        ] {
            let said = is_sound_says_the_guide(exercise, files, &rig).await;
            let problem = problem_says_tutorbox(files, &rig).await;
            if said != problem.is_none() {
                let (id, problem) = (&exercise.id, problem.unwrap_or("sound".to_owned()));
                wrong.push(format!(
                    "{what} of {id}: sound, says the guide: {said}; and tutorbox: {problem}"
                ));
            }
        }
    }
    rig.close().await;
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

async fn is_sound_says_the_guide(exercise: &Exercise, files: &[SourceFile], rig: &Rig) -> bool {
    let mut job = verdict::job(exercise, files.to_vec());
    job.limits.wall = patient().wall;
    let seen = rig.run(job).await;
    match outcome(&seen) {
        Outcome::Exited(code @ (0 | 1)) => *code == 0,
        other => panic!("{}: {other:?}", exercise.id),
    }
}

/// What is wrong with the pack that these files make, or with what its code does.
async fn problem_says_tutorbox(files: &[SourceFile], rig: &Rig) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("pack.toml"), MANIFEST).unwrap();
    for file in files.iter().filter(|file| file.path != PROGRAM) {
        let path = folder.path().join(&file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &file.text).unwrap();
    }
    let files = DirFiles::new(folder.path());
    let problems = course::check(&files).into_iter();
    let mut errors = problems.filter(|problem| problem.level == Level::Error);
    if let Some(error) = errors.next() {
        return Some(error.to_string());
    }
    let pack = course::load(&files, "en").pack.unwrap();
    for claim in Claim::of(&pack) {
        let mut job = claim.job();
        job.limits.wall = patient().wall;
        let seen = rig.run(job).await;
        if let Some(problem) = claim.refuted_by(&seen) {
            return Some(problem.to_string());
        }
    }
    None
}
