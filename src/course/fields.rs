//! A TOML table, taken field by field: types are checked, and what nobody took is refused.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::Problem;
use super::problems::Problems;
use super::source::{Excerpt, Located};
use super::words::{did_you_mean, quoted};

/// Parses TOML; where it is broken, that is the problem.
pub(super) fn parse<'t>(excerpt: &'t Excerpt<'_>) -> Result<DeTable<'t>, Problem> {
    match DeTable::parse(&excerpt.text) {
        Ok(table) => Ok(table.into_inner()),
        Err(error) => {
            let at = error.span().unwrap_or(0..0);
            let message = format!("this is no TOML: {}", error.message());
            let help = "mend it; what stands behind it is not looked at before";
            Err(excerpt.error(at, message).help(help))
        }
    }
}

/// A table that is being read.
pub(super) struct Fields<'t> {
    excerpt: &'t Excerpt<'t>,
    table: &'t DeTable<'t>,
    /// Where the table is named.
    at: Range<usize>,
    /// What it is, for messages: "a `stdout` check".
    what: String,
    known: Vec<&'static str>,
}

/// A value and its place.
type Value<'t> = &'t Spanned<DeValue<'t>>;

impl<'t> Fields<'t> {
    pub fn new(
        excerpt: &'t Excerpt<'t>,
        table: &'t DeTable<'t>,
        at: Range<usize>,
        what: impl Into<String>,
    ) -> Self {
        Self {
            excerpt,
            table,
            at,
            what: what.into(),
            known: Vec::new(),
        }
    }

    /// Calls the table by another name from here on.
    pub fn call(&mut self, what: impl Into<String>) {
        self.what = what.into();
    }

    /// A problem about a stretch of the TOML.
    pub fn error(&self, at: Range<usize>, message: impl Into<String>) -> Problem {
        self.excerpt.error(at, message)
    }

    /// A problem about the table as a whole.
    pub fn whole(&self, message: impl Into<String>) -> Problem {
        self.error(self.at.clone(), message)
    }

    /// Whether a field is there, of whatever type.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    fn value(&mut self, key: &'static str) -> Option<Value<'t>> {
        self.known.push(key);
        self.table.get(key)
    }

    /// What `take` makes of a field; it is a problem where that is nothing.
    fn typed<T>(
        &mut self,
        key: &'static str,
        wanted: &str,
        problems: &mut Problems,
        take: impl FnOnce(Value<'t>) -> Option<T>,
    ) -> Option<T> {
        let value = self.value(key)?;
        let taken = take(value);
        if taken.is_none() {
            let message = format!("`{key}` must be {wanted}");
            let found = format!("it is of the type {}", value.get_ref().type_str());
            problems.add(|| self.error(value.span(), message).help(found));
        }
        taken
    }

    pub fn string(&mut self, key: &'static str, problems: &mut Problems) -> Option<Located> {
        self.typed(key, "a string", problems, located)
    }

    /// A string that must be there.
    pub fn required(&mut self, key: &'static str, problems: &mut Problems) -> Option<Located> {
        let there = self.has(key);
        let value = self.string(key, problems);
        if !there {
            self.missing(key, &format!("{key} = \"…\""), problems);
        }
        value
    }

    /// Says that a field lacks.
    pub fn missing(&self, key: &str, remedy: &str, problems: &mut Problems) {
        problems.add(|| {
            self.whole(format!("{} lacks `{key}`", self.what))
                .help(format!("add `{remedy}`"))
        });
    }

    pub fn integer(
        &mut self,
        key: &'static str,
        problems: &mut Problems,
    ) -> Option<(i64, Range<usize>)> {
        self.typed(key, "a whole number", problems, |value| {
            Some((integer(value)?, value.span()))
        })
    }

    /// `true` or `false`; where nothing is said, the latter.
    pub fn flag(&mut self, key: &'static str, problems: &mut Problems) -> bool {
        let said = self.typed(key, "true or false", problems, |value| {
            value.get_ref().as_bool()
        });
        said.unwrap_or_default()
    }

    /// A whole number, or this word in its place: then no number.
    pub fn integer_or(
        &mut self,
        key: &'static str,
        word: &str,
        problems: &mut Problems,
    ) -> Option<(Option<i64>, Range<usize>)> {
        let wanted = format!("a whole number or \"{word}\"");
        self.typed(key, &wanted, problems, |value| {
            let is_word = value.get_ref().as_str() == Some(word);
            let number = integer(value);
            (is_word || number.is_some()).then(|| (number, value.span()))
        })
    }

    pub fn strings(&mut self, key: &'static str, problems: &mut Problems) -> Vec<Located> {
        self.typed(key, "a list of strings", problems, |value| {
            value.get_ref().as_array()?.iter().map(located).collect()
        })
        .unwrap_or_default()
    }

    /// A table within.
    pub fn table(&mut self, key: &'static str, problems: &mut Problems) -> Option<Fields<'t>> {
        let excerpt = self.excerpt;
        self.typed(key, "a table", problems, |value| {
            let table = value.get_ref().as_table()?;
            Some(Fields::new(
                excerpt,
                table,
                value.span(),
                format!("`{key}`"),
            ))
        })
    }

    /// Tables within, written `[[key]]`; each is called `what`.
    pub fn tables(
        &mut self,
        key: &'static str,
        wanted: &str,
        what: &str,
        problems: &mut Problems,
    ) -> Vec<Fields<'t>> {
        let excerpt = self.excerpt;
        self.typed(key, wanted, problems, |value| {
            let tables = value.get_ref().as_array()?.iter().map(|value| {
                let table = value.get_ref().as_table()?;
                Some(Fields::new(excerpt, table, value.span(), what))
            });
            tables.collect()
        })
        .unwrap_or_default()
    }

    /// All fields of a table of strings, whatever their names, each with its name.
    pub fn all_strings(&self, problems: &mut Problems) -> Vec<(Located, Located)> {
        let mut pairs = Vec::new();
        for (key, value) in self.table {
            match located(value) {
                Some(text) => pairs.push((named(key), text)),
                None => problems.add(|| {
                    self.error(value.span(), "this must be a string")
                        .help("put it between quotes")
                }),
            }
        }
        pairs
    }

    /// Refuses what was not asked for.
    pub fn finish(self, problems: &mut Problems) {
        for (key, _) in self.table {
            let name = key.get_ref().as_ref();
            if !self.known.contains(&name) {
                problems.add(|| {
                    self.error(key.span(), format!("{} has no {}", self.what, quoted(name)))
                        .maybe_help(did_you_mean(name, &self.known))
                });
            }
        }
    }
}

fn integer(value: &Spanned<DeValue<'_>>) -> Option<i64> {
    let integer = value.get_ref().as_integer()?;
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

fn named(key: &Spanned<DeString<'_>>) -> Located {
    Located {
        text: key.get_ref().clone().into_owned(),
        at: key.span(),
    }
}

fn located(value: &Spanned<DeValue<'_>>) -> Option<Located> {
    Some(Located {
        text: value.get_ref().as_str()?.to_owned(),
        at: value.span(),
    })
}
