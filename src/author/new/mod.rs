//! A new pack: small and sound, for its author to change.
//!
//! What it begins with is data: `template/` in the language's folder has the lessons, and here is what all packs have. It is
//! there as a whole, or nothing is.

use std::io;
use std::path::{Path, PathBuf};

use super::place::{Place, PlaceError};
use crate::config::Assets;

const MANIFEST: &str = include_str!("pack.toml");
const README: &str = include_str!("README.md");

/// The id where the folder's name has no letter that an id can have.
const NAMELESS: &str = "pack";

/// A new pack cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum NewError {
    /// The language has no template.
    #[error(
        "there is no template for {language}: begin with one of {}, and change it",
        known.join(", ")
    )]
    NoTemplate {
        /// What was asked for.
        language: String,
        /// The languages that have one.
        known: Vec<String>,
    },
    /// A title is one line.
    #[error("{0:?} is no title: write a line of text")]
    Title(String),
    /// The template cannot be read.
    #[error("cannot read the template in {folder}: {error}")]
    Template {
        /// Where.
        folder: String,
        /// Why.
        error: io::Error,
    },
    /// It cannot be where it was asked for.
    #[error(transparent)]
    Place(#[from] PlaceError),
}

/// A pack that was made.
#[derive(Debug, PartialEq, Eq)]
pub struct Made {
    /// As it was asked for.
    pub folder: PathBuf,
    /// What progress will be kept by.
    pub id: String,
    /// What learners see.
    pub title: String,
    /// Its files, relative to the folder.
    pub files: Vec<String>,
}

/// Makes a pack in `folder`, which does not exist yet or is empty. Without a title, the folder's name serves.
///
/// # Errors
/// The folder has something in it, the language has no template, or something cannot be written: then nothing was.
pub fn new(
    folder: &Path,
    language: &str,
    title: Option<&str>,
    assets: &Assets,
) -> Result<Made, NewError> {
    let template = assets
        .template(language)
        .ok_or_else(|| NewError::NoTemplate {
            language: language.to_owned(),
            known: assets.template_names(),
        })?;
    let place = Place::find(folder)?;
    let name = place.name();
    let title = match title {
        Some(title) => checked(title)?,
        None => title_of(&name),
    };
    let id = id_of(&name, &assets.pack_names());
    let unreadable = |error| NewError::Template {
        folder: template.to_string(),
        error,
    };
    let mut files = vec![
        file("README.md", README.replace("{title}", &title)),
        file("pack.toml", manifest(&id, &title, language)),
    ];
    for path in template.list().map_err(unreadable)? {
        let bytes = template.read(&path).map_err(unreadable)?;
        files.push((path, bytes));
    }
    place.fill(files.iter().map(|(path, bytes)| (path, bytes)))?;
    Ok(Made {
        folder: folder.to_owned(),
        id,
        title,
        files: files.into_iter().map(|(path, _)| path).collect(),
    })
}

fn file(path: &str, text: String) -> (String, Vec<u8>) {
    (path.to_owned(), text.into_bytes())
}

/// The title goes in last: it may hold anything, braces too.
fn manifest(id: &str, title: &str, language: &str) -> String {
    let string = |text: &str| toml::Value::from(text).to_string();
    MANIFEST
        .replace("{id}", &string(id))
        .replace("{language}", &string(language))
        .replace("{title}", &string(title))
}

fn checked(title: &str) -> Result<String, NewError> {
    let title = title.trim();
    match title.is_empty() || title.contains(char::is_control) {
        true => Err(NewError::Title(title.to_owned())),
        false => Ok(title.to_owned()),
    }
}

/// A folder's name as words: `tea-time` is "Tea time".
fn title_of(name: &str) -> String {
    let is_gap = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '-' | '_');
    let words: Vec<&str> = name.split(is_gap).filter(|word| !word.is_empty()).collect();
    let words = words.join(" ");
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => title_of(NAMELESS),
    }
}

/// A folder's name as an id, which no pack that is here has.
fn id_of(name: &str, taken: &[String]) -> String {
    let name = name.to_ascii_lowercase();
    let parts = name.split(|c: char| !c.is_ascii_alphanumeric());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let id = match parts.is_empty() {
        true => NAMELESS.to_owned(),
        false => parts.join("-"),
    };
    match taken.contains(&id) {
        true => format!("my-{id}"),
        false => id,
    }
}

#[cfg(test)]
mod tests;
