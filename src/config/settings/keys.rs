//! The `keys` table: which keys the learner wants for what. It is known here what can be named; what a key is, and which of them
//! get in each other's way, is the keymap's to say.

use toml::de::{DeTable, DeValue};

use super::reading::{Reading, Value, shown};
use super::{Known, Place};

/// The keys of one action in one context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySetting {
    /// Where: `editor`.
    pub context: String,
    /// The action: `run`.
    pub action: String,
    /// Its keys, as they are written; none where it is to have none.
    pub keys: Vec<String>,
    /// Where that stands in the file.
    pub place: Place,
}

/// A context that has keys, and what they do there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownKeys {
    /// What it is called: `editor`.
    pub context: &'static str,
    /// The actions that can have keys there.
    pub actions: Vec<&'static str>,
}

/// Reads the table, in the order of the file.
pub(super) fn read(
    value: Option<&Value<'_>>,
    known: &Known,
    reading: &mut Reading<'_>,
) -> Vec<KeySetting> {
    let mut settings = Vec::new();
    let Some(value) = value else {
        return settings;
    };
    let Some(contexts) = as_table(value, "keys", "[keys.editor]", reading) else {
        return settings;
    };
    let names: Vec<&str> = known.keys.iter().map(|known| known.context).collect();
    reading.refuse_unknown(contexts, &names, " of [keys]");
    for known in &known.keys {
        let Some(value) = contexts.get(known.context) else {
            continue;
        };
        let name = format!("keys.{}", known.context);
        let Some(table) = as_table(value, &name, &format!("[{name}]"), reading) else {
            continue;
        };
        reading.refuse_unknown(table, &known.actions, &format!(" of [{name}]"));
        for (action, value) in table {
            let action = action.get_ref().as_ref();
            if !known.actions.contains(&action) {
                continue;
            }
            match keys(value) {
                Some(keys) => settings.push(KeySetting {
                    context: known.context.to_owned(),
                    action: action.to_owned(),
                    keys,
                    place: reading.place(value.span().start),
                }),
                None => {
                    let what = format!(
                        "{action} = {}: it must be a key, as \"ctrl-r\", or an array of keys",
                        shown(value)
                    );
                    reading.complain(value.span().start, what);
                }
            }
        }
    }
    settings.sort_by_key(|setting| setting.place);
    settings
}

fn as_table<'v, 't>(
    value: &'v Value<'t>,
    name: &str,
    written: &str,
    reading: &mut Reading<'_>,
) -> Option<&'v DeTable<'t>> {
    let table = value.get_ref().as_table();
    if table.is_none() {
        let what = format!("{name} = {}: it must be a table, {written}", shown(value));
        reading.complain(value.span().start, what);
    }
    table
}

fn keys(value: &Value<'_>) -> Option<Vec<String>> {
    match value.get_ref() {
        DeValue::String(key) => Some(vec![key.to_string()]),
        DeValue::Array(keys) => {
            let keys = keys.iter().map(|key| key.get_ref().as_str());
            keys.map(|key| key.map(str::to_owned)).collect()
        }
        _ => None,
    }
}
