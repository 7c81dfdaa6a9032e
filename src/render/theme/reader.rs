//! Reading a theme's TOML, with an error for everything that means nothing.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier};
use toml::{Table, Value};

use super::{Colour, Look, ThemeError};
use crate::render::Role;
use crate::render::depth::ANSI;

/// What an entry of `[roles]` may say.
const KEYS: [&str; 9] = [
    "fg",
    "bg",
    "plain",
    "bold",
    "italic",
    "underline",
    "dim",
    "reverse",
    "strike",
];

const MODIFIERS: [(&str, Modifier); 6] = [
    ("bold", Modifier::BOLD),
    ("italic", Modifier::ITALIC),
    ("underline", Modifier::UNDERLINED),
    ("dim", Modifier::DIM),
    ("reverse", Modifier::REVERSED),
    ("strike", Modifier::CROSSED_OUT),
];

/// The names of [`ANSI`], in its order, and of the terminal's own colour.
const ANSI_NAMES: [&str; 17] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
    "default",
];

/// The looks of the roles that the theme names.
pub(super) fn read(name: &str, text: &str) -> Result<BTreeMap<Role, Look>, ThemeError> {
    let mut root: Table = text
        .parse()
        .map_err(|e: toml::de::Error| ThemeError::Syntax {
            theme: name.to_owned(),
            message: e.to_string().trim_end().to_owned(),
        })?;
    let reader = Reader { theme: name };
    let colours = reader.colours(reader.take(&mut root, "colours")?)?;
    let roles = reader.roles(reader.take(&mut root, "roles")?, &colours)?;
    match root.keys().next() {
        Some(key) => Err(reader.unknown("key", "", key, ["colours", "roles"])),
        None => Ok(roles),
    }
}

/// Reads the parts of a theme, and words what is wrong with them.
struct Reader<'a> {
    theme: &'a str,
}

type Colours = BTreeMap<String, Colour>;

