//! What the figures are held to: a ratio of two of them, and how large it may be.

use super::figure::{Sheet, Value};

/// A ratio that must not be exceeded.
pub struct Bar {
    pub what: &'static str,
    /// `{}` stands for the engine.
    figure: &'static str,
    against: &'static str,
    /// Which share of the times counts, 0 to 1.
    share: f64,
    pub most: f64,
}

const fn bar(what: &'static str, figure: &'static str, against: &'static str, most: f64) -> Bar {
    Bar {
        what,
        figure,
        against,
        share: 0.5,
        most,
    }
}

/// Medians, but for the keys: what annoys is the slow one.
pub const BARS: [Bar; 9] = [
    bar(
        "a warm run ÷ bare `elixir FILE`",
        "elixir, warm, {}",
        "elixir, bare",
        0.10,
    ),
    bar(
        "a warm ExUnit exercise ÷ bare `elixir` on the same tests",
        "ExUnit, warm, {}",
        "ExUnit, bare",
        0.15,
    ),
    bar(
        "a warm run ÷ the same policy as `docker run --rm`",
        "elixir, warm, {}",
        "elixir, docker run",
        0.04,
    ),
    bar(
        "a warm run ÷ a bare process that is booted already",
        "elixir, warm, {}",
        "elixir, warm, bare",
        1.7,
    ),
    bar(
        "a container of `true`, embedded ÷ `docker run`",
        "true, embedded",
        "true, docker run",
        0.06,
    ),
    bar(
        "`tutorbox check`, embedded ÷ the runs' own processor time, spread over the cores",
        "check, embedded",
        "check, processor time ÷ cores, bare",
        1.25,
    ),
    bar(
        "`tutorbox check`, Docker ÷ the runs' own processor time, spread over the cores",
        "check, docker",
        "check, processor time ÷ cores, bare",
        1.7,
    ),
    bar(
        "the first frame ÷ vim's",
        "first frame, tutorbox",
        "first frame, vim",
        1.0,
    ),
    Bar {
        share: 0.99,
        ..bar(
            "key to frame ÷ vim's, 99 of 100",
            "key to frame, tutorbox",
            "key to frame, vim",
            1.0,
        )
    },
];

/// A bar, and what was measured.
pub struct Held {
    pub what: String,
    pub ratio: f64,
    pub most: f64,
}

/// All ratios that this sheet has the figures for.
pub fn held(sheet: &Sheet) -> Vec<Held> {
    let mut all = Vec::new();
    for bar in &BARS {
        let engines: &[&str] = if bar.figure.contains("{}") {
            &["docker", "embedded", "podman", "docker with runsc"]
        } else {
            &[""]
        };
        for engine in engines {
            let times = |name: &str| match sheet.find(&name.replace("{}", engine)) {
                Some(Value::Times(sample)) => Some(sample.quantile(bar.share)),
                _ => None,
            };
            let (Some(figure), Some(against)) = (times(bar.figure), times(bar.against)) else {
                continue;
            };
            let on = if engine.is_empty() {
                String::new()
            } else {
                format!(", {engine}")
            };
            all.push(Held {
                what: format!("{}{on}", bar.what),
                ratio: figure / against,
                most: bar.most,
            });
        }
    }
    all
}
