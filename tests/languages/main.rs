//! The container contract (`docker/README.md`) by the runners that are no more than runners: shell and Python, on every
//! real engine, and what they say to whoever does not keep to it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../common/mod.rs"]
mod common;
#[path = "../contract/told.rs"]
mod told;

mod cases;
mod exec;
mod left;
mod nonce;
mod programs;
mod refusals;

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

/// The same with something to read.
fn reading(job: Job, stdin: &str) -> Job {
    Job {
        stdin: Stdin::Bytes(stdin.into()),
        ..job
    }
}
