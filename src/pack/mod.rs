//! How lessons travel: where a pack is found, by its name or as a folder, and the archive that it travels in.
//!
//! It knows no terminal and no engine.

pub mod archive;
mod trust;

use std::io;
use std::path::Path;

use crate::config::{Assets, Folder};
use crate::course::{self, Files, Loaded, Pack, Problem};
use crate::run::Limits;

pub use trust::Trust;

/// Where a pack has its own languages.
const LANGUAGES: &str = "docker";

/// What makes a folder a language's (`docker/README.md`).
const LANGUAGE: &str = "language.toml";

/// A pack cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// There is none of this name, and no folder either.
    #[error("there is no pack and no folder called {name}; the packs here are: {}", known.join(", "))]
    Unknown {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// It has errors.
    #[error("the pack {name} cannot be used as it is\n\n{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n"))]
    Broken {
        /// What was asked for.
        name: String,
        /// All that is wrong.
        problems: Vec<Problem>,
    },
}

/// A pack, and what its author ought to know of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// The pack.
    pub pack: Pack,
    /// What one can live with: it asks for more than the learner allows, say.
    pub warnings: Vec<Problem>,
}

/// Opens a pack by its name, or the folder at this path, in the prose of `lang` where it is translated. Its runs have
/// `limits`, or less where it asks for less.
///
/// # Errors
/// There is no such pack, or it has errors: each with its place and a remedy.
pub fn open(name: &str, lang: &str, assets: &Assets, limits: Limits) -> Result<Opened, PackError> {
    let loaded = course::load_within(&find(name, assets)?, lang, limits);
    opened(name, loaded)
}

/// Opens a pack as whoever proves it does: its runs have what it asks for, and `limits` where it asks for nothing.
///
/// # Errors
/// There is no such pack, or it has errors.
pub fn open_as_asked(
    name: &str,
    lang: &str,
    assets: &Assets,
    limits: Limits,
) -> Result<Opened, PackError> {
    let loaded = course::load_as_asked(&find(name, assets)?, lang, limits);
    opened(name, loaded)
}

fn opened(name: &str, loaded: Loaded) -> Result<Opened, PackError> {
    match loaded.pack {
        Some(pack) => Ok(Opened {
            pack,
            warnings: loaded.problems,
        }),
        None => Err(PackError::Broken {
            name: name.to_owned(),
            problems: loaded.problems,
        }),
    }
}

/// All that is wrong with what is written in a pack, in any of its languages.
///
/// # Errors
/// There is no such pack.
pub fn check(name: &str, assets: &Assets) -> Result<Vec<Problem>, PackError> {
    let files = find(name, assets)?;
    let mut languages = assets.language_names();
    languages.extend(own_languages(&files.0));
    Ok(course::check_for(&files, &languages))
}

/// The languages that some lesson of a pack is translated to.
///
/// # Errors
/// There is no such pack.
pub fn languages(name: &str, assets: &Assets) -> Result<Vec<String>, PackError> {
    Ok(course::languages(&find(name, assets)?))
}

/// The folder of a language that a pack brings along, in a `docker/` folder of its own.
///
/// # Errors
/// There is no such pack.
pub fn language(name: &str, language: &str, assets: &Assets) -> Result<Option<Folder>, PackError> {
    let PackFiles(pack) = find(name, assets)?;
    let folder = pack.below(LANGUAGES).and_then(|all| all.below(language));
    Ok(folder.filter(|folder| folder.size(LANGUAGE).is_ok()))
}

/// The languages that a pack brings along.
fn own_languages(pack: &Folder) -> Vec<String> {
    let all = pack.below(LANGUAGES);
    let files = all.and_then(|all| all.list().ok()).unwrap_or_default();
    let folders = files.iter().filter_map(|file| file.strip_suffix(LANGUAGE));
    let names = folders.filter_map(|folder| folder.strip_suffix('/'));
    names.map(str::to_owned).collect()
}

fn find(name: &str, assets: &Assets) -> Result<PackFiles, PackError> {
    let built_in = assets.pack(name);
    let found = built_in.or_else(|| Path::new(name).is_dir().then(|| Folder::on_disk(name)));
    found.map(PackFiles).ok_or_else(|| PackError::Unknown {
        name: name.to_owned(),
        known: assets.pack_names(),
    })
}

/// A folder of `config`'s as `course` reads it; the two know nothing of each other.
struct PackFiles(Folder);

impl Files for PackFiles {
    fn list(&self) -> io::Result<Vec<String>> {
        self.0.list()
    }

    fn size(&self, path: &str) -> io::Result<u64> {
        self.0.size(path)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.0.read(path)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::config::Dirs;

    fn assets() -> Assets {
        Assets::new(&Dirs::new(Some("/nowhere".into())).unwrap())
    }

    #[test]
    fn the_built_in_packs_open_in_each_language() {
        for (name, lessons, exercises) in [("authoring", 8, 16), ("elixir", 8, 24)] {
            for lang in ["en", "ko"] {
                let opened = open(name, lang, &assets(), Limits::default()).unwrap();
                assert_eq!(opened.warnings, []);
                assert!(opened.pack.lessons.len() >= lessons);
                assert!(opened.pack.exercises().count() >= exercises);
            }
        }
    }

    #[test]
    fn the_guide_for_authors_is_translated_whole() {
        let pack = open("authoring", "ko", &assets(), Limits::default())
            .unwrap()
            .pack;
        assert!(pack.lessons.iter().all(|lesson| lesson.translated));
        for exercise in pack.exercises() {
            let hint = format!("{:?}", exercise.hints.first());
            assert!(
                hint.chars().any(|c| ('가'..='힣').contains(&c)),
                "{}",
                exercise.id
            );
        }
    }

    #[test]
    fn an_unknown_pack_says_what_there_is() {
        let error = open("elixr", "en", &assets(), Limits::default()).unwrap_err();
        assert!(error.to_string().contains("elixir"), "{error}");
    }
}
