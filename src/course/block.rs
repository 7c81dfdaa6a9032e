//! What a fence means in a lesson: the attributes of its info string, checked.

use std::ops::Range;

use super::fence::Fence;
use super::info::{self, Attribute, Info};
use super::problems::Problems;
use super::source::{Excerpt, Located, Source};
use super::words::{ID_HELP, did_you_mean, is_id, listed, nearest, path_refusal, quoted};

/// What a block is to its exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Exercise,
    Test,
    Solution,
    Hint,
    Checks,
    Wrong,
    Words,
}

/// A block that belongs to an exercise.
#[derive(Debug)]
pub(super) struct Block<'a> {
    pub role: Role,
    pub exercise: Located,
    pub language: Option<Located>,
    pub file: Option<Located>,
    pub title: Option<Located>,
    pub dir: Option<Located>,
    pub difficulty: Option<Located>,
    pub fails: Option<Located>,
    /// Where it says that the learner reads its file and cannot change it.
    pub readonly: Option<Located>,
    pub body: Excerpt<'a>,
}

impl<'a> Block<'a> {
    /// The source that it stands in.
    pub fn source(&self) -> &'a Source {
        self.body.source
    }

    /// Where it stands.
    pub fn at(&self) -> usize {
        self.exercise.at.start
    }

    /// Whether it has nothing but blanks.
    pub fn is_empty(&self) -> bool {
        self.body.text.trim().is_empty()
    }

    /// The line of its fence, from 1.
    pub fn line(&self) -> usize {
        self.source().line(self.exercise.at.start)
    }
}

/// What a fence means.
#[derive(Debug)]
pub(super) enum Meaning<'a> {
    /// Code to read.
    Code {
        language: Option<String>,
        text: String,
    },
    /// Code to run and change.
    Run {
        language: Option<String>,
        text: String,
    },
    /// A part of an exercise.
    Part(Box<Block<'a>>),
    /// Nobody can tell, and a problem says so.
    Unknown,
}

/// An attribute, and the roles that it may stand beside.
struct Known {
    key: &'static str,
    role: Option<Role>,
    /// Whether it stands alone, without a value.
    is_word: bool,
    beside: &'static [Role],
}

use Role::{Checks, Exercise, Hint, Solution, Test, Words, Wrong};

const fn role(key: &'static str, role: Role) -> Known {
    Known {
        key,
        role: Some(role),
        is_word: false,
        beside: &[],
    }
}

const fn detail(key: &'static str, beside: &'static [Role]) -> Known {
    Known {
        key,
        role: None,
        is_word: false,
        beside,
    }
}

const fn word(key: &'static str, beside: &'static [Role]) -> Known {
    Known {
        is_word: true,
        ..detail(key, beside)
    }
}

const KNOWN: [Known; 13] = [
    role("exercise", Exercise),
    role("test", Test),
    role("solution", Solution),
    role("hint", Hint),
    role("checks", Checks),
    role("wrong", Wrong),
    role("words", Words),
    detail("file", &[Exercise, Test, Solution, Wrong]),
    detail("dir", &[Exercise]),
    detail("title", &[Exercise]),
    detail("difficulty", &[Exercise]),
    detail("fails", &[Wrong]),
    word("readonly", &[Exercise]),
];

const RUN: &str = "run";

/// What a fence means; what is wrong with its info string goes to `problems`.
pub(super) fn meaning<'a>(fence: Fence<'a>, problems: &mut Problems) -> Meaning<'a> {
    let source = fence.body.source;
    let text = &source.text[fence.info.clone()];
    match info::parse(text, fence.info.start) {
        Ok(info) => Reading { source, problems }.meaning(info, fence),
        Err(mistake) => {
            problems.add(|| source.error(mistake.at, mistake.message).help(mistake.help));
            Meaning::Unknown
        }
    }
}

struct Reading<'a, 'p> {
    source: &'a Source,
    problems: &'p mut Problems,
}

