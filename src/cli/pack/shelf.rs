//! `tutorbox pack list`, `inspect`, `verify`: what is in the library, and in archives.
//!
//! The answers as JSON are a stable interface. Version 1: fields may be added, none is removed or changes its meaning.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::{install, is_path, size};
use crate::cli::home::Home;
use crate::cli::{CliError, Format, Global};
use crate::pack::archive::Manifest;
use crate::pack::archive::keys::PublicKey;
use crate::pack::{Image, Installed, Library};
use crate::render::text::visible;

const LIST_EXAMPLES: &str = "\
Examples:
  tutorbox pack list
  tutorbox pack list --format json";

const INSPECT_EXAMPLES: &str = "\
Examples:
  tutorbox pack inspect workshop.tbx                  before it is installed
  tutorbox pack inspect workshop                      where it is, and what it was granted
  tutorbox pack inspect workshop.tbx --format json

Exit codes: 0 it is as it says, 2 it is refused, or there is none.";

const VERIFY_EXAMPLES: &str = "\
Examples:
  tutorbox pack verify workshop.tbx
  tutorbox pack verify workshop                       nothing was changed or lost since it was installed

Exit codes: 0 it is whole, 2 it is not.";

/// The packs that are installed
#[derive(Debug, Args)]
#[command(after_help = LIST_EXAMPLES)]
pub struct List {
    /// How the answer is written to stdout
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// See what is in a file, or in a pack that is installed
#[derive(Debug, Args)]
#[command(after_help = INSPECT_EXAMPLES)]
pub struct Inspect {
    /// An archive, or the id of a pack that is installed
    #[arg(value_name = "FILE|ID")]
    what: String,
    /// How the answer is written to stdout
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// See that every file of it is what its author made
#[derive(Debug, Args)]
#[command(after_help = VERIFY_EXAMPLES)]
pub struct Verify {
    /// An archive, or the id of a pack that is installed
    #[arg(value_name = "FILE|ID")]
    what: String,
}

pub fn list(args: &List, global: &Global) -> Result<ExitCode, CliError> {
    let all = library(global)?.list()?;
    let text = match args.format {
        Format::Json => json(&ToldAll { version: 1, packs: &all }),
        Format::Text if all.is_empty() => {
            "No pack is installed. `tutorbox pack install FILE` puts one here; tutorbox's own need no installing.".to_owned()
        }
        Format::Text => table(&all),
    };
    writeln!(io::stdout(), "{}", text.trim_end()).ok();
    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct ToldAll<'a> {
    version: u32,
    packs: &'a [Installed],
}

#[derive(Serialize)]
struct Told<'a, T> {
    version: u32,
    pack: &'a T,
}

/// What is told has no maps with keys that are no strings, the one thing that JSON refuses.
fn json(told: &impl Serialize) -> String {
    serde_json::to_string_pretty(told).unwrap_or_default()
}

fn table(all: &[Installed]) -> String {
    let rows: Vec<[String; 5]> = all
        .iter()
        .map(|pack| {
            [
                pack.id.clone(),
                pack.version.to_string(),
                size(pack.size),
                signed(pack.signer.as_deref()),
                visible(&pack.title).into_owned(),
            ]
        })
        .collect();
    let width = |column: usize| {
        rows.iter()
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths = [width(0), width(1), width(2), width(3)];
    let line = |[id, version, size, signed, title]: &[String; 5]| {
        let [a, b, c, d] = widths;
        format!("{id:<a$}  {version:<b$}  {size:>c$}  {signed:<d$}  {title}\n")
    };
    rows.iter().map(line).collect()
}

/// Whose signature a pack has.
pub fn signed(signer: Option<&str>) -> String {
    match signer.and_then(|line| PublicKey::read(line).ok()) {
        Some(key) => format!("key {}", key.id()),
        None => "not signed".to_owned(),
    }
}

pub fn inspect(args: &Inspect, global: &Global) -> Result<ExitCode, CliError> {
    let text = match is_path(&args.what) {
        true => {
            let offer = install::read(Path::new(&args.what), &args.what)?;
            match args.format {
                Format::Json => json(&Told {
                    version: 1,
                    pack: &offer.manifest,
                }),
                Format::Text => of_archive(&offer.manifest),
            }
        }
        false => {
            let pack = library(global)?.get(&args.what)?;
            match args.format {
                Format::Json => json(&Told {
                    version: 1,
                    pack: &pack,
                }),
                Format::Text => of_installed(&pack),
            }
        }
    };
    writeln!(io::stdout(), "{}", text.trim_end()).ok();
    Ok(ExitCode::SUCCESS)
}

fn of_archive(manifest: &Manifest) -> String {
    let mut lines = head(
        &manifest.id,
        &manifest.version.to_string(),
        &manifest.title,
        &manifest.authors,
        &manifest.license,
        &manifest.languages,
    );
    lines.push(("signer", signed(manifest.signer.as_deref())));
    lines.push(("images", images(&manifest.images)));
    lines.push(("needs", format!("tutorbox {}", manifest.requires)));
    lines.push((
        "files",
        format!("{}, {}", manifest.files.len(), size(manifest.size())),
    ));
    let files = manifest.files.iter();
    let files = files.map(|file| format!("  {:>10}  {}\n", size(file.size), visible(&file.path)));
    page(&lines) + "\n" + &files.collect::<String>()
}

fn of_installed(pack: &Installed) -> String {
    let mut lines = head(
        &pack.id,
        &pack.version.to_string(),
        &pack.title,
        &pack.authors,
        &pack.license,
        &pack.languages,
    );
    lines.push(("signer", signed(pack.signer.as_deref())));
    lines.push(("images", images(&pack.images)));
    lines.push(("size", size(pack.size)));
    let granted = pack
        .granted
        .iter()
        .map(|(key, value)| format!("{key} = {value}"));
    lines.push(("granted", listed(&granted.collect::<Vec<_>>())));
    lines.push(("folder", pack.folder.display().to_string()));
    page(&lines)
}

fn head<'a>(
    id: &str,
    version: &str,
    title: &str,
    authors: &[String],
    license: &str,
    languages: &[String],
) -> Vec<(&'a str, String)> {
    let licence = match license {
        "" => "none is named",
        license => license,
    };
    let licence = licence.to_owned();
    vec![
        ("id", id.to_owned()),
        ("version", version.to_owned()),
        ("title", title.to_owned()),
        ("authors", listed(authors)),
        ("licence", licence),
        ("languages", listed(languages)),
    ]
}

/// What images there are, for people.
pub fn images(images: &[Image]) -> String {
    let images = images.iter();
    let images = images.map(|image| format!("{} for {}", image.language, image.arch));
    listed(&images.collect::<Vec<_>>())
}

fn listed(words: &[String]) -> String {
    match words.is_empty() {
        true => "none".to_owned(),
        false => words.join(", "),
    }
}

fn page(lines: &[(&str, String)]) -> String {
    let lines = lines.iter();
    lines
        .map(|(key, value)| format!("{key:<9}  {}\n", visible(value)))
        .collect()
}

pub fn verify(args: &Verify, global: &Global) -> Result<ExitCode, CliError> {
    let manifest = match is_path(&args.what) {
        true => install::read(Path::new(&args.what), &args.what)?.manifest,
        false => library(global)?.verify(&args.what)?,
    };
    let signed = signed(manifest.signer.as_deref());
    writeln!(
        io::stdout(),
        "{} {}: all {} files are as they were made; {signed}",
        manifest.id,
        manifest.version,
        manifest.files.len()
    )
    .ok();
    Ok(ExitCode::SUCCESS)
}

fn library(global: &Global) -> Result<Library, CliError> {
    Ok(Library::new(&Home::open(global)?.dirs.data))
}
