//! `tutorbox pack`: a pack as one file, from its author's hands into a learner's library.

mod build;
mod changes;
mod desk;
mod images;
mod install;
mod key;
mod progress;
mod remove;
mod shelf;
mod source;

use std::path::Path;
use std::process::ExitCode;

use clap::Subcommand;

use super::{CliError, Global};

/// Told below the help.
pub const EXAMPLES: &str = "\
Examples:
  tutorbox pack build my-pack/
  tutorbox pack install my-pack-1.0.0.tbx
  tutorbox pack list";

/// Make one file of a pack, and keep packs that others have made
#[derive(Debug, Subcommand)]
pub enum Pack {
    /// Make one file of a pack
    Build(build::Build),
    /// See what is in a file, or in a pack that is installed
    Inspect(shelf::Inspect),
    /// See that every file of it is what its author made
    Verify(shelf::Verify),
    /// Put a pack into the library, or another version of it
    #[command(visible_alias = "update")]
    Install(install::Install),
    /// The packs that are installed
    List(shelf::List),
    /// Take a pack out of the library
    Remove(remove::Remove),
    /// Make a key that packs are signed with
    Keygen(key::Keygen),
}

pub fn pack(pack: &Pack, global: &Global) -> Result<ExitCode, CliError> {
    match pack {
        Pack::Build(args) => build::build(args, global),
        Pack::Inspect(args) => shelf::inspect(args, global),
        Pack::Verify(args) => shelf::verify(args, global),
        Pack::Install(args) => install::install(args, global),
        Pack::List(args) => shelf::list(args, global),
        Pack::Remove(args) => remove::remove(args, global),
        Pack::Keygen(args) => key::keygen(args),
    }
}

/// Bytes for people.
fn size(bytes: u64) -> String {
    const STEPS: [(u64, &str); 3] = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    let step = STEPS.iter().find(|(step, _)| bytes >= *step);
    match step {
        #[expect(clippy::cast_precision_loss, reason = "it is rounded to a digit")]
        Some((step, unit)) => format!("{:.1} {unit}", bytes as f64 / *step as f64),
        None => format!("{bytes} bytes"),
    }
}

/// So many of something.
fn counted(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    }
}

/// Whether a word on the command line is a file, and not a pack's name. A folder of that name is not what is meant.
fn is_path(word: &str) -> bool {
    word.contains(['/', '.']) || Path::new(word).is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_to_what_people_read() {
        for (bytes, text) in [
            (0, "0 bytes"),
            (1023, "1023 bytes"),
            (1024, "1.0 KiB"),
            (1_572_864, "1.5 MiB"),
            (5 << 30, "5.0 GiB"),
        ] {
            assert_eq!(size(bytes), text);
        }
    }
}
