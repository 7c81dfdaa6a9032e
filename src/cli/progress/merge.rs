//! `tutorbox progress merge`: what many have exported, as one table.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::{Form, table};
use crate::cli::CliError;
use crate::cli::common::complain;
use crate::progress::{Record, RecordError, Shared, shared};

const EXAMPLES: &str = "\
Examples:
  tutorbox progress merge records/*.json              who is how far, and where they are stuck
  tutorbox progress merge records/*.json --format csv > class.csv

The files are what `tutorbox progress export` writes.

Exit codes: 0 all were read, 2 one was not: the table is of the others.";

/// More than any learner does, bytes.
const LARGEST: u64 = 16 * 1024 * 1024;

/// Make one table of what many have exported
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Merge {
    /// What `tutorbox progress export` has written
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How the table is written to stdout
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

pub fn merge(args: &Merge) -> Result<ExitCode, CliError> {
    let mut records = Vec::new();
    for path in &args.files {
        match read(path) {
            Ok(record) => records.push((path, record)),
            Err(error) => complain(&error),
        }
    }
    let code = match records.len() == args.files.len() {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(2),
    };
    if records.is_empty() {
        return Ok(code);
    }
    let records = named_apart(records);
    let text = match args.format {
        Form::Text => page(&records),
        Form::Csv => table::csv(&records)?,
        // What is told has no maps with keys that are no strings, the one thing that JSON refuses.
        Form::Json => {
            let told = Told {
                version: 1,
                exercises: shared(&records),
                learners: records,
            };
            serde_json::to_string_pretty(&told).unwrap_or_default()
        }
    };
    writeln!(io::stdout(), "{}", text.trim_end()).ok();
    Ok(code)
}

#[derive(Serialize)]
struct Told {
    version: u32,
    learners: Vec<Record>,
    exercises: Vec<Shared>,
}

fn read(path: &Path) -> Result<Record, CliError> {
    let unread = |error| CliError::Read {
        path: path.to_owned(),
        error,
    };
    let size = path.metadata().map_err(unread)?.len();
    if size > LARGEST {
        return Err(refused(path)(RecordError::Large(size)));
    }
    let bytes = std::fs::read(path).map_err(unread)?;
    Record::read(&bytes).map_err(refused(path))
}

fn refused(path: &Path) -> impl FnOnce(RecordError) -> CliError {
    let path = path.to_owned();
    move |error| CliError::Record { path, error }
}

/// Two learners of one name are told apart by their files.
fn named_apart(read: Vec<(&PathBuf, Record)>) -> Vec<Record> {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for (_, record) in &read {
        *names.entry(record.learner.clone()).or_default() += 1;
    }
    let apart = |(path, record): (&PathBuf, Record)| match names.get(&record.learner) {
        Some(2..) => Record {
            learner: format!("{} ({})", record.learner, path.display()),
            ..record
        },
        _ => record,
    };
    read.into_iter().map(apart).collect()
}

fn page(records: &[Record]) -> String {
    let learner = |record: &Record| {
        let numbers = [
            record.passed() as u64,
            record.exercises.len() as u64,
            record.attempts(),
        ];
        let numbers = numbers.map(|number| number.to_string());
        std::iter::once(record.learner.clone())
            .chain(numbers)
            .collect()
    };
    let learners: Vec<Vec<String>> = records.iter().map(learner).collect();
    let exercise = |shared: &Shared| {
        let numbers = [shared.passed as u64, shared.tried as u64, shared.attempts];
        let numbers = numbers.map(|number| number.to_string());
        [shared.pack.clone(), shared.exercise.clone()]
            .into_iter()
            .chain(numbers)
            .collect()
    };
    let exercises: Vec<Vec<String>> = shared(records).iter().map(exercise).collect();
    let learners = table::page(&["learner", "passed", "tried", "runs"], &learners);
    let exercises = table::page(&["pack", "exercise", "passed", "tried", "runs"], &exercises);
    format!("{learners}\n{exercises}")
}
