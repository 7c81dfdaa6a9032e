//! A language, as its folder in `docker/` has it (`docker/README.md`).

use std::collections::BTreeMap;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::{Carried, LanguageError};
use crate::config::{Folder, TEMPLATE};
use crate::sandbox::Boot;

/// The longest argument that Linux passes to a program, `MAX_ARG_STRLEN`, its final zero apart.
pub(super) const LONGEST_ARGUMENT: usize = 128 * 1024 - 1;

/// Goes up when the recipe makes another root of the same folder.
const RECIPE: &str = "1 trixie";

/// A language that can be run.
#[derive(Debug, Clone)]
pub struct Language {
    folder: Folder,
    settings: Settings,
    runner: String,
    /// The script that compiles the runner, where the language has one.
    compile: Option<String>,
    /// The program that formats code, where the language has one.
    formatter: Option<String>,
    packages: Vec<String>,
    finish: String,
    carried: Option<Carried>,
}

/// `language.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    name: String,
    title: String,
    extensions: Vec<String>,
    command: Vec<String>,
    runner: String,
    compile: Option<String>,
    formatter: Option<String>,
    #[serde(default)]
    scratch_exec: bool,
    download_mb: u32,
    #[serde(default)]
    env: BTreeMap<String, String>,
}

impl Language {
    /// Reads a language from its folder.
    ///
    /// # Errors
    ///
    /// A file is missing, is not text, is too long, or `language.toml` does not say what it should.
    pub fn load(folder: Folder) -> Result<Self, LanguageError> {
        let settings: Settings = toml::from_str(&text(&folder, "language.toml")?)
            .map_err(|error| bad_toml(&folder, error.to_string().trim_end()))?;
        settings.check().map_err(|why| bad_toml(&folder, &why))?;
        let optional = |file: &Option<String>| {
            let file = file.as_deref();
            file.map(|file| script(&folder, file)).transpose()
        };
        Ok(Self {
            runner: script(&folder, &settings.runner)?,
            compile: optional(&settings.compile)?,
            formatter: optional(&settings.formatter)?,
            packages: packages(&text(&folder, "packages.txt")?),
            finish: text(&folder, "finish")?,
            carried: None,
            folder,
            settings,
        })
    }

    /// The same with an image that came with a pack.
    #[must_use]
    pub fn with_carried(self, carried: Option<Carried>) -> Self {
        Self { carried, ..self }
    }

    /// The image of it that came with a pack.
    pub fn carried(&self) -> Option<&Carried> {
        self.carried.as_ref()
    }

    /// As its folder is called.
    pub fn name(&self) -> &str {
        &self.settings.name
    }

    /// As people call it.
    pub fn title(&self) -> &str {
        &self.settings.title
    }

    /// How its files' names end, without the dot.
    pub fn extensions(&self) -> &[String] {
        &self.settings.extensions
    }

    /// About how many megabytes its preparation fetches, package lists included: what the learner is asked.
    pub fn download_mb(&self) -> u32 {
        self.settings.download_mb
    }

    /// The program that formats its code, where it has one: run like a learner's, it reads the code and prints it formatted.
    pub fn formatter(&self) -> Option<&str> {
        self.formatter.as_deref()
    }

    /// Where it was read from.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// The Debian packages of its image.
    pub fn packages(&self) -> &[String] {
        &self.packages
    }

    /// The script that makes a root of the unpacked packages.
    pub fn finish(&self) -> &str {
        &self.finish
    }

    /// What a container of it is booted with, its runner as it is written.
    pub fn boot(&self, image: impl Into<String>) -> Boot {
        self.boot_with(&self.runner, image)
    }

    /// The same with another text in the runner's place.
    pub(super) fn boot_with(&self, runner: &str, image: impl Into<String>) -> Boot {
        let with_runner = |argument: &String| argument.replace("{runner}", runner);
        Boot {
            image: image.into(),
            command: self.settings.command.iter().map(with_runner).collect(),
            env: self.settings.env.clone().into_iter().collect(),
            scratch_exec: self.settings.scratch_exec,
        }
    }

    /// What a container is booted with that compiles the runner, where the language knows how: the script that does takes its
    /// place and finds it as one more argument.
    pub(super) fn compile(&self, image: &str) -> Option<Boot> {
        let mut boot = self.boot_with(self.compile.as_ref()?, image);
        boot.command.push(self.runner.clone());
        Some(boot)
    }

