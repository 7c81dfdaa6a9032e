//! `tutorbox new`: make a small pack, and say what to type next.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::home::Home;
use super::{CliError, Global, language};
use crate::author::{self, Made};
use crate::sandbox::image::Language;

const EXAMPLES: &str = "\
Examples:
  tutorbox new tea --language python
  tutorbox new lessons/tea --language sh --title \"Tea time\"
  tutorbox new .                                a pack in this folder, which must be empty

The pack has two short lessons and is sound: `tutorbox check` passes at once. How lessons are written is taught by \
`tutorbox play authoring`.

Exit codes: 0 made, 2 it cannot be made, and nothing was.";

/// Make a small pack of lessons, to be changed
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct New {
    /// The folder to make: one that does not exist yet, or is empty
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// What its exercises are written in: bash, elixir, python, sh, or a language of your own
    #[arg(long, value_name = "NAME", default_value = "elixir")]
    language: String,
    /// What learners see [default: the folder's name]
    #[arg(long)]
    title: Option<String>,
}

pub fn new(args: &New, global: &Global) -> Result<ExitCode, CliError> {
    let home = Home::open(global)?;
    let language = language::known(&args.language, &home.assets)?;
    let title = args.title.as_deref();
    let made = author::new(&args.folder, language.name(), title, &home.assets)?;
    // A reader that has gone has seen what it wanted.
    write!(io::stdout(), "{}", told(&made, &language)).ok();
    Ok(ExitCode::SUCCESS)
}

fn told(made: &Made, language: &Language) -> String {
    let folder = shown(&made.folder);
    let files: String = made
        .files
        .iter()
        .map(|file| format!("  {file}\n"))
        .collect();
    let next = [
        ("preview", "see it as learners will, while you write"),
        ("check", "prove that it is sound"),
        ("pack build", "make one file of it, to hand out"),
    ];
    let width = folder.chars().count().max("authoring".len());
    let line = |command: &str, what: &str, why: &str| {
        format!("  tutorbox {command:<10} {what:<width$}   {why}\n")
    };
    let mut next: String = next
        .map(|(command, why)| line(command, &folder, why))
        .concat();
    next += &line(
        "play",
        "authoring",
        "learn how lessons are written, by writing some",
    );
    format!(
        "{folder} is a pack now: \"{}\", in {}, with the id {}.\n\n{files}\nNext:\n\n{next}",
        made.title,
        language.title(),
        made.id,
    )
}

/// A folder as it is typed in a shell. The last `/` tells it from the name of a pack that is here.
fn shown(folder: &Path) -> String {
    let path = folder.to_string_lossy();
    let mut path = match path.trim_end_matches('/') {
        "" => "/".to_owned(),
        path => format!("{path}/"),
    };
    if path.starts_with('-') {
        path.insert_str(0, "./");
    }
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+,:@%".contains(c);
    match path.chars().all(is_plain) {
        true => path,
        false => format!("'{}'", path.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_shown_as_it_is_typed() {
        for (path, typed) in [
            ("tea", "tea/"),
            ("tea//", "tea/"),
            (".", "./"),
            ("/", "/"),
            ("a/차", "a/차/"),
            ("my tea", "'my tea/'"),
            ("it's", r"'it'\''s/'"),
            ("-x", "./-x/"),
        ] {
            assert_eq!(shown(Path::new(path)), typed);
        }
    }
}