impl Reader<'_> {
    fn take(&self, root: &mut Table, key: &str) -> Result<Table, ThemeError> {
        match root.remove(key) {
            None => Ok(Table::new()),
            Some(value) => self.table("", key, value),
        }
    }

    fn colours(&self, table: Table) -> Result<Colours, ThemeError> {
        let read = |(name, value): (String, Value)| {
            let colour = self.colour(&name, value)?;
            Ok((name, colour))
        };
        table.into_iter().map(read).collect()
    }

    fn colour(&self, name: &str, value: Value) -> Result<Colour, ThemeError> {
        let mut entry = self.table("colours", name, value)?;
        let path = format!("colours.{name}");
        let (hex, ansi) = (entry.remove("hex"), entry.remove("ansi"));
        let indexed = entry.remove("indexed");
        if let Some(key) = entry.keys().next() {
            return Err(self.unknown("key", &path, key, ["hex", "ansi", "indexed"]));
        }
        let index = |value: &Value| value.as_integer().and_then(|i| u8::try_from(i).ok());
        let indexed = match indexed {
            None => None,
            Some(value) => Some(index(&value).ok_or_else(|| {
                self.value(&path, "indexed", Some(&value), "a number from 0 to 255")
            })?),
        };
        let rgb = hex.as_ref().and_then(Value::as_str).and_then(parse_hex);
        let rgb =
            rgb.ok_or_else(|| self.value(&path, "hex", hex.as_ref(), "a colour like \"#1f2328\""))?;
        let wanted = "the name of one of the 16 colours, like \"bright-blue\", or \"default\"";
        let Some(ansi_name) = ansi.as_ref().and_then(Value::as_str) else {
            return Err(self.value(&path, "ansi", ansi.as_ref(), wanted));
        };
        let Some(index) = ANSI_NAMES.iter().position(|n| *n == ansi_name) else {
            return Err(self.unknown("colour", &format!("{path}.ansi"), ansi_name, ANSI_NAMES));
        };
        let ansi = ANSI.get(index).map_or(Color::Reset, |(colour, _)| *colour);
        Ok(Colour { rgb, indexed, ansi })
    }

    fn roles(&self, table: Table, colours: &Colours) -> Result<BTreeMap<Role, Look>, ThemeError> {
        let read = |(name, value): (String, Value)| {
            let role = Role::ALL.iter().find(|role| role.name() == name);
            let names = Role::ALL.iter().map(|role| role.name());
            let role = *role.ok_or_else(|| self.unknown("role", "roles", &name, names))?;
            let look = self.look(&name, &value, colours)?;
            if role == Role::Ground {
                self.paints(&look, &value)?;
            }
            Ok((role, look))
        };
        table.into_iter().map(read).collect()
    }

    /// A ground is painted over the terminal's own colours: neither of its own may be left to the terminal.
    fn paints(&self, ground: &Look, value: &Value) -> Result<(), ThemeError> {
        let wanted = "the name of a colour whose `ansi` is not \"default\"";
        let is_left = |colour: Option<Colour>| colour.is_none_or(|c| c.ansi == Color::Reset);
        for (key, colour) in [("fg", ground.fg), ("bg", ground.bg)] {
            if is_left(colour) {
                return Err(self.value("roles.ground", key, value.get(key), wanted));
            }
        }
        Ok(())
    }

    fn look(&self, role: &str, value: &Value, colours: &Colours) -> Result<Look, ThemeError> {
        let path = format!("roles.{role}");
        let mut look = Look::default();
        for (key, value) in self.table("roles", role, value.clone())? {
            match key.as_str() {
                "fg" => look.fg = Some(self.named(&path, &key, &value, colours)?),
                "bg" => look.bg = Some(self.named(&path, &key, &value, colours)?),
                "plain" => look.plain = self.plain(&path, &value)?,
                _ => {
                    let modifier =
                        modifier(&key).ok_or_else(|| self.unknown("key", &path, &key, KEYS))?;
                    let on = value.as_bool();
                    let on =
                        on.ok_or_else(|| self.value(&path, &key, Some(&value), "true or false"))?;
                    look.modifiers.set(modifier, on);
                }
            }
        }
        Ok(look)
    }

    fn named(
        &self,
        path: &str,
        key: &str,
        value: &Value,
        colours: &Colours,
    ) -> Result<Colour, ThemeError> {
        let name = value.as_str();
        let name =
            name.ok_or_else(|| self.value(path, key, Some(value), "the name of a colour"))?;
        let names = colours.keys().map(String::as_str);
        let unknown = || self.unknown("colour", &format!("{path}.{key}"), name, names);
        colours.get(name).copied().ok_or_else(unknown)
    }

    fn plain(&self, path: &str, value: &Value) -> Result<Modifier, ThemeError> {
        let wanted = "a list of modifiers, like [\"bold\"]";
        let list = value.as_array();
        let list = list.ok_or_else(|| self.value(path, "plain", Some(value), wanted))?;
        let mut all = Modifier::empty();
        for entry in list {
            let name = entry.as_str();
            let name = name.ok_or_else(|| self.value(path, "plain", Some(entry), wanted))?;
            let names = MODIFIERS.map(|(name, _)| name);
            let unknown = || self.unknown("modifier", &format!("{path}.plain"), name, names);
            all |= modifier(name).ok_or_else(unknown)?;
        }
        Ok(all)
    }

    fn table(&self, path: &str, key: &str, value: Value) -> Result<Table, ThemeError> {
        match value {
            Value::Table(table) => Ok(table),
            other => Err(self.value(path, key, Some(&other), "a table")),
        }
    }

    fn unknown<'n>(
        &self,
        what: &'static str,
        at: &str,
        name: &str,
        known: impl IntoIterator<Item = &'n str>,
    ) -> ThemeError {
        let near = known
            .into_iter()
            .map(|known| (strsim::damerau_levenshtein(known, name), known))
            .min()
            .filter(|(distance, _)| *distance <= 2.max(name.len() / 3));
        ThemeError::Unknown {
            theme: self.theme.to_owned(),
            what,
            name: name.to_owned(),
            at: at.to_owned(),
            suggestion: near.map(|(_, name)| name.to_owned()),
        }
    }

    fn value(
        &self,
        path: &str,
        key: &str,
        found: Option<&Value>,
        wanted: &'static str,
    ) -> ThemeError {
        ThemeError::Value {
            theme: self.theme.to_owned(),
            key: join(path, key),
            found: found.map_or_else(|| "missing".to_owned(), |value| format!("`{value}`")),
            wanted,
        }
    }
}

fn join(path: &str, key: &str) -> String {
    match path {
        "" => key.to_owned(),
        _ => format!("{path}.{key}"),
    }
}

fn modifier(name: &str) -> Option<Modifier> {
    let found = MODIFIERS.iter().find(|(n, _)| *n == name);
    found.map(|(_, modifier)| *modifier)
}

/// `#rrggbb`.
fn parse_hex(text: &str) -> Option<Color> {
    let digits = text.strip_prefix('#')?;
    if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let value = u32::from_str_radix(digits, 16).ok()?;
    let [_, r, g, b] = value.to_be_bytes();
    Some(Color::Rgb(r, g, b))
}
