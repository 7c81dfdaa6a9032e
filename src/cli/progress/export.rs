//! `tutorbox progress export`: a learner's record as a file.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::{Form, files, removed, table};
use crate::cli::common::complain;
use crate::cli::home::Home;
use crate::cli::{CliError, Global, play};
use crate::pack;
use crate::progress::Timestamp;

const EXAMPLES: &str = "\
Examples:
  tutorbox progress export -o mina.json               the name is yours: Mina
  tutorbox progress export workshop --name Mina -o mina.json
  tutorbox progress export --format csv > mine.csv
  tutorbox progress export workshop --files mine/     what you have written, as files

It says which exercises you have run, how often, and when you passed them; nothing of what you have written is in it. Nothing is \
sent anywhere: you hand the file on yourself, or do not.

With --files it is the other way round: what you have written goes to DIR/PACK/LESSON/EXERCISE/, whether or not the pack still has the \
exercise. DIR is made, or must be empty.

Exit codes: 0 written, 2 not.";

/// Write what you have done as a file, which you may hand on; nothing is ever sent anywhere
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Export {
    /// This pack alone
    pack: Option<String>,
    /// Your name [default: the output file's, or what the system calls you]
    #[arg(long)]
    name: Option<String>,
    /// The file to write [default: stdout]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// How it is written: json is what `tutorbox progress merge` reads
    #[arg(long, value_enum, default_value_t = Form::Json)]
    format: Form,
    /// Put what you have written into this folder instead
    #[arg(long, value_name = "DIR", conflicts_with_all = ["name", "output", "format"])]
    files: Option<PathBuf>,
}

pub fn export(args: &Export, global: &Global) -> Result<ExitCode, CliError> {
    let home = Home::open(global)?;
    let store = play::open_store(&home.dirs)?;
    if let Some(folder) = &args.files {
        return files::export(&store, args.pack.as_deref(), folder);
    }
    let mut record = store.record(&name(args), args.pack.as_deref(), Timestamp::now())?;
    if let Some(pack) = args.pack.as_deref().filter(|_| record.exercises.is_empty()) {
        // A name that was mistyped must not end as an empty record.
        pack::languages(pack, &home.assets)?;
        complain(&format!(
            "nothing was run in {pack} yet: the record is empty"
        ));
    }
    removed::mark(&mut record, &home);
    let text = match args.format {
        Form::Csv => table::csv(std::slice::from_ref(&record))?,
        // A record has no maps with keys that are no strings, the one thing that JSON refuses.
        Form::Json => serde_json::to_string_pretty(&record).unwrap_or_default() + "\n",
        Form::Text => {
            let (passed, tried) = (record.passed(), record.exercises.len());
            format!(
                "{}: {passed} of {tried} exercises passed, in {} runs\n",
                record.learner,
                record.attempts()
            )
        }
    };
    match &args.output {
        None => io::stdout().write_all(text.as_bytes()).or_else(gone),
        Some(path) => std::fs::write(path, text),
    }
    .map_err(|error| CliError::Write {
        path: args.output.clone().unwrap_or_else(|| "the answer".into()),
        error,
    })?;
    Ok(ExitCode::SUCCESS)
}

/// A reader that has gone has seen what it wanted.
fn gone(error: io::Error) -> io::Result<()> {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Ok(()),
        _ => Err(error),
    }
}

fn name(args: &Export) -> String {
    let file = args.output.as_ref().and_then(|path| path.file_stem());
    let file = file.map(|stem| stem.to_string_lossy().into_owned());
    let user = || std::env::var("USER").ok();
    let name = args.name.clone().or(file).or_else(user);
    name.unwrap_or_else(|| "nobody".to_owned())
}
