//! `tutorbox pack build`: a folder becomes one file, once it is proved.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use tempfile::TempDir;

use super::progress::Bytes;
use super::shelf::{self, signed};
use super::{images, key, size};
use crate::cli::{CliError, Global, check, common};
use crate::pack::archive::Manifest;
use crate::pack::{self, EXTENSION, Packed, archive};

const EXAMPLES: &str = "\
Examples:
  tutorbox pack build tea/                            tea-1.0.0.tbx, here
  tutorbox pack build tea/ -o /media/stick/tea.tbx
  tutorbox pack build tea/ --sign tea.key             learners see that it is yours
  tutorbox pack build tea/ --with-images              learners need an engine, and no network
  tutorbox pack build tea/ --with-images --arch amd64,arm64
  tutorbox pack build tea/ --no-check                 what is in it was proved elsewhere

The pack is checked first, as by `tutorbox check`. Hidden files and other archives are left out. The same folder makes the same \
file, byte by byte; a signature alone differs each time.

Exit codes: 0 the file is there, 2 the pack is not sound, or another mistake, 3 no container engine, or it failed, 130 interrupted.";

/// Debian's names of the machines that it is made for (its release notes, trixie).
const ARCHITECTURES: [&str; 7] = [
    "amd64", "arm64", "armhf", "i386", "ppc64el", "riscv64", "s390x",
];

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
    /// Put what its languages run in into the file, too: tens of megabytes a language
    #[arg(long)]
    with_images: bool,
    /// The machines that the images are for [default: those like this one]
    #[arg(long, value_name = "ARCH", value_delimiter = ',', requires = "with_images", value_parser = ARCHITECTURES)]
    arch: Vec<String>,
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
    // As a path, and not as the name of a pack that is installed.
    let folder = Path::new(".").join(&args.folder);
    if !args.no_check {
        let checked = check::whole(&folder.to_string_lossy(), global)?;
        if checked != ExitCode::SUCCESS {
            return Ok(checked);
        }
    }
    // The folder of its images is there until the archive is written.
    let (packed, _layout) = packed(args, &folder, global)?;
    let name = format!("{}-{}{EXTENSION}", packed.about.id, packed.about.version);
    let path = args.output.clone().unwrap_or_else(|| name.into());
    let mut bytes = Bytes::new(&path.to_string_lossy());
    let written = write(&path, move |out| {
        let mut tell = |far| bytes.tell(far);
        archive::write(out, packed.about, packed.sources, key.as_ref(), &mut tell)
    })?;
    writeln!(io::stdout(), "{}", told(&path, &written)).ok();
    Ok(ExitCode::SUCCESS)
}

/// What goes into the archive.
fn packed(
    args: &Build,
    folder: &Path,
    global: &Global,
) -> Result<(Packed, Option<TempDir>), CliError> {
    let packed = pack::pack_up(&args.folder)?;
    if !args.with_images {
        return Ok((packed, None));
    }
    let (layout, images) = images::bundle(&packed, folder, &args.arch, global)?;
    let packed = packed.with_images(images, layout.path())?;
    Ok((packed, Some(layout)))
}

/// What was made.
fn told(path: &Path, manifest: &Manifest) -> String {
    let images = match manifest.images.is_empty() {
        true => "without images".to_owned(),
        false => format!("with what runs {}", shelf::images(&manifest.images)),
    };
    format!(
        "{} is {} {}: {} files, {} ({} unpacked), {images}, {}",
        path.display(),
        manifest.id,
        manifest.version,
        manifest.files.len(),
        size(path.metadata().map_or(0, |meta| meta.len())),
        size(manifest.size()),
        match signed(manifest.signer.as_deref()) {
            key if manifest.signer.is_some() => format!("signed by {key}"),
            not => not,
        },
    )
}

/// Whether a file is in a folder; a way there that cannot be followed leads nowhere.
fn is_below(file: &Path, folder: &Path) -> bool {
    let (file, folder) = (file.canonicalize(), folder.canonicalize());
    file.is_ok_and(|file| folder.is_ok_and(|folder| file.starts_with(folder)))
}

/// Writes a file as a whole, or leaves what was there: also where it is interrupted.
fn write<T: Send + 'static>(
    path: &Path,
    work: impl FnOnce(&mut dyn Write) -> Result<T, archive::WriteError> + Send + 'static,
) -> Result<T, CliError> {
    let failed = |error| CliError::Write {
        path: path.to_owned(),
        error,
    };
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let file = tempfile::Builder::new()
        .prefix(".tutorbox-")
        .permissions(permissions())
        .tempfile_in(folder)
        .map_err(failed)?;
    // Its name goes with whoever waits, and not with whoever writes.
    let (mut file, name) = file.into_parts();
    let written = common::block_on(async {
        let writing = tokio::task::spawn_blocking(move || {
            let made = work(&mut BufWriter::new(&mut file))?;
            file.sync_all().map_err(archive::WriteError::Write)?;
            Ok::<_, archive::WriteError>(made)
        });
        Ok(writing
            .await
            .map_err(|error| failed(io::Error::other(error)))??)
    })?;
    name.persist(path).map_err(|error| failed(error.error))?;
    Ok(written)
}

/// Those of any new file, less what the caller's umask takes: what is made for others is not for its maker alone.
fn permissions() -> std::fs::Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(0o666)
}
