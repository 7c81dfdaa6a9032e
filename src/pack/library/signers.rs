//! Whose packs the learner takes, and whose each pack is: the key that it came with first.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::LibraryError;
use crate::pack::archive::keys::PublicKey;

/// What is known of signers. A pack's own is remembered after it was removed: who brings it back unsigned is noticed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signers {
    /// The keys that the learner has said yes to, in one line of minisign's each.
    #[serde(default)]
    keys: BTreeSet<String>,
    /// By a pack's id, its signer's key.
    #[serde(default)]
    packs: BTreeMap<String, String>,
}

impl Signers {
    /// As they were written down.
    ///
    /// # Errors
    /// The file is there and cannot be read: nobody is trusted by mistake.
    pub(super) fn read(path: &Path) -> Result<Self, LibraryError> {
        let text = match std::fs::read_to_string(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self::default());
            }
            read => read.map_err(LibraryError::system("read", path))?,
        };
        let broken = |why: &str| LibraryError::Signers {
            path: path.to_owned(),
            why: why.to_owned(),
        };
        let signers: Self = toml::from_str(&text).map_err(|error| broken(error.message()))?;
        for line in signers.packs.values() {
            PublicKey::read(line).map_err(|error| broken(&error.to_string()))?;
        }
        Ok(signers)
    }

    /// Whether the learner has said yes to this key.
    pub fn knows(&self, key: &PublicKey) -> bool {
        self.keys.contains(&key.to_string())
    }

    /// The key that a pack was signed by when it was installed first, or last with a word for the change.
    pub fn of(&self, pack: &str) -> Option<PublicKey> {
        self.packs
            .get(pack)
            .and_then(|line| PublicKey::read(line).ok())
    }

    /// From now on the learner takes packs of this key, and this pack is that signer's.
    pub(super) fn take(&mut self, pack: &str, key: &PublicKey) {
        self.keys.insert(key.to_string());
        self.packs.insert(pack.to_owned(), key.to_string());
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::pack::archive::keys;

    fn key() -> PublicKey {
        PublicKey::read(&keys::generate("tea").unwrap().public).unwrap()
    }

    #[test]
    fn a_pack_has_one_signer_and_a_learner_knows_many() {
        let (one, other) = (key(), key());
        let mut signers = Signers::default();
        signers.take("tea", &one);
        signers.take("tea", &other);
        assert!(signers.knows(&one) && signers.knows(&other));
        assert_eq!(signers.of("tea"), Some(other));
        assert_eq!(signers.of("rice"), None);
    }

    #[test]
    fn a_file_that_cannot_be_read_trusts_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("signers.toml");
        assert_eq!(Signers::read(&path).unwrap(), Signers::default());
        for text in ["keys = 1", "keys = [", "[packs]\ntea = \"no key\""] {
            std::fs::write(&path, text).unwrap();
            let refused = Signers::read(&path);
            assert!(
                matches!(refused, Err(LibraryError::Signers { .. })),
                "{text}"
            );
        }
    }
}
