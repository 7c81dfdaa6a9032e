//! cli

use std::process::ExitCode;

use crate::sandbox::keeper;

/// The program.
pub fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.split_first() {
        Some((first, rest)) if first == keeper::SUBCOMMAND => keeper::main(rest),
        _ => ExitCode::SUCCESS,
    }
}
