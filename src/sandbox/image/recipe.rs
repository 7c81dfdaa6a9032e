//! The recipe: from a language's folder to its root file system.

use std::ffi::OsString;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tokio::process::Command;

use super::apt::{Apt, is_full};
use super::command::{self, Ended};
use super::language::hex;
use super::message::Archive;
use super::store::{Lock, blocking, make_folder, remove};
use super::{Language, LanguageError, PrepareError, Progress, Report, Sources, Store, host_arch};

/// Where the package debian-archive-keyring puts Debian's keys.
const KEYRINGS: [&str; 2] = [
    "/usr/share/keyrings/debian-archive-keyring.gpg",
    "/usr/share/keyrings/debian-archive-keyring.pgp",
];

/// How a language's image is made on this machine.
#[derive(Debug, Clone)]
pub struct Recipe {
    pub(super) store: Store,
    language: Language,
    image: String,
    arch: String,
    sources: Sources,
    path: OsString,
}

impl Recipe {
    /// The recipe for this machine's architecture, with packages from where the host's apt has its own.
    ///
    /// # Errors
    ///
    /// A file of the language's folder cannot be read.
    pub fn new(language: &Language, store: &Store) -> Result<Self, LanguageError> {
        Self::for_arch(language, store, host_arch())
    }

    /// The recipe for an architecture, in Debian's words: nothing of a root is run while it is made. That of another machine is
    /// made in a store of its own, so that none of ours is cleared away for it.
    ///
    /// # Errors
    ///
    /// A file of the language's folder cannot be read.
    pub fn for_arch(language: &Language, store: &Store, arch: &str) -> Result<Self, LanguageError> {
        // Administrators' programs are on no ordinary user's path.
        let mut path = std::env::var_os("PATH").unwrap_or_default();
        path.push(":/usr/sbin:/sbin");
        Ok(Self {
            store: store.of_arch(arch),
            language: language.clone(),
            image: language.tag(arch)?,
            arch: arch.to_owned(),
            sources: Sources::of_host(),
            path,
        })
    }

    /// The same with packages from elsewhere.
    pub fn with_sources(self, sources: Sources) -> Self {
        Self { sources, ..self }
    }

    /// The same with the host's programs found on another path than `PATH`.
    pub fn with_path(self, path: impl Into<OsString>) -> Self {
        Self {
            path: path.into(),
            ..self
        }
    }

    /// The image's name, `tutorbox/NAME:HASH`.
    pub fn image(&self) -> &str {
        &self.image
    }

    /// The language.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// Whether this machine can follow the recipe, before anything is fetched or anybody is asked.
    ///
    /// # Errors
    ///
    /// There is no apt, no dpkg, or no keyring here. The first two lay the language's folder out for
    /// `docker build`.
    pub fn check(&self) -> Result<(), PrepareError> {
        for tool in ["apt-get", "dpkg-deb"] {
            let here = std::env::split_paths(&self.path).any(|folder| folder.join(tool).is_file());
            if !here {
                return Err(self.no_apt(tool));
            }
        }
        keyring().map(|_| ())
    }

    /// Makes the root, unless it is there, and returns where it is. It waits for other programs that
    /// prepare an image.
    ///
    /// # Errors
    ///
    /// Every step has its own, and each says what to do.
    pub async fn root(&self, report: Report<'_>) -> Result<PathBuf, PrepareError> {
        let lock = self.store.lock(report).await?;
        self.locked_root(&lock, report).await
    }

    /// The same for who holds the lock.
    pub(super) async fn locked_root(
        &self,
        lock: &Lock,
        report: Report<'_>,
    ) -> Result<PathBuf, PrepareError> {
        let root = self.store.image(&self.key()).join("root");
        if root.is_dir() {
            return Ok(root);
        }
        self.check()?;
        make_folder(&self.store.image(&self.key()))?;
        let archives = self.archives(lock, report).await?;
        let unfinished = root.with_extension("new");
        self.unpack(&archives, &unfinished, lock, report).await?;
        report(Progress::Finish);
        self.finish(&unfinished, lock).await?;
        self.store.write_manifest(&self.key(), &archives)?;
        std::fs::rename(&unfinished, &root).map_err(PrepareError::store("make", &root))?;
        let (store, name, key) = (
            self.store.clone(),
            self.language.name().to_owned(),
            self.key(),
        );
        blocking(move || store.collect(&name, &key))
            .await
            .map_err(PrepareError::store("clear", &root))?;
        Ok(root)
    }

    /// The image's name as that of a folder.
    fn key(&self) -> String {
        let name = self.image.strip_prefix("tutorbox/").unwrap_or(&self.image);
        name.replace(':', "-")
    }

