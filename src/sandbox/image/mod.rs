//! Images: how a language's root file system is made on this machine, and given to an engine.
//!
//! One recipe for every language: apt resolves and fetches `packages.txt` from Debian trixie into an apt root of
//! its own, `dpkg-deb` unpacks the archives, `finish` makes a root of them. It takes no root rights and no image
//! registry, runs nothing from inside the root, and touches nothing of the host's own apt but its configuration,
//! which it reads. What an engine does with a root is unknown here.

mod apt;
mod carried;
mod command;
mod compiled;
mod error;
mod language;
pub(super) mod layer;
mod message;
mod recipe;
mod sources;
mod store;

use std::path::Path;

use super::Engine;
use store::Lock;

pub use carried::{Bundled, Carried, CarriedError, Part, lay_out};
pub use compiled::boot;
pub use error::{LanguageError, PrepareError};
pub use language::{Language, host_arch};
pub use recipe::Recipe;
pub use sources::Sources;
pub use store::Store;

/// How far a preparation is. Bytes and counts only grow within a step.
#[derive(Debug, Clone, PartialEq)]
pub enum Progress {
    /// Another program prepares an image; ours goes on when it is done.
    Waiting,
    /// The lists of packages are fetched and what is needed is found out.
    Resolve {
        /// Of the lists, in hundredths.
        percent: u8,
    },
    /// Packages are fetched.
    Fetch {
        /// Bytes so far.
        done: u64,
        /// Bytes in all.
        total: u64,
        /// The package that was begun last; empty before the first.
        package: String,
    },
    /// Packages are unpacked.
    Unpack {
        /// Packages so far.
        done: usize,
        /// Packages in all.
        total: usize,
        /// The package at hand.
        package: String,
    },
    /// `finish` runs.
    Finish,
    /// An image that came with a pack is unpacked.
    Layers {
        /// Bytes so far.
        done: u64,
        /// Bytes in all.
        total: u64,
    },
    /// The engine takes the root.
    Import {
        /// Bytes so far.
        done: u64,
        /// Bytes in all, about.
        total: u64,
    },
}

/// Is told how far a preparation is.
pub type Report<'a> = &'a (dyn Fn(Progress) + Send + Sync);

/// The image of a language that `engine` has: the one that is made here, or the one that came with the pack.
///
/// # Errors
/// The engine does not say, or the language's folder cannot be read.
pub async fn there(
    engine: &dyn Engine,
    language: &Language,
) -> Result<Option<String>, PrepareError> {
    let carried = language.carried().map(Carried::image);
    for image in [Some(language.tag(host_arch())?), carried]
        .into_iter()
        .flatten()
    {
        if engine.has_image(&image).await? {
            return Ok(Some(image));
        }
    }
    Ok(None)
}

/// Has `engine` forget images that came with packs, each by its language and its digest. What stays takes room, and no more.
pub async fn let_go<'a>(
    engine: &dyn Engine,
    images: impl IntoIterator<Item = (&'a str, &'a str)> + Send,
) {
    let images = images.into_iter();
    let carried: Vec<Carried> = images
        .filter_map(|(language, digest)| Carried::new("", language, digest))
        .collect();
    for image in carried {
        if let Err(error) = engine.remove_image(&image.image()).await {
            tracing::warn!(%error, "an image stays");
        }
    }
}

/// Sees to it that `engine` has an image of the recipe's language, and returns its name. One that came with the pack is
/// taken before one is made.
///
/// Whoever loses interest drops the future: what runs is killed, and what it leaves behind is taken up or
/// cleared away by the next preparation.
///
/// # Errors
///
/// Every step has its own, and each says what to do.
pub async fn prepare(
    engine: &dyn Engine,
    recipe: &Recipe,
    report: Report<'_>,
) -> Result<String, PrepareError> {
    if let Some(image) = there(engine, recipe.language()).await? {
        return Ok(image);
    }
    let lock = recipe.store.lock(report).await?;
    // Whoever held the lock may have been preparing this very image.
    if let Some(image) = there(engine, recipe.language()).await? {
        return Ok(image);
    }
    if let Some(carried) = recipe.language().carried() {
        return unpack_and_hand_over(engine, carried, &recipe.store, &lock, report).await;
    }
    let image = recipe.image().to_owned();
    let root = recipe.locked_root(&lock, report).await?;
    hand_over(engine, &image, &root, report).await?;
    Ok(image)
}

/// Has `engine` take an image that came with a pack, unless it has it; returns its name.
///
/// # Errors
/// It is refused, or there is no room for it.
pub async fn take_in(
    engine: &dyn Engine,
    carried: &Carried,
    store: &Store,
    report: Report<'_>,
) -> Result<String, PrepareError> {
    let lock = store.lock(report).await?;
    match carried.image() {
        image if engine.has_image(&image).await? => Ok(image),
        _ => unpack_and_hand_over(engine, carried, store, &lock, report).await,
    }
}

async fn unpack_and_hand_over(
    engine: &dyn Engine,
    carried: &Carried,
    store: &Store,
    lock: &Lock,
    report: Report<'_>,
) -> Result<String, PrepareError> {
    let image = carried.image();
    let root = carried.root(store, lock, report).await?;
    hand_over(engine, &image, &root, report).await?;
    if !engine.boots_from_folders() {
        carried.forget(store).await;
    }
    Ok(image)
}

async fn hand_over(
    engine: &dyn Engine,
    image: &str,
    root: &Path,
    report: Report<'_>,
) -> Result<(), PrepareError> {
    let total = store::tar_size(root).await?;
    report(Progress::Import { done: 0, total });
    let sent = |bytes: u64| {
        report(Progress::Import {
            done: bytes.min(total),
            total,
        });
    };
    engine.import(image, root, &sent).await?;
    Ok(())
}
