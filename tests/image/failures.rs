//! What goes wrong, and what is said about it.

use std::os::unix::fs::PermissionsExt;

use tutorbox::config::Folder;
use tutorbox::sandbox::image::{Language, Recipe, Store};

use crate::elixir;
use crate::scripted::{DPKG_DEB, apt, scripted, toy};

/// What is said where apt does this when it updates and this when it downloads.
async fn apt_error(update: &str, download: &str) -> String {
    let (toy, recipe) = toy(&apt(update, download), DPKG_DEB, "");
    toy.error(&recipe).await
}

#[tokio::test]
async fn a_host_without_apt_is_told_how_to_build_the_image() {
    let cache = tempfile::tempdir().unwrap();
    let recipe = Recipe::new(&elixir(), &Store::new(cache.path()))
        .unwrap()
        .with_path("/nonexistent");
    let error = recipe.root(&|_| {}).await.unwrap_err().to_string();
    let laid = cache.path().join("docker/elixir");
    let command = format!("docker build -t {} {}\n", recipe.image(), laid.display());
    assert!(error.contains("no apt-get"), "{error}");
    assert!(error.contains(&command), "{error}");

    // The command works as it stands: the folder is there, and makes the image of that name.
    let language = Language::load(Folder::on_disk(laid)).unwrap();
    let again = Recipe::new(&language, &Store::new(cache.path())).unwrap();
    assert_eq!(again.image(), recipe.image());
}

#[tokio::test]
async fn keys_that_did_not_sign_are_not_taken_on_trust() {
    let update = r#"printf 'Err:1 http://m.example/debian trixie InRelease\n  The following signatures could not be verified: NO_PUBKEY 762F67A0B2C39DE4\n'; exit 100"#;
    let error = apt_error(update, ":").await;
    assert!(error.contains("not signed by a key"), "{error}");
    assert!(error.contains("NO_PUBKEY 762F67A0B2C39DE4"), "{error}");
    assert!(error.contains("debian-archive-keyring"), "{error}");
}

#[tokio::test]
async fn an_archive_that_cannot_be_fetched_is_named() {
    let download = r#"printf 'Err:1 http://m.example/debian trixie/main amd64 toy all 1\n  404  Not Found\n'; exit 100"#;
    let error = apt_error(":", download).await;
    assert!(
        error.contains("cannot fetch http://m.example/debian trixie"),
        "{error}"
    );
    assert!(error.contains("404  Not Found"), "{error}");
}

#[tokio::test]
async fn a_full_disk_is_called_that() {
    let full = "echo \"E: You don't have enough free space in /cache/archives/.\" >&2; exit 100";
    let error = apt_error(":", full).await;
    assert!(error.contains("no space is left below"), "{error}");
    assert!(error.contains("XDG_CACHE_HOME"), "{error}");
}

#[tokio::test]
async fn whatever_else_apt_says_is_passed_on() {
    let error = apt_error("echo 'E: Broken today.' >&2; exit 100", ":").await;
    assert_eq!(
        error,
        "apt-get could not fetch the lists of packages: E: Broken today."
    );
}

#[tokio::test]
async fn an_archive_with_another_sum_is_never_unpacked() {
    let spoilt = r#"printf spoilt > "$archives/toy_1_all.deb"; exit 0"#;
    let error = apt_error(":", spoilt).await;
    assert!(error.contains("toy_1_all.deb is damaged"), "{error}");
}

#[tokio::test]
async fn what_dpkg_deb_says_is_passed_on() {
    let dpkg_deb = "#!/bin/sh\necho 'not a Debian archive' >&2; exit 2\n";
    let (toy, recipe) = toy(&apt(":", ":"), dpkg_deb, "");
    let error = toy.error(&recipe).await;
    assert!(
        error.contains("toy_1_all.deb: not a Debian archive"),
        "{error}"
    );
}

#[tokio::test]
async fn what_finish_says_is_passed_on_and_nothing_is_half_done() {
    let (toy, recipe) = toy(&apt(":", ":"), DPKG_DEB, "echo 'no such link' >&2; exit 1");
    let error = toy.error(&recipe).await;
    assert!(
        error.ends_with("toy/finish failed: no such link"),
        "{error}"
    );

    toy.write("finish", "touch \"$1/finished\"");
    let root = scripted(&toy).root(&|_| {}).await.unwrap();
    assert!(root.join("finished").exists());
}

#[tokio::test]
async fn a_careful_umask_does_not_lock_the_learner_out() {
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
    let (_toy, recipe) = toy(&apt(":", ":"), DPKG_DEB, "echo > \"$1/passwd\"");
    let root = recipe.root(&|_| {}).await.unwrap();
    let mode = |file: &str| {
        std::fs::metadata(root.join(file))
            .unwrap()
            .permissions()
            .mode()
    };
    assert_eq!(mode("passwd") & 0o777, 0o644);
}
