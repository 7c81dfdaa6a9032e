//! How lessons travel: where a pack is found, by its name or as a folder, the archive that it travels in, and the library that it
//! arrives at.
//!
//! It knows no terminal and no engine.

pub mod archive;
pub mod download;
pub mod intake;
mod library;
mod packed;
pub mod search;
mod shelf;
mod trust;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use crate::config::{Assets, Folder};
use crate::course::{self, Files, Loaded, Pack, Problem};
use crate::run::Limits;

pub use archive::manifest::Image;
pub use library::{
    Change, Changes, Fate, Installed, Library, LibraryError, Offer, Said, Signers, Staged,
};
pub use packed::{EXTENSION, Packed, pack_up};
pub use shelf::{Origin, Shelf, Shelved, shelf};
pub use trust::Trust;

/// Where a pack has its own languages.
const LANGUAGES: &str = "docker";

/// What makes a folder a language's (`docker/README.md`).
const LANGUAGE: &str = "language.toml";

/// A pack cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// There is none of this name, and no folder either.
    #[error("there is no pack and no folder called {name}{}; the packs here are: {}", meant(name, known), known.join(", "))]
    Unknown {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// It is a file.
    #[error(
        "{0} is a file, and no pack that one can learn with: `tutorbox pack install {0}` makes one of an archive, and says how it is called then"
    )]
    Archive(String),
    /// It has errors.
    #[error("the pack {name} cannot be used as it is\n\n{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n"))]
    Broken {
        /// What was asked for.
        name: String,
        /// All that is wrong.
        problems: Vec<Problem>,
    },
    /// Its folder cannot be read.
    #[error("cannot read {}: {error}", folder.display())]
    Unreadable {
        /// Where.
        folder: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The library cannot be read.
    #[error(transparent)]
    Library(#[from] Box<LibraryError>),
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
/// `limits`, or less where it asks for less; and more where it asks for more and was granted that when it was installed.
///
/// # Errors
/// There is no such pack, or it has errors: each with its place and a remedy.
pub fn open(name: &str, lang: &str, assets: &Assets, limits: Limits) -> Result<Opened, PackError> {
    load(name, assets, |found| {
        course::load_as_granted(found, lang, limits, &found.granted)
    })
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
    load(name, assets, |found| {
        course::load_as_asked(found, lang, limits)
    })
}

/// Reads a pack; once more, where another version has taken its place in the meantime: half of what was read may be missing.
fn load(
    name: &str,
    assets: &Assets,
    read: impl Fn(&PackFiles) -> Loaded,
) -> Result<Opened, PackError> {
    let mut found = find(name, assets)?;
    loop {
        let loaded = read(&found);
        let now = find(name, assets)?;
        if now.folder.path() == found.folder.path() {
            return opened(name, loaded);
        }
        found = now;
    }
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
    languages.extend(own_languages(&files.folder));
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
    let pack = find(name, assets)?.folder;
    let folder = pack.below(LANGUAGES).and_then(|all| all.below(language));
    Ok(folder.filter(|folder| folder.size(LANGUAGE).is_ok()))
}

/// The images that an installed pack has brought along for an architecture, in Debian's words, and the folder that they are in.
///
/// # Errors
/// Its record in the library cannot be read.
pub fn images(
    name: &str,
    arch: &str,
    assets: &Assets,
) -> Result<Option<(PathBuf, Vec<Image>)>, PackError> {
    if assets.pack(name).is_some() {
        return Ok(None);
    }
    let library = Library::new(assets.data());
    let pack = library.find(name).map_err(Box::new)?;
    Ok(pack.map(|mut pack| {
        pack.images.retain(|image| image.arch == arch);
        (pack.layout(), pack.images)
    }))
}

/// What may have been meant.
fn meant(name: &str, known: &[String]) -> String {
    let near = course::nearest(name, known.iter().map(String::as_str));
    near.map(|near| format!(" (did you mean {near}?)"))
        .unwrap_or_default()
}

/// The languages that a pack brings along.
fn own_languages(pack: &Folder) -> Vec<String> {
    let all = pack.below(LANGUAGES);
    let files = all.and_then(|all| all.list().ok()).unwrap_or_default();
    let folders = files.iter().filter_map(|file| file.strip_suffix(LANGUAGE));
    let names = folders.filter_map(|folder| folder.strip_suffix('/'));
    names.map(str::to_owned).collect()
}

/// A pack of this name: a folder of the learner's own, or one of ours; else one that is installed; else the folder at this path.
fn find(name: &str, assets: &Assets) -> Result<PackFiles, PackError> {
    if let Some(folder) = assets.pack(name) {
        return Ok(folder.into());
    }
    let library = Library::new(assets.data());
    if let Some(pack) = library.find(name).map_err(Box::new)? {
        return Ok(PackFiles {
            folder: Folder::on_disk(pack.folder),
            granted: pack.granted,
        });
    }
    if Path::new(name).is_dir() {
        return Ok(Folder::on_disk(name).into());
    }
    if Path::new(name).is_file() {
        return Err(PackError::Archive(name.to_owned()));
    }
    let mut known = assets.pack_names();
    known.extend(library.ids().unwrap_or_default());
    known.sort();
    Err(PackError::Unknown {
        name: name.to_owned(),
        known,
    })
}

/// A folder of `config`'s as `course` reads it; the two know nothing of each other.
struct PackFiles {
    folder: Folder,
    /// What its runs were granted beyond what the learner allows any pack.
    granted: BTreeMap<String, u64>,
}

impl From<Folder> for PackFiles {
    fn from(folder: Folder) -> Self {
        Self {
            folder,
            granted: BTreeMap::new(),
        }
    }
}

impl Files for PackFiles {
    fn list(&self) -> io::Result<Vec<String>> {
        self.folder.list()
    }

    fn size(&self, path: &str) -> io::Result<u64> {
        self.folder.size(path)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.folder.read(path)
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
