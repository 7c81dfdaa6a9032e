//! How a path that is being typed could go on: folders, and archives of packs.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::pack::EXTENSION;

/// A path that went on as far as there is no doubt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// What had been typed.
    pub typed: String,
    /// As far as there is no doubt.
    pub text: String,
    /// How it could go on from there, where there is more than one way: names, those of folders with a slash.
    pub options: Vec<String>,
}

/// How what is typed could go on. A folder that cannot be read has nothing in it.
pub fn complete(typed: &str) -> Completion {
    let (folder, begun) = typed
        .rsplit_once('/')
        .map_or(("", typed), |(folder, begun)| {
            (&typed[..=folder.len()], begun)
        });
    let names = names(&expand(folder), begun);
    let (text, options) = match names.as_slice() {
        [] => (typed.to_owned(), Vec::new()),
        [only] => (format!("{folder}{only}"), Vec::new()),
        [first, ..] => (format!("{folder}{}", common(first, &names)), names),
    };
    Completion {
        typed: typed.to_owned(),
        text,
        options,
    }
}

/// The path that is meant: `~` is the learner's home, and what is typed begins where the program was started.
pub fn expand(typed: &str) -> PathBuf {
    let typed = typed.trim();
    let at_home = typed.strip_prefix('~');
    let below = at_home.filter(|rest| rest.is_empty() || rest.starts_with('/'));
    match (below, env::home_dir()) {
        (Some(below), Some(home)) => home.join(below.trim_start_matches('/')),
        _ if typed.is_empty() => PathBuf::from("."),
        _ => PathBuf::from(typed),
    }
}

/// What is in a folder that begins so, sorted. Hidden names are for those who ask for them.
fn names(folder: &Path, begun: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let is_meant =
                name.starts_with(begun) && name.starts_with('.') == begun.starts_with('.');
            match (is_meant, entry.path().is_dir()) {
                (true, true) => Some(format!("{name}/")),
                (true, false) => Some(name).filter(|name| name.ends_with(EXTENSION)),
                (false, _) => None,
            }
        })
        .collect();
    names.sort();
    names
}

/// What all of them begin with.
fn common<'a>(first: &'a str, names: &[String]) -> &'a str {
    let same = |name: &String| {
        let pairs = first.char_indices().zip(name.chars());
        let mut other = pairs.filter(|((_, a), b)| a != b);
        let end = first.len().min(name.len());
        other.next().map_or(end, |((at, _), _)| at)
    };
    &first[..names.iter().map(same).min().unwrap_or(0)]
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "tea-1.0.0.tbx",
            "tea-1.1.0.tbx",
            "notes.txt",
            ".hidden.tbx",
            "차.tbx",
            "창.tbx",
        ] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        fs::create_dir(folder.path().join("packs")).unwrap();
        folder
    }

    fn completed(folder: &Path, begun: &str) -> (String, Vec<String>) {
        let place = format!("{}/", folder.display());
        let done = complete(&format!("{place}{begun}"));
        let text = done.text.strip_prefix(&place).unwrap().to_owned();
        (text, done.options)
    }

    #[test]
    fn a_path_goes_on_as_far_as_there_is_no_doubt() {
        let folder = folder();
        let go_on = |begun| completed(folder.path(), begun).0;
        assert_eq!(go_on("t"), "tea-1.");
        assert_eq!(go_on("tea-1.1"), "tea-1.1.0.tbx");
        assert_eq!(go_on("p"), "packs/");
        assert_eq!(go_on("차"), "차.tbx");
        assert_eq!(go_on("coffee"), "coffee");
        assert_eq!(go_on("."), ".hidden.tbx");
    }

    #[test]
    fn what_is_no_pack_is_no_option() {
        let folder = folder();
        let (text, options) = completed(folder.path(), "");
        assert_eq!(text, "");
        let all = [
            "packs/",
            "tea-1.0.0.tbx",
            "tea-1.1.0.tbx",
            "차.tbx",
            "창.tbx",
        ];
        assert_eq!(options, all);
        assert_eq!(completed(&folder.path().join("none"), "t").1, [""; 0]);
    }

    #[test]
    fn a_tilde_is_home_where_it_stands_for_it() {
        let home = env::home_dir().unwrap();
        assert_eq!(expand("~"), home);
        assert_eq!(expand("~/tea.tbx"), home.join("tea.tbx"));
        assert_eq!(expand("~tea.tbx"), PathBuf::from("~tea.tbx"));
        assert_eq!(expand(""), PathBuf::from("."));
    }
}
