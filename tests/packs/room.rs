//! A learner's room: a data folder, a pack in the making, and archives of it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use assert_cmd::Command;
use tempfile::TempDir;
use tutorbox::pack::archive;
use tutorbox::pack::archive::keys::{self, SecretKey};
use tutorbox::pack::{Library, pack_up};

/// The built program: here, `current_exe` is the test.
pub const TUTORBOX: &str = env!("CARGO_BIN_EXE_tutorbox");

/// Making one takes a second, and a GiB of memory: that is what keeps others from guessing its passphrase.
static KEYS: LazyLock<[SecretKey; 2]> = LazyLock::new(|| [key(), key()]);

fn key() -> SecretKey {
    SecretKey::open(&keys::generate("tea").unwrap().secret, "tea").unwrap()
}

pub fn ada() -> &'static SecretKey {
    &KEYS[0]
}

pub fn eve() -> &'static SecretKey {
    &KEYS[1]
}

pub struct Room {
    folder: TempDir,
}

impl Room {
    /// With a pack of one exercise, `tea/`, in version 1.0.0.
    pub fn new() -> Self {
        let room = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        room.version("1.0.0");
        room.file("tea/01-brew.md", LESSON);
        room
    }

    /// Gives the pack this version, and whatever else its `pack.toml` is to say.
    pub fn version(&self, version: &str) {
        self.file("tea/pack.toml", manifest(version));
    }

    pub fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// An archive of the pack as it is now.
    pub fn archive(&self, name: &str, key: Option<&SecretKey>) -> PathBuf {
        let packed = pack_up(&self.path("tea")).unwrap();
        let path = self.path(name);
        let file = File::create(&path).unwrap();
        archive::write(file, packed.about, packed.sources, key, &mut |_| {}).unwrap();
        path
    }

    /// A command of these words.
    pub fn command(&self, words: &str) -> Command {
        Command::from_std(self.std_command(words))
    }

    pub fn std_command(&self, words: &str) -> std::process::Command {
        let mut command = std::process::Command::new(TUTORBOX);
        command
            .env("TUTORBOX_DATA_DIR", self.path("data"))
            .env("XDG_CONFIG_HOME", self.path("config"))
            .env("LANG", "C.UTF-8")
            .current_dir(self.folder.path())
            .args(words.split_whitespace());
        command
    }

    /// Runs it, and it must go well.
    pub fn run(&self, words: &str) -> String {
        let done = self.command(words).assert().code(0);
        String::from_utf8(done.get_output().stdout.clone()).unwrap()
    }

    pub fn library(&self) -> Library {
        Library::new(&self.path("data"))
    }

    /// The version that is installed, which is whole.
    pub fn installed(&self) -> Option<String> {
        let library = self.library();
        let pack = library.find("tea").unwrap()?;
        let manifest = library.verify("tea").unwrap();
        assert_eq!(manifest.version, pack.version);
        let toml = fs::read_to_string(pack.folder.join("pack.toml")).unwrap();
        let version = pack.version.to_string();
        assert!(toml.contains(&format!("version = \"{version}\"")), "{toml}");
        Some(version)
    }

    /// Everything in the library is of what is installed.
    pub fn assert_tidy(&self) {
        let packs = self.path("data/packs");
        let mut names = names(&packs);
        names.retain(|name| ![".lock", "signers.toml"].contains(&name.as_str()));
        match self.library().find("tea").unwrap() {
            None => assert!(names.is_empty(), "{names:?}"),
            Some(pack) => {
                assert_eq!(names, ["tea"]);
                let place = pack.folder.parent().unwrap().file_name().unwrap();
                let wanted = [place.to_str().unwrap(), "installed.toml"];
                assert_eq!(self::names(&packs.join("tea")), wanted);
            }
        }
    }
}

pub fn manifest(version: &str) -> String {
    format!(
        "id = \"tea\"\ntitle = \"Tea time\"\nversion = \"{version}\"\nlanguage = \"sh\"\n\
         authors = [\"Ada\"]\nlicense = \"MIT\"\n"
    )
}

pub fn names(folder: &Path) -> Vec<String> {
    // A folder that is not there has nothing in it.
    let entries = fs::read_dir(folder).into_iter().flatten();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

pub const LESSON: &str = r#"# Brew

Make it hot.

```sh exercise=brew file=brew.sh
echo cold
```
```toml checks=brew
[[check]]
kind = "stdout"
equals = "hot\n"
```
```markdown hint=brew
Not cold.
```
```sh solution=brew file=brew.sh
echo hot
```
"#;
