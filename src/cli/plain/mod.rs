//! `tutorbox play --plain`: the course as a talk in lines of text, for screen readers and pipes. Lessons are told a part at a time,
//! commands are words, results are sentences; nothing is drawn. What is done here is done in the full interface, too, and the other
//! way round: both keep it in the same file.

mod command;
mod dialogue;
mod editor;
mod glossary;
mod helping;
mod learner;
mod lines;
mod reading;
mod results;
mod runner;
mod runs;
mod session;
mod talk;
mod work;

use std::io::{self, IsTerminal};
use std::os::unix::fs::FileTypeExt;
use std::process::ExitCode;
use std::sync::Arc;

use super::home::Home;
use super::play::{self, Play};
use super::{CliError, Global, line};
use crate::progress::Store;
use learner::Learner;
use runner::Runner;
use session::Session;
use talk::{Listener, Talk, Teller};

/// Whether nothing can be drawn where the output goes.
pub fn is_called_for() -> bool {
    line::is_dumb() || !io::stdout().is_terminal()
}

/// Talks about a pack; or, where nobody can say anything, tells a lesson.
pub fn play(args: &Play, global: &Global) -> Result<ExitCode, CliError> {
    let runtime = tokio::runtime::Runtime::new().map_err(|error| CliError::System {
        what: "start threads",
        error,
    })?;
    let played = runtime.block_on(talk(args, global));
    // Whoever still reads a stdin that nobody closes must not be waited for.
    runtime.shutdown_background();
    played.map(|()| ExitCode::SUCCESS)
}

async fn talk(args: &Play, global: &Global) -> Result<(), CliError> {
    let home = Home::open(global)?;
    // Whoever asks for what cannot be is told so, even where nothing is going to be run.
    home.wanted(global)?;
    let store = play::open_store(&home.dirs);
    let words = home.words(global);
    let (name, opened) = play::open_pack(
        args.pack.as_deref(),
        words.lang(),
        &home,
        store.as_ref().ok(),
    )?;
    let pack = Arc::new(opened.pack);
    if let Some(lesson) = &args.lesson {
        play::known_lesson(&pack, lesson)?;
    }
    let mut talk = Talk {
        words,
        teller: Teller::new(),
        listener: Listener::new()?,
    };
    let is_heard = is_heard();
    let is_kept = store.is_ok();
    let (store, is_lost) = match store {
        Ok(store) => (store, None),
        Err(why) => (Store::in_memory()?, Some(why.to_string())),
    };
    if is_heard {
        let warnings = play::warnings(&home.settings.problems, &opened.warnings);
        warnings.iter().for_each(|text| talk.teller.say(text));
        if let Some(why) = is_lost {
            talk.say_with("notice-not-saved", &[("why", why.into())]);
        }
    }
    let place = store.place(&pack.id)?;
    let learner = Learner::new(store, Arc::clone(&pack));
    let runner = Runner::new(&home, global, name);
    let session = Session::new(talk, pack, learner, runner, is_kept);
    if is_heard {
        return session.talk(args.lesson.as_deref()).await;
    }
    let left = place.map(|place| place.lesson);
    let wanted = args.lesson.clone().or(left);
    let lesson = wanted.and_then(|id| session.lesson_called(&id));
    session.tell_lesson(lesson.unwrap_or(0))
}

/// Whether somebody can say something: at a terminal that shows what is asked, or through a pipe or a file with something in it.
fn is_heard() -> bool {
    if io::stdin().is_terminal() {
        return io::stdout().is_terminal();
    }
    let Ok(stdin) = std::fs::metadata("/dev/stdin") else {
        return false;
    };
    let kind = stdin.file_type();
    kind.is_fifo() || kind.is_socket() || stdin.len() > 0
}
