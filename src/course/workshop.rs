//! How a pack is to be worked through: in which order, with how much help, in how much time; and the page that welcomes to it.

use super::fields::Fields;
use super::name;
use super::problems::Problems;
use super::reader::Reader;
use super::source::Located;
use super::words::{did_you_mean, nearest, path_refusal, quoted};

/// The rules of a pack. None of them is there by default: all lessons and hints are open, and no solution is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Workshop {
    /// When a lesson opens.
    pub unlock: Unlock,
    /// When the hints of an exercise open.
    pub hints: Gate,
    /// When its solution opens.
    pub solutions: Gate,
    /// The time box, in minutes from the first opening of the pack.
    pub minutes: Option<u32>,
}

/// When a lesson opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unlock {
    /// All of them are open.
    Free,
    /// Each opens when all exercises of the one before are passed.
    Sequential,
}

/// When what helps with an exercise opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// After so many failed runs of the exercise; once it is passed, in any case.
    After(u32),
    /// Not at all.
    Never,
}

impl Default for Workshop {
    fn default() -> Self {
        Self {
            unlock: Unlock::Free,
            hints: Gate::After(0),
            solutions: Gate::Never,
            minutes: None,
        }
    }
}

const UNLOCKS: [(&str, Unlock); 2] = [("free", Unlock::Free), ("sequential", Unlock::Sequential)];

/// What a gate says that does not open.
const NEVER: &str = "never";

/// More failed runs than these nobody is asked for.
const MOST_RUNS: u32 = 100;

/// The longest time box, minutes: a day.
const MOST_MINUTES: u32 = 24 * 60;

/// Reads a `workshop` table: the rules, and the path of the page that welcomes, which is among `files`.
pub(super) fn read(
    mut fields: Fields<'_>,
    files: &Reader<'_>,
    problems: &mut Problems,
) -> (Workshop, Option<String>) {
    let default = Workshop::default();
    let workshop = Workshop {
        unlock: unlock(&mut fields, problems).unwrap_or(default.unlock),
        hints: gate("hints", &mut fields, problems).unwrap_or(default.hints),
        solutions: gate("solutions", &mut fields, problems).unwrap_or(default.solutions),
        minutes: minutes(&mut fields, problems),
    };
    let welcome = welcome(&mut fields, files, problems);
    fields.finish(problems);
    (workshop, welcome)
}

fn unlock(fields: &mut Fields<'_>, problems: &mut Problems) -> Option<Unlock> {
    let said = fields.string("unlock", problems)?;
    let found = UNLOCKS.iter().find(|(name, _)| *name == said.text);
    if found.is_none() {
        let message = format!("{} is no way to unlock lessons", quoted(&said.text));
        let help = did_you_mean(&said.text, &UNLOCKS.map(|(name, _)| name));
        problems.add(|| fields.error(said.at, message).maybe_help(help));
    }
    found.map(|(_, unlock)| *unlock)
}

fn gate(key: &'static str, fields: &mut Fields<'_>, problems: &mut Problems) -> Option<Gate> {
    let (said, at) = fields.integer_or(key, NEVER, problems)?;
    let Some(number) = said else {
        return Some(Gate::Never);
    };
    let runs = within(number, 0, MOST_RUNS);
    if runs.is_none() {
        let message = format!("`{key} = {number}` is no number of failed runs");
        let help = format!("it may be 0 to {MOST_RUNS}, or \"{NEVER}\"");
        problems.add(|| fields.error(at, message).help(help));
    }
    runs.map(Gate::After)
}

fn minutes(fields: &mut Fields<'_>, problems: &mut Problems) -> Option<u32> {
    let (number, at) = fields.integer("minutes", problems)?;
    let minutes = within(number, 1, MOST_MINUTES);
    if minutes.is_none() {
        let message = format!("`minutes = {number}` is no time box");
        let help = format!("it may be 1 to {MOST_MINUTES}");
        problems.add(|| fields.error(at, message).help(help));
    }
    minutes
}

fn within(number: i64, least: u32, most: u32) -> Option<u32> {
    let number = u32::try_from(number).ok()?;
    (least..=most).contains(&number).then_some(number)
}

fn welcome(fields: &mut Fields<'_>, files: &Reader<'_>, problems: &mut Problems) -> Option<String> {
    let Located { text: path, at } = fields.string("welcome", problems)?;
    if let Some((message, help)) = refusal(&path, files) {
        problems.add(|| fields.error(at, message).help(help));
        return None;
    }
    Some(path)
}

