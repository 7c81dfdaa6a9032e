//! Where installed packs are, and which.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Installed, LibraryError, Signers};
use crate::course;
use crate::pack::archive::manifest::{Image, Sum};

const RECORD: &str = "installed.toml";
const SIGNERS: &str = "signers.toml";
const LOCK: &str = ".lock";

/// What a file or folder is called that is not whole yet.
pub(super) const UNFINISHED: &str = ".new-";

/// Where a pack's files are in what was unpacked.
pub(super) const PACK: &str = "pack";

/// With how many digits of its sum a version's folder begins.
const DIGITS: usize = 16;

/// The library of a data folder, which need not exist.
#[derive(Debug, Clone)]
pub struct Library {
    pub(super) folder: PathBuf,
}

/// The right to change the library, for as long as it lives.
#[derive(Debug)]
pub(super) struct Lock(#[expect(dead_code, reason = "it is open, and that is all")] File);

/// What is written down of an installed pack.
#[derive(Serialize, Deserialize)]
struct Record {
    /// The folder of its version, beside the record.
    place: String,
    #[serde(flatten)]
    pack: Installed,
}

impl Library {
    /// That of a data folder.
    pub fn new(data: &Path) -> Self {
        Self {
            folder: data.join("packs"),
        }
    }

    /// All that is installed, by id.
    ///
    /// # Errors
    /// The folder or a record cannot be read.
    pub fn list(&self) -> Result<Vec<Installed>, LibraryError> {
        let mut all = Vec::new();
        for id in self.ids()? {
            all.extend(self.find(&id)?);
        }
        Ok(all)
    }

    /// The ids of all that is installed, sorted.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn ids(&self) -> Result<Vec<String>, LibraryError> {
        match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(LibraryError::system("read", &self.folder)(error)),
            Ok(_) => {}
        }
        let mut ids = names(&self.folder);
        ids.retain(|id| course::is_id(id) && self.record(id).is_file());
        ids.sort();
        Ok(ids)
    }

    /// A pack that is installed.
    ///
    /// # Errors
    /// Its record cannot be read.
    pub fn find(&self, id: &str) -> Result<Option<Installed>, LibraryError> {
        if !course::is_id(id) {
            return Ok(None);
        }
        let path = self.record(id);
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            read => read.map_err(LibraryError::system("read", &path))?,
        };
        let broken = |why: &str| LibraryError::Record {
            path: path.clone(),
            why: why.to_owned(),
        };
        let record: Record = toml::from_str(&text).map_err(|error| broken(error.message()))?;
        if record.pack.id != id || !is_place(&record.place) {
            return Err(broken("it is that of another pack, or was changed"));
        }
        Ok(Some(Installed {
            folder: self.folder.join(id).join(record.place).join(PACK),
            ..record.pack
        }))
    }

    /// The same, where it must be there.
    ///
    /// # Errors
    /// It is not, or its record cannot be read.
    pub fn get(&self, id: &str) -> Result<Installed, LibraryError> {
        self.find(id)?.ok_or_else(|| LibraryError::Unknown {
            id: id.to_owned(),
            known: self.ids().unwrap_or_default(),
        })
    }

    /// Whose packs the learner takes.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn signers(&self) -> Result<Signers, LibraryError> {
        Signers::read(&self.folder.join(SIGNERS))
    }

    /// Removes a pack. What the learner has done with it is not kept here, and not touched.
    ///
    /// # Errors
    /// It is not there, or cannot be removed.
    pub fn remove(&self, id: &str) -> Result<Installed, LibraryError> {
        let lock = self.lock()?;
        let pack = self.get(id)?;
        let record = self.record(id);
        fs::remove_file(&record).map_err(LibraryError::system("remove", record))?;
        self.sweep(&lock);
        Ok(pack)
    }

    /// Those of these images that no installed pack has brought along; of a record that cannot be read nobody knows what it keeps,
    /// and then all are kept.
    pub fn unused(&self, mut images: Vec<Image>) -> Vec<Image> {
        let Ok(packs) = self.list() else {
            return Vec::new();
        };
        let kept: BTreeSet<&str> = packs
            .iter()
            .flat_map(|pack| &pack.images)
            .map(|image| image.digest.as_str())
            .collect();
        images.retain(|image| !kept.contains(image.digest.as_str()));
        images
    }

    /// Removes what installs that were cut short have left.
    ///
    /// # Errors
    /// The library cannot be locked.
    pub fn tidy(&self) -> Result<(), LibraryError> {
        self.sweep(&self.lock()?);
        Ok(())
    }

    /// Waits until nobody else changes the library.
    pub(super) fn lock(&self) -> Result<Lock, LibraryError> {
        let folder = &self.folder;
        fs::create_dir_all(folder).map_err(LibraryError::system("make", folder))?;
        let path = folder.join(LOCK);
        let file = File::create(&path).map_err(LibraryError::system("open", &path))?;
        file.lock().map_err(LibraryError::system("lock", &path))?;
        Ok(Lock(file))
    }

    /// Makes what is in this folder of the pack's the installed version, from this moment on.
    pub(super) fn record_it(
        &self,
        pack: &Installed,
        place: &str,
        signers: &Signers,
    ) -> Result<(), LibraryError> {
        let record = Record {
            place: place.to_owned(),
            pack: pack.clone(),
        };
        // A signer without a pack does no harm; a pack without its signer would be anybody's.
        self.write(&self.folder.join(SIGNERS), signers)?;
        self.write(&self.record(&pack.id), &record)
    }

    /// Writes a file of the library: whoever reads it sees the old one or the new one.
    fn write(&self, path: &Path, what: &impl Serialize) -> Result<(), LibraryError> {
        let failed = |error| LibraryError::system("write", path)(error);
        let text = toml::to_string(what).map_err(|error| failed(std::io::Error::other(error)))?;
        let new = tempfile::Builder::new()
            .prefix(UNFINISHED)
            .tempfile_in(&self.folder);
        let mut file = new.map_err(failed)?;
        file.write_all(text.as_bytes()).map_err(failed)?;
        file.as_file().sync_all().map_err(failed)?;
        file.persist(path).map_err(|error| failed(error.error))?;
        Ok(())
    }

    /// Removes what belongs to no installed pack, of what the library itself has made. What cannot be removed now is no
    /// error: it is tried again next time.
    pub(super) fn sweep(&self, _: &Lock) {
        for name in names(&self.folder) {
            let path = self.folder.join(&name);
            if name.starts_with(UNFINISHED) {
                let _ = fs::remove_dir_all(&path).or_else(|_| fs::remove_file(&path));
                continue;
            }
            // Of a record that cannot be read nobody knows what it keeps.
            let Ok(kept) = self.find(&name) else {
                continue;
            };
            for place in names(&path).into_iter().filter(|place| is_place(place)) {
                let place = path.join(place);
                if kept.as_ref().is_none_or(|kept| kept.place() != place) {
                    let _ = fs::remove_dir_all(place);
                }
            }
            // Only where nothing is left in it.
            let _ = fs::remove_dir(path);
        }
    }

    /// A name for the folder of a version that no folder of its pack has. Where the same version is there and damaged, the
    /// new one stands beside it until it takes over.
    pub(super) fn free_place(&self, id: &str, sum: Sum) -> String {
        let (above, sum) = (self.folder.join(id), sum.to_string());
        let mut number = 1_u64;
        loop {
            let name = format!("{}-{number}", &sum[..DIGITS]);
            if !above.join(&name).exists() {
                return name;
            }
            number += 1;
        }
    }

    fn record(&self, id: &str) -> PathBuf {
        self.folder.join(id).join(RECORD)
    }
}

