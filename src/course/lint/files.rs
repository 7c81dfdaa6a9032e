//! Files that nobody gets to read: lessons that are none by their name, folders that no exercise names, and files in them that
//! have no meaning there.

use std::collections::{HashMap, HashSet};

use super::{Page, Text, folders};
use crate::course::Problem;
use crate::course::name;
use crate::course::problems::Problems;
use crate::course::reader::Reader;
use crate::course::target::Target;
use crate::course::words::{did_you_mean, quoted};

/// What an exercise's folder has.
const MEANINGS: [&str; 7] = [
    "starter",
    "readonly",
    "test",
    "solution",
    "data",
    "hints.md",
    "checks.toml",
];

/// Says which files are read by nobody, and which cannot travel.
pub(super) fn check<'t, 'a: 't>(
    texts: impl Iterator<Item = &'t Text<'a>>,
    pages: &[Page<'_>],
    reader: &Reader<'_>,
    problems: &mut Problems,
) {
    let dirs: HashSet<&str> = folders(pages).collect();
    let read: HashSet<String> = texts.flat_map(within_reach).collect();
    let mut said: HashSet<&str> = HashSet::new();
    for path in reader.paths().iter().filter(|path| !read.contains(*path)) {
        let known = above(path).find(|folder| dirs.contains(folder));
        if let Some(dir) = known {
            let entry = entry(path, dir);
            if !has_meaning(&path[dir.len() + 1..entry.len()]) && said.insert(entry) {
                problems.add(|| meaningless(entry, dir));
            }
        } else if let Some(dir) = exercise(path) {
            if said.insert(dir) {
                problems.add(|| nobodys(dir));
            }
        } else if is_lost_lesson(path) {
            problems.add(|| unread(path));
        }
    }
    alike(reader, problems);
}

/// The file of a text, and those that it links to.
fn within_reach<'t>(text: &'t Text<'_>) -> impl Iterator<Item = String> + 't {
    let links = text.prose.links.iter();
    let linked = links.filter_map(|link| match Target::of(&link.target, text.path()) {
        Target::Inside { path, .. } => Some(path),
        _ => None,
    });
    linked.chain([text.path().to_owned()])
}

/// The folders above a file, the uppermost first.
fn above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// What is in the folder `dir` and has `path` in it, or is it.
fn entry<'p>(path: &'p str, dir: &str) -> &'p str {
    let inside = dir.len() + 1;
    let end = path[inside..]
        .find('/')
        .map_or(path.len(), |at| inside + at);
    &path[..end]
}

/// Whether a name means something in an exercise's folder: `starter`, `hints.ko.md`. A file about the folder is for authors.
fn has_meaning(name: &str) -> bool {
    let (stem, rest) = name.split_once('.').unwrap_or((name, ""));
    let is_translation = match stem {
        "starter" => !rest.is_empty(),
        "hints" => rest.ends_with(".md"),
        "words" => rest.ends_with(".toml"),
        _ => false,
    };
    MEANINGS.contains(&name) || is_translation || is_for_authors(stem)
}

/// `README`, `LICENSE`
fn is_for_authors(stem: &str) -> bool {
    !stem.is_empty() && !stem.contains(char::is_lowercase)
}

fn meaningless(entry: &str, dir: &str) -> Problem {
    let name = &entry[dir.len() + 1..];
    let message = format!("{} has no meaning in an exercise's folder", quoted(name));
    Problem::file(entry, message)
        .maybe_help(did_you_mean(name, &MEANINGS))
        .warning()
}

/// The folder of an exercise that a file is in, by the looks of it.
fn exercise(path: &str) -> Option<&str> {
    let is_part = |at: &usize| {
        let rest = &path[*at..];
        ["/starter/", "/solution/"]
            .iter()
            .any(|part| rest.starts_with(part))
    };
    let mut slashes = path.match_indices('/').map(|(at, _)| at);
    slashes.find(is_part).map(|at| &path[..at])
}

fn nobodys(dir: &str) -> Problem {
    Problem::file(dir, "no lesson has an exercise of this folder")
        .help(format!("name it where it belongs: `exercise=… dir={dir}`"))
        .warning()
}

/// Whether a file is Markdown, and neither a lesson nor about the pack.
fn is_lost_lesson(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let Some((stem, ending)) = name.rsplit_once('.') else {
        return false;
    };
    let is_markdown = ["md", "markdown"].contains(&ending.to_lowercase().as_str());
    // What is wrong with the name of a lesson is said elsewhere.
    is_markdown && !is_for_authors(stem) && matches!(name::parse(path), Ok(None))
}

fn unread(path: &str) -> Problem {
    Problem::file(
        path,
        "this is no lesson by its name, and no lesson links to it",
    )
    .help("a lesson is called `NN-id.md` and stands beside pack.toml")
    .warning()
}

/// Two files whose names differ by case alone are one on many systems.
fn alike(reader: &Reader<'_>, problems: &mut Problems) {
    let mut seen: HashMap<String, &str> = HashMap::new();
    for path in reader.paths() {
        if let Some(first) = seen.insert(path.to_lowercase(), path) {
            problems.add(|| {
                let message = format!("its name differs from {} by case alone", quoted(first));
                Problem::file(path, message)
                    .help("rename one of them: on many systems they are the same file")
                    .warning()
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_a_meaning_or_none() {
        for name in [
            "starter",
            "starter.ko",
            "hints.pt-BR.md",
            "words.ko.toml",
            "checks.toml",
            "README.md",
        ] {
            assert!(has_meaning(name), "{name}");
        }
        for name in [
            "tests",
            "starter.",
            "hint.md",
            "hints.ko",
            "checks.ko.toml",
            "words.toml",
        ] {
            assert!(!has_meaning(name), "{name}");
        }
    }

    #[test]
    fn a_lesson_is_lost_by_its_name() {
        for lost in [
            "lists.md",
            "more/01-lists.md",
            "01-lists.markdown",
            "01-lists.MD",
        ] {
            assert!(is_lost_lesson(lost), "{lost}");
        }
        for other in [
            "01-lists.md",
            "01.md",
            "README.md",
            "more/LICENSE.md",
            "a.txt",
            "md",
        ] {
            assert!(!is_lost_lesson(other), "{other}");
        }
    }

    #[test]
    fn an_exercise_is_known_by_its_folders() {
        assert_eq!(exercise("a/b/starter/lib/c.exs"), Some("a/b"));
        assert_eq!(exercise("starter/c.exs"), None);
        assert_eq!(exercise("a/starter.md"), None);
    }
}
