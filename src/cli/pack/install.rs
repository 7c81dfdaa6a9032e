//! `tutorbox pack install`: an archive, a folder, or what an address leads to becomes a pack of the library.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc;
use std::time::Duration;

use clap::Args;

use super::desk::Desk;
use super::progress::Bytes;
use super::shelf::signed;
use super::{changes, images, key, size, source};
use crate::cli::common::block_on;
use crate::cli::home::Home;
use crate::cli::line::Line;
use crate::cli::{CliError, Global};
use crate::pack::intake::{self, Intake, Outcome};
use crate::pack::{Change, Installed, Offer, Said};
use crate::render::text::visible;

const EXAMPLES: &str = "\
Examples:
  tutorbox pack install workshop.tbx
  tutorbox pack install /media/stick/workshop.tbx --trust workshop.pub
  tutorbox pack install https://example.org/workshop.tbx
  tutorbox pack install http://10.0.0.5:8000/workshop.tbx --sha256 SUM
  tutorbox pack install tea/                          a folder, as it is now
  tutorbox pack update workshop-1.1.0.tbx             the same command: a newer version
  tutorbox play workshop

It is verified before anything of it is kept, and nothing of it is run. The first time that you meet a signer, you are asked. A \
pack that is there already is replaced as a whole, or not at all; what you have written and passed stays.

An address is fetched as a whole, or not at all; http_proxy, https_proxy and no_proxy are heeded. Over plain http anybody on the way can \
change a pack: it must be signed, or its sum be named.

Exit codes: 0 it is installed, 2 it is not, and what was there is there still, 130 interrupted.";

/// Put a pack into the library, or another version of it
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct Install {
    /// An archive, a pack's folder, or where an archive is on the net
    #[arg(value_name = "FILE|DIR|URL")]
    from: PathBuf,
    /// The SHA-256 sum that what is fetched must have; URL#sha256=SUM says the same
    #[arg(long, value_name = "SUM")]
    sha256: Option<String>,
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

/// How long what goes on may take to end once it is interrupted; what waits for the net or for an answer does not end.
const GRACE: Duration = Duration::from_millis(200);

/// Whoever interrupts it leaves nothing behind, and what was there.
pub fn install(args: &Install, global: &Global) -> Result<ExitCode, CliError> {
    let failed = |error| CliError::System {
        what: "make a temporary folder",
        error,
    };
    // It goes when this function is left, whatever the other thread is at.
    let folder = tempfile::tempdir().map_err(failed)?;
    let place = folder.path().to_owned();
    let (args, global) = (args.clone(), global.clone());
    let (over, is_over) = mpsc::channel::<()>();
    let work = move || {
        let _over = over;
        put(&args, &global, &place)
    };
    let done = block_on(async {
        let done = tokio::task::spawn_blocking(work).await;
        done.map_err(|error| failed(error.into()))?
    });
    if matches!(done, Err(CliError::Interrupted)) {
        // Whoever makes an image stops by themselves, and clears away what they began.
        is_over.recv_timeout(GRACE).ok();
        Line::new("").clear();
    }
    done
}

fn put(args: &Install, global: &Global, place: &Path) -> Result<ExitCode, CliError> {
    let home = Home::open(global)?;
    let said = Said {
        trust: args.trust.as_deref().map(key::public).transpose()?,
        downgrade: args.downgrade,
    };
    let source = source::get(&args.from, args.sha256.as_deref(), place)?;
    let intake = Intake {
        from: &source.path,
        place,
        assets: &home.assets,
        limits: home.settings.limits,
        said: &said,
        only: None,
    };
    let mut desk = Desk::new(&home, global, &source, args.yes);
    let text = match intake::install(&intake, &mut desk).map_err(|why| source.name_in(why))? {
        Outcome::Installed(pack, change) => {
            images::let_go(&desk.before, &home, global)?;
            let changes = desk.changes.take();
            let news = changes.map(|changes| changes::told(&changes, &pack.id, &home.dirs));
            let told = told(&pack, &change);
            let news = news.unwrap_or_default();
            format!("{told}.\n{news}\n  tutorbox play {}", pack.id)
        }
        Outcome::Already { pack, version } => format!("{pack} {version} is installed already"),
        Outcome::Declined => return Err(CliError::NotTaken),
    };
    writeln!(io::stdout(), "{text}").ok();
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
        "{} {} {what}: \"{}\", {}, {}",
        pack.id,
        pack.version,
        visible(&pack.title),
        size(pack.size),
        signed(pack.signer.as_deref()),
    )
}

/// Reads an archive to its end, and tells how far that is.
pub fn read(path: &Path, name: &str) -> Result<Offer, CliError> {
    let mut bytes = Bytes::new(&format!("verify {name}"));
    Ok(Offer::read(path, &mut |far| bytes.tell(far))?)
}
