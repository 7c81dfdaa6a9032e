//! What an archive says of itself, before anything else: what pack it is, and each of its files with its size and sum.

use std::collections::BTreeSet;
use std::fmt;

use semver::Version;
use serde::de::{Deserializer, IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

use super::path::{self, Clash, IMAGES, PathError};
use super::{keys, limits};
use crate::course;

/// What it is called in the archive.
pub const NAME: &str = "manifest.json";

/// What its signature is called in the archive.
pub const SIGNATURE_NAME: &str = "manifest.json.minisig";

/// Where what images consist of is in the archive, each file called by its sum.
const BLOBS: &str = "images/blobs/sha256/";

/// What a digest begins with.
const DIGEST: &str = "sha256:";

/// The format that is written and read here.
pub const FORMAT: u64 = 1;

/// What an archive says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(expecting = "a manifest")]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: u64,
    /// The pack's id, `[a-z0-9-]+`.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Which version of it this is.
    pub version: Version,
    /// What one may do with it.
    pub license: String,
    /// Who wrote it.
    #[serde(deserialize_with = "few")]
    pub authors: Vec<String>,
    /// The languages of its exercises.
    #[serde(deserialize_with = "few")]
    pub languages: Vec<String>,
    /// The oldest tutorbox that can use it.
    pub requires: Version,
    /// The public key of whoever signed it, in one line of minisign's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signer: Option<String>,
    /// All its files, sorted by path.
    #[serde(deserialize_with = "files")]
    pub files: Vec<File>,
    /// The images that it brings along.
    #[serde(default, deserialize_with = "few")]
    pub images: Vec<Image>,
}

/// A file of an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(expecting = "a file with its path, size and sum")]
pub struct File {
    /// Where it is: below `pack/` or `images/`.
    pub path: String,
    /// How many bytes it has.
    pub size: u64,
    /// What they sum up to.
    pub sha256: Sum,
}

/// An image that an archive brings along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(expecting = "an image with its language, arch, name and digest")]
pub struct Image {
    /// The language that it is for.
    pub language: String,
    /// The architecture, in Debian's words.
    pub arch: String,
    /// Its name, `tutorbox/NAME:HASH`.
    pub image: String,
    /// The digest by which it is known: `sha256:` and the sum of its configuration, which is a file of the archive.
    pub digest: String,
}

/// A SHA-256 sum, in hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Sum(pub [u8; 32]);

/// A manifest says what cannot be.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// It is not JSON, or not of this shape.
    #[error(
        "`manifest.json` cannot be read: {0}; fetch the archive again, and where it stays so, its author has to build it again"
    )]
    Json(serde_json::Error),
    /// It is of another time.
    #[error(
        "the archive was made by a newer tutorbox (format {0}; this one reads {FORMAT}): update tutorbox"
    )]
    Format(u64),
    /// The pack uses what this tutorbox does not have.
    #[error("the pack needs tutorbox {needs}; this is {}: update tutorbox", env!("CARGO_PKG_VERSION"))]
    Requires {
        /// The oldest that will do.
        needs: Version,
    },
    /// It is larger than any that is needed.
    #[error("`manifest.json` would have {0} bytes; {max} at most: make the pack of fewer files", max = limits::MANIFEST)]
    Large(u64),
    /// The pack's id is none.
    #[error("`manifest.json` gives the pack the id {0}: an id is made of a to z, 0 to 9 and `-`")]
    Id(String),
    /// A terminal would obey what is said there, or nobody would read it.
    #[error("in `manifest.json`, {0} has a control character or is longer than {max} bytes: write it in one short line", max = limits::TEXT)]
    Text(&'static str),
    /// The public key is none.
    #[error(
        "in `manifest.json`, the signer is no public key of minisign's: do not use this archive, and tell its author"
    )]
    Signer,
    /// An image is none of those that are there.
    #[error(
        "`manifest.json` names the image {0}, which is not among its files: do not use this archive, and tell its author"
    )]
    NoImage(String),
    /// An image is for what is called like no language.
    #[error(
        "`manifest.json` names an image for the language {0}: a language's name is made of a to z, 0 to 9 and `-`"
    )]
    ImageLanguage(String),
    /// A file of an image is called by another sum than its own.
    #[error(
        "{0} is called by another sum than its own: do not use this archive, and tell its author"
    )]
    Blob(String),
    /// There are more of them than any pack needs.
    #[error("`manifest.json` names more than {most} {what}: leave some out")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many there may be.
        most: usize,
    },
    /// There is nothing in it.
    #[error("`manifest.json` names no file: an archive without files is no pack")]
    NoFiles,
    /// A path is refused.
    #[error(
        "the path {path} cannot be in a pack, it {why}: rename the file; where the archive is not yours, do not use it"
    )]
    Path {
        /// The path.
        path: String,
        /// Why.
        why: PathError,
    },
    /// A file is named twice.
    #[error(
        "`manifest.json` names the file {0} twice: do not use this archive, and tell its author"
    )]
    Twice(String),
    /// The files are in another order.
    #[error(
        "`manifest.json` names {0} too late: its files must be sorted by path; its author can build the archive with `tutorbox pack build`"
    )]
    Unsorted(String),
    /// Two files are the same one on some systems.
    #[error(
        "{0} and {1} are in each other's way on some systems, which take large and small letters, or two ways to write an accent, for the same: rename one of them"
    )]
    Clash(String, String),
    /// A file is the folder of another.
    #[error("{0} is a file, and {1} would be in it: rename one of them")]
    Nested(String, String),
    /// A file is larger than any that is needed.
    #[error("{path} has {size} bytes; {max} at most: make it smaller", max = limits::PACK_FILE)]
    FileLarge {
        /// Which.
        path: String,
        /// How large.
        size: u64,
    },
    /// The pack is larger than any that is needed.
    #[error("the files of the pack have {0} bytes; {max} at most: make several packs of it", max = limits::PACK)]
    PackLarge(u64),
    /// The images are larger than any that are needed.
    #[error("the files of the images have {0} bytes; {max} at most: leave images out", max = limits::IMAGES)]
    ImagesLarge(u64),
}