/// Whether this is the name of a version's folder, as [`Library::free_place`] gives them.
fn is_place(name: &str) -> bool {
    let Some((sum, number)) = name.split_once('-') else {
        return false;
    };
    let is_hex = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
    sum.len() == DIGITS
        && sum.bytes().all(is_hex)
        && !number.is_empty()
        && number.bytes().all(|b| b.is_ascii_digit())
}

/// What is in a folder, as far as it can be read.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;
    use semver::Version;

    use super::*;

    fn pack(id: &str, sum: u8) -> Installed {
        Installed {
            id: id.to_owned(),
            title: "Tea".to_owned(),
            version: Version::new(1, 0, 0),
            authors: vec!["Ada".to_owned()],
            license: String::new(),
            languages: vec!["sh".to_owned()],
            size: 1,
            sum: Sum([sum; 32]),
            signer: None,
            granted: [("wall_s".to_owned(), 20)].into(),
            images: Vec::new(),
            folder: PathBuf::new(),
        }
    }

    /// Installs a pack of one file, by hand.
    fn put(library: &Library, pack: &Installed) -> Installed {
        let place = library.free_place(&pack.id, pack.sum);
        let folder = library.folder.join(&pack.id).join(&place).join(PACK);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("pack.toml"), "").unwrap();
        library
            .record_it(pack, &place, &Signers::default())
            .unwrap();
        library.get(&pack.id).unwrap()
    }

    fn everything(folder: &Path, into: &mut BTreeSet<PathBuf>) {
        for name in names(folder) {
            let path = folder.join(name);
            everything(&path, into);
            into.insert(path);
        }
    }

    #[test]
    fn what_is_written_down_is_read_again() {
        let data = tempfile::tempdir().unwrap();
        let library = Library::new(data.path());
        assert_eq!(library.list().unwrap(), []);
        let (tea, rice) = (pack("tea", 1), pack("rice", 2));
        let there = put(&library, &tea);
        assert_eq!(
            Installed {
                folder: PathBuf::new(),
                ..there.clone()
            },
            tea
        );
        assert!(there.folder.join("pack.toml").is_file());
        put(&library, &rice);
        assert_eq!(library.ids().unwrap(), ["rice", "tea"]);
    }

    #[test]
    fn a_record_leads_nowhere_else() {
        let data = tempfile::tempdir().unwrap();
        let library = Library::new(data.path());
        put(&library, &pack("tea", 1));
        let record = library.record("tea");
        let text = fs::read_to_string(&record).unwrap();
        let place = library.free_place("none", Sum([1; 32]));
        fs::write(&record, text.replace(&place, "../../lessons")).unwrap();
        let refused = library.find("tea");
        assert!(matches!(refused, Err(LibraryError::Record { .. })));
        // Another pack is none the worse for it.
        put(&library, &pack("rice", 2));
        assert!(library.find("rice").unwrap().is_some());
        assert!(library.find("../tea").unwrap().is_none());
    }

    #[test]
    fn an_image_is_unused_once_no_pack_has_it() {
        let data = tempfile::tempdir().unwrap();
        let library = Library::new(data.path());
        let image = |digest: &str| Image {
            language: "sh".to_owned(),
            arch: "amd64".to_owned(),
            image: "sh".to_owned(),
            digest: digest.to_owned(),
        };
        let tea = Installed {
            images: vec![image("shared")],
            ..pack("tea", 1)
        };
        put(&library, &tea);
        let gone = || vec![image("shared"), image("alone")];
        assert_eq!(library.unused(gone()), [image("alone")]);
        fs::write(library.record("tea"), "id = 1").unwrap();
        assert_eq!(library.unused(gone()), []);
    }

    #[test]
    fn two_places_of_one_version_are_not_the_same() {
        let data = tempfile::tempdir().unwrap();
        let library = Library::new(data.path());
        let first = put(&library, &pack("tea", 1));
        let again = put(&library, &pack("tea", 1));
        assert_ne!(first.folder, again.folder);
        library.tidy().unwrap();
        assert!(!first.folder.exists() && again.folder.exists());
    }

    proptest! {
        /// Whatever installs that were cut short have left, what is installed stays, and so does what is nobody's here.
        #[test]
        fn tidying_up_leaves_what_is_installed_and_what_others_have_put_there(
            installed in prop::collection::btree_set("[a-c]", 0..3),
            cut_short in prop::collection::vec(("[a-d]", 0_u8..4), 0..6),
            unfinished in prop::collection::btree_set("\\.new-[a-z]{3}", 0..3),
            foreign in prop::collection::btree_set("[a-d]/[A-Zg-z]{1,6}", 0..3),
        ) {
            let data = tempfile::tempdir().unwrap();
            let library = Library::new(data.path());
            library.tidy().unwrap();
            for id in &installed {
                put(&library, &pack(id, 9));
            }
            for name in &foreign {
                fs::create_dir_all(library.folder.join(name)).unwrap();
            }
            let mut wanted = BTreeSet::new();
            everything(&library.folder, &mut wanted);
            for (id, sum) in &cut_short {
                let place = library.free_place(id, Sum([*sum; 32]));
                fs::create_dir_all(library.folder.join(id).join(place).join(PACK)).unwrap();
            }
            for (at, name) in unfinished.iter().enumerate() {
                let path = library.folder.join(name);
                if at % 2 == 0 {
                    fs::create_dir_all(path.join(PACK)).unwrap();
                } else {
                    fs::write(path, "half of it").unwrap();
                }
            }
            library.tidy().unwrap();
            let mut found = BTreeSet::new();
            everything(&library.folder, &mut found);
            prop_assert_eq!(found, wanted);
        }
    }
}
