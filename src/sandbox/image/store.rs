//! The store of images: what they are made of and what comes of it, in the cache folder.
//!
//! ```text
//! apt/archives/*.deb            packages, shared by all languages
//! apt/…                         the private apt root
//! docker/NAME/                  a built-in language's folder, for `docker build` where there is no apt
//! images/NAME-HASH/archives     which packages it is made of
//! images/NAME-HASH/root/        the root, whole: it is renamed into place when it is finished
//! images/NAME-SUM/root/         the same of one that came with a pack, after the sum of what it says of itself
//! runners/NAME-HASH             a language's runner, compiled
//! elsewhere/ARCH/…              a store for other machines' images
//! bundles/…                     images that are being laid out to travel
//! prepare.lock                  held by the one program that prepares
//! ```

use std::collections::HashSet;
use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tempfile::TempDir;

use super::message::Archive;
use super::{PrepareError, Progress, Report, host_arch};

/// How often a program that waits for another looks whether it is done.
const LOOK: Duration = Duration::from_millis(100);

/// How many digits the sum has that an image is known by which came with a pack.
const SUM: usize = 64;

/// What is older is nobody's any more.
const LONG: Duration = Duration::from_secs(24 * 60 * 60);

/// The store of images.
#[derive(Debug, Clone)]
pub struct Store {
    cache: PathBuf,
}

/// The right to prepare, for as long as it, or a program that was given it as standard input, lives.
#[derive(Debug)]
pub(super) struct Lock(File);

impl Lock {
    /// The same right once more: it lasts until both are gone.
    pub(super) fn share(&self) -> io::Result<Self> {
        self.0.try_clone().map(Self)
    }

    pub(super) fn stdio(&self) -> io::Result<Stdio> {
        self.0.try_clone().map(Stdio::from)
    }
}

impl Store {
    /// The store in a cache folder, which need not exist.
    pub fn new(cache: impl Into<PathBuf>) -> Self {
        Self {
            cache: cache.into(),
        }
    }

    /// The store of an architecture, in Debian's words.
    pub(super) fn of_arch(&self, arch: &str) -> Self {
        match arch == host_arch() {
            true => self.clone(),
            false => Self::new(self.cache.join("elsewhere").join(arch)),
        }
    }

