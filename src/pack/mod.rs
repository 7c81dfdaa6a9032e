//! How lessons travel: where a pack is found, by its name or as a folder.
//!
//! It knows no terminal and no engine. Archives and signatures come here too.

use std::io;
use std::path::Path;

use crate::config::{Assets, Folder};
use crate::course::{self, Files, Pack, Problem};
use crate::run::Limits;

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
    Ok(course::check_for(&files, &assets.language_names()))
}

/// The languages that some lesson of a pack is translated to.
///
/// # Errors
/// There is no such pack.
pub fn languages(name: &str, assets: &Assets) -> Result<Vec<String>, PackError> {
    Ok(course::languages(&find(name, assets)?))
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
    fn the_built_in_pack_opens_in_each_language() {
        for lang in ["en", "ko"] {
            let pack = open("elixir", lang, &assets(), Limits::default())
                .unwrap()
                .pack;
            assert!(pack.lessons.len() >= 8);
            assert!(pack.exercises().count() >= 24);
        }
    }

    #[test]
    fn an_unknown_pack_says_what_there_is() {
        let error = open("elixr", "en", &assets(), Limits::default()).unwrap_err();
        assert!(error.to_string().contains("elixir"), "{error}");
    }
}
