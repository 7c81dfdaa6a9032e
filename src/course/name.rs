//! What a file's name says: `03-recursion.ko.md` is the Korean translation of the lesson `recursion`.

use std::collections::{HashMap, HashSet};

use super::Problem;
use super::reader::Reader;
use super::words::{ID_HELP, is_id, quoted};

/// The name of a lesson's file, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct LessonName {
    pub path: String,
    number: u64,
    pub id: String,
    /// Of a translation.
    pub lang: Option<String>,
}

impl LessonName {
    /// What a lesson and its translations have in common: `03-recursion`.
    pub fn stem(&self) -> &str {
        self.path.split('.').next().unwrap_or(&self.path)
    }
}

/// The name of a lesson, nothing where the file is none, or what is wrong with it.
pub(super) fn parse(path: &str) -> Result<Option<LessonName>, Problem> {
    let Some(stem) = path.strip_suffix(".md") else {
        return Ok(None);
    };
    if stem.contains('/') || !stem.starts_with(|c: char| c.is_ascii_digit()) {
        return Ok(None);
    }
    let help = "a lesson is called `NN-id.md`, its translation `NN-id.ko.md`";
    let Some((number, rest)) = stem.split_once('-') else {
        return Err(Problem::file(path, "this is no name of a lesson").help(help));
    };
    let Ok(number) = number.parse() else {
        return Err(Problem::file(path, "this is no name of a lesson").help(help));
    };
    let (id, lang) = match rest.split_once('.') {
        Some((id, lang)) => (id, Some(lang)),
        None => (rest, None),
    };
    if !is_id(id) {
        let message = format!("{} is no id of a lesson", quoted(id));
        return Err(Problem::file(path, message).help(ID_HELP));
    }
    if lang.is_some_and(|lang| !is_lang(lang)) {
        return Err(Problem::file(path, "this is no name of a translation").help(help));
    }
    Ok(Some(LessonName {
        path: path.to_owned(),
        number,
        id: id.to_owned(),
        lang: lang.map(str::to_owned),
    }))
}

/// The language of `pt-BR` without its region.
pub(super) fn primary(lang: &str) -> &str {
    lang.split(['-', '_']).next().unwrap_or(lang)
}

/// `ko`, `pt-BR`
pub(super) fn is_lang(lang: &str) -> bool {
    let mut parts = lang.split('-');
    let first = parts.next().unwrap_or("");
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// The lessons and translations of a pack in order; what is wrong with their names is a problem.
pub(super) fn lessons(reader: &mut Reader<'_>) -> Vec<LessonName> {
    let mut names = Vec::new();
    for path in reader.paths().to_vec() {
        match parse(&path) {
            Ok(name) => names.extend(name),
            Err(problem) => reader.problems.add(|| problem),
        }
    }
    names.sort_by(|a, b| (a.number, &a.path).cmp(&(b.number, &b.path)));
    let bases = names.iter().filter(|name| name.lang.is_none());
    let stems: HashSet<&str> = bases.clone().map(LessonName::stem).collect();
    let mut ids: HashMap<&str, &str> = HashMap::new();
    for base in bases.clone() {
        if let Some(first) = ids.get(base.id.as_str()) {
            reader.problems.add(|| duplicate(base, first));
        }
        ids.entry(&base.id).or_insert(&base.path);
    }
    for pair in bases.collect::<Vec<_>>().windows(2) {
        if pair[0].number == pair[1].number {
            reader.problems.add(|| same_number(pair[1], &pair[0].path));
        }
    }
    for name in names.iter().filter(|name| !stems.contains(name.stem())) {
        reader.problems.add(|| baseless(name));
    }
    if ids.is_empty() {
        reader.problems.add(no_lessons);
    }
    names
}

fn duplicate(name: &LessonName, first: &str) -> Problem {
    Problem::file(
        &name.path,
        format!("there is a lesson `{}` already", name.id),
    )
    .help(format!("the first is {first}; rename one of them"))
}

fn same_number(name: &LessonName, first: &str) -> Problem {
    Problem::file(&name.path, format!("{first} has this number, too"))
        .help("number them in the order they shall be read")
        .warning()
}

fn baseless(name: &LessonName) -> Problem {
    Problem::file(&name.path, "this translation has no base")
        .help(format!("its base would be {}.md", name.stem()))
}

fn no_lessons() -> Problem {
    Problem::file("", "the pack has no lessons")
        .help("write one beside pack.toml, called `01-hello.md` or the like")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart() {
        let name = parse("03-tail-calls.pt-BR.md").unwrap().unwrap();
        assert_eq!((name.number, name.id.as_str()), (3, "tail-calls"));
        assert_eq!(name.lang.as_deref(), Some("pt-BR"));
        assert_eq!(name.stem(), "03-tail-calls");
        for other in ["README.md", "pack.toml", "notes/01-a.md", "01-a.txt"] {
            assert_eq!(parse(other).unwrap(), None, "{other}");
        }
        for bad in [
            "01.md",
            "01-.md",
            "01-A.md",
            "01_a.md",
            "1a-b.md",
            "01-a.Korean.md",
            "01-a.b.c.md",
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