    /// Sees to it that all archives are in apt's folder, each with the sum that Debian signed. An image that was made here
    /// before is made of the same ones again, without network where they are all there.
    async fn archives(
        &self,
        lock: &Lock,
        report: Report<'_>,
    ) -> Result<Vec<Archive>, PrepareError> {
        report(Progress::Resolve { percent: 0 });
        if let Some(archives) = self.store.manifest(&self.key())
            && self.missing(&archives).await?.is_empty()
        {
            return Ok(archives);
        }
        let apt = Apt {
            dir: self.store.apt(),
            arch: &self.arch,
            keyring: keyring()?,
            path: &self.path,
            packages: self.language.packages(),
            folder: self.language.folder().to_string(),
        };
        apt.lay_out()?;
        apt.update(&self.sources, lock, report).await?;
        let mut archives = apt.resolve(lock).await?;
        archives.sort_by(|a, b| a.file.cmp(&b.file));
        let missing = self.missing(&archives).await?;
        let total = missing.iter().map(|archive| archive.size).sum();
        if !missing.is_empty() {
            apt.fetch(total, lock, report).await?;
        }
        match self.missing(&missing).await?.first() {
            None => Ok(archives),
            Some(archive) => Err(PrepareError::Damaged {
                archive: archive.file.clone(),
            }),
        }
    }

    /// Those that are not in apt's folder; what is there but damaged is removed.
    async fn missing(&self, archives: &[Archive]) -> Result<Vec<Archive>, PrepareError> {
        let (folder, archives) = (self.store.apt().join("archives"), archives.to_vec());
        let error = PrepareError::store("read", folder.clone());
        let check = move || {
            let mut missing = Vec::new();
            for archive in archives {
                let file = folder.join(&archive.file);
                if sha256(&file)?.as_ref() != Some(&archive.sha256) {
                    remove(&file)?;
                    missing.push(archive);
                }
            }
            Ok(missing)
        };
        blocking(check).await.and_then(|m| m).map_err(error)
    }

    /// Unpacks the archives, by name, into a new folder.
    async fn unpack(
        &self,
        archives: &[Archive],
        root: &Path,
        lock: &Lock,
        report: Report<'_>,
    ) -> Result<(), PrepareError> {
        let stale = root.to_owned();
        blocking(move || remove(&stale))
            .await
            .and_then(|removed| removed)
            .map_err(PrepareError::store("remove", root))?;
        for (done, archive) in archives.iter().enumerate() {
            report(Progress::Unpack {
                done,
                total: archives.len(),
                package: archive.package().to_owned(),
            });
            let file = self.store.apt().join("archives").join(&archive.file);
            let mut command = self.command("dpkg-deb");
            command.arg("--extract").arg(&file).arg(root);
            let ended = self.run(&mut command, "dpkg-deb", lock).await?;
            if !ended.success {
                return Err(self.failed(&ended, |why| PrepareError::Unpack { archive: file, why }));
            }
        }
        Ok(())
    }

    /// Runs the language's `finish`, whatever the caller's umask is.
    async fn finish(&self, root: &Path, lock: &Lock) -> Result<(), PrepareError> {
        let mut command = self.command("sh");
        command.args(["-c", r#"umask 022 && exec sh -c "$1" finish "$2""#, "sh"]);
        command.arg(self.language.finish()).arg(root);
        let ended = self.run(&mut command, "finish", lock).await?;
        if ended.success {
            return Ok(());
        }
        Err(self.failed(&ended, |why| PrepareError::Finish {
            folder: self.language.folder().to_string(),
            why,
        }))
    }

    fn command(&self, program: &str) -> Command {
        command::of(program, &self.path)
    }

    async fn run(
        &self,
        command: &mut Command,
        name: &str,
        lock: &Lock,
    ) -> Result<Ended, PrepareError> {
        command::run(command, lock, &mut |_| {})
            .await
            .map_err(PrepareError::store("run", name))
    }

    fn failed(&self, ended: &Ended, error: impl FnOnce(String) -> PrepareError) -> PrepareError {
        match is_full(&ended.stderr) {
            true => PrepareError::DiskFull {
                folder: self.store.apt(),
            },
            false => error(ended.stderr.clone()),
        }
    }

    /// Says how to go on without apt, and makes that possible: a folder in the binary is laid out on disk.
    fn no_apt(&self, tool: &'static str) -> PrepareError {
        let folder = match self.language.folder().path() {
            Some(path) => path.to_owned(),
            None => {
                let laid = self.store.docker(self.language.name());
                if let Err(error) = self.language.folder().copy_to(&laid) {
                    return PrepareError::store("write", laid)(error);
                }
                laid
            }
        };
        PrepareError::NoApt {
            tool,
            image: self.image.clone(),
            folder,
        }
    }
}

fn keyring() -> Result<&'static Path, PrepareError> {
    KEYRINGS
        .iter()
        .map(Path::new)
        .find(|path| path.is_file())
        .ok_or(PrepareError::NoKeyring)
}

/// A file's SHA-256 in hexadecimal digits; `None` where there is no such file.
fn sha256(file: &Path) -> io::Result<Option<String>> {
    let mut file = match std::fs::File::open(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        opened => opened?,
    };
    let (mut hash, mut buffer) = (Sha256::new(), vec![0; 64 * 1024]);
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(Some(hex(&hash.finalize()))),
            n => hash.update(&buffer[..n]),
        }
    }
}
