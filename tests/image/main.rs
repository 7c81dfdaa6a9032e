//! Images. `made` makes them for real: it takes apt, the Debian archive keyring and a mirror. `dockerfile` takes a
//! Docker engine besides. `store` and `failures` bring an apt of their own, which does as it is told.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod dockerfile;
mod failures;
mod made;
mod scripted;
mod store;

use std::path::Path;
use std::sync::Mutex;

use tempfile::TempDir;
use tutorbox::config::{Assets, Dirs, Folder};
use tutorbox::sandbox::image::{Language, Progress, Recipe, Store};

/// The languages that the binary carries.
fn languages() -> Vec<Language> {
    let nowhere = Path::new("/nonexistent");
    let assets = Assets::new(&Dirs {
        config: nowhere.into(),
        data: nowhere.into(),
        cache: nowhere.into(),
        state: nowhere.into(),
    });
    let folders = assets.language_names().into_iter();
    folders
        .map(|name| Language::load(assets.language(&name).expect("is built in")).unwrap())
        .collect()
}

/// One of them.
fn elixir() -> Language {
    let mut languages = languages().into_iter();
    languages.find(|one| one.name() == "elixir").unwrap()
}

/// A language made up for a test, and a store for it.
struct Toy {
    dir: TempDir,
}

impl Toy {
    /// A language of these packages, finished by this script.
    fn new(packages: &str, finish: &str) -> Self {
        let toy = Self {
            dir: tempfile::tempdir().unwrap(),
        };
        std::fs::create_dir(toy.folder()).unwrap();
        toy.write(
            "language.toml",
            "name = \"toy\"\ntitle = \"Toy\"\nextensions = []\ncommand = [\"{runner}\"]\nrunner = \"runner\"\ndownload_mb = 1\n",
        );
        toy.write("runner", "");
        toy.write("packages.txt", packages);
        toy.write("finish", finish);
        toy
    }

    fn folder(&self) -> std::path::PathBuf {
        self.dir.path().join("toy")
    }

    fn cache(&self) -> std::path::PathBuf {
        self.dir.path().join("cache")
    }

    fn write(&self, file: &str, text: &str) {
        std::fs::write(self.folder().join(file), text).unwrap();
    }

    fn recipe(&self) -> Recipe {
        let language = Language::load(Folder::on_disk(self.folder())).unwrap();
        Recipe::new(&language, &Store::new(self.cache())).unwrap()
    }

    /// What the preparation says where it fails.
    async fn error(&self, recipe: &Recipe) -> String {
        let failed = recipe.root(&|_| {}).await;
        failed.expect_err("it must fail").to_string()
    }
}

/// Remembers what was reported.
#[derive(Default)]
struct Log(Mutex<Vec<Progress>>);

impl Log {
    fn add(&self, progress: Progress) {
        self.0.lock().unwrap().push(progress);
    }

    fn saw(&self, what: impl Fn(&Progress) -> bool) -> bool {
        self.0.lock().unwrap().iter().any(what)
    }

    /// The bytes that were to be fetched; `None` where nothing was.
    fn fetched(&self) -> Option<u64> {
        self.0.lock().unwrap().iter().find_map(|p| match p {
            Progress::Fetch { total, .. } => Some(*total),
            _ => None,
        })
    }
}
