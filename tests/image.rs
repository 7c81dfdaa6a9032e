//! Images, made for real from Debian's packages: it takes apt, the Debian archive keyring and a mirror.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;
use std::sync::Mutex;

use tutorbox::config::{Assets, Dirs};
use tutorbox::sandbox::image::{Language, Progress, Recipe, Store};

fn elixir() -> Language {
    let nowhere = Path::new("/nonexistent");
    let assets = Assets::new(&Dirs {
        config: nowhere.into(),
        data: nowhere.into(),
        cache: nowhere.into(),
        state: nowhere.into(),
    });
    Language::load(assets.language("elixir").expect("is built in")).unwrap()
}

#[tokio::test]
async fn the_elixir_image_is_made() {
    let cache = tempfile::tempdir().unwrap();
    let recipe = Recipe::new(&elixir(), &Store::new(cache.path())).unwrap();
    let seen = Mutex::new(Vec::new());
    let start = std::time::Instant::now();
    let report = |p: Progress| {
        eprintln!("{:?} {p:?}", start.elapsed());
        seen.lock().unwrap().push(p)
    };
    let root = recipe.root(&report).await.unwrap();
    eprintln!("{:?} done {root:?}", start.elapsed());
    assert!(root.join("usr/bin/elixir").exists());
}
