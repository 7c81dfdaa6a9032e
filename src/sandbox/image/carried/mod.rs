//! Images that travel with a pack: made where there is a network, and taken in where there is none.
//!
//! They stand in a folder as an OCI image layout (image-spec 1.1, `image-layout.md`) has them, with a `manifest.json` beside,
//! by which `docker load` finds them, too. An image is known by the sum of its configuration, which has the sums of its layers;
//! whatever names the folder gives it are never used. Ours is made of that sum: nobody can bring an image along that then
//! stands in the place of another.

mod bundle;
mod error;
mod layout;
mod shared;
mod summed;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
mod unpack;

use std::path::{Path, PathBuf};

use super::store::{Lock, blocking, make_folder, remove};
use super::{PrepareError, Progress, Report, Store};
use unpack::Unpacking;

pub use bundle::{Bundled, Part, lay_out};
pub use error::CarriedError;

/// An image that came with a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The layout that it is in.
    folder: PathBuf,
    language: String,
    /// The sum of its configuration, in hexadecimal digits.
    sum: String,
}

impl Carried {
    /// The image of this digest, `sha256:…`, in the layout in `folder`; none where it is no such digest, or the language has
    /// no such name.
    pub fn new(folder: impl Into<PathBuf>, language: &str, digest: &str) -> Option<Self> {
        let plain = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-');
        if language.is_empty() || !language.bytes().all(plain) {
            return None;
        }
        Some(Self {
            folder: folder.into(),
            language: language.to_owned(),
            sum: layout::sum_of(digest)?.to_owned(),
        })
    }

    /// Its name in an engine, `tutorbox/NAME:SUM`: that of no image that is made here, whose are shorter.
    pub fn image(&self) -> String {
        format!("tutorbox/{}:{}", self.language, self.sum)
    }

    /// Unpacks it into the store, unless it is there, and returns where.
    pub(super) async fn root(
        &self,
        store: &Store,
        lock: &Lock,
        report: Report<'_>,
    ) -> Result<PathBuf, PrepareError> {
        let folder = self.place(store);
        let root = folder.join("root");
        if root.is_dir() {
            return Ok(root);
        }
        make_folder(&folder)?;
        let unpacked = self.unpack(&folder, lock, report).await;
        if unpacked.is_err() {
            self.forget(store).await;
        }
        unpacked
    }

    async fn unpack(
        &self,
        folder: &Path,
        lock: &Lock,
        report: Report<'_>,
    ) -> Result<PathBuf, PrepareError> {
        let (root, unfinished) = (folder.join("root"), folder.join("root.new"));
        remove(&unfinished).map_err(PrepareError::store("remove", &unfinished))?;
        let layers = layout::layers(&self.folder, &self.sum)?;
        let total = layers.iter().map(|layer| layer.size).sum();
        let mut done = 0;
        let mut unpacking = Unpacking::default();
        for layer in layers {
            report(Progress::Layers { done, total });
            done += layer.size;
            let into = unfinished.clone();
            let lock = lock
                .share()
                .map_err(PrepareError::store("lock", &unfinished))?;
            let work = blocking(move || {
                // Nobody else begins before this ends, also where nobody waits for it any more.
                let _lock = lock;
                unpacking.layer(&layer, &into).map(|()| unpacking)
            });
            unpacking = work
                .await
                .map_err(PrepareError::store("unpack", &unfinished))??;
        }
        std::fs::rename(&unfinished, &root).map_err(PrepareError::store("make", &root))?;
        Ok(root)
    }

    /// Removes it from the store. What stays takes room, and no more.
    pub(super) async fn forget(&self, store: &Store) {
        let folder = self.place(store);
        let _ = blocking(move || remove(&folder)).await;
    }

    fn place(&self, store: &Store) -> PathBuf {
        store.image(&format!("{}-{}", self.language, self.sum))
    }
}
