//! What several subcommands need: an engine, a language with its image, a file's text.

use std::fmt::Display;
use std::future::Future;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::Mutex;

use tokio::runtime::Runtime;

use super::CliError;
use super::line::Line;
use crate::config::Dirs;
use crate::course::{Exercise, Pack};
use crate::run::SourceFile;
use crate::sandbox::image::{self, Carried, Language, Part, Progress, Recipe, Store};
use crate::sandbox::{Boot, Engine};
use crate::tui::signals::Signals;

/// The largest file that is run, bytes: with its archive around it a runner still takes it.
const LARGEST: u64 = 15 * 1024 * 1024;

/// Says on stderr what went wrong. A stderr that is gone changes nothing of it.
pub fn complain(what: &impl Display) {
    writeln!(io::stderr(), "tutorbox: {what}").ok();
}

/// Asks for a yes, which is no by default.
///
/// # Errors
/// Nobody is there to be asked.
pub fn agreed(question: &str, nobody: impl FnOnce() -> CliError) -> Result<bool, CliError> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Err(nobody());
    }
    write!(io::stderr(), "{question} [y/N] ").ok();
    let mut answer = String::new();
    let read = io::stdin().read_line(&mut answer);
    Ok(read.is_ok() && ["y", "yes"].contains(&answer.trim().to_lowercase().as_str()))
}

/// Runs `work` to its end, or until Ctrl+C, `kill`, or a terminal that closes: what it began is ended with it.
pub fn block_on<T>(work: impl Future<Output = Result<T, CliError>>) -> Result<T, CliError> {
    let runtime = Runtime::new().map_err(|error| CliError::System {
        what: "start threads",
        error,
    })?;
    let done = runtime.block_on(async {
        let mut ends = Signals::of_the_end();
        tokio::select! {
            biased;
            () = ends.wait() => Err(CliError::Interrupted),
            done = work => done,
        }
    });
    // Whoever still reads a stdin that nobody closes must not be waited for.
    runtime.shutdown_background();
    done
}

/// A pack's exercise by its id.
pub fn exercise<'a>(pack: &'a Pack, id: &str) -> Result<&'a Exercise, CliError> {
    if let Some((_, exercise)) = pack.exercise(id) {
        return Ok(exercise);
    }
    let likely = pack
        .exercises()
        .map(|e| (strsim::normalized_damerau_levenshtein(&e.id, id), &e.id))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    Err(CliError::NoExercise {
        pack: pack.id.clone(),
        id: id.to_owned(),
        suggestion: likely.filter(|(s, _)| *s > 0.5).map(|(_, id)| id.clone()),
    })
}

/// What a language's containers are booted with; asks before its image is fetched.
pub async fn boot(engine: &dyn Engine, language: &Language, dirs: &Dirs) -> Result<Boot, CliError> {
    let store = Store::new(&dirs.cache);
    let image = match image::there(engine, language).await? {
        Some(image) => image,
        None => {
            if language.carried().is_none() {
                Recipe::new(language, &store)?.check()?;
                ask(language).await?;
            }
            prepare_image(engine, language, dirs).await?
        }
    };
    Ok(image::boot(engine, language, &image, &store).await)
}

/// Fetches and builds a language's image, telling stderr how far it is.
pub async fn prepare_image(
    engine: &dyn Engine,
    language: &Language,
    dirs: &Dirs,
) -> Result<String, CliError> {
    let recipe = Recipe::new(language, &Store::new(&dirs.cache))?;
    let progress = ProgressLine::new(language.title());
    let image = image::prepare(engine, &recipe, &|step| progress.show(&step)).await;
    progress.line.clear();
    Ok(image?)
}

/// Makes a language's root for an architecture, in Debian's words, telling stderr how far it is.
pub async fn root(language: &Language, arch: &str, dirs: &Dirs) -> Result<Part, CliError> {
    let recipe = Recipe::for_arch(language, &Store::new(&dirs.cache), arch)?;
    let progress = ProgressLine::new(&format!("{} for {arch}", language.title()));
    let root = recipe.root(&|step| progress.show(&step)).await;
    progress.line.clear();
    Ok(Part {
        language: language.name().to_owned(),
        arch: arch.to_owned(),
        image: recipe.image().to_owned(),
        root: root?,
    })
}

