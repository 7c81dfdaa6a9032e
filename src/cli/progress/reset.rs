//! `tutorbox progress reset`: a pack from its beginning.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;

use crate::cli::common::agreed;
use crate::cli::home::Home;
use crate::cli::{CliError, Global, play};

const EXAMPLES: &str = "\
Examples:
  tutorbox progress export elixir -o before.json      what you had passed, to be kept
  tutorbox progress export elixir --files before/     what you had written
  tutorbox progress reset elixir

Exit codes: 0 it is forgotten, 2 nothing was.";

/// Forget what you have done in a pack: drafts, runs, and where you were
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Reset {
    /// The pack's id
    pack: String,
    /// Do it without being asked
    #[arg(short, long)]
    yes: bool,
}

pub fn reset(args: &Reset, global: &Global) -> Result<ExitCode, CliError> {
    let home = Home::open(global)?;
    let mut store = play::open_store(&home.dirs)?;
    let question = format!(
        "All that you have written and passed in {} goes, and nothing brings it back. Forget it?",
        args.pack
    );
    let nobody = || CliError::ResetUnasked(args.pack.clone());
    if !args.yes && !agreed(&question, nobody)? {
        return Err(CliError::NotForgotten);
    }
    store.forget(&args.pack)?;
    writeln!(
        io::stdout(),
        "What you had done in {} is forgotten.",
        args.pack
    )
    .ok();
    Ok(ExitCode::SUCCESS)
}
