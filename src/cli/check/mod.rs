//! `tutorbox check`: see that a pack is sound, and that its code does what the pack says.

mod github;
mod junit;
mod progress;
mod proof;
mod report;
mod text;

use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Instant;

use clap::{Args, ValueEnum};

use super::home::Home;
use super::{CliError, Global};
use crate::pack;
use report::Report;

const EXAMPLES: &str = "\
Examples:
  tutorbox check my-pack/
  tutorbox check my-pack/ --static
  tutorbox check my-pack/ --only sum cart
  tutorbox check elixir --format json
  tutorbox check my-pack/ --format github             # in a GitHub workflow: each problem at its line
  tutorbox check my-pack/ --format junit > check.xml

Every solution must pass, every starter must fail by a check, an empty file must pass no test, and every example must run to \
its end, in every translation; each is run in a container of its own, as many at once as this machine takes. What has been \
proved is remembered until it changes, or what it runs in.

A warning is worth a look; an error is not to be shipped.

Exit codes: 0 the pack is sound, 2 it is not, 3 no container engine, or it failed, 130 interrupted.";

/// See that a pack is sound: what is written in it, and what its code does
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Check {
    /// A pack's folder, or the name of one that is here
    pack: String,
    /// Run nothing: only look at what is written
    #[arg(long = "static")]
    is_static: bool,
    /// Run these exercises alone
    #[arg(long, value_name = "ID", num_args = 1.., conflicts_with = "is_static")]
    only: Vec<String>,
    /// Run everything, whatever is remembered
    #[arg(long, conflicts_with = "is_static")]
    fresh: bool,
    /// How the answer is written to stdout
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// How the answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs: one object, a stable interface.
    Json,
    /// For what gathers tests: `JUnit`'s XML, a test a run.
    Junit,
    /// For a GitHub workflow: an annotation a problem, and what people read.
    Github,
}

/// Checks a whole pack, and writes what is wrong for people.
pub fn whole(pack: &str, global: &Global) -> Result<ExitCode, CliError> {
    let args = Check {
        pack: pack.to_owned(),
        is_static: false,
        only: Vec::new(),
        fresh: false,
        format: Format::Text,
    };
    check(&args, global)
}

pub fn check(args: &Check, global: &Global) -> Result<ExitCode, CliError> {
    let began = Instant::now();
    let home = Home::open_sound(global)?;
    let mut report = Report::new(&args.pack, pack::check(&args.pack, &home.assets)?);
    // What is written comes first. But whoever asks for an exercise is at work on it, and may link to what is not written yet.
    let may_run = report.is_sound() || !args.only.is_empty() && proof::can_be_read(args, &home);
    if !args.is_static && may_run {
        proof::prove(args, global, &home, &mut report)?;
    }
    report.seconds = began.elapsed().as_secs_f64();
    let written = match args.format {
        Format::Text => text::write(&report),
        // A report has no maps with keys that are no strings, the one thing that JSON refuses.
        Format::Json => serde_json::to_string_pretty(&report).unwrap_or_default(),
        Format::Junit => junit::write(&report),
        Format::Github => github::write(&report),
    };
    // A reader that has gone has seen what it wanted.
    writeln!(io::stdout(), "{}", written.trim_end()).ok();
    Ok(ExitCode::from(report.code()))
}