impl<'a> Reading<'a, '_> {
    fn error(&mut self, at: &Range<usize>, message: String, help: impl FnOnce() -> Option<String>) {
        let source = self.source;
        let at = at.clone();
        self.problems
            .add(|| source.error(at, message).maybe_help(help()));
    }

    fn meaning(&mut self, info: Info, fence: Fence<'a>) -> Meaning<'a> {
        let Info {
            language,
            attributes,
        } = info;
        let (runs, attributes): (Vec<_>, Vec<_>) = attributes
            .into_iter()
            .partition(|a| a.key.text == RUN && a.value.is_none());
        let before = self.problems.count();
        let attributes = self.known(attributes);
        // What an attribute means beside one that is misspelled, nobody can tell.
        let spoiled = self.problems.count() > before;
        let mut roles = attributes.iter().filter(|(known, _)| known.role.is_some());
        let role = roles.next().map(|(known, _)| known.key);
        if let Some((second, value)) = roles.next() {
            let message = format!(
                "a block cannot be `{}` and `{}`",
                role.unwrap_or(""),
                second.key
            );
            self.error(&value.at.clone(), message, || {
                Some("make them two blocks".to_owned())
            });
            return Meaning::Unknown;
        }
        if let (Some(role), Some(run)) = (role, runs.first()) {
            let message = format!("a block cannot be `{role}` and `run`");
            self.error(&run.key.at, message, || Some("leave `run` out".to_owned()));
        }
        let text = fence.body.text.clone();
        match self.part(language, attributes, spoiled, fence.body) {
            Ok(block) => Meaning::Part(Box::new(block)),
            Err(language) if runs.is_empty() => Meaning::Code {
                language: name(language),
                text,
            },
            Err(language) => {
                self.language(language.as_ref());
                Meaning::Run {
                    language: name(language),
                    text,
                }
            }
        }
    }

    /// Each attribute with what is known of it; what is unknown, has no value or comes twice is a problem.
    fn known(&mut self, attributes: Vec<Attribute>) -> Vec<(&'static Known, Located)> {
        let mut found: Vec<(&'static Known, Located)> = Vec::new();
        // What mere words may go on with: the value of a title of several words, say. And whether that was said.
        let mut before: Option<(String, bool)> = None;
        for Attribute { key, value } in attributes {
            let is_word = value.is_none();
            let Some(known) = KNOWN.iter().find(|known| known.key == key.text) else {
                match &mut before {
                    Some((_, true)) if is_word => {}
                    Some((before, is_said)) if is_word => {
                        *is_said = true;
                        self.loose(&key, before);
                    }
                    _ => self.unknown(&key),
                }
                continue;
            };
            before = (!is_word).then(|| (key.text.clone(), false));
            if found.iter().any(|(other, _)| other.key == known.key) {
                let message = format!("`{}` is given twice", known.key);
                self.error(&key.at, message, || {
                    Some("leave one of them out".to_owned())
                });
                continue;
            }
            match value {
                None if known.is_word => found.push((known, key)),
                Some(_) if known.is_word => self.valued(&key),
                Some(value) => found.push((known, value)),
                None => {
                    let message = format!("`{}` has no value", known.key);
                    let help = format!("write `{}=…`, without spaces", known.key);
                    self.error(&key.at, message, || Some(help));
                }
            }
        }
        found
    }

    /// A word that means nothing, behind an attribute with a value.
    fn loose(&mut self, word: &Located, before: &str) {
        let message = format!("unknown attribute {}", quoted(&word.text));
        self.error(&word.at, message, || {
            let near = nearest(&word.text, KNOWN.iter().map(|known| known.key).chain([RUN]));
            Some(match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("a value with blanks stands between quotes: `{before}=\"…\"`"),
            })
        });
    }

    fn unknown(&mut self, key: &Located) {
        if key.text == RUN {
            return self.valued(key);
        }
        let message = format!("unknown attribute {}", quoted(&key.text));
        self.error(&key.at, message, || {
            let mut all: Vec<&str> = KNOWN.iter().map(|known| known.key).collect();
            all.push(RUN);
            did_you_mean(&key.text, &all)
        });
    }

    /// A word that stands alone, with a value.
    fn valued(&mut self, word: &Located) {
        let message = format!("`{}` takes no value", word.text);
        let help = format!("write `{}` alone", word.text);
        self.error(&word.at, message, || Some(help));
    }

    /// The part of an exercise that a block is, or its language where it is none.
    fn part(
        &mut self,
        language: Option<Located>,
        attributes: Vec<(&'static Known, Located)>,
        spoiled: bool,
        body: Excerpt<'a>,
    ) -> Result<Block<'a>, Option<Located>> {
        let role = attributes.iter().find_map(|(known, _)| known.role);
        let (mut exercise, mut file, mut title, mut dir) = (None, None, None, None);
        let (mut difficulty, mut fails, mut readonly) = (None, None, None);
        for (known, value) in attributes {
            if known.role.is_none() && !role.is_some_and(|role| known.beside.contains(&role)) {
                if !spoiled {
                    self.misplaced(known, &value);
                }
                continue;
            }
            match known.key {
                "title" => title = Some(value),
                "difficulty" => difficulty = Some(value),
                "fails" => fails = Some(value),
                "readonly" => readonly = Some(value),
                "file" => {
                    self.check_path(&value);
                    file = Some(value);
                }
                "dir" => dir = self.check_path(&value).then_some(value),
                _ => exercise = Some(value),
            }
        }
        let (Some(role), Some(exercise)) = (role, exercise) else {
            return Err(language);
        };
        self.check_language(role, language.as_ref());
        if role == Exercise && !is_id(&exercise.text) {
            let message = format!("{} is no id of an exercise", quoted(&exercise.text));
            self.error(&exercise.at, message, || Some(ID_HELP.to_owned()));
        }
        Ok(Block {
            role,
            exercise,
            language,
            file,
            title,
            dir,
            difficulty,
            fails,
            readonly,
            body,
        })
    }

    fn misplaced(&mut self, known: &Known, value: &Located) {
        let message = format!("`{}` means nothing in this block", known.key);
        self.error(&value.at, message, || {
            let roles = KNOWN
                .iter()
                .filter(|k| k.role.is_some_and(|r| known.beside.contains(&r)));
            let keys: Vec<&str> = roles.map(|known| known.key).collect();
            Some(format!("it belongs to a block with {}", listed(&keys)))
        });
    }

    /// Whether a path stays inside; else that is a problem.
    fn check_path(&mut self, value: &Located) -> bool {
        let Some(why) = path_refusal(&value.text) else {
            return true;
        };
        let message = format!("the path {} {why}", quoted(&value.text));
        self.error(&value.at, message, || {
            Some("write a path inside of the exercise's own folder, such as `main.exs`".to_owned())
        });
        false
    }

    fn check_language(&mut self, role: Role, language: Option<&Located>) {
        let (what, allowed): (_, &[&str]) = match role {
            Hint => ("a hint", &["markdown", "md"]),
            Checks => ("a `checks` block", &["toml"]),
            Words => ("a `words` block", &["toml"]),
            Exercise | Test | Solution | Wrong => return self.language(language),
        };
        if let Some(language) = language.filter(|l| !allowed.contains(&l.text.as_str())) {
            let message = format!("{what} is written in `{}`", allowed[0]);
            let help = format!("begin the info string with `{}`", allowed[0]);
            self.error(&language.at, message, || Some(help));
        }
    }

    /// A language that is run names a folder of an image recipe.
    fn language(&mut self, language: Option<&Located>) {
        let Some(language) = language else {
            return;
        };
        if !is_language(&language.text) {
            let message = format!("{} is no name of a language", quoted(&language.text));
            let help = "a name is made of letters, digits, `+`, `#`, `-` and `_`";
            self.error(&language.at, message, || Some(help.to_owned()));
        }
    }
}

/// Whether a word can be the name of a language.
pub(super) fn is_language(word: &str) -> bool {
    word.bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'#' | b'-' | b'_'))
}

fn name(language: Option<Located>) -> Option<String> {
    language.map(|language| language.text)
}
