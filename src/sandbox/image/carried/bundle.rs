//! Roots become images that travel, layers that several have in common only once.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::layout::{self, BLOBS, Layer, Made};
use super::summed::Summed;
use super::{CarriedError, shared};
use crate::sandbox::image::layer::{self, Wanted};

/// A root that is to travel.
#[derive(Debug, Clone)]
pub struct Part {
    /// The language that it is for.
    pub language: String,
    /// The architecture, in Debian's words.
    pub arch: String,
    /// The name of the recipe's image, `tutorbox/NAME:HASH`.
    pub image: String,
    /// Where it is.
    pub root: PathBuf,
}

/// An image that is ready to travel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundled {
    /// The language that it is for.
    pub language: String,
    /// The architecture, in Debian's words.
    pub arch: String,
    /// The name of the recipe's image.
    pub image: String,
    /// By which it is known, `sha256:…`.
    pub digest: String,
}

/// Makes images of these parts, in a folder that is empty; they are in the order of the parts. The same roots make the same bytes.
///
/// # Errors
/// A root cannot be read, or there is no room.
pub fn lay_out(parts: &[Part], folder: &Path) -> Result<Vec<Bundled>, CarriedError> {
    let blobs = folder.join(BLOBS);
    std::fs::create_dir_all(&blobs).map_err(CarriedError::write(&blobs))?;
    let mut below: BTreeMap<&str, Below> = BTreeMap::new();
    for part in parts {
        if !below.contains_key(part.arch.as_str()) {
            below.insert(&part.arch, Below::of(&part.arch, parts, &blobs)?);
        }
    }
    let mut above = Vec::new();
    for part in parts {
        above.push(below[part.arch.as_str()].rest(part, &blobs)?);
    }
    let made = parts.iter().zip(&above).map(|(part, rest)| {
        let below = &below[part.arch.as_str()].layer;
        Made {
            name: &part.image,
            arch: &part.arch,
            layers: below.iter().chain([rest]).collect(),
        }
    });
    let digests = layout::write(folder, &made.collect::<Vec<_>>())?;
    let images = parts.iter().zip(digests).map(|(part, digest)| Bundled {
        language: part.language.clone(),
        arch: part.arch.clone(),
        image: part.image.clone(),
        digest,
    });
    Ok(images.collect())
}

/// What the roots of one architecture have in common.
struct Below {
    same: BTreeSet<PathBuf>,
    layer: Option<Layer>,
}

impl Below {
    fn of(arch: &str, parts: &[Part], blobs: &Path) -> Result<Self, CarriedError> {
        let roots = parts.iter().filter(|part| part.arch == arch);
        let roots: Vec<&Path> = roots.map(|part| part.root.as_path()).collect();
        let [first, _, ..] = roots[..] else {
            return Ok(Self {
                same: BTreeSet::new(),
                layer: None,
            });
        };
        let same = shared::of(&roots).map_err(CarriedError::read(first))?;
        let layer = blob(first, &|path| same.contains(path), blobs)?;
        Ok(Self {
            layer: Some(layer),
            same,
        })
    }

    /// What a root has beyond that.
    fn rest(&self, part: &Part, blobs: &Path) -> Result<Layer, CarriedError> {
        if self.layer.is_none() {
            return blob(&part.root, &|_| true, blobs);
        }
        let rest = shared::rest(&part.root, &self.same).map_err(CarriedError::read(&part.root))?;
        blob(&part.root, &|path| rest.contains(path), blobs)
    }
}

/// Writes a layer, and calls it by its sum.
fn blob(root: &Path, wanted: Wanted<'_>, blobs: &Path) -> Result<Layer, CarriedError> {
    let failed = CarriedError::write(blobs);
    let written = || -> io::Result<Layer> {
        let mut out = Summed::new(BufWriter::new(NamedTempFile::new_in(blobs)?));
        layer::write(root, wanted, &mut out)?;
        let (sum, size) = (out.sum(), out.size());
        let path = blobs.join(&sum);
        let file = out.into_inner().into_inner();
        file.map_err(io::IntoInnerError::into_error)?
            .persist(&path)?;
        Ok(Layer { path, sum, size })
    };
    written().map_err(failed)
}