/// What must be known before the rest is read, which may have another shape some day.
#[derive(Deserialize)]
#[serde(expecting = "a manifest")]
struct Head {
    format: u64,
    requires: Option<Version>,
}

impl Manifest {
    /// Reads what an archive says of itself, and believes nothing of it.
    ///
    /// # Errors
    /// It cannot be read, is for a newer tutorbox, or says what cannot be.
    pub fn read(bytes: &[u8]) -> Result<Self, ManifestError> {
        let head: Head = serde_json::from_slice(bytes).map_err(ManifestError::Json)?;
        if head.format != FORMAT {
            return Err(ManifestError::Format(head.format));
        }
        if let Some(needs) = head.requires.filter(is_newer) {
            return Err(ManifestError::Requires { needs });
        }
        let manifest: Self = serde_json::from_slice(bytes).map_err(ManifestError::Json)?;
        manifest.check()?;
        manifest.check_images()?;
        Ok(manifest)
    }

    /// The bytes of `manifest.json`: the same for the same manifest.
    ///
    /// # Errors
    /// It says what cannot be, or too much.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ManifestError> {
        self.check()?;
        self.check_images()?;
        let bytes = serde_json::to_vec(self).map_err(ManifestError::Json)?;
        if bytes.len() as u64 > limits::MANIFEST {
            return Err(ManifestError::Large(bytes.len() as u64));
        }
        Ok(bytes)
    }

    /// How many bytes all files have.
    pub fn size(&self) -> u64 {
        self.files.iter().map(|file| file.size).sum()
    }

    /// Sees that it says nothing that cannot be, as far as one can without the sums.
    ///
    /// # Errors
    /// It does.
    pub fn check(&self) -> Result<(), ManifestError> {
        self.check_texts()?;
        let many = [
            ("authors", self.authors.len(), limits::LISTED),
            ("languages", self.languages.len(), limits::LISTED),
            ("images", self.images.len(), limits::LISTED),
            ("files", self.files.len(), limits::FILES),
        ];
        if let Some((what, _, most)) = many.into_iter().find(|(_, is, most)| is > most) {
            return Err(ManifestError::TooMany { what, most });
        }
        if self.files.is_empty() {
            return Err(ManifestError::NoFiles);
        }
        for file in &self.files {
            path::check(&file.path).map_err(|why| ManifestError::Path {
                path: path::shown(&file.path),
                why,
            })?;
        }
        self.check_order()?;
        self.check_sizes()
    }

    fn check_texts(&self) -> Result<(), ManifestError> {
        if !course::is_id(&self.id) || self.id.len() > limits::TEXT {
            return Err(ManifestError::Id(path::shown(&self.id)));
        }
        let images = self.images.iter().flat_map(|image| {
            [&image.language, &image.arch, &image.image, &image.digest]
                .map(|text| ("an image", text))
        });
        let one = [("the title", &self.title), ("the license", &self.license)];
        let authors = self.authors.iter().map(|text| ("an author", text));
        let languages = self.languages.iter().map(|text| ("a language", text));
        let mut texts = one
            .into_iter()
            .chain(authors)
            .chain(languages)
            .chain(images);
        let wrong = texts.find(|(_, text)| text.len() > limits::TEXT || !path::is_plain(text));
        if let Some((what, _)) = wrong {
            return Err(ManifestError::Text(what));
        }
        match &self.signer {
            Some(key) if keys::PublicKey::read(key).is_err() => Err(ManifestError::Signer),
            _ => Ok(()),
        }
    }

    fn check_order(&self) -> Result<(), ManifestError> {
        for pair in self.files.windows(2) {
            let (one, next) = (&pair[0].path, &pair[1].path);
            if one == next {
                return Err(ManifestError::Twice(path::shown(next)));
            }
            if one > next {
                return Err(ManifestError::Unsorted(path::shown(next)));
            }
        }
        match path::clash(self.files.iter().map(|file| file.path.as_str())) {
            None => Ok(()),
            Some(Clash::Same(one, other)) => Err(ManifestError::Clash(one, other)),
            Some(Clash::Nested(file, other)) => Err(ManifestError::Nested(file, other)),
        }
    }

    /// Files of images are known by their sums, and by nothing else.
    fn check_images(&self) -> Result<(), ManifestError> {
        let mut blobs = BTreeSet::new();
        for file in &self.files {
            let Some(name) = file.path.strip_prefix(BLOBS) else {
                continue;
            };
            let sum = file.sha256.to_string();
            if name != sum {
                return Err(ManifestError::Blob(path::shown(&file.path)));
            }
            blobs.insert(sum);
        }
        let odd = self
            .images
            .iter()
            .find(|image| !course::is_id(&image.language));
        if let Some(image) = odd {
            return Err(ManifestError::ImageLanguage(path::shown(&image.language)));
        }
        let missing = self.images.iter().find(|image| {
            let sum = image.digest.strip_prefix(DIGEST);
            sum.is_none_or(|sum| !blobs.contains(sum))
        });
        match missing {
            Some(image) => Err(ManifestError::NoImage(path::shown(&image.digest))),
            None => Ok(()),
        }
    }

    fn check_sizes(&self) -> Result<(), ManifestError> {
        let (mut pack, mut images) = (0_u64, 0_u64);
        for file in &self.files {
            if file.path.starts_with(IMAGES) {
                images = images.saturating_add(file.size);
                continue;
            }
            if file.size > limits::PACK_FILE {
                return Err(ManifestError::FileLarge {
                    path: path::shown(&file.path),
                    size: file.size,
                });
            }
            pack = pack.saturating_add(file.size);
        }
        if pack > limits::PACK {
            return Err(ManifestError::PackLarge(pack));
        }
        if images > limits::IMAGES {
            return Err(ManifestError::ImagesLarge(images));
        }
        Ok(())
    }
}

