//! `tutorbox pack keygen`, and the passphrases of keys.

use std::fs::OpenOptions;
use std::io::{self, IsTerminal, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use crate::cli::CliError;
use crate::pack::archive::keys::{self, PublicKey, SecretKey};

const EXAMPLES: &str = "\
Examples:
  tutorbox pack keygen tea.key                        tea.key and tea.pub
  tutorbox pack build tea/ --sign tea.key

Keep the secret key to yourself, and its passphrase elsewhere: whoever has both can make packs in your name. Give the public key \
to your learners by another way than the packs. Both are minisign's: its own tools can use them.

Exit codes: 0 both files are there, 2 neither is.";

/// Make a key that packs are signed with
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Keygen {
    /// The file for the secret key; the public one is put beside it, with the ending .pub
    #[arg(value_name = "FILE")]
    secret: PathBuf,
    /// A file with the passphrase on its first line [default: you are asked]
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

pub fn keygen(args: &Keygen) -> Result<ExitCode, CliError> {
    let public = args.secret.with_extension("pub");
    let taken = [&args.secret, &public]
        .into_iter()
        .find(|path| path.exists());
    if let Some(path) = taken.or((args.secret == public).then_some(&public)) {
        return Err(CliError::Exists(path.clone()));
    }
    let passphrase = match &args.passphrase_file {
        Some(file) => first_line(file)?,
        None => asked_twice()?,
    };
    let files = keys::generate(&passphrase)?;
    write(&args.secret, &files.secret, 0o600)?;
    if let Err(error) = write(&public, &files.public, 0o644) {
        // One without the other is of no use, and would be in the way of the next try.
        std::fs::remove_file(&args.secret).ok();
        return Err(error);
    }
    let key = PublicKey::read(&files.public)?;
    writeln!(io::stdout(), "{}", told(&args.secret, &public, &key)).ok();
    Ok(ExitCode::SUCCESS)
}

/// What was made, and what to do with it: learners are shown the key in one line, and that is what they must be able to compare.
fn told(secret: &Path, public: &Path, key: &PublicKey) -> String {
    format!(
        "{} is the secret key {}: keep it to yourself.\n\
         {} is what your learners may have of it. In one line:\n\n  {key}\n\n\
         Give them this line by another way than your packs. Whoever installs the first one is shown it, to compare, or names it \
         at once:\n\n  tutorbox pack install FILE --trust {key}",
        secret.display(),
        key.id(),
        public.display(),
    )
}

/// Opens a secret key's file.
pub fn open(file: &Path, passphrase_file: Option<&Path>) -> Result<SecretKey, CliError> {
    let text = read(file)?;
    let passphrase = match passphrase_file {
        Some(file) => first_line(file)?,
        None => ask(&format!("Passphrase of {}: ", file.display()))?,
    };
    Ok(SecretKey::open(&text, &passphrase)?)
}

/// A public key, as it is written or in a file.
pub fn public(word: &str) -> Result<PublicKey, CliError> {
    match Path::new(word).is_file() {
        true => Ok(PublicKey::read(&read(Path::new(word))?)?),
        false => Ok(PublicKey::read(word)?),
    }
}

fn read(path: &Path) -> Result<String, CliError> {
    std::fs::read_to_string(path).map_err(|error| CliError::Read {
        path: path.to_owned(),
        error,
    })
}

fn first_line(path: &Path) -> Result<String, CliError> {
    let text = read(path)?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

fn asked_twice() -> Result<String, CliError> {
    let passphrase = ask("A passphrase for the secret key: ")?;
    match ask("The same again: ")? == passphrase {
        true => Ok(passphrase),
        false => Err(CliError::PassphrasesDiffer),
    }
}

fn ask(question: &str) -> Result<String, CliError> {
    if !io::stdin().is_terminal() {
        return Err(CliError::NoPassphrase);
    }
    rpassword::prompt_password(question).map_err(|error| CliError::System {
        what: "ask for the passphrase",
        error,
    })
}

/// Writes a new file, for whom its mode says.
fn write(path: &Path, text: &str, mode: u32) -> Result<(), CliError> {
    let mut new = OpenOptions::new();
    let file = new.write(true).create_new(true).mode(mode).open(path);
    let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| CliError::Write {
        path: path.to_owned(),
        error,
    })
}
