//! The command line: one file a subcommand. It parses, calls the rooms below, and words what they answer.
//!
//! stdout carries the answer, stderr the talk.

mod check;
mod choice;
mod common;
mod config;
mod doctor;
mod error;
mod exec;
mod home;
mod image;
mod import;
mod language;
mod line;
mod look;
mod man;
mod new;
mod pack;
mod plain;
mod play;
mod preview;
mod progress;
mod run;
mod submission;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgMatches, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

#[cfg(target_os = "linux")]
use crate::sandbox::embedded;
use crate::sandbox::keeper;
use choice::Choice;
pub use error::CliError;

const EXAMPLES: &str = "\
Examples:
  tutorbox                                learn Elixir
  tutorbox play elixir --lesson recursion begin at one lesson
  tutorbox play elixir --plain            the same in lines of text alone, for screen readers
  tutorbox run elixir hello hello.exs     judge a file against an exercise
  tutorbox exec elixir hello.exs          run any file in a fresh container
  tutorbox preview my-pack/               see a pack while you write it
  tutorbox doctor --attack                see whether the sandbox holds
  tutorbox play authoring                 learn to write lessons of your own

Exit codes: 0 passed, 1 failed, 2 a mistake in what was asked for, 3 no container engine, 130 interrupted.";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  tutorbox completions bash > ~/.local/share/bash-completion/completions/tutorbox
  tutorbox completions fish > ~/.config/fish/completions/tutorbox.fish";

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
    /// How the screen looks: dark, light, sea, ember, paper, contrast-dark, contrast-light, or a theme of your own; auto is dark or light, as the terminal's own background is [default: what you chose with T in a lesson, else auto]
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
    /// Lines of text alone, for screen readers and pipes: nothing is drawn, coloured or written over
    #[arg(long, global = true)]
    plain: bool,
    /// Write a log to this file
    #[arg(long, global = true, value_name = "FILE")]
    log: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Learn, in the terminal
    #[command(after_help = play::EXAMPLES)]
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
    #[command(subcommand, after_help = import::EXAMPLES)]
    Import(import::Import),
    /// See a pack as its learners will, while you write it
    Preview(preview::Preview),
    /// Make one file of a pack, and keep packs that others have made
    #[command(subcommand, after_help = pack::EXAMPLES)]
    Pack(pack::Pack),
    /// What you have done so far, for you or to hand on
    #[command(subcommand, after_help = progress::EXAMPLES)]
    Progress(progress::Progress),
    /// Prepare what a language runs in
    #[command(subcommand, after_help = image::EXAMPLES)]
    Image(image::Image),
    /// See what code runs in, what is in the way, and whether the sandbox holds
    Doctor(doctor::Doctor),
    /// See and change what is set
    #[command(subcommand, after_help = config::EXAMPLES)]
    Config(config::Config),
    /// Write the manual pages, one a subcommand
    Man(man::Man),
    /// Print what a shell needs to complete tutorbox's commands
    #[command(after_help = COMPLETIONS_EXAMPLES)]
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
    let matches = Cli::command().get_matches();
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    if cli.command.is_some() && !cli.play.is_empty() {
        let why = "a pack and --lesson are of `play`: tutorbox play [PACK] [--lesson ID]";
        Cli::command()
            .error(clap::error::ErrorKind::ArgumentConflict, why)
            .exit();
    }
    match dispatch(cli, &matches) {
        Ok(code) => code,
        Err(error) => {
            common::complain(&error);
            error.code()
        }
    }
}

fn dispatch(cli: Cli, matches: &ArgMatches) -> Result<ExitCode, CliError> {
    if let Some(path) = &cli.global.log {
        common::log_to(path)?;
    }
    if cli.global.plain {
        line::never();
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
        Some(Command::Config(args)) => config::config(&args, &cli.global, matches),
        Some(Command::Man(args)) => man::man(&args, Cli::command()),
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Calls `look` with a command and all below it.
    fn walk(command: &clap::Command, look: &mut impl FnMut(&clap::Command)) {
        look(command);
        for inner in command.get_subcommands() {
            walk(inner, look);
        }
    }

    #[test]
    fn the_command_line_is_sound_and_every_help_has_examples() {
        let mut command = Cli::command().disable_help_subcommand(true);
        command.clone().debug_assert();
        command.build();
        let mut bare = Vec::new();
        walk(&command, &mut |command| {
            let below = command.get_after_help().map(ToString::to_string);
            let name = command.get_display_name().unwrap_or_default();
            let example = format!("\n  {}", name.replace('-', " "));
            if !below.is_some_and(|text| text.contains("Examples:") && text.contains(&example)) {
                bare.push(name.to_owned());
            }
        });
        assert!(bare.is_empty(), "no examples: {bare:?}");
    }
}
