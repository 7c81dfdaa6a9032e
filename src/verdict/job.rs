//! From an exercise to what must be run to judge it.

use super::asks;
use crate::course::Exercise;
use crate::run::{Job, SourceFile, Stdin};

/// The job that proves these files against an exercise. [`judge`](super::judge()) its transcript with the exercise's
/// checks.
pub fn job(exercise: &Exercise, files: Vec<SourceFile>) -> Job {
    let asks = asks(&exercise.checks);
    Job {
        language: exercise.language.clone(),
        files,
        entry: exercise.entry().to_owned(),
        data: exercise.data.clone(),
        tests: exercise.tests.clone(),
        cases: asks.cases,
        report: asks.report,
        facts: asks.facts,
        stdin: Stdin::Empty,
        limits: exercise.limits,
    }
}