    /// The image's name, `tutorbox/NAME:HASH`: the hash is of what the image is made of, for an architecture in Debian's
    /// words. How a container is booted (`language.toml`, the runner, what compiles it) is no part of the image, nor is what
    /// formats code, or what a new pack begins with.
    ///
    /// # Errors
    ///
    /// A file of the folder cannot be read.
    pub fn tag(&self, arch: &str) -> Result<String, LanguageError> {
        let hash = self.hash(arch)?;
        Ok(format!("tutorbox/{}:{hash}", self.name()))
    }

    /// The first 16 hexadecimal digits.
    fn hash(&self, arch: &str) -> Result<String, LanguageError> {
        let files = self
            .folder
            .list()
            .map_err(|source| unreadable(&self.folder, "the folder", source))?;
        let mut hash = Sha256::new();
        for part in [RECIPE.as_bytes(), arch.as_bytes()] {
            feed(&mut hash, part);
        }
        for file in files {
            if !self.settings.is_of_the_image(&file) {
                continue;
            }
            feed(&mut hash, file.as_bytes());
            let bytes = self
                .folder
                .read(&file)
                .map_err(|source| unreadable(&self.folder, &file, source))?;
            feed(&mut hash, &bytes);
        }
        Ok(hex(&hash.finalize()[..8]))
    }
}

impl Settings {
    /// Whether the image is made of a file, too: not of what says how a container is booted, or travels with a job.
    fn is_of_the_image(&self, file: &str) -> bool {
        let scripts = [&self.compile, &self.formatter];
        let is_script = scripts.iter().any(|script| script.as_deref() == Some(file));
        file != "language.toml" && file != self.runner && !is_script && !is_of_the_template(file)
    }

    fn check(&self) -> Result<(), String> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.name.is_empty() || !self.name.chars().all(plain) {
            return Err(format!(
                "name = {:?}: use lower-case letters, digits and '-'",
                self.name
            ));
        }
        if !self.command.iter().any(|part| part.contains("{runner}")) {
            return Err(
                "command: one argument must be \"{runner}\", or no job is ever read".into(),
            );
        }
        Ok(())
    }
}

/// Whether a file is for those who write a pack.
fn is_of_the_template(file: &str) -> bool {
    file.split('/').next() == Some(TEMPLATE)
}

/// This machine's architecture in Debian's words.
pub fn host_arch() -> &'static str {
    match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        "arm" => "armhf",
        "x86" => "i386",
        "powerpc64" => "ppc64el",
        other => other,
    }
}

/// Lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Adds a part with its length, so that no two lists of parts look alike.
pub(super) fn feed(hash: &mut Sha256, part: &[u8]) {
    hash.update((part.len() as u64).to_le_bytes());
    hash.update(part);
}

/// One a line; `#` begins a comment.
fn packages(text: &str) -> Vec<String> {
    let without_comment = |line: &str| line.split('#').next().unwrap_or("").trim().to_owned();
    text.lines()
        .map(without_comment)
        .filter(|package| !package.is_empty())
        .collect()
}

fn text(folder: &Folder, file: &str) -> Result<String, LanguageError> {
    let bytes = folder
        .read(file)
        .map_err(|source| unreadable(folder, file, source))?;
    String::from_utf8(bytes).map_err(|_| LanguageError::NotText {
        folder: folder.to_string(),
        file: file.to_owned(),
    })
}

/// A text that travels as one argument.
fn script(folder: &Folder, file: &str) -> Result<String, LanguageError> {
    let text = text(folder, file)?;
    match text.len() {
        size if size > LONGEST_ARGUMENT => Err(LanguageError::RunnerTooLong {
            folder: folder.to_string(),
            file: file.to_owned(),
            size,
            limit: LONGEST_ARGUMENT,
        }),
        _ => Ok(text),
    }
}

fn unreadable(folder: &Folder, file: &str, source: std::io::Error) -> LanguageError {
    LanguageError::Read {
        folder: folder.to_string(),
        file: file.to_owned(),
        source,
    }
}

