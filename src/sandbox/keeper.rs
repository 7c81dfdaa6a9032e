//! The keeper: a second process that outlives the program, and leaves no container behind.
//!
//! It is our own binary, started as `tutorbox keeper PLACE OWNER` in a session of its own, and holds the
//! reading end of a pipe. Whatever ends the program, `kill -9` included, closes the writing end; then the
//! keeper removes every container of that owner and ends too. What a run is, it does not know.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{ExitCode, Stdio};
use std::time::{Duration, Instant};

use tokio::io::AsyncReadExt;
use tokio::process::{Child, ChildStdin, Command};
use tokio::signal::unix::{SignalKind, signal};

use super::EngineError;
use super::docker::{self, PATIENCE, Place};

/// The hidden subcommand under which the program starts its keeper.
pub const SUBCOMMAND: &str = "keeper";

/// What the keeper writes once no signal of the terminal reaches it any more.
const READY: u8 = b'k';

/// How long a keeper may take to be ready.
const START: Duration = Duration::from_secs(5);

/// How often the keeper looks for containers once the program has ended.
const PAUSE: Duration = Duration::from_millis(100);

/// How long there must have been none: what the program asked for with its last breath comes late.
const QUIET: Duration = Duration::from_secs(5);

/// A running keeper. It ends its owner's containers when this is dropped, or the program ends.
#[derive(Debug)]
pub struct Keeper {
    child: Child,
    /// Nothing is ever written. Close-on-exec, so that no other child keeps it open.
    _pipe: ChildStdin,
}

impl Keeper {
    /// Starts this very program as the keeper of `owner`'s containers in the engine at `place`.
    ///
    /// # Errors
    /// It cannot be started, or is not ready in time.
    pub async fn start(place: &Place, owner: &str) -> Result<Self, EngineError> {
        let program = this_program().map_err(|error| failed(error.to_string()))?;
        Self::start_with(&program, place, owner).await
    }

    /// The same with the program given: in a test, this very program is the test.
    ///
    /// # Errors
    /// As [`Keeper::start`].
    pub async fn start_with(
        program: &Path,
        place: &Place,
        owner: &str,
    ) -> Result<Self, EngineError> {
        let mut child = Command::new(program)
            .arg0("tutorbox")
            .args([SUBCOMMAND, &place.whole(), owner])
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| failed(format!("{}: {error}", program.display())))?;
        let (Some(pipe), Some(mut says)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(failed("it has no pipes".to_owned()));
        };
        match tokio::time::timeout(START, says.read_u8()).await {
            Ok(Ok(READY)) => Ok(Self { child, _pipe: pipe }),
            _ => {
                // Left alone, it would see its pipe close, and end what a later keeper guards.
                let _ = child.kill().await;
                Err(failed(format!("{} is no keeper", program.display())))
            }
        }
    }

    /// Whether it still keeps.
    pub fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Its process id, while it is alive.
    pub fn pid(&self) -> Option<u32> {
        self.child.id()
    }
}

/// The running program's file. On Linux it is found even where an update has replaced it.
fn this_program() -> io::Result<PathBuf> {
    if cfg!(target_os = "linux") {
        return Ok("/proc/self/exe".into());
    }
    std::env::current_exe()
}

fn failed(why: String) -> EngineError {
    EngineError::Failed {
        what: "start the keeper of its containers",
        why,
    }
}

/// The keeper's own `main`: `args` is what follows the subcommand.
pub fn main(args: &[String]) -> ExitCode {
    let [place, owner] = args else {
        return ExitCode::from(2);
    };
    let Some(place) = Place::from_whole(place) else {
        return ExitCode::from(2);
    };
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
    else {
        return ExitCode::from(3);
    };
    runtime.block_on(keep(&place, owner))
}

async fn keep(place: &Place, owner: &str) -> ExitCode {
    // The handlers do nothing, and so do the signals: not even a terminal that closes ends the keeper.
    let _ignored = [
        SignalKind::hangup(),
        SignalKind::interrupt(),
        SignalKind::terminate(),
        SignalKind::quit(),
    ]
    .map(signal);
    let _ = rustix::process::setsid();
    if say_ready().is_err() {
        return ExitCode::from(3);
    }
    // Nothing is ever sent: it returns when the program has ended.
    let end = || io::copy(&mut io::stdin().lock(), &mut io::sink());
    let _ = tokio::task::spawn_blocking(end).await;
    if remove_until_quiet(place, owner).await {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(3)
    }
}

fn say_ready() -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(&[READY])?;
    out.flush()
}

/// Removes the owner's containers until there have been none for a while; `false` where the engine did
/// not let us.
async fn remove_until_quiet(place: &Place, owner: &str) -> bool {
    let began = Instant::now();
    let mut quiet_since = None;
    while began.elapsed() < PATIENCE {
        match docker::remove_all_of(place, owner).await {
            Ok(0) => {
                let since = *quiet_since.get_or_insert_with(Instant::now);
                if since.elapsed() >= QUIET {
                    return true;
                }
            }
            Ok(_) | Err(_) => quiet_since = None,
        }
        tokio::time::sleep(PAUSE).await;
    }
    false
}
