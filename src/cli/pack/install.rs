//! `tutorbox pack install`: an archive, or a folder, becomes a pack of the library.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::progress::Bytes;
use super::shelf::signed;
use super::{key, size};
use crate::cli::common::agreed;
use crate::cli::home::Home;
use crate::cli::{CliError, Global};
use crate::pack::archive;
use crate::pack::{self, Change, Installed, Library, Offer, Said, Staged};
use crate::render::text::visible;

const EXAMPLES: &str = "\
Examples:
  tutorbox pack install workshop.tbx
  tutorbox pack install /media/stick/workshop.tbx --trust workshop.pub
  tutorbox pack install tea/                          a folder, as it is now
  tutorbox pack update workshop-1.1.0.tbx             the same command: a newer version
  tutorbox play workshop

It is verified before anything of it is kept, and nothing of it is run. The first time that you meet a signer, you are asked. A \
pack that is there already is replaced as a whole, or not at all; what you have written and passed stays.

Exit codes: 0 it is installed, 2 it is not, and what was there is there still.";

/// Put a pack into the library, or another version of it
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Install {
    /// An archive, or a pack's folder
    #[arg(value_name = "FILE|DIR")]
    from: PathBuf,
    /// The public key that the pack must be signed with, and that you take packs of from now on: its file, or its one line
    #[arg(long, value_name = "KEY")]
    trust: Option<String>,
    /// Take an older version than the one that is there
    #[arg(long)]
    downgrade: bool,
    /// Say yes to whatever would be asked
    #[arg(short, long)]
    yes: bool,
}

pub fn install(args: &Install, global: &Global) -> Result<ExitCode, CliError> {
    let home = Home::open(global)?;
    let said = Said {
        trust: args.trust.as_deref().map(key::public).transpose()?,
        downgrade: args.downgrade,
    };
    let wrapped = match args.from.is_dir() {
        true => Some(wrap(&args.from)?),
        false => None,
    };
    let path = wrapped
        .as_ref()
        .map_or(args.from.as_path(), |file| file.path());
    let name = args.from.to_string_lossy();
    let offer = read(path, &name)?;
    let (id, version) = (offer.manifest.id.clone(), offer.manifest.version.clone());
    if home.assets.pack(&id).is_some() {
        return Err(pack::LibraryError::BuiltIn(id).into());
    }
    let library = Library::new(&home.dirs.data);
    let change = offer.change(&library, &said)?;
    if change == Change::Nothing {
        library.tidy()?;
        writeln!(io::stdout(), "{id} {version} is installed already").ok();
        return Ok(ExitCode::SUCCESS);
    }
    if offer.signer.is_none() && wrapped.is_none() {
        let why = "nobody can tell who made it, or whether it was changed on its way";
        writeln!(io::stderr(), "{id} is not signed: {why}").ok();
    }
    trust(&offer, &library, &said, args.yes)?;
    let mut bytes = Bytes::new(&name);
    let staged = library.stage(offer, &said, home.settings.limits, &mut |far| {
        bytes.tell(far)
    })?;
    drop(bytes);
    grant(&staged, &id, args.yes)?;
    let pack = staged.take()?;
    writeln!(io::stdout(), "{}", told(&pack, &change)).ok();
    Ok(ExitCode::SUCCESS)
}

/// What is different now.
fn told(pack: &Installed, change: &Change) -> String {
    let what = match change {
        Change::New | Change::Nothing => "is installed".to_owned(),
        Change::From(version) => format!("took the place of {version}"),
        Change::Rebuilt => "took the place of another build of it".to_owned(),
        Change::Repaired => "is whole again".to_owned(),
    };
    format!(
        "{id} {} {what}: \"{}\", {}, {}.\n\n  tutorbox play {id}",
        pack.version,
        visible(&pack.title),
        size(pack.size),
        signed(pack.signer.as_deref()),
        id = pack.id,
    )
}

/// A folder goes the way of every archive.
fn wrap(folder: &Path) -> Result<tempfile::NamedTempFile, CliError> {
    let failed = |error| CliError::System {
        what: "make a temporary file",
        error,
    };
    let packed = pack::pack_up(folder)?;
    let mut file = tempfile::NamedTempFile::new().map_err(failed)?;
    archive::write(
        file.as_file_mut(),
        packed.about,
        packed.sources,
        None,
        &mut |_| {},
    )?;
    Ok(file)
}

/// Reads an archive to its end, and tells how far that is.
pub fn read(path: &Path, name: &str) -> Result<Offer, CliError> {
    let mut bytes = Bytes::new(&format!("verify {name}"));
    Ok(Offer::read(path, &mut |far| bytes.tell(far))?)
}

/// Has the learner look at who signed it, where that is new.
fn trust(offer: &Offer, library: &Library, said: &Said, yes: bool) -> Result<(), CliError> {
    let manifest = &offer.manifest;
    let Some(key) = &offer.signer else {
        return Ok(());
    };
    // A key that was named is the one that it has by now.
    if yes || said.trust.is_some() || library.signers()?.knows(key) {
        return Ok(());
    }
    let authors = match manifest.authors.is_empty() {
        true => "nobody".to_owned(),
        false => manifest.authors.join(", "),
    };
    let question = format!(
        "{} {} is signed by a key that is new here:\n\n  {key}\n  (key {}; the pack names as its authors: {})\n\n\
         Compare it with what its author has told you. Take packs of this key from now on?",
        manifest.id,
        manifest.version,
        key.id(),
        visible(&authors),
    );
    let nobody = || CliError::NewSigner {
        pack: manifest.id.clone(),
        key: key.to_string(),
    };
    match agreed(&question, nobody)? {
        true => Ok(()),
        false => Err(CliError::NotTaken),
    }
}

/// Has the learner grant what the pack asks for.
fn grant(staged: &Staged<'_>, id: &str, yes: bool) -> Result<(), CliError> {
    if yes || staged.is_granted() {
        return Ok(());
    }
    let asks: Vec<String> = staged
        .asks
        .iter()
        .map(|(key, value)| format!("{key} = {value}"))
        .collect();
    let question = format!(
        "Some of its runs ask for more than is usual:\n\n  {}\n\nGrant it?",
        asks.join("\n  ")
    );
    let nobody = || CliError::NotGranted {
        pack: id.to_owned(),
        asks: asks.join(", "),
    };
    match agreed(&question, nobody)? {
        true => Ok(()),
        false => Err(CliError::NotTaken),
    }
}
