//! What has been proved before, so that it need not be proved again: a file a pack in the cache folder, a line a proof.
//!
//! Only what holds is remembered, by a hash of all that it depends on. A file that is broken, of another version, or not there
//! is a memory of nothing, and no error.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// The first line of a memory. Another number where a verdict is drawn otherwise, so that all is proved anew.
const HEAD: &str = "tutorbox proofs 1";

/// So many proofs are kept of a pack, the newest: those of other branches and older versions among them.
const KEPT: usize = 20_000;

/// A memory is no larger than this, bytes; what is larger is none of ours.
const LARGEST: u64 = 4 * 1024 * 1024;

/// What a proof is kept by: a hash of all that it depends on, in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key(String);

impl Key {
    /// That of a hash.
    pub fn new(hash: &[u8]) -> Self {
        Self(hash.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    fn read(line: &str) -> Option<Self> {
        let is_hex = line.len() == 64 && line.bytes().all(|b| b.is_ascii_hexdigit());
        is_hex.then(|| Self(line.to_owned()))
    }
}

/// What is known of a pack.
#[derive(Debug, Default)]
pub struct Memory {
    path: PathBuf,
    /// The newest first.
    keys: Vec<Key>,
    known: HashSet<Key>,
}

impl Memory {
    /// That of a pack, in the cache folder.
    pub fn open(cache: &Path, pack: &str) -> Self {
        let empty = Self::forgetful(cache, pack);
        let keys = read(&empty.path);
        Self {
            known: keys.iter().cloned().collect(),
            keys,
            ..empty
        }
    }

    /// The same, knowing nothing: what is learned is kept all the same.
    pub fn forgetful(cache: &Path, pack: &str) -> Self {
        // An id of a pack is a name without dots and slashes.
        let path = cache.join("proofs").join(pack);
        Self {
            path,
            ..Self::default()
        }
    }

    /// Whether this was proved.
    pub fn knows(&self, key: &Key) -> bool {
        self.known.contains(key)
    }

    /// Keeps what was proved now, before all that was kept: by another program meanwhile, too.
    ///
    /// # Errors
    /// The cache folder cannot be written.
    pub fn keep(self, proved: Vec<Key>) -> io::Result<()> {
        if proved.iter().all(|key| self.known.contains(key)) {
            return Ok(());
        }
        let mut seen = HashSet::new();
        let all = proved.into_iter().chain(read(&self.path)).chain(self.keys);
        let all: Vec<Key> = all
            .filter(|key| seen.insert(key.clone()))
            .take(KEPT)
            .collect();
        let folder = self.path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut file = NamedTempFile::new_in(folder)?;
        writeln!(file, "{HEAD}")?;
        for Key(key) in &all {
            writeln!(file, "{key}")?;
        }
        file.persist(&self.path)?;
        Ok(())
    }
}

/// The keys of a file; none where it is not ours, down to its last line.
fn read(path: &Path) -> Vec<Key> {
    let is_large = fs::metadata(path).is_ok_and(|file| file.len() > LARGEST);
    let text = match is_large {
        true => String::new(),
        false => fs::read_to_string(path).unwrap_or_default(),
    };
    let mut lines = text.lines();
    if lines.next() != Some(HEAD) {
        return Vec::new();
    }
    lines
        .map(Key::read)
        .collect::<Option<_>>()
        .unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn key(n: u8) -> Key {
        Key::new(&[n; 32])
    }

    #[test]
    fn what_was_proved_is_known_the_next_time() {
        let cache = tempfile::tempdir().unwrap();
        let memory = Memory::open(cache.path(), "toy");
        assert!(!memory.knows(&key(1)));
        memory.keep(vec![key(1), key(2)]).unwrap();
        let memory = Memory::open(cache.path(), "toy");
        assert!(memory.knows(&key(1)) && memory.knows(&key(2)) && !memory.knows(&key(3)));
        assert!(!Memory::open(cache.path(), "other").knows(&key(1)));
        assert!(!Memory::forgetful(cache.path(), "toy").knows(&key(1)));
    }

    #[test]
    fn what_another_program_learned_meanwhile_stays() {
        let cache = tempfile::tempdir().unwrap();
        let [one, two] = [(); 2].map(|()| Memory::open(cache.path(), "toy"));
        one.keep(vec![key(1)]).unwrap();
        two.keep(vec![key(2)]).unwrap();
        let memory = Memory::open(cache.path(), "toy");
        assert!(memory.knows(&key(1)) && memory.knows(&key(2)));
    }

    #[test]
    fn a_broken_or_foreign_file_is_a_memory_of_nothing() {
        let cache = tempfile::tempdir().unwrap();
        let path = cache.path().join("proofs/toy");
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let whole = format!("{HEAD}\n{}\n", "0".repeat(64));
        for bytes in [
            b"\xff\xfe".to_vec(),
            b"".to_vec(),
            whole.replace('1', "2").into_bytes(),
            whole.as_bytes()[..whole.len() - 9].to_vec(),
            format!("{whole}and more").into_bytes(),
            whole.repeat(100_000).into_bytes(),
        ] {
            fs::write(&path, &bytes).unwrap();
            let memory = Memory::open(cache.path(), "toy");
            assert!(!memory.knows(&key(0)), "{}", bytes.len());
            memory.keep(vec![key(7)]).unwrap();
            assert!(Memory::open(cache.path(), "toy").knows(&key(7)));
        }
        fs::write(&path, whole).unwrap();
        assert!(Memory::open(cache.path(), "toy").knows(&key(0)));
    }

    #[test]
    fn only_the_newest_are_kept() {
        let cache = tempfile::tempdir().unwrap();
        let numbered = |n: usize| Key::new(&[&n.to_be_bytes()[..], &[0; 24]].concat());
        Memory::open(cache.path(), "toy")
            .keep(vec![numbered(0)])
            .unwrap();
        let many = (1..=KEPT).map(numbered).collect();
        Memory::open(cache.path(), "toy").keep(many).unwrap();
        let memory = Memory::open(cache.path(), "toy");
        assert!(memory.knows(&numbered(KEPT)) && !memory.knows(&numbered(0)));
    }
}
