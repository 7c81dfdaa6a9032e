//! `tutorbox pack build`: a folder becomes one file, once it is proved.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::progress::Bytes;
use super::{key, size};
use crate::cli::check;
use crate::cli::{CliError, Global};
use crate::pack::{self, EXTENSION, archive};

const EXAMPLES: &str = "\
Examples:
  tutorbox pack build tea/                            tea-1.0.0.tbx, here
  tutorbox pack build tea/ -o /media/stick/tea.tbx
  tutorbox pack build tea/ --sign tea.key             learners see that it is yours
  tutorbox pack build tea/ --no-check                 what is in it was proved elsewhere

The pack is checked first, as by `tutorbox check`. Hidden files and other archives are left out. The same folder makes the same \
file, byte by byte; a signature alone differs each time.

Exit codes: 0 the file is there, 2 the pack is not sound, or another mistake, 3 no container engine, or it failed, 130 interrupted.";

/// Make one file of a pack
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Build {
    /// The pack's folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The file to be made [default: ID-VERSION.tbx]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Sign it with this secret key, which `tutorbox pack keygen` makes
    #[arg(long, value_name = "KEY")]
    sign: Option<PathBuf>,
    /// A file with the key's passphrase on its first line [default: you are asked]
    #[arg(long, value_name = "FILE", requires = "sign")]
    passphrase_file: Option<PathBuf>,
    /// Do not check it first
    #[arg(long)]
    no_check: bool,
}

pub fn build(args: &Build, global: &Global) -> Result<ExitCode, CliError> {
    if !args.folder.is_dir() {
        return Err(CliError::NoFolder(args.folder.clone()));
    }
    // A wrong passphrase is told before a long check, and not after it.
    let key = match &args.sign {
        Some(file) if is_below(file, &args.folder) => {
            return Err(CliError::KeyInPack(file.clone()));
        }
        Some(file) => Some(key::open(file, args.passphrase_file.as_deref())?),
        None => None,
    };
    if !args.no_check {
        // As a path, and not as the name of a pack that is installed.
        let folder = Path::new(".").join(&args.folder);
        let checked = check::whole(&folder.to_string_lossy(), global)?;
        if checked != ExitCode::SUCCESS {
            return Ok(checked);
        }
    }
    let packed = pack::pack_up(&args.folder)?;
    let name = format!("{}-{}{EXTENSION}", packed.about.id, packed.about.version);
    let path = args.output.clone().unwrap_or_else(|| name.into());
    let mut bytes = Bytes::new(&path.to_string_lossy());
    let written = write(&path, |out| {
        archive::write(
            out,
            packed.about,
            packed.sources,
            key.as_ref(),
            &mut |far| {
                bytes.tell(far);
            },
        )
    })?;
    drop(bytes);
    let made = path.metadata().map_or(0, |meta| meta.len());
    let signed = match &key {
        Some(key) => format!(", signed by key {}", key.public().id()),
        None => ", not signed".to_owned(),
    };
    writeln!(
        io::stdout(),
        "{} is {} {}: {} files, {} ({} unpacked){signed}",
        path.display(),
        written.id,
        written.version,
        written.files.len(),
        size(made),
        size(written.size()),
    )
    .ok();
    Ok(ExitCode::SUCCESS)
}

/// Whether a file is in a folder; a way there that cannot be followed leads nowhere.
fn is_below(file: &Path, folder: &Path) -> bool {
    let (file, folder) = (file.canonicalize(), folder.canonicalize());
    file.is_ok_and(|file| folder.is_ok_and(|folder| file.starts_with(folder)))
}

/// Writes a file as a whole, or leaves what was there.
fn write<T>(
    path: &Path,
    work: impl FnOnce(&mut dyn Write) -> Result<T, archive::WriteError>,
) -> Result<T, CliError> {
    let failed = |error| CliError::Write {
        path: path.to_owned(),
        error,
    };
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::Builder::new()
        .prefix(".tutorbox-")
        .permissions(permissions())
        .tempfile_in(folder)
        .map_err(failed)?;
    let made = work(&mut BufWriter::new(file.as_file_mut()))?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(made)
}

/// Those of any new file, less what the caller's umask takes: what is made for others is not for its maker alone.
fn permissions() -> std::fs::Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(0o666)
}
