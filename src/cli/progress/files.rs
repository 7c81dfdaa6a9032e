//! `tutorbox progress export --files`: what the learner has written, as files of their own.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use crate::author::Place;
use crate::cli::CliError;
use crate::cli::common::complain;
use crate::course::path_refusal;
use crate::progress::{Draft, Key, Store};
use crate::render::text::visible;

/// Puts all drafts of this pack, or of all, into a folder, which is made as a whole or not at all.
pub fn export(store: &Store, pack: Option<&str>, folder: &Path) -> Result<ExitCode, CliError> {
    let place = Place::find(folder)?;
    let drafts = store.all_drafts(pack)?;
    if drafts.is_empty() {
        let known = store.all_drafts(None)?.into_iter();
        let known: BTreeSet<String> = known.map(|(key, _)| key.pack).collect();
        return Err(CliError::NoDrafts {
            pack: pack.map(str::to_owned),
            known: known.into_iter().collect(),
        });
    }
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for (key, draft) in drafts {
        for name in add(&key, draft, &mut files) {
            let name = visible(&name);
            complain(&format!("{name} is no name for a file, and left out"));
        }
    }
    place.fill(&files)?;
    let folder = visible(&folder.to_string_lossy()).into_owned();
    let said = match files.len() {
        1 => "1 file is in".to_owned(),
        number => format!("{number} files are in"),
    };
    writeln!(io::stdout(), "{said} {folder}").ok();
    Ok(ExitCode::SUCCESS)
}

/// Adds a draft's files, each in the folder of its exercise; gives what cannot be. Names come from packs, and may lead elsewhere.
fn add(key: &Key, draft: Draft, files: &mut BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let above = [&key.pack, &key.lesson, &key.exercise].map(|name| folder_name(name));
    let mut refused = Vec::new();
    for file in draft.files {
        let path = match &above {
            [Some(pack), Some(lesson), Some(exercise)] if path_refusal(&file.path).is_none() => {
                format!("{pack}/{lesson}/{exercise}/{}", file.path)
            }
            _ => {
                let names = [&*key.pack, &key.lesson, &key.exercise, &file.path];
                refused.push(names.join("/"));
                continue;
            }
        };
        files.insert(path, file.text.into_bytes());
    }
    refused
}

/// The folder of a pack, a lesson or an exercise; that of an example or a scratch pad is no id, and so nobody else's.
fn folder_name(name: &str) -> Option<String> {
    let other = name.strip_prefix('#');
    let name = other.map_or_else(
        || name.to_owned(),
        |other| match other.parse::<usize>() {
            Ok(index) => format!("example_{}", index.saturating_add(1)),
            Err(_) => format!("_{other}"),
        },
    );
    (!name.contains('/') && path_refusal(&name).is_none()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::Timestamp;
    use crate::run::SourceFile;

    fn paths(key: [&str; 3], file: &str) -> Vec<String> {
        let [pack, lesson, exercise] = key;
        let draft = Draft {
            files: vec![SourceFile::new(file, "typed")],
            saved_at: Timestamp(0),
        };
        let mut files = BTreeMap::new();
        add(&Key::new(pack, lesson, exercise), draft, &mut files);
        files.into_keys().collect()
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        let good = ["tea", "brew", "pour"];
        assert_eq!(paths(good, "lib/a.sh"), ["tea/brew/pour/lib/a.sh"]);
        assert_eq!(
            paths(["tea", "brew", "#0"], "example"),
            ["tea/brew/example_1/example"]
        );
        assert_eq!(
            paths(["tea", "#scratch", "#sh"], "scratch"),
            ["tea/_scratch/_sh/scratch"]
        );
        for bad in [
            "..",
            "../x",
            "/etc/passwd",
            "a/../../x",
            "",
            ".",
            "a\\..\\x",
            "a\nb",
        ] {
            assert!(paths(good, bad).is_empty(), "{bad}");
            for at in 0..3 {
                let mut key = good;
                key[at] = bad;
                assert!(paths(key, "a.sh").is_empty(), "{key:?}");
            }
        }
        assert!(paths(["tea/x", "brew", "pour"], "a.sh").is_empty());
    }
}
