//! What is wrong with an entry that is not the one that should come next.

use tar::{EntryType, Header};

use super::ArchiveError;
use super::blocks;
use super::error::{EntryError, SignatureError};
use super::manifest::{self, Manifest};
use super::path;

/// Sees that a header is the one of this file of the manifest.
pub(super) fn check(header: &Header, manifest: &Manifest, at: usize) -> Result<(), ArchiveError> {
    let Some(file) = manifest.files.get(at) else {
        return if blocks::is_end(header) {
            Ok(())
        } else {
            Err(uncalled(header, manifest, at))
        };
    };
    let wanted = blocks::header(&file.path, file.size).map_err(|why| EntryError::Path {
        path: path::shown(&file.path),
        why,
    })?;
    if header.as_bytes() == wanted.as_bytes() {
        return Ok(());
    }
    if blocks::is_end(header) {
        return Err(EntryError::Missing(path::shown(&file.path)).into());
    }
    let name = plain_name(header, &last_before(manifest, at))?;
    if name != file.path {
        return Err(uncalled(header, manifest, at));
    }
    Err(sized(header, &name, file.size).into())
}

/// The name of an entry that is a plain file with a name that people can read.
pub(super) fn plain_name(header: &Header, after: &str) -> Result<String, EntryError> {
    check_sum(header, after)?;
    let bytes = header.path_bytes();
    let name = String::from_utf8_lossy(&bytes).into_owned();
    let shown = path::shown(&name);
    let after = after.to_owned();
    if header.as_ustar().is_none() && header.as_gnu().is_none() {
        return Err(EntryError::Form(shown));
    }
    Err(match header.entry_type() {
        EntryType::Regular => {
            return match std::str::from_utf8(&bytes) {
                Ok(_) => Ok(name),
                Err(_) => Err(EntryError::NotUtf8(shown)),
            };
        }
        EntryType::Symlink => EntryError::Symlink(shown),
        EntryType::Link => EntryError::HardLink(shown),
        EntryType::Char | EntryType::Block => EntryError::Device(shown),
        EntryType::Fifo => EntryError::Pipe(shown),
        EntryType::Directory => EntryError::Folder(shown),
        EntryType::XHeader | EntryType::XGlobalHeader => EntryError::Pax { after },
        EntryType::GNULongName | EntryType::GNULongLink => EntryError::LongName { after },
        EntryType::GNUSparse => EntryError::Sparse(shown),
        other => EntryError::Kind {
            name: shown,
            kind: char::from(other.as_byte()),
        },
    })
}

/// Sees that a header was not damaged.
fn check_sum(header: &Header, after: &str) -> Result<(), EntryError> {
    let mut summed = header.clone();
    summed.set_cksum();
    // A sum has more than one spelling; what counts here is what it says.
    match (header.cksum(), summed.cksum()) {
        (Ok(said), Ok(is)) if said == is => Ok(()),
        _ => Err(EntryError::Header {
            after: after.to_owned(),
        }),
    }
}

/// A plain file that should not come here, or not at all.
fn uncalled(header: &Header, manifest: &Manifest, at: usize) -> ArchiveError {
    let name = match plain_name(header, &last_before(manifest, at)) {
        Ok(name) => name,
        Err(refusal) => return refusal.into(),
    };
    if name == manifest::SIGNATURE_NAME && manifest.signer.is_none() {
        return SignatureError::Unnamed.into();
    }
    let shown = path::shown(&name);
    if name == manifest::NAME || name == manifest::SIGNATURE_NAME {
        return EntryError::Twice(shown).into();
    }
    if let Err(why) = path::check(&name) {
        return EntryError::Path { path: shown, why }.into();
    }
    let known = manifest.files.iter().position(|file| file.path == name);
    match (known, manifest.files.get(at)) {
        (Some(place), _) if place < at => EntryError::Twice(shown).into(),
        (Some(_), Some(expected)) => EntryError::Order {
            found: shown,
            expected: path::shown(&expected.path),
        }
        .into(),
        _ => EntryError::Unlisted(shown).into(),
    }
}

/// A file of the right name whose header is another than it should be.
fn sized(header: &Header, name: &str, expected: u64) -> EntryError {
    let path = path::shown(name);
    match header.entry_size() {
        Ok(found) if found > expected => EntryError::Larger {
            path,
            found,
            expected,
        },
        Ok(found) if found < expected => EntryError::Smaller {
            path,
            found,
            expected,
        },
        _ => EntryError::Odd(path),
    }
}

/// What stands before the file of this place.
fn last_before(manifest: &Manifest, at: usize) -> String {
    let before = at.checked_sub(1).and_then(|at| manifest.files.get(at));
    let name = before.map_or(manifest::NAME, |file| &file.path);
    path::shown(name)
}
