//! The attacks that the program carries along, and those in a folder of one's own.

use std::collections::BTreeMap;
use std::io;

use rust_embed::RustEmbed;

use super::{Attack, AttackError};
use crate::config::Folder;

/// Those that the program carries along.
#[derive(RustEmbed)]
#[folder = "tests/attacks/"]
struct Files;

/// A corpus cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    /// A file cannot be read.
    #[error("cannot read the attacks in {folder}: {error}")]
    Read {
        /// Where.
        folder: String,
        /// Why.
        error: io::Error,
    },
    /// A file is no attack.
    #[error(transparent)]
    Attack(#[from] AttackError),
    /// Two files have one name.
    #[error("two attacks are called {0}: give one another name")]
    Twice(String),
    /// There is no such attack.
    #[error("there is no attack called {name}; the attacks are: {}", known.join(", "))]
    Unknown {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// There is none at all.
    #[error("there is no attack in {0}: files that end with .sh, .py or .exs")]
    Empty(String),
}

/// The attacks that the program carries along, by name.
///
/// # Errors
/// A file of the binary is no attack: it was built from a broken tree.
pub fn built_in() -> Result<Vec<Attack>, CorpusError> {
    let files = Files::iter().filter_map(|path| Some((path.to_string(), Files::get(&path)?)));
    by_name(files.map(|(path, file)| (path, file.data.into_owned())))
}

/// The attacks in a folder, by name. Files that begin with a dot and those called `README.md` are none.
///
/// # Errors
/// The folder cannot be read, or a file in it is no attack.
pub fn in_folder(folder: &Folder) -> Result<Vec<Attack>, CorpusError> {
    let read = |error| CorpusError::Read {
        folder: folder.to_string(),
        error,
    };
    let mut files = Vec::new();
    for path in folder.list().map_err(read)? {
        let bytes = folder.read(&path).map_err(read)?;
        files.push((path, bytes));
    }
    let attacks = by_name(files)?;
    if attacks.is_empty() {
        return Err(CorpusError::Empty(folder.to_string()));
    }
    Ok(attacks)
}

fn by_name(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Result<Vec<Attack>, CorpusError> {
    let mut attacks = BTreeMap::new();
    for (path, bytes) in files {
        if path == "README.md" {
            continue;
        }
        let attack = Attack::parse(&path, &bytes)?;
        let name = attack.name.clone();
        if attacks.insert(name.clone(), attack).is_some() {
            return Err(CorpusError::Twice(name));
        }
    }
    Ok(attacks.into_values().collect())
}

/// Those of these names, or all where none is named.
///
/// # Errors
/// There is none of a name.
pub fn only(attacks: Vec<Attack>, names: &[String]) -> Result<Vec<Attack>, CorpusError> {
    for name in names {
        if !attacks.iter().any(|attack| attack.name == *name) {
            return Err(CorpusError::Unknown {
                name: name.clone(),
                known: attacks.into_iter().map(|attack| attack.name).collect(),
            });
        }
    }
    let wanted = |attack: &Attack| names.is_empty() || names.contains(&attack.name);
    Ok(attacks.into_iter().filter(wanted).collect())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const TEXT: &str =
        "#: tries = \"a\"\n#: looks = \"b\"\n#: limits = [\"pids\"]\n#: lift = \"pids\"\n";

    fn folder(files: &[&str]) -> (tempfile::TempDir, Folder) {
        let dir = tempfile::tempdir().unwrap();
        for file in files {
            std::fs::write(dir.path().join(file), TEXT).unwrap();
        }
        let folder = Folder::on_disk(dir.path());
        (dir, folder)
    }

    #[test]
    fn what_is_carried_along_is_whole() {
        assert!(!built_in().unwrap().is_empty());
    }

    #[test]
    fn a_folder_is_read_by_name() {
        let (_dir, folder) = folder(&["b.sh", "a.py", "README.md"]);
        let attacks = in_folder(&folder).unwrap();
        let names: Vec<&str> = attacks.iter().map(|a| a.name.as_str()).collect();
        assert_eq!(names, ["a", "b"]);
        let one = only(attacks.clone(), &["b".to_owned()]).unwrap();
        assert_eq!(one.len(), 1);
        let error = only(attacks, &["c".to_owned()]).unwrap_err().to_string();
        assert!(error.ends_with("the attacks are: a, b"), "{error}");
    }

    #[test]
    fn a_name_is_had_once_and_a_folder_has_something() {
        let (_dir, twice) = folder(&["a.sh", "a.py"]);
        let error = in_folder(&twice).unwrap_err().to_string();
        assert!(error.contains("two attacks are called a"), "{error}");
        let (_dir, none) = folder(&[]);
        assert!(matches!(in_folder(&none), Err(CorpusError::Empty(_))));
        let gone = Folder::on_disk("/nowhere");
        assert!(matches!(in_folder(&gone), Err(CorpusError::Read { .. })));
    }
}
