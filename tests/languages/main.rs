//! The container contract (`docker/README.md`) by shell, bash and Python, on every real engine: programs, tests and facts, and
//! what the runners say to whoever does not keep to it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../common/mod.rs"]
mod common;
#[path = "../contract/told.rs"]
mod told;

mod bats;
mod cases;
mod exec;
mod facts;
mod formatters;
mod hostile_tests;
mod left;
mod nonce;
mod programs;
mod python_tests;
mod refusals;
mod tap;

use tutorbox::run::{Job, SourceFile, Stdin};

use common::patient;

/// A shell script, `main.sh`, which reads nothing.
fn sh(text: &str) -> Job {
    let file = SourceFile::new("main.sh", text);
    Job::program("sh", file, Stdin::Empty, patient())
}

/// A Python program, `main.py`, which reads nothing.
fn python(text: &str) -> Job {
    let file = SourceFile::new("main.py", text);
    Job::program("python", file, Stdin::Empty, patient())
}

/// A bash script, `main.sh`, which reads nothing.
fn bash(text: &str) -> Job {
    Job {
        language: "bash".to_owned(),
        ..sh(text)
    }
}

/// The same with these test files.
fn tested<const N: usize>(job: Job, tests: [(&str, &str); N]) -> Job {
    Job {
        tests: tests.map(|(path, text)| SourceFile::new(path, text)).into(),
        ..job
    }
}

/// The same with something to read.
fn reading(job: Job, stdin: &str) -> Job {
    Job {
        stdin: Stdin::Bytes(stdin.into()),
        ..job
    }
}