    /// A new folder for images that are to travel; it goes with whoever has it.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn bundle(&self) -> Result<TempDir, PrepareError> {
        let place = self.cache.join("bundles");
        make_folder(&place)?;
        TempDir::new_in(&place).map_err(PrepareError::store("make a folder in", place))
    }

    /// Where the private apt root is.
    pub(super) fn apt(&self) -> PathBuf {
        self.cache.join("apt")
    }

    /// Where a language's folder is laid for `docker build`.
    pub(super) fn docker(&self, name: &str) -> PathBuf {
        self.cache.join("docker").join(name)
    }

    /// Where an image is, by its key `NAME-HASH`.
    pub(super) fn image(&self, key: &str) -> PathBuf {
        self.cache.join("images").join(key)
    }

    /// Where compiled runners are.
    pub(super) fn runners(&self) -> PathBuf {
        self.cache.join("runners")
    }

    /// The folder of an image `tutorbox/NAME:HASH`, with its root in it as `root`, where it is whole.
    pub fn folder(&self, image: &str) -> Option<PathBuf> {
        let key = image.strip_prefix("tutorbox/")?.replace(':', "-");
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let folder = key.chars().all(plain).then(|| self.image(&key))?;
        folder.join("root").is_dir().then_some(folder)
    }

    /// Removes an image that no container's root is in.
    pub(in crate::sandbox) fn remove_free(&self, image: &str) -> io::Result<()> {
        match self.folder(image) {
            Some(folder) if is_free(&folder) => remove(&folder),
            _ => Ok(()),
        }
    }

    /// Removes images that came with packs, unless they are `kept`, by their sums, or a container's root is in them; and what
    /// was laid out to travel by programs that have long ended. Where another program prepares one, nothing is touched.
    pub fn sweep_carried(&self, kept: &HashSet<&str>) {
        let lock = File::open(self.cache.join("prepare.lock"));
        if !lock.is_ok_and(|lock| lock.try_lock().is_ok()) {
            return;
        }
        for key in names(&self.cache.join("images")) {
            let sum = key.rsplit('-').next().filter(|sum| sum.len() == SUM);
            if sum.is_some_and(|sum| !kept.contains(sum)) && is_free(&self.image(&key)) {
                let _ = remove(&self.image(&key));
            }
        }
        let bundles = self.cache.join("bundles");
        for name in names(&bundles) {
            let bundle = bundles.join(name);
            let made = std::fs::metadata(&bundle).and_then(|facts| facts.modified());
            if made.is_ok_and(|made| made.elapsed().is_ok_and(|age| age > LONG)) {
                let _ = remove(&bundle);
            }
        }
    }

    /// Waits until no other program prepares; says so once if one does.
    pub(super) async fn lock(&self, report: Report<'_>) -> Result<Lock, PrepareError> {
        let path = self.cache.join("prepare.lock");
        make_folder(&self.cache)?;
        let file = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(PrepareError::store("open", &path))?;
        let mut said = false;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Lock(file)),
                Err(TryLockError::Error(error)) => {
                    return Err(PrepareError::store("lock", path)(error));
                }
                Err(TryLockError::WouldBlock) => {
                    if !said {
                        report(Progress::Waiting);
                    }
                    said = true;
                    tokio::time::sleep(LOOK).await;
                }
            }
        }
    }

    /// The archives that an image was made of, where it was made here before.
    pub(super) fn manifest(&self, key: &str) -> Option<Vec<Archive>> {
        let text = std::fs::read_to_string(self.image(key).join("archives")).ok()?;
        text.lines().map(from_manifest).collect()
    }

    /// Notes the archives that an image is made of.
    pub(super) fn write_manifest(
        &self,
        key: &str,
        archives: &[Archive],
    ) -> Result<(), PrepareError> {
        let path = self.image(key).join("archives");
        let line = |a: &Archive| format!("{} {} {}\n", a.file, a.size, a.sha256);
        let text: String = archives.iter().map(line).collect();
        std::fs::write(&path, text).map_err(PrepareError::store("write", path))
    }

    /// Removes the images of this language that `key` takes the place of, archives that no image is made of, and apt's
    /// lists. What cannot be removed now is no error: it is tried again next time.
    pub(super) fn collect(&self, name: &str, key: &str) {
        let mut kept = HashSet::new();
        for image in names(&self.cache.join("images")) {
            if image != key && is_of_language(name, &image) && is_free(&self.image(&image)) {
                let _ = std::fs::remove_dir_all(self.image(&image));
            } else {
                let archives = self.manifest(&image).unwrap_or_default();
                kept.extend(archives.into_iter().map(|archive| archive.file));
            }
        }
        let archives = self.apt().join("archives");
        for file in names(&archives) {
            if file.ends_with(".deb") && !kept.contains(&file) {
                let _ = std::fs::remove_file(archives.join(file));
            }
        }
        for caches in ["lists", "pkgcache.bin"] {
            let _ = remove(&self.apt().join(caches));
        }
    }
}

/// Whether `key` is `NAME-HASH` of this language's name.
pub(super) fn is_of_language(name: &str, key: &str) -> bool {
    key.strip_prefix(name)
        .and_then(|rest| rest.strip_prefix('-'))
        .is_some_and(|hash| hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Whether nobody has an image's folder locked: a container whose root is in it does.
fn is_free(folder: &Path) -> bool {
    File::open(folder).is_ok_and(|folder| folder.try_lock().is_ok())
}

fn from_manifest(line: &str) -> Option<Archive> {
    let mut words = line.split(' ');
    Some(Archive {
        file: words.next()?.to_owned(),
        size: words.next()?.parse().ok()?,
        sha256: words.next()?.to_owned(),
    })
}

fn names(folder: &Path) -> Vec<String> {
    std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect()
}

/// Makes a folder and those above it.
pub(super) fn make_folder(path: &Path) -> Result<(), PrepareError> {
    std::fs::create_dir_all(path).map_err(PrepareError::store("make", path))
}

/// Removes a file or a whole folder; nothing there is no error.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    let removed = match std::fs::symlink_metadata(path) {
        Ok(meta) if meta.is_dir() => std::fs::remove_dir_all(path),
        Ok(_) => std::fs::remove_file(path),
        Err(error) => Err(error),
    };
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Does slow work on files without holding up the tasks of this thread.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> io::Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(io::Error::other)
}

/// About how many bytes a folder has as a tar stream.
pub(super) async fn tar_size(root: &Path) -> Result<u64, PrepareError> {
    let (folder, error) = (root.to_owned(), PrepareError::store("read", root));
    blocking(move || size(&folder))
        .await
        .and_then(|size| size)
        .map_err(error)
}

/// A header block for each entry, and a file's bytes in whole blocks.
fn size(folder: &Path) -> io::Result<u64> {
    const BLOCK: u64 = 512;
    let mut total = BLOCK;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let meta = entry.metadata()?;
        total += if meta.is_dir() {
            size(&entry.path())?
        } else if meta.is_file() {
            BLOCK + meta.len().next_multiple_of(BLOCK)
        } else {
            BLOCK
        };
    }
    Ok(total)
}