/// Whether a version is newer than this program. One that cannot tell its own age uses nothing that asks for it.
fn is_newer(needs: &Version) -> bool {
    let ours = Version::parse(env!("CARGO_PKG_VERSION"));
    ours.map_or(true, |ours| *needs > ours)
}

fn few<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Vec<T>, D::Error> {
    from.deserialize_seq(AtMost::<T, { limits::LISTED }>(Vec::new()))
}

fn files<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<File>, D::Error> {
    from.deserialize_seq(AtMost::<File, { limits::FILES }>(Vec::new()))
}

/// A list of which one more is kept than it may have, so that one sees that it is too long, and the rest takes no memory.
struct AtMost<T, const MOST: usize>(Vec<T>);

impl<'de, T: Deserialize<'de>, const MOST: usize> Visitor<'de> for AtMost<T, MOST> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<Self::Value, A::Error> {
        while self.0.len() <= MOST {
            match list.next_element()? {
                Some(element) => self.0.push(element),
                None => return Ok(self.0),
            }
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(self.0)
    }
}

impl From<Sum> for String {
    fn from(sum: Sum) -> Self {
        sum.to_string()
    }
}

impl TryFrom<String> for Sum {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        const WRONG: &str = "a SHA-256 sum has 64 digits, 0 to 9 and a to f";
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Ok(byte - b'0'),
            b'a'..=b'f' => Ok(byte - b'a' + 10),
            _ => Err(WRONG),
        };
        let mut sum = [0; 32];
        if text.len() != 2 * sum.len() {
            return Err(WRONG);
        }
        for (byte, pair) in sum.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Ok(Self(sum))
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sum({self})")
    }
}
