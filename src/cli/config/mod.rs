//! `tutorbox config`: what is set, where it comes from, and what is wrong with it.

mod edit;
mod show;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{ArgMatches, Subcommand};

use super::home::Home;
use super::{CliError, Global, common};
use crate::config;
use crate::tui::keymap;

/// Told below the help.
pub const EXAMPLES: &str = "\
Examples:
  tutorbox config show
  tutorbox config edit
  tutorbox config check";

const SHOW_EXAMPLES: &str = "\
Examples:
  tutorbox config show
  tutorbox config show | grep -A 40 keys.editor    what has a key in the editor
  tutorbox --theme light config show               where each setting comes from

What is printed could stand in config.toml as it is.";

const EDIT_EXAMPLES: &str = "\
Examples:
  tutorbox config edit
  EDITOR=nano tutorbox config edit

Where there is no config.toml yet, it begins as a list of all settings, each a comment. Mistakes are told once the editor is left.

Exit codes: 0 no mistakes, 2 mistakes, or no editor.";

const CHECK_EXAMPLES: &str = "\
Examples:
  tutorbox config check
  tutorbox config check && tutorbox

Exit codes: 0 no mistakes, 2 mistakes.";

const SCHEMA_EXAMPLES: &str = "\
Examples:
  tutorbox config schema > config.schema.json

With `#:schema ./config.schema.json` as its first line, editors that know the Taplo language server complete and check config.toml.";

/// See and change what is set
#[derive(Debug, Subcommand)]
pub enum Config {
    /// Print every setting that is in force, and where it comes from
    #[command(after_help = SHOW_EXAMPLES)]
    Show,
    /// Open config.toml in your editor ($VISUAL, $EDITOR)
    #[command(after_help = EDIT_EXAMPLES)]
    Edit,
    /// Tell each mistake in config.toml, with its place
    #[command(after_help = CHECK_EXAMPLES)]
    Check,
    /// Print a JSON schema of config.toml
    #[command(after_help = SCHEMA_EXAMPLES)]
    Schema,
}

/// `matches` says where values of the command line come from.
pub fn config(args: &Config, global: &Global, matches: &ArgMatches) -> Result<ExitCode, CliError> {
    let home = Home::open(global)?;
    match args {
        Config::Show => {
            for problem in &home.settings.problems {
                common::complain(problem);
            }
            print(&show::show(global, &home, matches))
        }
        Config::Edit => {
            edit::edit(&home)?;
            check(&Home::open(global)?)
        }
        Config::Check => check(&home),
        Config::Schema => {
            let schema = config::schema(&home.known, &keymap::pattern());
            print(&format!("{schema:#}\n"))
        }
    }
}

fn check(home: &Home) -> Result<ExitCode, CliError> {
    let settings = &home.settings;
    let mut text = String::new();
    for problem in &settings.problems {
        text += &format!("{problem}\n");
    }
    if settings.problems.is_empty() {
        let path = settings.path.display();
        text = match settings.is_there {
            true => format!("{path}: no mistakes\n"),
            false => format!("{path}: there is no such file, so everything is as it comes\n"),
        };
    }
    print(&text)?;
    Ok(ExitCode::from(if settings.problems.is_empty() {
        0
    } else {
        2
    }))
}

/// Prints an answer. A reader who has seen enough is no mistake.
fn print(text: &str) -> Result<ExitCode, CliError> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(CliError::System {
            what: "write to stdout",
            error,
        }),
        _ => Ok(ExitCode::SUCCESS),
    }
}
