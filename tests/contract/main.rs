//! The container contract (`docker/README.md`) on every real engine: Elixir jobs through the pool, as the program
//! itself runs them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../common/mod.rs"]
mod common;

mod ends;
mod facts;
mod hostile;
mod input;
mod left;
mod programs;
mod projects;
mod suites;
mod told;
mod waiting;
mod walls;
