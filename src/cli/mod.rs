//! The command line: one file a subcommand. It parses, calls the rooms below, and words what they answer.
//!
//! stdout carries the answer, stderr the talk.

mod check;
mod choice;
mod common;
mod doctor;
mod error;
mod exec;
mod home;
mod image;
mod import;
mod language;
mod line;
mod new;
mod pack;
mod play;
mod preview;
mod progress;
mod run;
mod submission;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

#[cfg(target_os = "linux")]
use crate::sandbox::embedded;
use crate::sandbox::keeper;
use choice::Choice;
pub use error::CliError;

const EXAMPLES: &str = "\
Examples:
  tutorbox                                learn Elixir
  tutorbox play elixir --lesson recursion begin at one lesson
  tutorbox run elixir hello hello.exs     judge a file against an exercise
  tutorbox exec elixir hello.exs          run any file in a fresh container
  tutorbox preview my-pack/               see a pack while you write it
  tutorbox doctor --attack                see whether the sandbox holds
  tutorbox play authoring                 learn to write lessons of your own

Exit codes: 0 passed, 1 failed, 2 a mistake in what was asked for, 3 no container engine, 130 interrupted.";

/// Learn to program in the terminal; every run in a fresh, hardened container.
#[derive(Debug, Parser)]
#[command(name = "tutorbox", version, about, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    play: play::Play,
    #[command(flatten)]
    global: Global,
}

/// What every subcommand understands.
#[derive(Debug, Clone, Args)]
struct Global {
    /// Where progress is kept, and lessons and languages of your own [default: the XDG data folder]
    #[arg(long, global = true, value_name = "FOLDER", env = "TUTORBOX_DATA_DIR")]
    data_dir: Option<PathBuf>,
    /// The language of the interface and the lessons: en, ko [default: what LANG says]
    #[arg(long, global = true, value_name = "LANGUAGE")]
    lang: Option<String>,
    /// How the screen looks: dark, light, or a theme of your own [default: dark]
    #[arg(long, global = true, value_name = "NAME", env = "TUTORBOX_THEME")]
    theme: Option<String>,
    /// The engine that runs code: docker, podman, embedded, and for doctor all [default: the best that is there]
    #[arg(long, global = true, value_name = "ENGINE", env = "TUTORBOX_ENGINE")]
    engine: Option<Choice>,
    /// The daemon's runtime that makes containers, such as runsc (gVisor) [default: the daemon's own]
    #[arg(long, global = true, value_name = "NAME", env = "TUTORBOX_RUNTIME")]
    runtime: Option<String>,
    /// Run code although the engine cannot enforce every limit
    #[arg(long, global = true)]
    allow_weak_limits: bool,
    /// Write a log to this file
    #[arg(long, global = true, value_name = "FILE")]
    log: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Learn, in the terminal
    Play(play::Play),
    /// Judge one exercise without the interface
    Run(run::Run),
    /// Run any file in a fresh container; stdin, stdout and stderr are passed through
    Exec(exec::Exec),
    /// See that a pack is sound: what is written in it, and what its code does
    Check(check::Check),
    /// Make a small pack of lessons, to be changed
    New(new::New),
    /// Make a pack of what others have written
    #[command(subcommand)]
    Import(import::Import),
    /// See a pack as its learners will, while you write it
    Preview(preview::Preview),
    /// Make one file of a pack, and keep packs that others have made
    #[command(subcommand)]
    Pack(pack::Pack),
    /// What you have done so far, for you or to hand on
    #[command(subcommand)]
    Progress(progress::Progress),
    /// Prepare what a language runs in
    #[command(subcommand)]
    Image(image::Image),
    /// See what code runs in, what is in the way, and whether the sandbox holds
    Doctor(doctor::Doctor),
    /// Print what a shell needs to complete tutorbox's commands
    Completions {
        /// For which shell
        shell: clap_complete::Shell,
    },
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs: one object, a stable interface.
    Json,
}

/// The program: parses what was asked for, does it, and maps an error to an exit code.
pub fn main() -> ExitCode {
    // Keepers must start within milliseconds and never print usage: they are no commands of people's.
    let mut args = std::env::args_os().skip(1);
    let first = args.next().unwrap_or_default();
    if first == keeper::SUBCOMMAND {
        let args: Vec<String> = args.filter_map(|arg| arg.into_string().ok()).collect();
        return keeper::main(&args);
    }
    #[cfg(target_os = "linux")]
    if let Some(main) = embedded::hidden(&first) {
        return main();
    }
    let cli = Cli::parse();
    if cli.command.is_some() && !cli.play.is_empty() {
        let why = "a pack and --lesson are of `play`: tutorbox play [PACK] [--lesson ID]";
        Cli::command()
            .error(clap::error::ErrorKind::ArgumentConflict, why)
            .exit();
    }
    match dispatch(cli) {
        Ok(code) => code,
        Err(error) => {
            common::complain(&error);
            error.code()
        }
    }
}

fn dispatch(cli: Cli) -> Result<ExitCode, CliError> {
    if let Some(path) = &cli.global.log {
        common::log_to(path)?;
    }
    match cli.command {
        None => play::play(&cli.play, &cli.global),
        Some(Command::Play(args)) => play::play(&args, &cli.global),
        Some(Command::Run(args)) => run::run(&args, &cli.global),
        Some(Command::Exec(args)) => exec::exec(&args, &cli.global),
        Some(Command::Check(args)) => check::check(&args, &cli.global),
        Some(Command::New(args)) => new::new(&args, &cli.global),
        Some(Command::Import(args)) => import::import(&args),
        Some(Command::Preview(args)) => preview::preview(&args, &cli.global),
        Some(Command::Pack(args)) => pack::pack(&args, &cli.global),
        Some(Command::Progress(args)) => progress::progress(&args, &cli.global),
        Some(Command::Image(args)) => image::image(&args, &cli.global),
        Some(Command::Doctor(args)) => doctor::doctor(&args, &cli.global),
        Some(Command::Completions { shell }) => {
            clap_complete::generate(
                shell,
                &mut Cli::command(),
                "tutorbox",
                &mut std::io::stdout(),
            );
            Ok(ExitCode::SUCCESS)
        }
    }
}
