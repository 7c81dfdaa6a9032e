//! `tutorbox play`: learn, in the terminal.

use std::process::ExitCode;

use clap::Args;

use super::{CliError, Global};

/// Learn, in the terminal.
#[derive(Debug, Args)]
pub struct Play {
    /// A pack's name, or its folder [default: the one you were in last, else elixir]
    pack: Option<String>,
    /// Begin at this lesson
    #[arg(long, value_name = "ID")]
    lesson: Option<String>,
}

pub fn play(_args: &Play, _global: &Global) -> Result<ExitCode, CliError> {
    Ok(ExitCode::SUCCESS)
}
