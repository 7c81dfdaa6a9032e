//! Everything that can end the program early, and the exit code of each.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::author::import::ImportError;
use crate::author::{NewError, PlaceError};
use crate::config::{DirsError, SettingsProblem};
use crate::pack::archive::WriteError;
use crate::pack::archive::keys::KeyError;
use crate::pack::download::DownloadError;
use crate::pack::intake::IntakeError;
use crate::pack::{LibraryError, PackError};
use crate::progress::{RecordError, StoreError};
use crate::proof::corpus::CorpusError;
use crate::sandbox::EngineError;
use crate::sandbox::image::{LanguageError, PrepareError};
use crate::tui::TuiError;

/// The program cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// There is nowhere to keep things.
    #[error(transparent)]
    Dirs(#[from] DirsError),
    /// `config.toml` is wrong, and nobody is there to be warned.
    #[error("{}\nMend the file, or remove it", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Settings(Vec<SettingsProblem>),
    /// The attacks cannot be used.
    #[error(transparent)]
    Corpus(#[from] CorpusError),
    /// There is no editor to be opened.
    #[error("there is no editor: say which one you like, as in EDITOR=nano tutorbox config edit")]
    NoEditor,
    /// The editor failed.
    #[error("{editor} ended with {status}: set EDITOR to the command of your editor")]
    Editor {
        /// The command.
        editor: String,
        /// How it ended.
        status: std::process::ExitStatus,
    },
    /// All engines were asked for, where one is needed.
    #[error(
        "--engine all is for `tutorbox doctor` alone; name one engine: docker, podman, embedded"
    )]
    AllEngines,
    /// A preview is nothing but drawn.
    #[error("a preview is drawn, and --plain draws nothing: `tutorbox play {} --plain` reads the pack as text", .0.display())]
    PlainPreview(PathBuf),
    /// There is no folder to be previewed.
    #[error("{} is no folder; name the folder that your pack.toml and lessons are in, or make one", .0.display())]
    NoFolder(PathBuf),
    /// A pack cannot be opened.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// A pack cannot be installed, found or removed.
    #[error(transparent)]
    Library(#[from] LibraryError),
    /// A pack was not installed.
    #[error(transparent)]
    Intake(#[from] IntakeError),
    /// A pack cannot be fetched.
    #[error(transparent)]
    Download(#[from] DownloadError),
    /// Nobody vouches for what was fetched.
    #[error(
        "{pack} is not signed, and {url} is not behind https: anybody on the way could have changed it, and nothing was installed. Use an \
         https address, name the sum that its author has told you with --sha256 SUM, or ask for a pack that is signed"
    )]
    Unvouched {
        /// The pack's id.
        pack: String,
        /// Where it is from.
        url: String,
    },
    /// A sum was named for what is here already.
    #[error("--sha256 is for an address; of a file that you have, `sha256sum FILE` tells the sum")]
    SumOfFile,
    /// An archive cannot be made.
    #[error(transparent)]
    Archive(#[from] WriteError),
    /// A key cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// Nobody is there to be asked for a passphrase.
    #[error(
        "the key has a passphrase, and nobody is here to be asked for it: put it on the first line of a file, and say --passphrase-file FILE"
    )]
    NoPassphrase,
    /// It was typed in twice, and not the same.
    #[error("the two passphrases differ: try again; nothing was written")]
    PassphrasesDiffer,
    /// A key is never written over.
    #[error("{} is there already: choose another name", .0.display())]
    Exists(PathBuf),
    /// A secret key would be handed out.
    #[error("the secret key {} is in the pack's folder, and would be handed out with it: move it elsewhere", .0.display())]
    KeyInPack(PathBuf),
    /// A signer is new, and nobody is there to be asked.
    #[error(
        "{pack} is signed by a key that is new here: compare it with what the pack's author has told you, and where it is theirs, say --trust {key}"
    )]
    NewSigner {
        /// The pack's id.
        pack: String,
        /// The key, in one line.
        key: String,
    },
    /// A pack asks for more than is usual, and nobody is there to be asked.
    #[error("some runs of {pack} ask for more than is usual: {asks}; --yes grants it")]
    NotGranted {
        /// The pack's id.
        pack: String,
        /// What it asks for.
        asks: String,
    },
    /// The learner has said no to a pack.
    #[error("nothing was installed")]
    NotTaken,
    /// What was done in a pack would go with it, and nobody is there to be asked.
    #[error(
        "{what} of {pack} would go with it: say --keep-progress to keep them, or --yes to let them go; nothing was removed. \
         `tutorbox progress export {pack} --files DIR` makes files of the drafts"
    )]
    ProgressGoes {
        /// The pack's id.
        pack: String,
        /// What would go.
        what: String,
    },
    /// A file is no record of progress.
    #[error("{}: {error}", path.display())]
    Record {
        /// Which.
        path: PathBuf,
        /// Why.
        error: RecordError,
    },
    /// There are no drafts to be exported.
    #[error("nothing that you have written{} is kept here{}", pack.as_ref().map(|pack| format!(" for {pack}")).unwrap_or_default(), listed(known))]
    NoDrafts {
        /// The pack that was named.
        pack: Option<String>,
        /// The packs that there are drafts of.
        known: Vec<String>,
    },
    /// The folder for them cannot be made.
    #[error(transparent)]
    Place(#[from] PlaceError),
    /// What was done in a pack would be forgotten, and nobody is there to be asked.
    #[error(
        "all that was done in {0} would be forgotten: say --yes to have it so; nothing was forgotten"
    )]
    ResetUnasked(String),
    /// The learner has changed their mind about that.
    #[error("nothing was forgotten")]
    NotForgotten,
    /// The learner has changed their mind.
    #[error("nothing was removed; --keep-progress removes the pack alone")]
    NotRemoved,
    /// A file cannot be written.
    #[error("cannot write {}: {error}", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A pack cannot be made.
    #[error(transparent)]
    New(#[from] NewError),
    /// A track cannot be imported.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// A language cannot be used.
    #[error(transparent)]
    Language(#[from] LanguageError),
    /// There is no such language.
    #[error("there is no language called {name}; the languages here are: {}", known.join(", "))]
    NoLanguage {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// There is no such exercise.
    #[error("the pack {pack} has no exercise called {id}{}", suggestion.as_ref().map(|s| format!("; did you mean {s}?")).unwrap_or_default())]
    NoExercise {
        /// The pack.
        pack: String,
        /// What was asked for.
        id: String,
        /// What is spelled most alike.
        suggestion: Option<String>,
    },
    /// There is no such lesson.
    #[error("the pack has no lesson called {id}; its lessons are: {}", known.join(", "))]
    NoLesson {
        /// What was asked for.
        id: String,
        /// What there is.
        known: Vec<String>,
    },
    /// Which of the given files is which of an exercise's cannot be said.
    #[error("{exercise} is made of {}: give files of these names, or as many in this order", names.join(" "))]
    Files {
        /// The exercise.
        exercise: String,
        /// What its files are called.
        names: Vec<String>,
    },
    /// A file cannot be read.
    #[error("cannot read {}: {error}", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A file is no text.
    #[error("{} is not UTF-8 text: byte {at} is no part of a character; save it as UTF-8", path.display())]
    NotText {
        /// Which.
        path: PathBuf,
        /// Where, from 0.
        at: usize,
    },
    /// No source file is that large.
    #[error("{} is {} MiB large, and a run takes 15 MiB at most; let the program read its data from stdin", path.display(), size / (1024 * 1024))]
    FileSize {
        /// Which.
        path: PathBuf,
        /// How large, bytes.
        size: u64,
    },
    /// Its name cannot be handed over.
    #[error("{path:?} has a line break or another control character in its name: rename it")]
    FileName {
        /// Which.
        path: PathBuf,
    },
    /// The log cannot be written.
    #[error("cannot write the log {}: {error}", path.display())]
    Log {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The theme cannot be used.
    #[error("{0}")]
    Theme(String),
    /// The image has to be fetched, and nobody is there to be asked.
    #[error(
        "{title} needs its image, about {megabytes} MB from the Debian archive: fetch it once with\n\n    tutorbox image prepare {name}\n"
    )]
    NotAsked {
        /// The language's name.
        name: String,
        /// What people call it.
        title: String,
        /// How much.
        megabytes: u32,
    },
    /// A pack brings a language along, and nobody is there to be asked whether its image may be made.
    #[error(
        "the pack {pack} brings {title} along: its image is made by the script {folder}/finish, which runs on this machine, \
         outside of every container. Read it, and allow it once with\n\n    tutorbox image prepare {name} --pack {pack} --yes\n"
    )]
    Foreign {
        /// The language's name.
        name: String,
        /// What people call it.
        title: String,
        /// The pack, as it was named.
        pack: String,
        /// Where the language is.
        folder: String,
    },
    /// That was not allowed.
    #[error("{title} was not allowed, so nothing of it was fetched or run")]
    Untrusted {
        /// What people call the language.
        title: String,
    },
    /// Fetching it was declined.
    #[error("the image was not fetched, so nothing was run")]
    Declined,
    /// The image cannot be prepared.
    #[error(transparent)]
    Prepare(#[from] PrepareError),
    /// No engine, or it failed.
    #[error("{0}\nLessons can be read without one: tutorbox play")]
    Engine(#[from] EngineError),
    /// Progress cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The terminal failed.
    #[error(transparent)]
    Tui(#[from] TuiError),
    /// The operating system refused something basic.
    #[error("cannot {what}: {error}")]
    System {
        /// What.
        what: &'static str,
        /// Why.
        error: io::Error,
    },
    /// Ctrl+C.
    #[error("interrupted")]
    Interrupted,
}

impl CliError {
    /// 2: the caller's or an author's mistake; 3: no engine, or it failed; 130: interrupted.
    pub fn code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Engine(_)
            | Self::Prepare(_)
            | Self::NotAsked { .. }
            | Self::Foreign { .. }
            | Self::Untrusted { .. }
            | Self::Declined
            | Self::Intake(IntakeError::Temporary(_))
            | Self::System { .. } => 3,
            Self::Interrupted => 130,
            _ => 2,
        })
    }
}

fn listed(packs: &[String]) -> String {
    match packs.is_empty() {
        true => String::new(),
        false => format!("; there is something for: {}", packs.join(", ")),
    }
}
