//! `tutorbox progress show`: how far the learner is.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;

use super::{removed, table::page};
use crate::cli::home::Home;
use crate::cli::{CliError, Format, Global, play};
use crate::pack;
use crate::progress::{Record, Timestamp};

/// What is said where no run was recorded.
const NOTHING: &str = "Nothing was tried yet.\n";

const EXAMPLES: &str = "\
Examples:
  tutorbox progress show
  tutorbox progress show elixir                  exercise by exercise
  tutorbox progress show --format json";

/// How far you are, pack by pack
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Show {
    /// This pack alone, exercise by exercise
    pack: Option<String>,
    /// How the answer is written to stdout
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub fn show(args: &Show, global: &Global) -> Result<ExitCode, CliError> {
    let home = Home::open(global)?;
    let store = play::open_store(&home.dirs)?;
    let mut record = store.record("", args.pack.as_deref(), Timestamp::now())?;
    removed::mark(&mut record, &home);
    let drafts = store.all_drafts(args.pack.as_deref())?;
    if let Some(pack) = args.pack.as_deref()
        && record.exercises.is_empty()
        && drafts.is_empty()
    {
        pack::languages(pack, &home.assets)?;
    }
    let text = match (args.format, &args.pack) {
        // A record has no maps with keys that are no strings, the one thing that JSON refuses.
        (Format::Json, _) => serde_json::to_string_pretty(&record).unwrap_or_default(),
        (Format::Text, Some(pack)) => exercises(&record) + &removed::kept(pack, &drafts, &home),
        (Format::Text, None) => packs(&record),
    };
    writeln!(io::stdout(), "{}", text.trim_end()).ok();
    Ok(ExitCode::SUCCESS)
}

fn exercises(record: &Record) -> String {
    if record.exercises.is_empty() {
        return NOTHING.to_owned();
    }
    let row = |tried: &crate::progress::Tried| {
        let mut state = match tried.passed_at {
            Some(_) => "passed".to_owned(),
            None => format!("{} of {} checks", tried.best_passing, tried.best_total),
        };
        if tried.removed {
            state += ", no longer in the pack";
        }
        vec![
            tried.lesson.clone(),
            tried.exercise.clone(),
            tried.attempts.to_string(),
            state,
        ]
    };
    let rows: Vec<_> = record.exercises.iter().map(row).collect();
    page(&["lesson", "exercise", "runs", "best"], &rows)
}

fn packs(record: &Record) -> String {
    if record.exercises.is_empty() {
        return NOTHING.to_owned();
    }
    let mut all: BTreeMap<&str, [u64; 3]> = BTreeMap::new();
    for tried in &record.exercises {
        let [passed, count, runs] = all.entry(&tried.pack).or_default();
        *passed += u64::from(tried.passed_at.is_some());
        *count += 1;
        *runs = runs.saturating_add(tried.attempts);
    }
    let row = |(pack, numbers): (&str, [u64; 3])| {
        let numbers = numbers.map(|number| number.to_string());
        std::iter::once(pack.to_owned()).chain(numbers).collect()
    };
    let rows: Vec<Vec<String>> = all.into_iter().map(row).collect();
    page(&["pack", "passed", "tried", "runs"], &rows)
}
