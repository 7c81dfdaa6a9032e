//! The settings that stand alone, in one table: it is read by, and the schema and the template are made of it.

use toml::de::{DeTable, DeValue};

use super::limits::MIB;
use super::reading::{Reading, Value, shown};
use super::{AUTO, Known, Settings};

/// A setting.
pub(super) struct Entry {
    pub name: &'static str,
    /// What it is for, in a line.
    pub about: &'static str,
    /// As one might write it.
    pub example: &'static str,
    pub kind: Kind,
    /// Whether code runs behind another wall where it is another.
    pub is_of_wall: bool,
}

/// What it may be, and where it is kept.
pub(super) enum Kind {
    /// One of these names.
    OneOf(fn(&Known) -> Vec<&str>, Text),
    /// A name that others give.
    Name(Text),
    /// True or false.
    Truth(Truth),
    /// A whole number of MiB, no more than the machine has.
    Mebibytes(Bytes),
}

type Text = fn(&mut Settings) -> &mut Option<String>;
type Truth = fn(&mut Settings) -> &mut Option<bool>;
type Bytes = fn(&mut Settings) -> &mut Option<u64>;

/// What a name that others give is made of.
pub(super) const NAME: &str = "^[A-Za-z0-9._-]+$";

/// The tables that come after them.
pub(super) const TABLES: [&str; 2] = ["limits", "keys"];

pub(super) const ENTRIES: [Entry; 6] = [
    Entry {
        name: "engine",
        about: "What runs code: docker, podman or embedded; the best that is there, where nothing is set.",
        example: "\"docker\"",
        kind: Kind::OneOf(|known| names(&known.engines), |s| &mut s.engine),
        is_of_wall: true,
    },
    Entry {
        name: "runtime",
        about: "An OCI runtime that the engine's daemon knows, such as runsc (gVisor); the daemon's own, where nothing is set.",
        example: "\"runsc\"",
        kind: Kind::Name(|s| &mut s.runtime),
        is_of_wall: true,
    },
    Entry {
        name: "theme",
        about: "How the screen looks; auto is dark or light, as the terminal's own background is.",
        example: "\"auto\"",
        kind: Kind::OneOf(themes, |s| &mut s.theme),
        is_of_wall: false,
    },
    Entry {
        name: "lang",
        about: "The language of the interface and the lessons; that of the environment, where nothing is set.",
        example: "\"en\"",
        kind: Kind::OneOf(|known| names(&known.langs), |s| &mut s.lang),
        is_of_wall: false,
    },
    Entry {
        name: "mouse",
        about: "Whether the interface has the mouse; false leaves it to the terminal, to select its own text.",
        example: "true",
        kind: Kind::Truth(|s| &mut s.mouse),
        is_of_wall: false,
    },
    Entry {
        name: "pool_mb",
        about: "MiB that the containers that wait for a run may use together; 0: none waits.",
        example: "512",
        kind: Kind::Mebibytes(|s| &mut s.pool),
        is_of_wall: false,
    },
];

fn names(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

fn themes(known: &Known) -> Vec<&str> {
    [AUTO].into_iter().chain(names(&known.themes)).collect()
}

/// The most MiB that can be had.
pub(super) fn most_mebibytes(known: &Known) -> u64 {
    // TOML's numbers are no larger.
    known.memory.unwrap_or(i64::MAX.unsigned_abs()) / MIB
}

impl Entry {
    /// Reads the setting where the file has it.
    pub fn read(
        &self,
        table: &DeTable<'_>,
        known: &Known,
        reading: &mut Reading<'_>,
        settings: &mut Settings,
    ) {
        let Some(value) = table.get(self.name) else {
            return;
        };
        if let Err(allowed) = self.take(value, known, settings) {
            reading.is_wall_unknown |= self.is_of_wall;
            let what = format!("{} = {}: {allowed}", self.name, shown(value));
            reading.complain(value.span().start, what);
        }
    }

    /// Keeps a value, or says what is allowed.
    fn take(
        &self,
        value: &Value<'_>,
        known: &Known,
        settings: &mut Settings,
    ) -> Result<(), String> {
        let text = value.get_ref().as_str();
        match &self.kind {
            Kind::OneOf(of, field) => {
                let of = of(known);
                let chosen = text.filter(|text| of.contains(text));
                *field(settings) = Some(chosen.ok_or_else(|| self.one_of(&of, text))?.to_owned());
            }
            Kind::Name(field) => {
                let chosen = text.filter(|text| is_name(text)).ok_or(
                    "runtime is the name of an OCI runtime that the engine's daemon knows, as \"runsc\"",
                )?;
                *field(settings) = Some(chosen.to_owned());
            }
            Kind::Truth(field) => {
                let truth = value.get_ref().as_bool();
                *field(settings) = Some(truth.ok_or("it is true or false")?);
            }
            Kind::Mebibytes(field) => {
                let most = most_mebibytes(known);
                let number = whole(value).filter(|number| *number <= most);
                let number = number
                    .ok_or_else(|| format!("it must be a whole number from 0 to {most} MiB"))?;
                *field(settings) = Some(number * MIB);
            }
        }
        Ok(())
    }

    fn one_of(&self, of: &[&str], text: Option<&str>) -> String {
        let near = text.and_then(|text| super::near(text, of.iter().copied()));
        let meant = near.map_or_else(String::new, |near| format!("; did you mean {near}?"));
        format!("{} is one of: {}{meant}", self.name, of.join(", "))
    }
}

fn is_name(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"._-".contains(&b);
    !name.is_empty() && name.bytes().all(plain)
}

fn whole(value: &Value<'_>) -> Option<u64> {
    match value.get_ref() {
        DeValue::Integer(integer) => u64::from_str_radix(integer.as_str(), integer.radix()).ok(),
        _ => None,
    }
}
