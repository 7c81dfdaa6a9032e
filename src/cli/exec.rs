//! `tutorbox exec`: run any file in a fresh container.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use tokio::io::{AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc;

use super::home::Home;
use super::{CliError, Global, common, language};
use crate::locale::{self, Words};
use crate::run::{Job, Outcome, RunEvent, Stdin, Stream};
use crate::sandbox::{Policy, Pool, RunHandle};

const EXAMPLES: &str = "\
Examples:
  tutorbox exec elixir hello.exs
  echo 2 3 | tutorbox exec elixir sum.exs

Exit codes: the program's own; 124 timed out, 137 out of memory, 125 our own failure.";

/// The file's own failures have codes of their own, so that the program's are told apart (as `timeout` and
/// `docker run` do).
const TIMED_OUT: u8 = 124;
const OUT_OF_MEMORY: u8 = 137;
const OUR_FAILURE: u8 = 125;
/// What a program that writes to a pipe without a reader ends with: 128 and SIGPIPE's number.
const BROKEN_PIPE: i32 = 141;

/// Run any file in a fresh container; stdin, stdout and stderr are passed through.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Exec {
    /// The language's name
    language: String,
    /// The file
    file: PathBuf,
}

pub fn exec(args: &Exec, global: &Global) -> Result<ExitCode, CliError> {
    match outcome(args, global) {
        Ok((outcome, words)) => Ok(finish(&words, &outcome)),
        Err(CliError::Interrupted) => Err(CliError::Interrupted),
        Err(error) => {
            common::complain(&error);
            Ok(ExitCode::from(OUR_FAILURE))
        }
    }
}

/// How it ended, and the words to say it in.
fn outcome(args: &Exec, global: &Global) -> Result<(Outcome, Words), CliError> {
    let home = Home::open_sound(global)?;
    let language = language::known(&args.language, &home.assets)?;
    let name = args
        .file
        .file_name()
        .map(|n| n.to_string_lossy().into_owned());
    let file = common::source(&args.file, name.as_deref().unwrap_or("main"))?;
    let limits = home.settings.limits;
    let job = Job::program(language.name(), file, Stdin::Stream, limits);
    common::block_on(async {
        let engine = home.engine(global).await?;
        let boot = common::boot(engine.as_ref(), &language, &home.dirs).await?;
        let pool = Pool::new(engine);
        let run = pool.run_once(&boot, &Policy::new(limits), job);
        let outcome = pass_through(run).await;
        pool.close().await;
        Ok((outcome, home.words(global)))
    })
}

async fn pass_through(mut run: RunHandle) -> Outcome {
    let input = run.input.take();
    let feeding = input.map(|input| tokio::spawn(feed(input)));
    let mut outcome = Outcome::EngineFailed("the run ended without a word".into());
    while let Some(event) = run.events.recv().await {
        match event {
            // A reader that has gone ends the run, as it ends any program.
            RunEvent::Output { stream, bytes, .. } if write(stream, &bytes).await.is_err() => {
                outcome = Outcome::Exited(BROKEN_PIPE);
                break;
            }
            RunEvent::Finished(finished) => outcome = finished.outcome,
            _ => {}
        }
    }
    if let Some(feeding) = feeding {
        feeding.abort();
    }
    outcome
}

/// Reads stdin in a thread of its own: a terminal's blocks for ever, and must not hold up the end.
async fn feed(input: mpsc::Sender<Vec<u8>>) {
    let mut stdin = tokio::io::stdin();
    let mut bytes = vec![0; 16 * 1024];
    while let Ok(read) = stdin.read(&mut bytes).await {
        if read == 0 || input.send(bytes[..read].to_vec()).await.is_err() {
            return;
        }
    }
}

/// Writes where a reader that pauses holds up nothing else: a deadline and Ctrl+C still end the run.
async fn write(stream: Stream, bytes: &[u8]) -> io::Result<()> {
    match stream {
        Stream::Stdout => all(tokio::io::stdout(), bytes).await,
        Stream::Stderr => all(tokio::io::stderr(), bytes).await,
    }
}

async fn all(mut out: impl AsyncWrite + Unpin, bytes: &[u8]) -> io::Result<()> {
    out.write_all(bytes).await?;
    out.flush().await
}

fn finish(words: &Words, outcome: &Outcome) -> ExitCode {
    let code = match outcome {
        Outcome::Exited(code) => return ExitCode::from(u8::try_from(*code).unwrap_or(1)),
        Outcome::TimedOut { .. } => TIMED_OUT,
        Outcome::OutOfMemory { .. } => OUT_OF_MEMORY,
        Outcome::Cancelled => 130,
        Outcome::OutputLimit { .. } | Outcome::EngineFailed(_) => OUR_FAILURE,
    };
    common::complain(&locale::outcome(words, outcome));
    ExitCode::from(code)
}