fn bad_toml(folder: &Folder, why: &str) -> LanguageError {
    LanguageError::Toml {
        folder: folder.to_string(),
        why: why.to_owned(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::path::Path;

    use super::*;

    const TOML: &str = r#"
        name = "toy"
        title = "Toy"
        extensions = ["toy"]
        command = ["/bin/toy", "-e", "{runner}"]
        runner = "runner.toy"
        download_mb = 1
        [env]
        LANG = "C.UTF-8"
    "#;

    fn toy() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for (file, text) in [
            ("language.toml", TOML),
            ("packages.txt", "# a toy\nbusybox # small\n\ndash\n"),
            ("finish", "exit 0\n"),
            ("runner.toy", "ready"),
        ] {
            std::fs::write(dir.path().join(file), text).unwrap();
        }
        dir
    }

    fn load(dir: &Path) -> Result<Language, LanguageError> {
        Language::load(Folder::on_disk(dir))
    }

    fn tag(dir: &Path) -> String {
        load(dir).unwrap().tag("amd64").unwrap()
    }

    #[test]
    fn boots_with_its_runner_as_one_argument() {
        let dir = toy();
        let boot = load(dir.path()).unwrap().boot("toy:1");
        assert_eq!(boot.command, ["/bin/toy", "-e", "ready"]);
        assert_eq!(boot.env, [("LANG".to_owned(), "C.UTF-8".to_owned())]);
        assert!(!boot.scratch_exec);
    }

    fn with_formatter(dir: &Path) {
        let text = TOML.replace("runner.toy\"", "runner.toy\"\nformatter = \"format.toy\"");
        std::fs::write(dir.join("language.toml"), text).unwrap();
        std::fs::write(dir.join("format.toy"), "tidy").unwrap();
    }

    #[test]
    fn a_formatter_is_there_where_it_is_named() {
        let dir = toy();
        assert_eq!(load(dir.path()).unwrap().formatter(), None);
        with_formatter(dir.path());
        assert_eq!(load(dir.path()).unwrap().formatter(), Some("tidy"));
        std::fs::remove_file(dir.path().join("format.toy")).unwrap();
        let error = load(dir.path()).unwrap_err().to_string();
        assert!(error.contains("cannot read format.toy"), "{error}");
    }

    #[test]
    fn packages_have_comments() {
        let dir = toy();
        assert_eq!(load(dir.path()).unwrap().packages(), ["busybox", "dash"]);
    }

    #[test]
    fn the_tag_is_a_hash_of_what_is_in_the_image() {
        let dir = toy();
        let before = tag(dir.path());
        let (name, hash) = before.split_once(':').unwrap();
        assert_eq!((name, hash.len()), ("tutorbox/toy", 16));

        std::fs::write(dir.path().join("runner.toy"), "another").unwrap();
        std::fs::write(dir.path().join("language.toml"), TOML.replace("Toy", "T")).unwrap();
        assert_eq!(tag(dir.path()), before, "how it boots is not in the image");

        with_formatter(dir.path());
        assert_eq!(tag(dir.path()), before, "what formats travels with a job");

        std::fs::create_dir(dir.path().join("template")).unwrap();
        std::fs::write(dir.path().join("template/01-toy.md"), "# Toy").unwrap();
        assert_eq!(
            tag(dir.path()),
            before,
            "nor is what a new pack begins with"
        );

        std::fs::write(dir.path().join("packages.txt"), "dash").unwrap();
        assert_ne!(tag(dir.path()), before);
    }

    #[test]
    fn the_tag_tells_architectures_apart() {
        let dir = toy();
        let language = load(dir.path()).unwrap();
        assert_ne!(
            language.tag("amd64").unwrap(),
            language.tag("arm64").unwrap()
        );
    }

    #[test]
    fn an_unknown_key_is_refused_with_its_line() {
        let dir = toy();
        let text = TOML.replace("title", "titel");
        std::fs::write(dir.path().join("language.toml"), text).unwrap();
        let error = load(dir.path()).unwrap_err().to_string();
        assert!(error.contains("line 3"), "{error}");
        assert!(error.contains("titel"), "{error}");
    }

    #[test]
    fn a_command_without_the_runner_is_refused() {
        let dir = toy();
        let text = TOML.replace("{runner}", "1");
        std::fs::write(dir.path().join("language.toml"), text).unwrap();
        let error = load(dir.path()).unwrap_err().to_string();
        assert!(error.contains("{runner}"), "{error}");
    }

    #[test]
    fn a_runner_must_fit_one_argument() {
        let dir = toy();
        let runner = |size: usize| {
            std::fs::write(dir.path().join("runner.toy"), "x".repeat(size)).unwrap();
            load(dir.path())
        };
        assert!(runner(LONGEST_ARGUMENT).is_ok());
        let error = runner(LONGEST_ARGUMENT + 1).unwrap_err().to_string();
        assert!(error.contains("131072 bytes"), "{error}");
    }

    #[test]
    fn a_missing_file_is_named() {
        let dir = toy();
        std::fs::remove_file(dir.path().join("finish")).unwrap();
        let error = load(dir.path()).unwrap_err().to_string();
        assert!(error.contains("cannot read finish"), "{error}");
    }
}
