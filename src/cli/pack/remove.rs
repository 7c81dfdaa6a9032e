//! `tutorbox pack remove`: a pack leaves the library, and what the learner did in it goes only with their word.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;

use super::{counted, images};
use crate::cli::common::agreed;
use crate::cli::home::Home;
use crate::cli::{CliError, Global, play};
use crate::pack::Library;
use crate::progress::{ExerciseState, Status, Store};

const EXAMPLES: &str = "\
Examples:
  tutorbox pack remove workshop
  tutorbox pack remove workshop --keep-progress       your drafts are there when it comes back
  tutorbox progress export workshop --files mine/     what you have written, as files of your own
  tutorbox pack remove workshop --yes

Exit codes: 0 it is removed, 2 it is there still.";

/// Take a pack out of the library
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Remove {
    /// The pack's id
    id: String,
    /// Keep what you have written and passed, for when it comes back
    #[arg(long, conflicts_with = "yes")]
    keep_progress: bool,
    /// Let it go without being asked
    #[arg(short, long)]
    yes: bool,
}

pub fn remove(args: &Remove, global: &Global) -> Result<ExitCode, CliError> {
    let home = Home::open(global)?;
    let library = Library::new(&home.dirs.data);
    library.get(&args.id)?;
    let mut store = match args.keep_progress {
        true => None,
        false => Some(play::open_store(&home.dirs)?),
    };
    let goes = store.as_ref().map(|store| goes(store, &args.id));
    let goes = goes.transpose()?.flatten();
    if let Some(what) = goes.as_ref().filter(|_| !args.yes) {
        let question = format!("{what} of {} go with it. Remove it?", args.id);
        let nobody = || CliError::ProgressGoes {
            pack: args.id.clone(),
            what: what.clone(),
        };
        if !agreed(&question, nobody)? {
            return Err(CliError::NotRemoved);
        }
    }
    let pack = library.remove(&args.id)?;
    if let Some(store) = &mut store {
        store.forget(&pack.id)?;
    }
    let rest = match (args.keep_progress, goes) {
        (true, _) => "; what you have written and passed is kept".to_owned(),
        (false, Some(what)) => format!(", and {what} with it"),
        (false, None) => String::new(),
    };
    writeln!(
        io::stdout(),
        "{} {} is removed{rest}",
        pack.id,
        pack.version
    )
    .ok();
    images::let_go(&pack.images, &home, global)?;
    Ok(ExitCode::SUCCESS)
}

/// What the learner has done in a pack, in words; `None` where that is nothing.
fn goes(store: &Store, pack: &str) -> Result<Option<String>, CliError> {
    let states = store.states(pack)?;
    let count = |is: fn(&ExerciseState) -> bool| states.values().filter(|state| is(state)).count();
    let kinds = [
        (store.drafts(pack)?, "draft"),
        (
            count(|state| state.status == Status::Passed),
            "passed exercise",
        ),
        (
            count(|state| matches!(state.status, Status::Failing { .. })),
            "tried exercise",
        ),
    ];
    let some = kinds.into_iter().filter(|(number, _)| *number > 0);
    let some: Vec<String> = some.map(|(number, what)| counted(number, what)).collect();
    Ok((!some.is_empty()).then(|| some.join(" and ")))
}