/// Why a path cannot be that of the page that welcomes, and what to do.
fn refusal(path: &str, files: &Reader<'_>) -> Option<(String, String)> {
    let name = quoted(path);
    let message = match path_refusal(path) {
        Some(why) => format!("the path {name} {why}"),
        None if !path.ends_with(".md") => format!("{name} is no Markdown by its name"),
        None if !matches!(name::parse(path), Ok(None)) => format!("{name} is a lesson by its name"),
        None if files.has(path) => return None,
        None => {
            let near = nearest(path, files.paths().iter().map(String::as_str));
            let help = near.map_or("write it, or leave `welcome` out".to_owned(), |near| {
                format!("did you mean `{near}`?")
            });
            return Some((format!("there is no file {name}"), help));
        }
    };
    Some((message, "call it `welcome.md`, beside pack.toml".to_owned()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::course::{Inline, Node, Pack, check, load};

    /// A pack with these rules, and a page that welcomes in two languages.
    fn files(rules: &str) -> BTreeMap<String, Vec<u8>> {
        let toml =
            format!("id = \"p\"\ntitle = \"P\"\nversion = \"1.0.0\"\nlanguage = \"sh\"\n{rules}");
        [
            ("pack.toml", toml.as_str()),
            ("01-a.md", "# A\n"),
            ("01-a.pt.md", "# A\n"),
            ("welcome.md", "Hello\n"),
            ("welcome.pt.md", "Olá\n"),
        ]
        .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
        .into()
    }

    fn pack(rules: &str, lang: &str) -> Pack {
        let loaded = load(&files(rules), lang);
        assert_eq!(loaded.problems, []);
        loaded.pack.unwrap()
    }

    #[test]
    fn a_pack_has_rules_where_it_says_so() {
        let rules =
            "[workshop]\nunlock = \"sequential\"\nhints = 2\nsolutions = 0x3\nminutes = 90\n";
        let said = Workshop {
            unlock: Unlock::Sequential,
            hints: Gate::After(2),
            solutions: Gate::After(3),
            minutes: Some(90),
        };
        assert_eq!(pack(rules, "en").workshop, said);
        let never = "[workshop]\nunlock = \"free\"\nhints = \"never\"\n";
        let said = Workshop {
            hints: Gate::Never,
            ..Workshop::default()
        };
        assert_eq!(pack(never, "en").workshop, said);
        for nothing in ["", "[workshop]\n"] {
            let pack = pack(nothing, "en");
            assert_eq!((pack.workshop, pack.welcome), (Workshop::default(), None));
        }
    }

    #[test]
    fn it_welcomes_in_the_learner_s_language() {
        for (lang, words) in [
            ("en", "Hello"),
            ("pt", "Olá"),
            ("pt-BR", "Olá"),
            ("", "Hello"),
        ] {
            let page = pack("[workshop]\nwelcome = \"welcome.md\"\n", lang)
                .welcome
                .unwrap();
            let said = Node::Paragraph(vec![Inline::Text(words.to_owned())]);
            assert_eq!(page.nodes, [said], "{lang}");
        }
    }

    #[test]
    fn a_page_that_welcomes_is_no_lesson_that_got_lost() {
        assert_eq!(check(&files("[workshop]\nwelcome = \"welcome.md\"\n")), []);
        let unread: Vec<_> = check(&files("")).into_iter().map(|p| p.path).collect();
        assert_eq!(unread, ["welcome.md", "welcome.pt.md"]);
    }

    #[test]
    fn it_is_read_in_every_language_that_it_has_lessons_or_not() {
        let mut files = files("[workshop]\nwelcome = \"welcome.md\"\n");
        let mut said = |path: &str, text: &str| {
            files.insert(path.to_owned(), text.as_bytes().to_vec());
            let problems = check(&files).into_iter();
            problems.map(|p| (p.path, p.message)).collect::<Vec<_>>()
        };
        assert_eq!(said("welcome.ko.md", "환영합니다\n"), []);
        let [(path, message)] = said("welcome.ko.md", "[시작](1.md)\n").try_into().unwrap();
        assert_eq!(path, "welcome.ko.md");
        assert!(message.contains("1.md"), "{message}");
        // By its name it is in no language.
        let paths: Vec<_> = said("welcome.draft.md", "Hello\n")
            .into_iter()
            .map(|p| p.0)
            .collect();
        assert_eq!(paths, ["welcome.draft.md", "welcome.ko.md"]);
    }
}
