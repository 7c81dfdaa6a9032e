//! Roots made from Debian's packages, over the network.

use std::process::Command;

use tutorbox::sandbox::image::{Progress, Recipe, Sources, Store};

use crate::{Log, Toy, languages};

/// Something small that unpacks and finishes like any language.
const SMALL: &str = "base-files\ndash\n";

/// A mirror that nobody serves.
fn nowhere() -> Sources {
    Sources {
        archive: "http://127.0.0.1:9/debian".into(),
        security: None,
    }
}

/// What a language's own package is called, and where it lies.
fn own(language: &str) -> (&'static str, &'static str) {
    match language {
        "bash" => ("bats", "usr/bin/bats"),
        "elixir" => ("elixir", "usr/lib/elixir/lib/elixir/ebin/elixir.app"),
        "python" => ("python3.13-minimal", "usr/bin/python3.13"),
        "sh" => ("dash", "usr/bin/dash"),
        other => panic!("what is {other} made of?"),
    }
}

#[tokio::test]
async fn each_root_is_made_step_by_step_and_again_without_network() {
    let cache = tempfile::tempdir().unwrap();
    for language in languages() {
        let (own, file) = own(language.name());
        let recipe = Recipe::new(&language, &Store::new(cache.path().join(own))).unwrap();
        let log = Log::default();
        let root = recipe.root(&|p| log.add(p)).await.unwrap();

        assert!(root.join(file).is_file());
        let passwd = std::fs::read_to_string(root.join("etc/passwd")).unwrap();
        assert!(passwd.contains("learner:x:1000:1000:"), "finish ran");
        let total = log.fetched().expect("packages are fetched");
        let all = |p: &Progress| matches!(p, Progress::Fetch { done, .. } if *done == total);
        assert!(log.saw(all), "the fetch is reported to its end");
        assert!(log.saw(|p| matches!(p, Progress::Resolve { percent: 100 })));
        assert!(log.saw(|p| matches!(p, Progress::Unpack { package, .. } if package == own)));
        assert!(log.saw(|p| *p == Progress::Finish));
        let figure = f64::from(recipe.language().download_mb());
        let lists_too = total as f64 / 1e6 + 10.0;
        assert!(
            (figure - lists_too).abs() < 0.2 * lists_too,
            "language.toml of {own} promises {figure} MB, {lists_too} MB are fetched"
        );

        // The same image again, from what is here: no server is asked.
        std::fs::remove_dir_all(&root).unwrap();
        let offline = recipe.clone().with_sources(nowhere());
        let log = Log::default();
        offline.root(&|p| log.add(p)).await.unwrap();
        assert_eq!(log.fetched(), None);

        // It stays: nothing is done at all.
        let log = Log::default();
        offline.root(&|p| log.add(p)).await.unwrap();
        assert!(!log.saw(|_| true));
    }
}

#[tokio::test]
async fn a_preparation_that_was_cancelled_leaves_no_root_and_is_taken_up() {
    let toy = Toy::new(SMALL, "");
    let (begun, mut fetching) = tokio::sync::mpsc::unbounded_channel();
    let report = move |p: Progress| {
        if matches!(p, Progress::Fetch { .. }) {
            begun.send(()).unwrap();
        }
    };
    let recipe = toy.recipe();
    tokio::select! {
        _ = recipe.root(&report) => panic!("it ended before it was cancelled"),
        _ = fetching.recv() => {}
    }
    let images = toy.cache().join("images");
    for image in std::fs::read_dir(images).unwrap() {
        let left: Vec<_> = std::fs::read_dir(image.unwrap().path()).unwrap().collect();
        assert!(left.is_empty(), "no half root: {left:?}");
    }
    let root = recipe.root(&|_| {}).await.unwrap();
    assert!(root.join("usr/bin/dash").exists());
}

#[tokio::test]
async fn a_mirror_may_lack_the_updates() {
    let host = Sources::of_host();
    let toy = Toy::new(SMALL, "");
    let recipe = toy.recipe().with_sources(Sources {
        security: Some(format!("{}/no-such-folder", host.archive)),
        ..host
    });
    let root = recipe.root(&|_| {}).await.unwrap();
    assert!(root.join("usr/bin/dash").exists());
}

#[tokio::test]
async fn a_package_that_debian_does_not_have_is_named() {
    let toy = Toy::new("dash\nno-such-package-in-debian\n", "");
    let error = toy.error(&toy.recipe()).await;
    assert!(
        error.contains("no package no-such-package-in-debian"),
        "{error}"
    );
    assert!(error.contains("/toy/packages.txt"), "{error}");
}

#[tokio::test]
async fn a_mirror_that_does_not_answer_is_named() {
    let toy = Toy::new(SMALL, "");
    let error = toy.error(&toy.recipe().with_sources(nowhere())).await;
    assert!(
        error.contains("http://127.0.0.1:9/debian trixie"),
        "{error}"
    );
    assert!(error.contains("Connection refused"), "{error}");
    assert!(error.contains("Acquire::http::Proxy"), "{error}");
}

/// Root re-runs one of these tests as nobody; anybody else has been an ordinary user all along.
#[test]
fn an_ordinary_user_can_make_one() {
    const TEST: &str = "made::a_mirror_may_lack_the_updates";
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    std::os::unix::fs::chown(home.path(), Some(65534), Some(65534)).unwrap();
    // Where the tests are built may be closed to others.
    let program = home.path().join("image-tests");
    std::fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    let output = Command::new("setpriv")
        .args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"])
        .arg(&program)
        .args(["--exact", TEST])
        .env("TMPDIR", home.path())
        .env("HOME", home.path())
        .current_dir(home.path())
        .output()
        .expect("setpriv, of util-linux");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("1 passed"), "{said}");
}
