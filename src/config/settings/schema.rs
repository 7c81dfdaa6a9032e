//! The JSON schema of `config.toml`, for editors that complete and check as one writes. It is made of the tables that the reader
//! reads by.

use serde_json::{Map, Value, json};

use super::table::{self, ENTRIES, Kind};
use super::{Known, KnownKeys, limits};

/// The schema, for this machine: it knows the themes that are here, and how much memory there is. `key` is a pattern of all that
/// is a key.
pub fn schema(known: &Known, key: &str) -> Value {
    let mut properties = Map::new();
    for entry in &ENTRIES {
        let mut property = match &entry.kind {
            Kind::OneOf(of, _) => json!({ "type": "string", "enum": of(known) }),
            Kind::Name(_) => json!({ "type": "string", "pattern": table::NAME }),
            Kind::Truth(_) => json!({ "type": "boolean" }),
            Kind::Mebibytes(_) => {
                json!({ "type": "integer", "minimum": 0, "maximum": table::most_mebibytes(known) })
            }
        };
        property["description"] = json!(entry.about);
        properties.insert(entry.name.to_owned(), property);
    }
    properties.insert("limits".to_owned(), of_limits(known));
    properties.insert("keys".to_owned(), of_keys(&known.keys, key));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "config.toml of tutorbox",
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    })
}

fn of_limits(known: &Known) -> Value {
    let limits = limits::bounds(known).map(|bound| {
        let kind = if bound.is_whole { "integer" } else { "number" };
        let about = format!("{}{}", bound.about, bound.in_unit());
        let property = json!({
            "type": kind,
            "minimum": number(bound.least),
            "maximum": number(bound.most),
            "description": about,
        });
        (bound.key.to_owned(), property)
    });
    json!({
        "type": "object",
        "description": "What a run may use.",
        "additionalProperties": false,
        "properties": limits.collect::<Map<_, _>>(),
    })
}

/// A whole number as one.
fn number(number: f64) -> Value {
    // The bounds are small.
    #[allow(clippy::cast_possible_truncation)]
    match number.fract() == 0.0 {
        true => json!(number as i64),
        false => json!(number),
    }
}

fn of_keys(known: &[KnownKeys], key: &str) -> Value {
    let keys = json!({ "$ref": "#/properties/keys/$defs/keys" });
    let contexts = known.iter().map(|known| {
        let actions = known.actions.iter();
        let actions = actions.map(|action| ((*action).to_owned(), keys.clone()));
        let context = json!({
            "type": "object",
            "additionalProperties": false,
            "properties": actions.collect::<Map<_, _>>(),
        });
        (known.context.to_owned(), context)
    });
    let key = json!({ "type": "string", "pattern": key });
    json!({
        "type": "object",
        "description": "Which keys do what, in each context; an empty array takes the key away.",
        "additionalProperties": false,
        "properties": contexts.collect::<Map<_, _>>(),
        "$defs": { "keys": { "anyOf": [key, { "type": "array", "items": key }] } },
    })
}
