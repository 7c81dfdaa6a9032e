//! `tutorbox progress`: what was done so far; as a file to hand on, and what many such files say together.

mod export;
mod files;
mod merge;
mod removed;
mod reset;
mod show;
mod table;

use std::process::ExitCode;

use clap::{Subcommand, ValueEnum};

use super::{CliError, Global};

/// Told below the help.
pub const EXAMPLES: &str = "\
Examples:
  tutorbox progress show
  tutorbox progress export -o mina.json
  tutorbox progress merge records/*.json";

/// What you have done so far, for you or to hand on
#[derive(Debug, Subcommand)]
pub enum Progress {
    /// How far you are, pack by pack
    Show(show::Show),
    /// Write what you have done as a file, which you may hand on; nothing is ever sent anywhere
    Export(export::Export),
    /// Make one table of what many have exported
    Merge(merge::Merge),
    /// Forget what you have done in a pack
    Reset(reset::Reset),
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people.
    Text,
    /// For programs: one object, a stable interface.
    Json,
    /// For spreadsheets: a row an exercise and learner.
    Csv,
}

pub fn progress(progress: &Progress, global: &Global) -> Result<ExitCode, CliError> {
    match progress {
        Progress::Show(args) => show::show(args, global),
        Progress::Export(args) => export::export(args, global),
        Progress::Merge(args) => merge::merge(args),
        Progress::Reset(args) => reset::reset(args, global),
    }
}