/// Has the engine take an image that a pack brings along, telling stderr how far it is.
pub async fn take_in(
    engine: &dyn Engine,
    carried: &Carried,
    title: &str,
    dirs: &Dirs,
) -> Result<(), CliError> {
    let progress = ProgressLine::new(title);
    let store = Store::new(&dirs.cache);
    let taken = image::take_in(engine, carried, &store, &|step| progress.show(&step)).await;
    progress.line.clear();
    taken?;
    Ok(())
}

/// Asks before much is fetched. Whoever waits for the answer can still be interrupted.
async fn ask(language: &Language) -> Result<(), CliError> {
    let (name, title) = (language.name(), language.title());
    let megabytes = language.download_mb();
    let nobody = CliError::NotAsked {
        name: name.to_owned(),
        title: title.to_owned(),
        megabytes,
    };
    let question = format!(
        "{title} needs its image, about {megabytes} MB from the Debian archive. Fetch it now?"
    );
    let asked = tokio::task::spawn_blocking(move || agreed(&question, || nobody));
    match asked.await {
        Ok(Ok(true)) => Ok(()),
        Ok(Err(error)) => Err(error),
        _ => Err(CliError::Declined),
    }
}

/// One line on stderr that says how far a preparation is; where stderr is no terminal, one line a step.
struct ProgressLine {
    line: Line,
    last: Mutex<String>,
}

impl ProgressLine {
    fn new(title: &str) -> Self {
        Self {
            line: Line::new(title),
            last: Mutex::default(),
        }
    }

    fn show(&self, progress: &Progress) {
        let (step, detail) = describe(progress);
        let text = match self.line.is_live() {
            true => step + &detail,
            false => step,
        };
        let Ok(mut last) = self.last.lock() else {
            return;
        };
        if *last == text {
            return;
        }
        match self.line.is_live() {
            true => self.line.say(&text),
            // A stderr that is gone is no reason to stop.
            false => drop(writeln!(io::stderr(), "{}: {text}", self.line.title())),
        }
        *last = text;
    }
}

/// A step, and how far it is.
fn describe(progress: &Progress) -> (String, String) {
    const MB: u64 = 1_000_000;
    let (step, detail) = match progress {
        Progress::Waiting => (
            "waiting for another tutorbox that prepares an image",
            String::new(),
        ),
        Progress::Resolve { percent } => ("asking the Debian archive", format!(" {percent} %")),
        Progress::Fetch {
            done,
            total,
            package,
        } => (
            "fetching packages",
            format!(" {} of {} MB {package}", done / MB, total / MB),
        ),
        Progress::Unpack {
            done,
            total,
            package,
        } => (
            "unpacking packages",
            format!(" {done} of {total} {package}"),
        ),
        Progress::Finish => ("finishing the root file system", String::new()),
        Progress::Layers { done, total } => (
            "unpacking the image that the pack brings along",
            format!(" {} of {} MB", done / MB, total / MB),
        ),
        Progress::Import { done, total } => (
            "handing it to the engine",
            format!(" {} of {} MB", done / MB, total / MB),
        ),
    };
    (step.to_owned(), detail)
}

/// Reads a text file under the name that it is to have in the container.
pub fn source(path: &Path, name: &str) -> Result<SourceFile, CliError> {
    let unreadable = |error| CliError::Read {
        path: path.to_owned(),
        error,
    };
    let size = std::fs::metadata(path).map_err(unreadable)?.len();
    if size > LARGEST {
        return Err(CliError::FileSize {
            path: path.to_owned(),
            size,
        });
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    let text = String::from_utf8(bytes).map_err(|error| CliError::NotText {
        path: path.to_owned(),
        at: error.utf8_error().valid_up_to(),
    })?;
    if name.contains(char::is_control) {
        return Err(CliError::FileName {
            path: path.to_owned(),
        });
    }
    Ok(SourceFile::new(name, text))
}

/// Sends all logs to this file, and none to the screen.
pub fn log_to(path: &Path) -> Result<(), CliError> {
    let file = std::fs::File::create(path).map_err(|error| CliError::Log {
        path: path.to_owned(),
        error,
    })?;
    let filter = tracing_subscriber::EnvFilter::try_from_env("TUTORBOX_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("tutorbox=debug"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(false)
        .with_writer(Mutex::new(file))
        .init();
    Ok(())
}
