//! `tutorbox config show`: every setting that is in force, as `config.toml` would have it, and where it comes from.

use std::fmt;

use clap::ArgMatches;
use clap::parser::ValueSource;
use toml::Value;

use crate::cli::home::Home;
use crate::cli::{Global, look};
use crate::sandbox::BUDGET;

/// Where what is in force comes from.
enum Origin {
    /// It comes with the program, for this reason.
    Default(&'static str),
    /// The file.
    File,
    /// The variable of the environment that is called as the setting.
    Environment(&'static str),
    /// The option of the command line that is called so.
    Option(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default("") => write!(f, "default"),
            Self::Default(why) => write!(f, "default: {why}"),
            Self::File => write!(f, "config.toml"),
            Self::Environment(name) => write!(f, "environment: TUTORBOX_{}", name.to_uppercase()),
            Self::Option(name) => write!(f, "command line: --{name}"),
        }
    }
}

/// A setting, its value as TOML, and where that comes from.
struct Row {
    name: &'static str,
    value: Option<String>,
    origin: Origin,
}

/// The text.
pub fn show(global: &Global, home: &Home, matches: &ArgMatches) -> String {
    let path = home.settings.path.display();
    let absent = match home.settings.is_there {
        true => "",
        false => ", which is not there",
    };
    let mut text = format!("# {path}{absent}\n");
    write_rows(&mut text, &alone(global, home, matches));
    text += "\n[limits]\n";
    write_rows(&mut text, &limits(home));
    for known in &home.known.keys {
        text += &format!("\n[keys.{}]\n", known.context);
        write_rows(&mut text, &keys(home, known.context));
    }
    text
}

fn write_rows(text: &mut String, rows: &[Row]) {
    let lines: Vec<String> = rows
        .iter()
        .map(|row| match &row.value {
            Some(value) => format!("{} = {value}", row.name),
            None => format!("# {} is not set", row.name),
        })
        .collect();
    let width = lines.iter().map(|line| line.chars().count()).max();
    for (line, row) in lines.iter().zip(rows) {
        let width = width.unwrap_or(0);
        *text += &format!("{line:width$}  # {}\n", row.origin);
    }
}

/// The settings that stand alone.
fn alone(global: &Global, home: &Home, matches: &ArgMatches) -> Vec<Row> {
    let settings = &home.settings;
    let wanted = home.wanted_of_any(global);
    let text = |text: &str| Value::from(text).to_string();
    let row = |name, value, is_in_file, default| Row {
        name,
        value,
        origin: origin(name, is_in_file, default, matches),
    };
    let pool = settings.pool.unwrap_or(BUDGET) / (1024 * 1024);
    vec![
        row(
            "engine",
            wanted.kind.map(|kind| text(kind.name())),
            settings.engine.is_some(),
            "the best that is there",
        ),
        row(
            "runtime",
            wanted.runtime.as_deref().map(text),
            settings.runtime.is_some(),
            "the daemon's own",
        ),
        row(
            "theme",
            Some(text(&look::theme(global, home))),
            settings.theme.is_some(),
            "as the terminal's background is",
        ),
        row(
            "lang",
            Some(text(home.words(global).lang())),
            settings.lang.is_some(),
            "that of the environment",
        ),
        Row {
            name: "mouse",
            value: Some(settings.mouse.unwrap_or(true).to_string()),
            origin: of_file(settings.mouse.is_some(), ""),
        },
        Row {
            name: "pool_mb",
            value: Some(pool.to_string()),
            origin: of_file(settings.pool.is_some(), ""),
        },
    ]
}

/// The command line wins over the environment, and both over the file.
fn origin(
    name: &'static str,
    is_in_file: bool,
    default: &'static str,
    matches: &ArgMatches,
) -> Origin {
    match matches.value_source(name) {
        Some(ValueSource::EnvVariable) => Origin::Environment(name),
        Some(ValueSource::CommandLine) => Origin::Option(name),
        _ => of_file(is_in_file, default),
    }
}

fn of_file(is_in_file: bool, default: &'static str) -> Origin {
    match is_in_file {
        true => Origin::File,
        false => Origin::Default(default),
    }
}

fn limits(home: &Home) -> Vec<Row> {
    let rows = home.settings.limit_rows();
    let rows = rows.iter().map(|row| Row {
        name: row.key,
        value: Some(row.as_toml()),
        origin: of_file(row.is_set, ""),
    });
    rows.collect()
}

fn keys(home: &Home, context: &str) -> Vec<Row> {
    let bindings = home.keymap.bindings().iter();
    let bindings = bindings.filter(|bound| bound.context.name() == context);
    let rows = bindings.map(|bound| {
        let value = match bound.keys.as_slice() {
            [key] => Value::from(key.as_str()),
            keys => Value::from(keys.to_vec()),
        };
        Row {
            name: bound.setting(),
            value: Some(value.to_string()),
            origin: of_file(bound.is_set(), ""),
        }
    });
    rows.collect()
}
