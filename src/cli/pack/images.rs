//! Images on their way with a pack: laid out when it is built, taken in when it is installed.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

use tempfile::TempDir;

use crate::cli::home::Home;
use crate::cli::{CliError, Global, common, language};
use crate::pack::{Image, Library, Packed, Staged};
use crate::sandbox::Engine;
use crate::sandbox::image::{self, Bundled, Carried, PrepareError, Store, host_arch};

/// Makes the images of a pack's languages, for machines of these architectures, or for those like this one where none is named;
/// and the folder that they are in.
pub fn bundle(
    packed: &Packed,
    folder: &Path,
    archs: &[String],
    global: &Global,
) -> Result<(TempDir, Vec<Image>), CliError> {
    let home = Home::open_sound(global)?;
    let pack = folder.to_string_lossy();
    let here = [host_arch().to_owned()];
    let archs = if archs.is_empty() { &here } else { archs };
    common::block_on(async {
        let mut parts = Vec::new();
        for name in &packed.about.languages {
            let language = language::of_pack(name, &pack, &home)?;
            for arch in archs.iter().collect::<BTreeSet<_>>() {
                parts.push(common::root(&language, arch, &home.dirs).await?);
            }
        }
        // It goes with whoever waits for it, also where that is interrupted.
        let folder = Store::new(&home.dirs.cache).bundle()?;
        let path = folder.path().to_owned();
        let made = tokio::task::spawn_blocking(move || image::lay_out(&parts, &path)).await;
        let made = made.map_err(|error| CliError::System {
            what: "lay out images",
            error: io::Error::other(error),
        })?;
        let images = made.map_err(PrepareError::from)?.into_iter().map(listed);
        Ok((folder, images.collect()))
    })
}

/// What an archive says of an image.
fn listed(image: Bundled) -> Image {
    Image {
        language: image.language,
        arch: image.arch,
        image: image.image,
        digest: image.digest,
    }
}

/// Has the engine take the images that are for this machine, before the pack becomes the installed one, and says which have yet to
/// come from elsewhere. Without an engine they wait until it is first played.
pub fn take_in(staged: &Staged<'_>, home: &Home, global: &Global) -> Result<(), CliError> {
    let manifest = staged.manifest();
    let (ours, others): (Vec<&Image>, Vec<&Image>) = manifest
        .images
        .iter()
        .partition(|image| image.arch == host_arch());
    common::block_on(async {
        let engine = match home.engine(global).await {
            Ok(engine) => engine,
            Err(_) if ours.is_empty() => return Ok(()),
            Err(error) => {
                let wait = "its images are taken in when it is first played";
                common::complain(&format!("{wait}: {error}"));
                return Ok(());
            }
        };
        for image in &ours {
            let carried = Carried::new(staged.layout(), &image.language, &image.digest);
            if let Some(carried) = carried {
                common::take_in(engine.as_ref(), &carried, &image.language, &home.dirs).await?;
            }
        }
        let is_there = |name: &&String| ours.iter().all(|image| image.language != **name);
        for name in manifest.languages.iter().filter(is_there) {
            if !is_made(engine.as_ref(), name, home).await {
                tell_what_is_missing(name, &others);
            }
        }
        Ok(())
    })
}

/// Whether the engine has an image of a language that was made on this machine.
async fn is_made(engine: &dyn Engine, name: &str, home: &Home) -> bool {
    let Ok(language) = language::known(name, &home.assets) else {
        return false;
    };
    let there = image::there(engine, &language).await;
    there.is_ok_and(|image| image.is_some())
}

/// Says that a language's image has yet to come, and why: nobody shall learn that in a room without a network.
fn tell_what_is_missing(name: &str, others: &[&Image]) {
    let archs = others.iter().filter(|image| image.language == name);
    let archs: Vec<&str> = archs.map(|image| image.arch.as_str()).collect();
    let why = match archs.is_empty() {
        true => format!("the image of {name} is neither here nor in the pack"),
        false => format!(
            "its image of {name} is for {}, and this machine is {}",
            archs.join(" and "),
            host_arch()
        ),
    };
    writeln!(
        io::stderr(),
        "{why}: it is fetched from Debian when it is first needed. For a room without a network, its author builds the pack with \
         --with-images --arch {}",
        host_arch()
    )
    .ok();
}

/// Has the engine forget the images of a pack that is gone, or of a version, unless another pack has them, too; and the store
/// what no pack has. What stays takes room, and no more: an engine that does not answer is no reason to complain.
pub fn let_go(images: &[Image], home: &Home, global: &Global) -> Result<(), CliError> {
    let library = Library::new(&home.dirs.data);
    let gone = library.unused(images.to_vec());
    if !gone.is_empty() {
        common::block_on(async {
            if let Ok(engine) = home.engine(global).await {
                let gone = gone.iter().map(|image| (&*image.language, &*image.digest));
                image::let_go(engine.as_ref(), gone).await;
            }
            Ok(())
        })?;
    }
    // Of a record that cannot be read nobody knows what it keeps.
    if let Ok(packs) = library.list() {
        let images = packs.iter().flat_map(|pack| &pack.images);
        let kept = images.filter_map(|image| image.digest.strip_prefix("sha256:"));
        Store::new(&home.dirs.cache).sweep_carried(&kept.collect());
    }
    Ok(())
}
