//! `tutorbox man`: the manual pages, one a subcommand, from what `--help` says.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Command};

use super::CliError;

const EXAMPLES: &str = "\
Examples:
  tutorbox man | man -l -                          read them all
  tutorbox man ~/.local/share/man/man1/            then: man tutorbox, man tutorbox-pack-build";

/// Write the manual pages, one a subcommand
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Man {
    /// The folder that they are written to, which is made [default: all of them to stdout]
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Writes the pages of this command.
pub fn man(args: &Man, command: Command) -> Result<ExitCode, CliError> {
    let written = match &args.dir {
        Some(dir) => std::fs::create_dir_all(dir)
            .and_then(|()| clap_mangen::generate_to(command, dir))
            .map_err(|error| CliError::Write {
                path: dir.clone(),
                error,
            }),
        None => print(command).map_err(|error| CliError::System {
            what: "write to stdout",
            error,
        }),
    };
    written.map(|()| ExitCode::SUCCESS)
}

fn print(command: Command) -> io::Result<()> {
    let mut command = command.disable_help_subcommand(true);
    command.build();
    let mut pages = Vec::new();
    render(&command, &mut pages)?;
    match io::stdout().write_all(&pages) {
        // A reader who has seen enough is no mistake.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// A command's page, and then those of its subcommands.
fn render(command: &Command, pages: &mut Vec<u8>) -> io::Result<()> {
    clap_mangen::Man::new(command.clone()).render(pages)?;
    let inner = command
        .get_subcommands()
        .filter(|inner| !inner.is_hide_set());
    inner.into_iter().try_for_each(|inner| render(inner, pages))
}
