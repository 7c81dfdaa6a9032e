//! `tutorbox import`: a pack of what others have written, and what became of it.
//!
//! The report as JSON is a stable interface. Version 1: fields may be added, none is removed or changes its meaning.
//!
//! ```json
//! {
//!   "version": 1,
//!   "track": "Elixir", "pack": "exercism-elixir", "language": "elixir", "license": "MIT",
//!   "imported": 177, "left_out": 1,
//!   "exercises": [
//!     { "exercise": "lasagna", "name": "Lasagna", "kind": "concept", "lesson": "001-lasagna.md", "why": null, "notes": [] },
//!     { "exercise": "bob", "name": "Bob", "kind": "practice", "lesson": null, "why": "there is no lib/bob.ex", "notes": [] }
//!   ]
//! }
//! ```

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde::Serialize;

use super::{CliError, Format};
use crate::author::import::{self, Fate, Kind, Note, Report};
use crate::render::text::visible;

/// Told below the help.
pub const EXAMPLES: &str = "\
Examples:
  git clone https://github.com/exercism/elixir
  tutorbox import exercism elixir/ elixir-pack/
  tutorbox import exercism elixir/ elixir-pack/ --format json > report.json
  tutorbox check elixir-pack/
  tutorbox play elixir-pack/

Every exercise becomes a lesson: its introduction, instructions and hints are the text, its stub is what the learner begins with, \
its exemplar or example is the solution. Concept exercises come first, then practice exercises, as config.json lists them, and none \
before what it needs. Tests are taken over as they are, those marked as pending too.

Exit codes: 0 the pack is written, 2 it is not.";

/// Make a pack of what others have written
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Make a pack of a checkout of an Exercism track, such as exercism/elixir
    Exercism(Exercism),
}

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Exercism {
    /// The track's checkout: the folder with config.json
    track: PathBuf,
    /// The pack's folder, which is made; it may be there if it is empty
    dir: PathBuf,
    /// How the report is written to stdout
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub fn import(import: &Import) -> Result<ExitCode, CliError> {
    let Import::Exercism(args) = import;
    let report = import::exercism(&args.track, &args.dir)?;
    let written = match args.format {
        // A report has no maps with keys that are no strings, the one thing that JSON refuses.
        Format::Json => serde_json::to_string_pretty(&Told::from(&report)).unwrap_or_default(),
        Format::Text => text(&report, &args.dir),
    };
    // A reader that has gone has seen what it wanted.
    writeln!(io::stdout(), "{}", written.trim_end()).ok();
    Ok(ExitCode::SUCCESS)
}

/// A report, for programs.
#[derive(Serialize)]
struct Told<'r> {
    version: u32,
    track: &'r str,
    pack: &'r str,
    language: &'r str,
    license: Option<&'r str>,
    imported: usize,
    left_out: usize,
    exercises: Vec<ToldFate<'r>>,
}

#[derive(Serialize)]
struct ToldFate<'r> {
    exercise: &'r str,
    name: &'r str,
    kind: Kind,
    lesson: Option<&'r str>,
    why: Option<String>,
    notes: Vec<String>,
}

impl<'r> From<&'r Report> for Told<'r> {
    fn from(report: &'r Report) -> Self {
        Self {
            version: 1,
            track: &report.track,
            pack: &report.pack,
            language: &report.language,
            license: report.license.as_deref(),
            imported: report.imported(),
            left_out: report.exercises.len() - report.imported(),
            exercises: report.exercises.iter().map(ToldFate::from).collect(),
        }
    }
}

impl<'r> From<&'r Fate> for ToldFate<'r> {
    fn from(fate: &'r Fate) -> Self {
        Self {
            exercise: &fate.slug,
            name: &fate.name,
            kind: fate.kind,
            lesson: fate.end.as_deref().ok(),
            why: fate.end.as_ref().err().map(ToString::to_string),
            notes: fate.notes.iter().map(ToString::to_string).collect(),
        }
    }
}

/// What is true of more exercises than these is said once, with how many they are.
const FEW: usize = 10;

fn text(report: &Report, dir: &Path) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for note in report.exercises.iter().flat_map(|fate| &fate.notes) {
        *counts.entry(note.to_string()).or_default() += 1;
    }
    let is_common = |note: &Note| counts.get(&note.to_string()).is_some_and(|n| *n > FEW);
    let mut lines: Vec<String> = Vec::new();
    for fate in &report.exercises {
        lines.push(match &fate.end {
            Ok(lesson) => lesson.clone(),
            Err(why) => format!("left out {}: {why}", fate.slug),
        });
        let notes = fate.notes.iter().filter(|note| !is_common(note));
        lines.extend(notes.map(|note| format!("    {note}")));
    }
    lines.push(String::new());
    let common = counts.iter().filter(|(_, count)| **count > FEW);
    lines.extend(common.map(|(note, count)| format!("{count} exercises: {note}")));
    if report.license.is_none() {
        lines.push("The track's licence is none that is known: name it in pack.toml".to_owned());
    }
    lines.push(format!(
        "{} of {} exercises of the {} track are in {}, for {}. See whether they hold: tutorbox check {}",
        report.imported(),
        report.exercises.len(),
        report.track,
        dir.display(),
        report.language,
        dir.display(),
    ));
    let shown: Vec<_> = lines.iter().map(|line| visible(line)).collect();
    shown.join("\n")
}
