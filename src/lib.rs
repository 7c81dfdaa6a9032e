//! tutorbox: an interactive programming tutorial in the terminal.
//!
//! The map of the house. Data walks through it one way, and a room may only use the rooms below it
//! (`tests/house/` holds the rule against the source):
//!
//! ```text
//! main → cli → {tui, author, proof} → {pack, progress, render, locale} → {sandbox, verdict} → {course, config} → run
//! ```
//!
//! `course`, `run` and `verdict` are pure: no ratatui, tokio or bollard. Only `sandbox::docker` knows
//! bollard; only `tui` and `cli` know crossterm.

pub mod author;
pub mod cli;
pub mod config;
pub mod course;
pub mod locale;
pub mod pack;
pub mod progress;
pub mod proof;
pub mod render;
pub mod run;
pub mod sandbox;
pub mod tui;
pub mod verdict;
