//! The thin binary: parse, run, map an error to an exit code; nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    tutorbox::cli::main()
}
