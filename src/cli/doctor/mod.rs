//! `tutorbox doctor`: what there is to run code with, what is in the way, and whether the sandbox holds.

mod attack;
mod disk;
mod examine;
mod left_behind;
mod proof;
mod report;
mod table;
mod targets;
mod text;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::home::Home;
use super::{CliError, Format, Global, common};

const EXAMPLES: &str = "\
Examples:
  tutorbox doctor
  tutorbox doctor --attack
  tutorbox doctor --attack --engine all
  tutorbox doctor --attack --runtime runsc --only fork_bomb --format json

Exit codes: 0 code can be run, and every attack was contained; 1 one was not; 3 no engine runs code.";

/// See what code runs in, what is in the way, and whether the sandbox holds
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Doctor {
    /// Attack the sandbox: every attack of the corpus, each in a container of its own
    #[arg(long)]
    attack: bool,
    /// These attacks alone
    #[arg(long, value_name = "NAME", num_args = 1.., requires = "attack")]
    only: Vec<String>,
    /// Attacks of your own: the files in this folder, instead of those that come along
    #[arg(long, value_name = "FOLDER", requires = "attack")]
    from: Option<PathBuf>,
    /// Fetch the images that attacks need without asking
    #[arg(long, requires = "attack")]
    yes: bool,
    /// How the answer is written to stdout
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub fn doctor(args: &Doctor, global: &Global) -> Result<ExitCode, CliError> {
    if args.attack {
        return attack::attack(args, global);
    }
    let home = Home::open(global)?;
    let report = common::block_on(async { Ok(examine::examine(&home, global).await) })?;
    match args.format {
        Format::Json => answer(&json(&report)),
        Format::Text => answer(&text::text(&report)),
    }
    Ok(match report.can_run {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(3),
    })
}

/// Writes to stdout. A reader that has gone has seen what it wanted.
fn answer(text: &str) {
    writeln!(io::stdout(), "{}", text.trim_end()).ok();
}

fn json(report: &impl Serialize) -> String {
    // A report has no maps with keys that are no strings, the one thing that JSON refuses.
    serde_json::to_string_pretty(report).unwrap_or_default()
}
