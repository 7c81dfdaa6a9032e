//! The figures, for people and for programs.

use std::fmt::Write as _;

use serde_json::{Map, json};

use super::bars;
use super::figure::{Sheet, Value};

type Machine = [(&'static str, String)];

/// The tables of `benches/RESULTS.md`.
pub fn markdown(machine: &Machine, sheet: &Sheet) -> String {
    let mut text = String::from(
        "# How fast\n\nWritten by `cargo bench --bench speed -- --record`, in one sitting. What counts are the ratios.\n\n| machine | |\n| --- | --- |\n",
    );
    for (name, value) in machine {
        writeln!(text, "| {name} | {value} |").unwrap();
    }
    text += "\n| ratio | measured | bar | |\n| --- | ---: | ---: | --- |\n";
    for held in bars::held(sheet) {
        let sign = if held.ratio <= held.most {
            "holds"
        } else {
            "**does not hold**"
        };
        writeln!(
            text,
            "| {} | {:.3} | ≤ {:.2} | {sign} |",
            held.what, held.ratio, held.most
        )
        .unwrap();
    }
    text += "\n| figure | median ms | p95 ms | times |\n| --- | ---: | ---: | ---: |\n";
    for (name, value) in &sheet.rows {
        if let Value::Times(sample) = value {
            let (median, p95) = (sample.median(), sample.quantile(0.95));
            writeln!(
                text,
                "| {name} | {median:.2} | {p95:.2} | {} |",
                sample.len()
            )
            .unwrap();
        }
    }
    text += "\n| figure | |\n| --- | ---: |\n";
    for (name, value) in &sheet.rows {
        if let Value::Number(number, unit) = value {
            writeln!(text, "| {name} | {number:.1} {unit} |").unwrap();
        }
    }
    for (name, why) in &sheet.missing {
        writeln!(text, "\nNot measured: {name}: {why}").unwrap();
    }
    text
}

pub fn json(machine: &Machine, sheet: &Sheet) -> String {
    let machine: Map<_, _> = machine
        .iter()
        .map(|(k, v)| ((*k).to_owned(), json!(v)))
        .collect();
    let figures: Vec<_> = sheet
        .rows
        .iter()
        .map(|(name, value)| match value {
            Value::Times(s) => json!({"name": name, "median_ms": s.median(), "p95_ms": s.quantile(0.95), "times": s.len()}),
            Value::Number(number, unit) => json!({"name": name, "value": number, "unit": unit}),
        })
        .collect();
    let ratios: Vec<_> = bars::held(sheet)
        .iter()
        .map(|h| json!({"what": h.what, "ratio": h.ratio, "most": h.most, "holds": h.ratio <= h.most}))
        .collect();
    let whole = json!({"version": 1, "machine": machine, "ratios": ratios, "figures": figures, "missing": sheet.missing});
    serde_json::to_string_pretty(&whole).unwrap()
}
