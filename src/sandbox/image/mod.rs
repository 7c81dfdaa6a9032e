//! Images: how a language's root file system is made on this machine, and given to an engine.
//!
//! One recipe for every language: apt resolves and fetches `packages.txt` from Debian trixie into an apt root of
//! its own, `dpkg-deb` unpacks the archives, `finish` makes a root of them. It takes no root rights and no image
//! registry, runs nothing from inside the root, and touches nothing of the host's own apt but its configuration,
//! which it reads. What an engine does with a root is unknown here.

mod apt;
mod command;
mod compiled;
mod error;
mod language;
mod message;
mod recipe;
mod sources;
mod store;

use super::Engine;

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

/// Sees to it that `engine` has the image of the recipe's language, and returns its name.
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
    let image = recipe.image().to_owned();
    if engine.has_image(&image).await? {
        return Ok(image);
    }
    let lock = recipe.store.lock(report).await?;
    // Whoever held the lock may have been preparing this very image.
    if engine.has_image(&image).await? {
        return Ok(image);
    }
    let root = recipe.locked_root(&lock, report).await?;
    let total = store::tar_size(&root).await?;
    report(Progress::Import { done: 0, total });
    let sent = |bytes: u64| {
        report(Progress::Import {
            done: bytes.min(total),
            total,
        });
    };
    engine.import(&image, &root, &sent).await?;
    Ok(image)
}
