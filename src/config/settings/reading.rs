//! The text that is being read: where its values stand, and what is wrong with them.

use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Place, SettingsProblem};

/// A value and its place.
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

/// So many names are listed at most where one is wrong.
const LISTED: usize = 16;

/// The text, and what is wrong with it so far.
pub(super) struct Reading<'t> {
    pub path: &'t Path,
    pub text: &'t str,
    pub problems: Vec<SettingsProblem>,
    pub is_wall_unknown: bool,
}

impl Reading<'_> {
    /// Where a byte of the text stands.
    pub fn place(&self, at: usize) -> Place {
        Place::of(self.text, at)
    }

    /// What stands here is wrong.
    pub fn complain(&mut self, at: usize, what: String) {
        self.problems.push(SettingsProblem {
            path: self.path.to_owned(),
            place: Some(self.place(at)),
            what,
        });
    }

    /// Complains of every key that is none of these.
    pub fn refuse_unknown(&mut self, table: &DeTable<'_>, known: &[&str], place: &str) {
        for (key, _) in table {
            let name = key.get_ref().as_ref();
            if known.contains(&name) {
                continue;
            }
            let hint = match near(name, known.iter().copied()) {
                Some(near) => format!("did you mean {near}?"),
                None if known.len() > LISTED => "`tutorbox config show` lists the keys".to_owned(),
                None => format!("the keys{place} are: {}", known.join(", ")),
            };
            self.complain(
                key.span().start,
                format!("there is no key {name:?}{place}; {hint}"),
            );
        }
    }
}

/// The name that was meant, where one is nearly the same.
pub fn near<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let distance = |known: &&str| strsim::damerau_levenshtein(known, name);
    let nearest = known.min_by_key(distance)?;
    (distance(&nearest) <= 2).then_some(nearest)
}

/// A value as it may be quoted: short, on one line, without anything that controls a terminal.
pub(super) fn shown(value: &Value<'_>) -> String {
    const LONGEST: usize = 40;
    match value.get_ref() {
        DeValue::String(text) => {
            let short: String = text.chars().take(LONGEST).collect();
            format!("{short:?}")
        }
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(truth) => truth.to_string(),
        DeValue::Array(_) => "an array".to_owned(),
        other => format!("a {}", other.type_str()),
    }
}
